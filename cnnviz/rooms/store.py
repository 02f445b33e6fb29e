"""Where rooms are kept: in this process's memory.

Several servers share no rooms: the first letter of a code says which server has its room, and a room that a server lost
is made anew from the browsers of its teacher and its students, see anew.py and returning.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from cnnviz.rooms.own import Own
from cnnviz.rooms.room import Room


class Store:
    """The rooms by their codes, each of which lets in one thread at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._rooms: dict[str, tuple[Room, Lock]] = {}

    def add(self, room: Room) -> bool:
        """Keep a new room; False, and nothing is kept, if there is one of its code."""
        with self._lock:
            if room.code in self._rooms:
                return False
            self._rooms[room.code] = room, Lock()
            return True

    @contextmanager
    def held(self, code: str) -> Iterator[Room | None]:
        """Let no other thread to a room meanwhile; None if there is none."""
        with self._lock:
            room, lock = self._rooms.get(code, (None, None))
        if room is None or lock is None:
            yield None
            return
        with lock:
            with self._lock:
                # Whoever was let in before may have ended it.
                is_there = self._rooms.get(code, (None, None))[0] is room
            yield room if is_there else None

    def remove(self, code: str) -> None:
        """Forget a room, if it is there."""
        with self._lock:
            self._rooms.pop(code, None)

    def overview(self) -> dict[str, tuple[float, int, bool]]:
        """Return of every room when it was answered last, its bytes, and whether anybody has joined."""
        with self._lock:
            return {code: (room.last, room.size, room.joined > 0) for code, (room, _) in self._rooms.items()}

    def owns(self) -> list[Own]:
        """Return the lessons of their own that teachers have brought to rooms."""
        with self._lock:
            return [room.own for room, _ in self._rooms.values() if room.own]
