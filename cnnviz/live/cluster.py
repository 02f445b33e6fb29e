"""Workers on a Dask cluster: each is an actor on a Dask worker, on whatever machine that is."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from cnnviz.live.messages import Command, Progress, Report

SCHEDULER_TIMEOUT = 10
"""Seconds in which a Dask scheduler must answer."""
PATIENCE = 60.0
"""Seconds in which there must be a Dask worker that takes a trainer, and in which a trainer must answer."""
LOOK = 0.5
"""Seconds between two looks whether something is still there."""
NEWS = 1.0
"""Seconds for which a trainer waits for something to report before it says that there is nothing."""
IDLE = 0.25
"""Seconds after which an idle trainer looks whether somebody is still looking at its trainings."""
SILENCE = 30.0
"""Seconds after which a trainer that nobody asks any more ends: the web process is gone, however it ended."""


class Cluster:
    """A running Dask cluster, whose workers need cnnviz and a thread that is free.

    Args:
        scheduler: The address of its scheduler, e.g. "tcp://10.0.0.5:8786".
    Raises:
        ValueError: If distributed is not installed, or nothing answers at that address. The message says so.
    """

    def __init__(self, scheduler: str) -> None:
        self._scheduler, self._client = scheduler, connect(scheduler)
        # Connecting takes seconds, for which nobody else may wait.
        self._lock, self._connecting = threading.Lock(), threading.Lock()
        self._workers: list[ClusterWorker] = []
        self.size = max(1, len(self._client.nthreads()))
        """How many workers suit it: as many as it has now."""

    def start(self, take: Callable[[Report], None], ended: Callable[[], None]) -> ClusterWorker:
        """Start a worker, as pool.StartWorker says; at once, whatever the cluster does."""
        worker = ClusterWorker(self, take, ended)
        with self._lock:
            self._workers.append(worker)
        worker.thread.start()
        return worker

    def close(self) -> None:
        """End all workers, and leave the cluster."""
        for worker in list(self._workers):
            worker.close()
            worker.thread.join()
        self._client.close()

    def client(self) -> Any:
        """Return the connection to the scheduler, a new one if it was lost.

        Raises:
            ValueError: If no scheduler answers.
        """
        with self._connecting:
            if self._client.status == "closed":
                self._client = connect(self._scheduler, self._client.loop)
            return self._client

    def choose(self, worker: ClusterWorker) -> str:
        """Give a worker the address of the Dask worker on which the fewest others are; "" if none is there now."""
        there = list(self.client().nthreads())
        with self._lock:
            taken = [other.address for other in self._workers if other is not worker]
            worker.address = min(there, key=taken.count, default="")
        return worker.address

    def leave(self, worker: ClusterWorker) -> None:
        """Forget a worker that has ended."""
        with self._lock:
            self._workers.remove(worker)


class ClusterWorker:
    """A worker on a cluster. Threads of its own talk to its trainer, so nobody waits.

    Attributes:
        address: The Dask worker's; "" before it has one.
        thread: The one that takes reports.
    """

    def __init__(self, cluster: Cluster, take: Callable[[Report], None], ended: Callable[[], None]) -> None:
        self._cluster, self._take, self._ended = cluster, take, ended
        self._commands: queue.SimpleQueue[Command | None] = queue.SimpleQueue()
        self._closed = threading.Event()
        # Dask's: what it knows of the trainer, and the trainer itself.
        self._future: Any = None
        self._trainer: Any = None
        self.address = ""
        self.thread = threading.Thread(target=self._serve, name="cluster-reports", daemon=True)

    def send(self, command: Command) -> None:
        """Send a command; it waits until there is a trainer."""
        self._commands.put(command)

    def close(self) -> None:
        """End the trainer."""
        self._closed.set()
        self._commands.put(None)

    def _serve(self) -> None:
        if self._find_place():
            sender = threading.Thread(target=self._write, name="cluster-commands", daemon=True)
            sender.start()
            with contextlib.suppress(_LostError):
                while not self._closed.is_set():
                    for report in self._ask("reports"):
                        self._take(report)
            # The other thread waits for a command until it hears that there will be none.
            self._commands.put(None)
            sender.join()
            self._trainer = None
            self._future.release()
        self._cluster.leave(self)
        if not self._closed.is_set():
            self._ended()

    def _write(self) -> None:
        # What could not be sent any more is lost with the trainer.
        with contextlib.suppress(_LostError):
            while (command := self._commands.get()) is not None:
                self._ask("tell", command)
            self._ask("tell", None)

    def _ask(self, method: str, *arguments: Any) -> Any:
        """Return what the trainer answers.

        Raises:
            _LostError: If it is gone, or does not answer.
        """
        try:
            asked = getattr(self._trainer, method)(*arguments)
            end = time.monotonic() + PATIENCE
            while self._future.status == "finished" and time.monotonic() < end:
                # Dask does not say of each loss that there will be no answer.
                with contextlib.suppress(TimeoutError):
                    return asked.result(LOOK)
        except (OSError, RuntimeError) as error:
            raise _LostError(str(error)) from error
        raise _LostError("It does not answer.")

    def _find_place(self) -> bool:
        """Make a trainer on a Dask worker, as soon as there is one. Return whether there was within PATIENCE."""
        end = time.monotonic() + PATIENCE
        while not self._closed.is_set() and time.monotonic() < end:
            try:
                if self._cluster.choose(self) and self._is_made(end):
                    return True
            except (OSError, RuntimeError, ValueError) as error:
                logging.getLogger(__name__).warning("The Dask cluster takes no training: %s", error)
            self._closed.wait(LOOK)
        return False

    def _is_made(self, end: float) -> bool:
        from distributed import Actor, wait

        client = self._cluster.client()
        with client.as_current():
            future = client.submit(Trainer, actor=True, workers=[self.address], allow_other_workers=False)
            while future.status == "pending":
                with contextlib.suppress(TimeoutError):
                    wait(future, LOOK)  # type: ignore[no-untyped-call]
                if self._closed.is_set() or time.monotonic() > end or self.address not in client.nthreads():
                    break
            if future.status == "finished":
                self._trainer = Actor(Trainer, self.address, future.key)  # type: ignore[no-untyped-call]
                self._future = future
                return True
        if future.status == "error":
            logging.getLogger(__name__).warning("A Dask worker takes no training: %s", future.exception())
        return False


class _LostError(Exception):
    """A trainer is gone."""


class Trainer:
    """What is on a Dask worker: a thread in which a host works. Commands come in by `tell`, reports are fetched."""

    def __init__(self) -> None:
        self._commands: queue.Queue[Command | None] = queue.Queue()
        self._reports: queue.SimpleQueue[Report | Progress] = queue.SimpleQueue()
        self._asked = time.monotonic()
        self._thread = threading.Thread(target=self._work, name="training", daemon=True)
        self._thread.start()

    # Both run in the event loop of the Dask worker: its one thread for actors would let only one of them wait.

    async def tell(self, command: Command | None) -> None:
        """Take a command; None ends it."""
        self._commands.put(command)

    async def reports(self) -> list[Report | Progress]:
        """Return what is new as soon as there is something, or nothing after NEWS.

        Raises:
            RuntimeError: If it has ended.
        """
        self._asked = time.monotonic()
        if not self._thread.is_alive():
            raise RuntimeError("The thread that trained has ended.")
        return await asyncio.to_thread(self._new)

    def _new(self) -> list[Report | Progress]:
        reports: list[Report | Progress] = []
        with contextlib.suppress(queue.Empty):
            reports.append(self._reports.get(timeout=NEWS))
            while True:
                reports.append(self._reports.get_nowait())
        return reports

    def _work(self) -> None:
        with _turn():
            _prepare()
        from cnnviz.live.host import Host

        # It is ready.
        self._reports.put(Report("", "running"))
        host = Host(self._reports.put)
        is_busy = False
        while time.monotonic() - self._asked < SILENCE:
            try:
                command = self._commands.get(block=not is_busy, timeout=IDLE)
            except queue.Empty:
                with _turn():
                    is_busy = host.work()
                continue
            if command is None:
                return
            with _turn():
                host.tell(command)
            # There may be work now: commands that come quicker than it idles would keep it from looking.
            is_busy = True


def connect(scheduler: str, loop: Any = None) -> Any:
    """Return a client of a Dask scheduler. Dask has type hints for little of itself.

    Args:
        scheduler: Its address.
        loop: The event loop of a client that lost its scheduler, to use again: one of its own outlives each failure.
    Raises:
        ValueError: If distributed is not installed, or nothing answers at that address. The message says so.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ValueError("--scheduler needs Dask: pip install distributed.") from None
    try:
        return Client(scheduler, loop, SCHEDULER_TIMEOUT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ValueError(f"No Dask scheduler answers at {scheduler}: start one with `dask scheduler`.") from error


def _prepare() -> None:
    """Load TensorFlow, for one thread, and do what the first training of a process needs once."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    import tensorflow as tf

    # It cannot be said any more where something else has used TensorFlow in this process.
    with contextlib.suppress(RuntimeError):
        tf.config.threading.set_intra_op_parallelism_threads(1)
        tf.config.threading.set_inter_op_parallelism_threads(1)
    from cnnviz.live.learner import Learner
    from cnnviz.live.recipe import Recipe

    Learner(Recipe(each=10)).learn_batch()


_NEXT, _TURN = threading.Lock(), threading.Lock()


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    """Wait for a turn, one trainer of this process after the other: Keras's seed is one for all of a process."""
    # Who waits is next: who has just had a turn cannot take the next one as well.
    with _NEXT:
        _TURN.acquire()
    try:
        yield
    finally:
        _TURN.release()
