"""What all routes of rooms share: the rooms, who judges, what is tried too often, and how a room is entered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from starlette.requests import Request

from cnnviz.lessons import Lesson
from cnnviz.rooms.codes import read_code
from cnnviz.rooms.errors import GoneError, NotAllowedError, RoomError, TooOftenError
from cnnviz.rooms.guesses import Limit
from cnnviz.rooms.guesses import guesses as guesses_limit
from cnnviz.rooms.guesses import makes as makes_limit
from cnnviz.rooms.own import Own
from cnnviz.rooms.room import LEFT, NO_TEACHER, Room
from cnnviz.rooms.rooms import Rooms
from cnnviz.rooms.tables import Asked
from cnnviz.ui.rooms import judging, own, told
from cnnviz.ui.rooms.judges import Judge, Judges
from cnnviz.ui.rooms.told import Lessons


class Entering:
    """The rooms, and how they are entered.

    Args:
        rooms: The rooms.
        judge: Says what is to be said of an answer: lesson, variant, step, and the answer's text, or its drawing.
            RoomError if it is no answer. It is called in a thread.
        kinds_of: Says what each step of a lesson's variant takes, likewise; GoneError if there is none.
        asked_of: Says what each step asks, and the computed answer.
        guesses: How often a code may be tried that is no room's.
        makes: How often a room may be made.
        lessons: What lessons say and ask.
        open_own: Reads the text of a teacher's own lesson. RoomError if anything is wrong with it.
    """

    def __init__(
        self,
        rooms: Rooms,
        judge: Judge = judging.judge,
        kinds_of: Callable[[str | Lesson, int], list[str]] = judging.kinds_of,
        asked_of: Callable[[str, int], Mapping[int, Asked]] = judging.asked_of,
        guesses: Limit | None = None,
        makes: Limit | None = None,
        lessons: Lessons = told,
        open_own: Callable[[str], Own] = own.open_own,
    ) -> None:
        self.rooms, self.kinds_of, self.asked_of = rooms, kinds_of, asked_of
        self.guesses, self.makes = guesses or guesses_limit(), makes or makes_limit()
        self.judges = Judges(judge)
        self.lessons, self.open_own = lessons, open_own

    @contextmanager
    def of_student(self, request: Request) -> Iterator[Room]:
        """Enter a student's room; without one GoneError says what it says of a wrong token."""
        with self._entered(request, GoneError(LEFT)) as room:
            yield room

    @contextmanager
    def of_teacher(self, request: Request, otherwise: str = NO_TEACHER) -> Iterator[Room]:
        """Enter a teacher's room; without one NotAllowedError says what it says of a wrong secret."""
        with self._entered(request, NotAllowedError(otherwise)) as room:
            yield room

    @contextmanager
    def _entered(self, request: Request, otherwise: RoomError) -> Iterator[Room]:
        """Enter the room of a question; if there is none, raise what a wrong token or secret raises."""
        code = read_code(request.path_params["code"])
        try:
            with self.rooms.entered(code or "") as room:
                yield room
        except GoneError:
            raise otherwise from None


def address_of(request: Request) -> str:
    """Return the client's address."""
    return request.client.host if request.client else ""


def need_patience(seconds: float, what: str) -> None:
    """Raise TooOftenError if there are seconds to wait."""
    if seconds > 0:
        raise TooOftenError(f"Too many {what} were tried: wait {int(seconds) + 1} s and try again.")
