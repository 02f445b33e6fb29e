"""How students and teachers reach a room: small questions in JSON, none of which runs a page's script.

A student's browser asks every two seconds whether there is something new. To a code that is no room's and to a token
that is no student's the answer is the same: only joining tells whether there is a room, and that is tried seldom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from cnnviz.rooms import reading, steering, tables, tasks, views
from cnnviz.rooms.answers import MOST_DRAWING, MOST_TEXT, Judged
from cnnviz.rooms.codes import read_code
from cnnviz.rooms.errors import GoneError, NotAllowedError, RoomError, TooOftenError
from cnnviz.rooms.guesses import Limit, guesses, makes
from cnnviz.rooms.room import LEFT, NO_TEACHER, Room
from cnnviz.rooms.rooms import Rooms
from cnnviz.rooms.tables import Asked, Snapshot
from cnnviz.ui.rooms import judging, kept, told
from cnnviz.ui.rooms.asked import body_of, guarded, number_in, numbers_in, said, secret_of, text_of, token_of, whole_of
from cnnviz.ui.rooms.judges import Judge, Judges
from cnnviz.ui.rooms.told import Lessons

MOST_ANSWER_BYTES = MOST_DRAWING + 6 * MOST_TEXT + 1_000
"""Of a question with an answer in it: JSON may write a letter in six."""
_SEPARATORS = {"comma": ",", "semicolon": ";"}


class RoomRoutes:
    """The answers to all questions about rooms.

    Args:
        rooms: The rooms.
        judge: Says what is to be said of an answer: lesson, variant, step, and the answer's text, or its drawing.
            RoomError if it is no answer. It is called in a thread.
        kinds_of: Says what each step of a lesson's variant takes, likewise; GoneError if there is none.
        asked_of: Says what each step asks, and the computed answer.
        guesses: How often a code may be tried that is no room's.
        makes: How often a room may be made.
        lessons: What lessons say and ask.
    """

    def __init__(
        self,
        rooms: Rooms,
        judge: Judge = judging.judge,
        kinds_of: Callable[[str, int], list[str]] = judging.kinds_of,
        asked_of: Callable[[str, int], Mapping[int, Asked]] = judging.asked_of,
        guesses: Limit | None = None,
        makes: Limit | None = None,
        lessons: Lessons = told,
    ) -> None:
        self.rooms, self._kinds_of, self._asked_of = rooms, kinds_of, asked_of
        self._guesses, self._makes = guesses or _guesses(), makes or _makes()
        self._judges = Judges(judge)
        self._lessons = lessons

    @guarded
    async def make(self, request: Request) -> Response:
        """Make a room: {"lesson", "variant"}.

        Returns:
            200: {"code", "secret"}. 400, 403, 404, 409, 413, 429: {"sentence"}, as for all of these.
        """
        body = await body_of(request)
        lesson, variant = text_of(body, "lesson"), whole_of(body, "variant")
        address = _address(request)
        _need_patience(self._makes.wait(address), "rooms")
        kinds = await run_in_threadpool(self._kinds_of, lesson, variant)
        self._makes.count(address)
        code, secret = self.rooms.make(lesson, variant, kinds)
        return said({"code": code, "secret": secret})

    @guarded
    async def join(self, request: Request) -> Response:
        """Join: {} or {"nickname"}.

        Returns:
            200: {"code", "token", "lesson", "variant"}.
        """
        body = await body_of(request)
        code, address = read_code(request.path_params["code"]), _address(request)
        if code is None:
            raise GoneError("A room's code has four letters, none of them a vowel.")
        _need_patience(self._guesses.wait(address), "codes")
        try:
            with self.rooms.entered(code) as room:
                student = room.join(self.rooms.clock(), body.get("nickname"))
                found = {"code": code, "token": student.token, "lesson": room.lesson, "variant": room.variant}
        except GoneError:
            if not self.rooms.has_ended(code):
                self._guesses.count(address)
            raise
        return said(found)

    @guarded
    async def answer(self, request: Request) -> Response:
        """Take an answer: {"token", "step", "text"}, and perhaps "round", "sure" and "drawing".

        Returns:
            200: {"number", "round"}: it is kept, in place of the one before.
        """
        body = await body_of(request, MOST_ANSWER_BYTES)
        token, step, turn = text_of(body, "token"), whole_of(body, "step"), body.get("round")
        if turn is not None:
            turn = whole_of(body, "round")
        with self._of_student(request) as room:
            now = self.rooms.clock()
            given, turn = room.admit(
                token, step, turn, body.get("text", ""), body.get("sure"), body.get("drawing"), now
            )
            code, kind, task = room.code, room.kind(step), room.task(step)
            lesson, variant = room.lesson, room.variant
        judged: Judged | None = Judged()
        late = None
        if kind != "text" and task is None:
            judged, late = await self._judges.judge(lesson, variant, step, given.drawing or given.text)
        with self._of_student(request) as room:
            room.take(token, step, turn, replace(given, judged=judged))
        if late is not None:
            late(lambda found: self._judge_late(code, token, step, turn, given.number, found))
        return said({"number": given.number, "round": turn})

    @guarded
    async def flag(self, request: Request) -> Response:
        """Take that a student did not get a step, or does now: {"token", "step", "on"}. It returns 204."""
        body = await body_of(request)
        on = body.get("on")
        if not isinstance(on, bool):
            raise RoomError("on is true or false.")
        token, step = text_of(body, "token"), whole_of(body, "step")
        with self._of_student(request) as room:
            room.flag(token, step, on)
        return Response(status_code=204)

    @guarded
    async def nickname(self, request: Request) -> Response:
        """Take a nickname: {"token", "nickname"}. It returns 204."""
        body = await body_of(request)
        token, name = text_of(body, "token"), text_of(body, "nickname")
        with self._of_student(request) as room:
            room.rename(token, name)
        return Response(status_code=204)

    @guarded
    async def task(self, request: Request) -> Response:
        """Offer what a student made at a step as a task: {"token", "step"}. It returns 204."""
        body = await body_of(request)
        token, step = text_of(body, "token"), whole_of(body, "step")
        with self._of_student(request) as room:
            tasks.offer(room, token, step)
        return Response(status_code=204)

    @guarded
    async def student(self, request: Request) -> Response:
        """Answer with what a student sees, see views.for_student: the parameters are seen and token.

        Returns:
            200: the view. 204: there is nothing new since the version `seen`.
        """
        token, seen = token_of(request) or "", number_in(request, "seen")
        with self._of_student(request) as room:
            view = views.for_student(room, token, self.rooms.clock(), seen)
        return said(view) if view else Response(status_code=204)

    @guarded
    async def teacher(self, request: Request) -> Response:
        """Answer with what the teacher sees, see views.for_teacher: the parameters are seen and step.

        The secret of this question, and of all that follow, is in the header "Authorization: Bearer …".

        Returns:
            200: the view. 204: there is nothing new since the version `seen`.
        """
        seen, step = number_in(request, "seen"), number_in(request, "step")
        with self._of_teacher(request) as room:
            view = views.for_teacher(room, secret_of(request), self.rooms.clock(), seen, step)
        return said(view) if view else Response(status_code=204)

    @guarded
    async def lesson(self, request: Request) -> Response:
        """Answer with the room's lesson and all answers, for the teacher, see told.lesson_told.

        Returns:
            200: {"title", "lesson", "variant", "beliefs": {belief: what is believed}, "steps"}, and each step has

            - what step() says of it: "step", "title", "kind", "takes", "prose", "ask", "ledger", "goals", "starters",
              "sure", "address", "drawing", "waits", "message";
            - "truth", the answer in the words of the question, "" for none; "value", a number in the unit that is
              shown (74.06 where "unit" is "%"), or null; "unit"; "decimals";
            - "options", [{"text", "right", "belief"}] to choose from; "items" to put in order; "cells", the map that
              is pointed at, {"rows", "cols", "values", "signed"}, or null;
            - "of": of a reveal, the index of its question; null otherwise.
        """
        with self._of_teacher(request) as room:
            room.need_teacher(secret_of(request))
            lesson, variant = room.lesson, room.variant
        return said(await run_in_threadpool(self._lessons.lesson_told, lesson, variant))

    @guarded
    async def step(self, request: Request) -> Response:
        """Answer with what a step says and asks, for a student, see told.step_told: the parameters are step and token.

        Returns:
            200: {"step", "title", "kind" (of the block), "takes" (see answers.KINDS), "prose" (safe HTML), "ask" (see
            components/lesson_panel, AskData, or null), "ledger" (LedgerData, or null), "goals" (texts, or null),
            "starters", "sure", "address" (of the page, relative to the app), "drawing" (of a task, else ""), "waits"
            (whether the truth is still being worked out: prose and ask come then), "message" (why it cannot be asked)}.
            409: the teacher has not come to it, or it tells an answer that the student is not to know yet.
        """
        token, step = token_of(request) or "", number_in(request, "step")
        if step is None:
            raise RoomError("step is a whole number.")
        with self._of_student(request) as room:
            task, known = reading.readable(room, token, step)
            lesson, variant = room.lesson, room.variant
        if task:
            return said(await run_in_threadpool(self._lessons.task_told, lesson, variant, task))
        return said(await run_in_threadpool(self._lessons.step_told, lesson, variant, step, known))

    @guarded
    async def drawings(self, request: Request) -> Response:
        """Answer with drawings, see views.drawings: the parameters are numbers, "3,5,8", and token for students."""
        numbers, token = numbers_in(request, "numbers"), token_of(request)
        with self._of_student(request) if token is not None else self._of_teacher(request) as room:
            found = views.drawings(room, numbers, token=token, secret=secret_of(request))
        return said(found)

    @guarded
    async def steer(self, request: Request) -> Response:
        """Take one of the teacher's orders, see steering.steer. It returns 204."""
        order = await body_of(request, MOST_ANSWER_BYTES)
        with self._of_teacher(request) as room:
            steering.steer(room, secret_of(request), order)
        return Response(status_code=204)

    @guarded
    async def ticket(self, request: Request) -> Response:
        """Answer with {"ticket"}, which opens one table once: a link with it has no secret in it. The body is {}."""
        await body_of(request)
        with self._of_teacher(request) as room:
            return said({"ticket": steering.ticket(room, secret_of(request), self.rooms.clock())})

    @guarded
    async def answers_csv(self, request: Request) -> Response:
        """Answer with the table of the answers; the parameters are ticket and separator, "comma" or "semicolon"."""
        return await self._table(request, tables.answers_table, "answers")

    @guarded
    async def students_csv(self, request: Request) -> Response:
        """Answer with the table of the students; the parameters are those of the answers."""
        return await self._table(request, tables.students_table, "students")

    async def _table(
        self, request: Request, table: Callable[[Snapshot, Mapping[int, Asked], str], bytes], name: str
    ) -> Response:
        separator = _SEPARATORS.get(request.query_params.get("separator", "comma"))
        if separator is None:
            raise RoomError(f"The separator is {' or '.join(_SEPARATORS)}.")
        made = request.query_params.get("ticket")
        with self._of_teacher(request, NO_TEACHER if made is None else steering.NO_TICKET) as room:
            if made is None:
                room.need_teacher(secret_of(request))
            else:
                steering.redeem(room, made, self.rooms.clock())
            code, lesson, variant, taken = room.code, room.lesson, room.variant, tables.snapshot(room)
        asked = await run_in_threadpool(self._asked_of, lesson, variant)
        content = await run_in_threadpool(table, taken, asked, separator)
        headers = {
            "content-type": "text/csv; charset=utf-8",
            "content-disposition": f'attachment; filename="{name}-{code}.csv"',
            "cache-control": "no-store",
            "x-content-type-options": "nosniff",
        }
        return Response(content, headers=headers)

    @contextmanager
    def _of_student(self, request: Request) -> Iterator[Room]:
        with self._entered(request, GoneError(LEFT)) as room:
            yield room

    @contextmanager
    def _of_teacher(self, request: Request, otherwise: str = NO_TEACHER) -> Iterator[Room]:
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

    def _judge_late(self, code: str, token: str, step: int, turn: int, number: int, judged: Judged | None) -> None:
        # If the room is gone, so is whoever wanted to know.
        with suppress(GoneError), self.rooms.entered(code) as room:
            room.judge(token, step, turn, number, judged)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _need_patience(seconds: float, what: str) -> None:
    if seconds > 0:
        raise TooOftenError(f"Too many {what} were tried: wait {int(seconds) + 1} s and try again.")


_guesses, _makes = guesses, makes
_routes = RoomRoutes(kept.rooms())
make, join, answer, flag, nickname, task = (
    *(_routes.make, _routes.join, _routes.answer),
    *(_routes.flag, _routes.nickname, _routes.task),
)
student, step, drawings = _routes.student, _routes.step, _routes.drawings
teacher, lesson, steer, ticket = _routes.teacher, _routes.lesson, _routes.steer, _routes.ticket
answers_csv, students_csv = _routes.answers_csv, _routes.students_csv
