"""Pieces of work for a worker, behind the interface of concurrent.futures: with their progress, and an end before it.

Networks travel by their names, or as files where they were brought: a worker loads each once.
"""

from __future__ import annotations

import io
import pickle
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from cnnviz import network
from cnnviz.edits import Edit
from cnnviz.live.messages import Chore, Progress
from cnnviz.live.pool import StartWorker, Worker
from cnnviz.network import Network
from cnnviz.pictures.kinds import PictureKind

IDLE = 300.0
"""Seconds without work after which the worker ends: it takes as much memory as hundreds of visitors."""
MOST_DEATHS = 2
"""So many workers in a row may end with a piece of work before it is given up: it may be what ends them."""
_GIVEN_UP = (
    "The process that worked this out has ended several times, perhaps for want of memory: it was given up. A smaller "
    "network may work."
)


@dataclass(eq=False)
class _Begun:
    chore: Chore
    told: Callable[[float, Any], None]
    future: Future[Any] = field(default_factory=Future)
    deaths: int = 0


class WorkerExecutor(Executor):
    """Does pieces of work in one worker: a process of this machine, or of a Dask cluster.

    Args:
        start: Starts a worker, see pool.StartWorker. It is started with the first piece of work.
    """

    def __init__(self, start: StartWorker) -> None:
        self._start = start
        self._lock = threading.RLock()
        self._worker: Worker | None = None
        self._begun: dict[str, _Begun] = {}
        self._rest: threading.Timer | None = None
        self.is_ready = False
        """Whether the worker has loaded all that it needs."""

    @property
    def is_alive(self) -> bool:
        """Whether there is a worker, or none is needed yet."""
        return self._worker is not None or not self._begun

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **options: Any) -> Future[Any]:
        """Do a piece of work: the function is also given `progress`, which it calls after each batch."""
        return self.begin(partial(function, *arguments, **options), lambda share, so_far: None)

    def begin(self, work: Callable[..., Any], told: Callable[[float, Any], None]) -> Future[Any]:
        """Do a piece of work, and hear how it goes.

        Args:
            work: A function that can be pickled, whose one argument is progress.
            told: Called with each share that is done and the unfinished result. What it raises ends the work, and is
                the future's exception.
        """
        begun = _Begun(Chore(secrets.token_hex(8), _pickled(work)), told)
        with self._lock:
            self._begun[begun.chore.run] = begun
            self._send(begun.chore)
        return begun.future

    def stop(self, future: Future[Any], error: Exception) -> None:
        """End a piece of work; its future gets an exception. One that is done stays done."""
        with self._lock:
            for begun in list(self._begun.values()):
                if begun.future is future:
                    self._end(begun, error)
                    self._send(Chore(begun.chore.run, None))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the worker; what was not done will not be."""
        with self._lock:
            worker, self._worker, self.is_ready = self._worker, None, False
            if self._rest is not None:
                self._rest.cancel()
            for begun in list(self._begun.values()):
                self._end(begun, RuntimeError("The app is being closed."))
        if worker is not None:
            worker.close()

    def _send(self, chore: Chore) -> None:
        self._rest_later()
        if self._worker is None:
            self._worker = self._start(self._take, self._ended)
        self._worker.send(chore)

    def _rest_later(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
        self._rest = threading.Timer(IDLE, self._end_if_idle)
        self._rest.daemon = True
        self._rest.start()

    def _end_if_idle(self) -> None:
        with self._lock:
            if self._begun:
                self._rest_later()
                return
            worker, self._worker, self.is_ready = self._worker, None, False
        if worker is not None:
            worker.close()

    def _take(self, said: Any) -> None:
        """Take what the worker says."""
        if not isinstance(said, Progress):
            self.is_ready = True
            return
        with self._lock:
            begun = self._begun.get(said.run)
        if begun is None:
            return
        if said.error is not None:
            self._end(begun, said.error)
        elif said.result is not None:
            result = pickle.loads(said.result)
            with self._lock:
                self._begun.pop(said.run, None)
            if not begun.future.done():
                begun.future.set_result(result)
        else:
            try:
                begun.told(said.share, said.so_far)
            except Exception as error:
                self.stop(begun.future, error)

    def _end(self, begun: _Begun, error: Exception) -> None:
        with self._lock:
            if self._begun.pop(begun.chore.run, None) is not None:
                begun.future.set_exception(error)

    def _ended(self) -> None:
        """The worker has ended by itself: another begins anew with what was not done."""
        with self._lock:
            self._worker, self.is_ready = None, False
            for begun in list(self._begun.values()):
                begun.deaths += 1
                if begun.deaths >= MOST_DEATHS:
                    self._end(begun, RuntimeError(_GIVEN_UP))
                else:
                    self._send(begun.chore)


class _Pickler(pickle.Pickler):
    def reducer_override(self, given: Any) -> Any:
        if not isinstance(given, Network):
            return NotImplemented
        original, name = given.original, given.original.name
        # A file may have the name of a bundled network.
        if network.is_loaded(name) and network.load(name) is original:
            return network.load_edited, (name, given.edits)
        return _rebuilt, (name, _file_of(original), original.labels, original.kind, original.title, given.edits)


def _pickled(work: Callable[..., Any]) -> bytes:
    content = io.BytesIO()
    _Pickler(content, pickle.HIGHEST_PROTOCOL).dump(work)
    return content.getvalue()


@lru_cache(maxsize=4)
def _file_of(original: Network) -> bytes:
    from cnnviz.known.export import keras_file

    return keras_file(original)


@lru_cache(maxsize=8)
def _rebuilt(
    name: str, file: bytes, labels: tuple[str, ...], kind: PictureKind, title: str, edits: tuple[Edit, ...]
) -> Network:
    return _opened(name, file, labels, kind, title).edited(edits)


@lru_cache(maxsize=8)
def _opened(name: str, file: bytes, labels: tuple[str, ...], kind: PictureKind, title: str) -> Network:
    import tempfile
    from pathlib import Path

    import keras

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.keras"
        path.write_bytes(file)
        model = keras.models.load_model(path, compile=False)
    return Network(name, model, labels=labels or None, kind=kind, title=title)
