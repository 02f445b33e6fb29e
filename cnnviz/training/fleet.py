"""Several trainings at once, on any concurrent.futures.Executor."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any, ParamSpec, TextIO, TypeVar

from cnnviz.bundled.files import DamagedFileError
from cnnviz.bundled.run_folder import RunFolder
from cnnviz.training.train import Settings, train

P = ParamSpec("P")
R = TypeVar("R")

LIVES = 5
"""A training whose process has died this many times counts as failed."""
POLL_SECONDS = 0.5
"""Seconds between two looks at the trainings' progress."""
SCHEDULER_TIMEOUT = 10
"""Seconds in which a Dask scheduler must answer."""


class WorkerDiedError(RuntimeError):
    """The process of a training died again and again."""


class Processes(ThreadPoolExecutor):
    """An executor that runs each call in a process of its own, and repeats it when that process dies.

    In concurrent.futures' own process pool, the death of one process makes all other calls fail as well.
    """

    def __init__(self, jobs: int) -> None:
        super().__init__(jobs)
        self._threads_per_job = max(1, (os.cpu_count() or 1) // jobs)

    def submit(self, function: Callable[P, R], /, *arguments: P.args, **options: P.kwargs) -> Future[R]:
        """Call function(*arguments, **options), which must be safe to repeat after it was interrupted."""
        return super().submit(self._in_a_process, partial(function, *arguments, **options))

    def _in_a_process(self, call: Callable[[], R]) -> R:
        for _ in range(LIVES):
            with ProcessPoolExecutor(1, get_context("spawn"), _prepare_process, (self._threads_per_job,)) as process:
                try:
                    return process.submit(call).result()
                except BrokenProcessPool:
                    continue
        raise WorkerDiedError(f"Its process died {LIVES} times: is there enough memory?")


@contextmanager
def dask_cluster(scheduler: str) -> Iterator[Executor]:
    """Open the executor of a running Dask cluster, whose workers need cnnviz and the same folders.

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
        # Dask has type hints for little of itself.
        client: Any = Client(scheduler, timeout=SCHEDULER_TIMEOUT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ValueError(f"No Dask scheduler answers at {scheduler}: start one with `dask scheduler`.") from error
    with client:
        yield client.get_executor(pure=False, retries=LIVES)


def train_all(
    names: list[str], settings: Settings, executor: Executor, report: Callable[[str, dict[str, Any]], None]
) -> dict[str, Path | BaseException]:
    """Train networks; a failure of one does not affect the others.

    Args:
        names: The names of the networks.
        settings: The settings of all trainings.
        executor: Runs the trainings. A training that is called again goes on where it stopped.
        report: Called with a network's name and its progress, RunFolder.read("progress"), whenever that changes.
    Returns:
        For each network the path of its trained file, or the error that ended its training.
    """
    futures = {name: executor.submit(train, name, settings) for name in names}
    reported: dict[str, dict[str, Any]] = {name: {} for name in names}
    try:
        while True:
            running = wait(futures.values(), timeout=POLL_SECONDS).not_done
            for name in names:
                progress = _progress(settings.folder(name))
                if progress and progress != reported[name]:
                    reported[name] = progress
                    report(name, progress)
            if not running:
                return {name: future.exception() or future.result() for name, future in futures.items()}
    finally:
        for future in futures.values():
            future.cancel()


def _progress(folder: RunFolder) -> dict[str, Any]:
    try:
        return folder.read("progress", "epoch", "epochs")
    except DamagedFileError:
        # The training itself says so, or writes it anew.
        return {}


class Lines:
    """Shows the progress of trainings in a terminal: a line for every epoch, and a line with the state of all below."""

    def __init__(self, stream: TextIO, epochs_done: dict[str, int] | None = None) -> None:
        self.stream = stream
        self.live: dict[str, str] = {}
        self.printed = dict(epochs_done or {})

    def __call__(self, name: str, progress: dict[str, Any]) -> None:
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
    """Return a time in words, in seconds, minutes or hours.

    Example:
        >>> duration(95), duration(40), duration(9000)
        ('2 min', '40 s', '2.5 h')
    """
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _prepare_process(threads: int) -> None:
    """Limit the threads of this process, so that others get their share, and end it when its parent process ends."""
    os.environ["TF_NUM_INTRAOP_THREADS"] = os.environ["OMP_NUM_THREADS"] = str(threads)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
