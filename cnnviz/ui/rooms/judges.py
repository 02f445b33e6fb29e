"""Threads that judge answers, so that nobody else waits for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Lock

from cnnviz.rooms.answers import Judged
from cnnviz.rooms.errors import RoomError

Judge = Callable[[str, int, int, str], Judged]
"""Says what is to be said of an answer: lesson, variant, step, text. RoomError if it is no answer."""
Later = Callable[[Callable[[Judged | None], None]], None]
"""Has something called with what is to be said, once that is known; with None if it was no answer."""
PATIENCE = 2.0
"""Seconds that an answer waits to be judged."""
_MOST_WAITING = 600
"""So many answers may wait; of more nothing is said."""
_MOST_BROUGHT = 10_000
"""The same of answers that students bring from before."""
_TURNS = 5
"""How many times one of these is tried to be judged."""
_logger = logging.getLogger(__name__)


class Judges:
    """Two threads that judge, and one that judges what students bring from before: new answers do not wait for those.

    Args:
        judge: What they call.
        patience: Seconds that judge() waits for them.
    """

    def __init__(self, judge: Judge, patience: float = PATIENCE) -> None:
        self._judge, self._patience = judge, patience
        self._waiting, self._brought, self._lock = 0, 0, Lock()
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="room-judge")
        self._thread_for_brought = ThreadPoolExecutor(1, thread_name_prefix="room-judge-brought")

    async def judge(self, lesson: str, variant: int, step: int, text: str) -> tuple[Judged | None, Later | None]:
        """Return what is to be said of an answer; None if that takes long, and then what tells it later.

        Raises:
            RoomError: If it is no answer.
        """
        with self._lock:
            if self._waiting >= _MOST_WAITING:
                return Judged(), None
            self._waiting += 1
        future = self._threads.submit(self._judge, lesson, variant, step, text)
        future.add_done_callback(self._is_done)
        here = asyncio.wrap_future(future)
        # Otherwise one that nobody waits for any more is reported when it fails.
        here.add_done_callback(lambda done: done.cancelled() or done.exception())
        await asyncio.wait({here}, timeout=self._patience)
        if future.done():
            return _result(future), None
        return None, lambda take: future.add_done_callback(lambda done: take(_late(done)))

    def judge_brought(
        self, lesson: str, variant: int, step: int, text: str, take: Callable[[Judged | None], None]
    ) -> None:
        """Have `take` called with what is to be said of an answer, once that is known; with None if it is none."""
        with self._lock:
            is_full = self._brought >= _MOST_BROUGHT
            self._brought += not is_full
        if is_full:
            take(Judged())
            return

        def is_done(done: Future[Judged]) -> None:
            with self._lock:
                self._brought -= 1
            take(_late(done))

        self._thread_for_brought.submit(self._judge_patiently, lesson, variant, step, text).add_done_callback(is_done)

    def _judge_patiently(self, lesson: str, variant: int, step: int, text: str) -> Judged:
        """Judge, however long a server that was just started takes to load the networks of all its rooms."""
        for _ in range(_TURNS - 1):
            with suppress(TimeoutError):
                return self._judge(lesson, variant, step, text)
        return self._judge(lesson, variant, step, text)

    def _is_done(self, _: Future[Judged]) -> None:
        with self._lock:
            self._waiting -= 1


def _late(done: Future[Judged]) -> Judged | None:
    try:
        return _result(done)
    except RoomError:
        return None


def _result(done: Future[Judged]) -> Judged:
    error = done.exception()
    if isinstance(error, RoomError):
        raise error
    if error is not None:
        # What the student wrote is nobody's business but the class's, and it may be in the error's words.
        _logger.warning("An answer in a room could not be judged: %s.", type(error).__name__)
        return Judged()
    return done.result()
