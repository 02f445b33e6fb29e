"""Several trainings at once, wherever a concurrent.futures.Executor runs them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from pathlib import Path

from cnnviz.training.train import Settings, train

LIVES = 5
"""How often a training is taken up again after its process died, before it counts as failed."""
EVERY = 0.5
"""Seconds between two looks at how far the trainings are."""
PATIENCE = 10
"""Seconds in which a Dask scheduler must answer."""


class WorkerDiedError(RuntimeError):
    """The process of a training died again and again."""


class Processes(ThreadPoolExecutor):
    """An executor that runs each call in a process of its own, and again when that process dies.

    In concurrent.futures' own process pool one death fails every other call as well.
    """

    def __init__(self, jobs: int) -> None:
        super().__init__(jobs)
        self._threads_each = max(1, (os.cpu_count() or 1) // jobs)

    def submit(self, function, /, *arguments, **options) -> Future:
        """Call function(*arguments, **options), which must bear to be called again after it was cut off."""
        return super().submit(self._in_a_process, function, arguments, options)

    def _in_a_process(self, function, arguments, options):
        for _ in range(LIVES):
            with ProcessPoolExecutor(1, get_context("spawn"), _prepare_process, (self._threads_each,)) as process:
                try:
                    return process.submit(function, *arguments, **options).result()
                except BrokenProcessPool:
                    continue
        raise WorkerDiedError(f"Its process died {LIVES} times: is there enough memory?")


@contextmanager
def dask_cluster(scheduler: str) -> Iterator[Executor]:
    """Give the executor of a running Dask cluster; its workers need cnnviz and must see the same folders.

    Args:
        scheduler: Its address, e.g. "tcp://10.0.0.5:8786".
    Raises:
        ValueError: If distributed is not installed, or nothing answers at that address. The message says so.
    """
    try:
        from distributed import Client
    except ImportError:
        raise ValueError("--scheduler needs Dask: pip install distributed.") from None
    try:
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ValueError(f"No Dask scheduler answers at {scheduler}: start one with `dask scheduler`.") from error
    with client:
        yield client.get_executor(pure=False, retries=LIVES)


def train_all(
    names: list[str], settings: Settings, executor: Executor, report: Callable[[str, dict], None]
) -> dict[str, Path | BaseException]:
    """Train networks, each going on by itself whatever happens to the others.

    Args:
        names: Of the networks.
        settings: For all of them.
        executor: Runs them. A training that is called again goes on where it stopped.
        report: Called with a network's name and how far its training is (RunFolder.read("progress")) when that changed.
    Returns:
        For each network its trained file, or the error that ended its training.
    """
    futures = {name: executor.submit(train, name, settings) for name in names}
    seen: dict[str, dict] = {name: {} for name in names}
    try:
        while True:
            running = wait(futures.values(), timeout=EVERY).not_done
            for name in names:
                progress = settings.folder(name).read("progress")
                if progress != seen[name]:
                    seen[name] = progress
                    report(name, progress)
            if not running:
                return {name: future.exception() or future.result() for name, future in futures.items()}
    finally:
        for future in futures.values():
            future.cancel()


class Lines:
    """Writes how far trainings are to a terminal: a line for every epoch, and where they all are beneath."""

    def __init__(self, stream, epochs_done: dict[str, int] | None = None) -> None:
        self.stream, self.live = stream, {}
        self.printed = dict(epochs_done or {})

    def __call__(self, name: str, progress: dict) -> None:
        """Show one training's progress."""
        epoch, epochs = progress["epoch"], progress["epochs"]
        if "val_accuracy" in progress and int(epoch) > self.printed.get(name, 0) and epoch == int(epoch):
            self.printed[name] = int(epoch)
            self._write(
                f"{name}: epoch {int(epoch)} of {epochs}, accuracy {progress['accuracy']:.2%}, "
                f"validation {progress['val_accuracy']:.2%}, {duration(progress['seconds_left'])} to go\n"
            )
        self.live[name] = f"{name} {epoch / epochs:.0%}, {duration(progress.get('seconds_left', 0))} to go"
        if epoch >= epochs:
            del self.live[name]
        if self.stream.isatty() and self.live:
            self._write(" · ".join(self.live.values()))

    def _write(self, text: str) -> None:
        clear = "\r\033[K" if self.stream.isatty() else ""
        self.stream.write(clear + text)
        self.stream.flush()


def duration(seconds: float) -> str:
    """Return a time in the unit that suits it.

    Example:
        >>> duration(95), duration(40), duration(9000)
        ('2 min', '40 s', '2.5 h')
    """
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _prepare_process(threads: int) -> None:
    """Leave the other processes their share of the processor, and do not outlive the one that was started by hand."""
    os.environ["TF_NUM_INTRAOP_THREADS"] = os.environ["OMP_NUM_THREADS"] = str(threads)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent_process().join()
    os._exit(1)
