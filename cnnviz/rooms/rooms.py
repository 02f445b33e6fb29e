"""All rooms of an app: made, found, ended, and forgotten three hours after the last answer."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING

from cnnviz.rooms.codes import LETTERS, random_code
from cnnviz.rooms.errors import ClosedError, GoneError, NotAllowedError
from cnnviz.rooms.guesses import Clock
from cnnviz.rooms.own import Own
from cnnviz.rooms.room import Room
from cnnviz.rooms.store import Store

if TYPE_CHECKING:
    from cnnviz.lessons import Lesson

MOST_ROOMS = 50
MOST_BYTES_IN_ALL = 120_000_000
"""What the answers in all rooms may take."""
KEPT_SECONDS = 3 * 3600.0
UNUSED_SECONDS = 900.0
"""Seconds after which a room that nobody has joined makes way for a new one, if there are MOST_ROOMS."""
_MOST_ENDED = 500


class Rooms:
    """All rooms. Several threads may use it at once.

    Args:
        clock: The time in seconds.
        first: The letters that the codes of new rooms may begin with: each of several servers has its own.
    """

    def __init__(self, clock: Clock = time.time, first: Sequence[str] = LETTERS) -> None:
        self._store = Store()
        self.clock = clock
        self._first = first
        self._lock = RLock()
        self._ended: OrderedDict[str, None] = OrderedDict()

    def __len__(self) -> int:
        """How many rooms there are."""
        self._forget_old()
        return len(self._store.overview())

    def make(self, lesson: str, variant: int, kinds: Sequence[str], own: Own | None = None) -> tuple[str, str]:
        """Return the code and the teacher's secret of a new room.

        Args:
            lesson: The lesson's name.
            variant: Which variant of it.
            kinds: What each of its steps takes for an answer, see answers.KINDS.
            own: The lesson itself, if it is the teacher's own.
        Raises:
            ClosedError: If there are MOST_ROOMS, or there is no memory for the lesson.
            RoomError: If the lesson is too long.
        """
        self._forget_old()
        with self._lock:
            self._need_place()
            self._need_memory(own.size if own else 0)
            while True:
                room = Room.new(random_code(self._first), lesson, variant, kinds, self.clock(), own)
                # The students of a room that has ended may still ask for it.
                if room.code not in self._ended and self._store.add(room):
                    return room.code, room.secret

    def find_lost(self, code: str, secret: str) -> bool:
        """Return whether a room is there that its teacher's browser takes for lost.

        Raises:
            GoneError: If it was ended, or forgotten: that stays.
            ClosedError: If there is another room of its code.
        """
        self._forget_old()
        with self._store.held(code) as room:
            if room is None and not self.has_ended(code):
                return False
            if room is None or room.ended:
                raise GoneError(self._gone(code))
            try:
                room.need_teacher(secret)
            except NotAllowedError:
                raise ClosedError(f"The code {code} is another room's by now: make a new room.") from None
            return True

    def restore(self, room: Room) -> None:
        """Keep a room that was made anew, see anew.py; if it is there already, that one stays.

        Raises:
            GoneError, ClosedError: As find_lost() does, and if there are MOST_ROOMS, or there is no memory for it.
        """
        while not self.find_lost(room.code, room.secret):
            with self._lock:
                # It may just have been made, or even been ended.
                if self.has_ended(room.code) or room.code in self._store.overview():
                    continue
                self._need_place()
                self._need_memory(room.size)
                if self._store.add(room):
                    return

    @contextmanager
    def entered(self, code: str) -> Iterator[Room]:
        """Let the caller alone into a room: it is what it was made meanwhile, and forgotten if it was ended.

        Raises:
            GoneError: If there is none of the code, or no more.
        """
        self._forget_old()
        with self._store.held(code) as room:
            if room is None or room.ended:
                raise GoneError(self._gone(code))
            others = sum(size for other, (_, size, _) in self._store.overview().items() if other != code)
            room.allowance = max(0, MOST_BYTES_IN_ALL - others)
            yield room
            if room.ended:
                self._forget(code)

    def own_lesson(self, name: str) -> Lesson | None:
        """Return a teacher's own lesson that some room follows; None if none does."""
        self._forget_old()
        return next((own.lesson for own in self._store.owns() if own.lesson.name == name), None)

    def has_ended(self, code: str) -> bool:
        """Return whether there was a room of a code, not long ago."""
        return code in self._ended

    def end(self, code: str, secret: str) -> None:
        """End a room. GoneError if there is none, NotAllowedError if the secret is not the teacher's."""
        with self.entered(code) as room:
            room.need_teacher(secret)
            room.ended = True

    def _gone(self, code: str) -> str:
        if self.has_ended(code):
            return f"The room {code} has ended, and nothing of it is kept."
        return f"There is no room {code}: look at the letters again, or ask your teacher."

    def _need_place(self) -> None:
        there = self._store.overview()
        if len(there) < MOST_ROOMS:
            return
        unused = [(last, code) for code, (last, _, joined) in there.items() if not joined]
        if not unused or self.clock() - min(unused)[0] < UNUSED_SECONDS:
            raise ClosedError(f"All {MOST_ROOMS} rooms are in use: end one of yours, or try again later.")
        self._forget(min(unused)[1])

    def _need_memory(self, more: int) -> None:
        if more and more + sum(size for _, size, _ in self._store.overview().values()) > MOST_BYTES_IN_ALL:
            raise ClosedError("The rooms take all the memory that there is for them: try again later.")

    def _forget_old(self) -> None:
        now = self.clock()
        for code, (last, _, _) in self._store.overview().items():
            if now - last >= KEPT_SECONDS:
                self._forget(code)

    def _forget(self, code: str) -> None:
        with self._lock:
            # Before it is gone, so that nobody makes it anew in between.
            self._ended[code] = None
            while len(self._ended) > _MOST_ENDED:
                self._ended.popitem(last=False)
        self._store.remove(code)
