"""Work in a worker that is no training: each piece in a thread of its own, of which one runs at a time.

A piece of work is a function that calls its argument `progress` after each batch: there the next one has its turn.
"""

from __future__ import annotations

import pickle
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from cnnviz.live.messages import Chore, Progress


class _StoppedError(Exception):
    """Nobody wants the result any more."""


class Chores:
    """The pieces of work of one process, which take turns.

    Args:
        send: Called with how each goes.
    """

    def __init__(self, send: Callable[[Progress], None]) -> None:
        self._send = send
        self._waiting: deque[_Thread] = deque()

    def tell(self, chore: Chore) -> None:
        """Take on a piece of work, or stop one; one that is not here changes nothing."""
        if chore.content is not None:
            self._waiting.append(_Thread(chore.run, chore.content))
            return
        for thread in self._waiting:
            if thread.name == chore.run:
                thread.is_stopped = True

    def turn(self) -> bool:
        """Let the next piece of work do a batch. Return whether there was one."""
        if not self._waiting:
            return False
        thread = self._waiting.popleft()
        said = thread.batch()
        if said is not None:
            self._send(said)
            if said.result is None and said.error is None:
                self._waiting.append(thread)
        return True


class _Thread:
    """A piece of work, in a thread that runs while batch() waits for it."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self.is_stopped = name, False
        self._content = content
        self._said: Progress | None = None
        self._go, self._done = threading.Semaphore(0), threading.Semaphore(0)
        threading.Thread(target=self._run, name="chore", daemon=True).start()

    def batch(self) -> Progress | None:
        """Let it do a batch. Return how it goes; None if it was stopped."""
        self._go.release()
        self._done.acquire()
        return self._said

    def _run(self) -> None:
        self._go.acquire()
        try:
            if self.is_stopped:
                raise _StoppedError
            result = pickle.loads(self._content)(progress=self._progress)
            self._said = Progress(self.name, 1.0, result=pickle.dumps(result, pickle.HIGHEST_PROTOCOL))
        except _StoppedError:
            self._said = None
        except Exception as error:
            self._said = Progress(self.name, error=_to_send(error))
        self._done.release()

    def _progress(self, share: float, so_far: Any = None) -> None:
        self._said = Progress(self.name, share, so_far)
        self._done.release()
        self._go.acquire()
        if self.is_stopped:
            raise _StoppedError


def _to_send(error: Exception) -> Exception:
    """Return what was raised, or its words where it cannot be sent."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
