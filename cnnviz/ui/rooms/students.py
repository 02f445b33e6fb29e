"""What a student's browser asks of a room."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from cnnviz.rooms import reading, returning, tasks, views
from cnnviz.rooms.answers import MOST_DRAWING, MOST_TEXT, Judged
from cnnviz.rooms.codes import read_code
from cnnviz.rooms.errors import GoneError, RoomError
from cnnviz.ui.rooms.asked import body_of, guarded, number_in, said, text_of, token_of, whole_of
from cnnviz.ui.rooms.entering import Entering, address_of, need_patience

MOST_ANSWER_BYTES = MOST_DRAWING + 6 * MOST_TEXT + 1_000
"""Of a question with an answer in it: JSON may write a letter in six."""
MOST_BROUGHT_BYTES = 300_000
"""Of a student who comes back with all answers."""


class StudentRoutes(Entering):
    """The answers to what a student's browser asks."""

    @guarded
    async def join(self, request: Request) -> Response:
        """Join: {}, and perhaps "nickname".

        A browser that has been in a room of this code brings its "token", and in "answers" what it sent before,
        [{"step", "round", "text", "sure", "drawing", "at"}], see rooms.returning.

        Returns:
            200: {"code", "token", "lesson", "variant", "mark", "kept"}: the mark is the SHA-256 of the teacher's secret
            in hex, which stays if the room is made anew; so many answers were kept, 0 where the place was there still.
        """
        body = await body_of(request, MOST_BROUGHT_BYTES)
        token, brought = returning.read_token(body.get("token")), returning.read_brought(body.get("answers"))
        code, address = read_code(request.path_params["code"]), address_of(request)
        if code is None:
            raise GoneError("A room's code has four letters, none of them a vowel.")
        need_patience(self.guesses.wait(address, code), "codes")
        try:
            with self.rooms.entered(code) as room:
                was_there = token in room.students
                lesson, variant = room.lesson, room.variant
                student, unjudged = returning.come_in(room, self.rooms.clock(), token, brought, body.get("nickname"))
                found = {
                    "code": code,
                    "token": student.token,
                    "lesson": lesson,
                    "variant": variant,
                    "mark": room.mark,
                    "kept": 0 if was_there else len(student.answers),
                }
        except GoneError:
            if not self.rooms.has_ended(code):
                self.guesses.count(address, code)
            raise
        for step, turn, given in unjudged:
            take = partial(self._judge_late, code, student.token, step, turn, given.number)
            text = given.drawing or given.text
            self.judges.judge_brought(lesson, variant, step, text, take)
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
        with self.of_student(request) as room:
            now = self.rooms.clock()
            given, turn = room.admit(
                token, step, turn, body.get("text", ""), body.get("sure"), body.get("drawing"), now
            )
            code, kind, task = room.code, room.kind(step), room.task(step)
            lesson, variant = room.lesson, room.variant
        judged: Judged | None = Judged()
        late = None
        if kind != "text" and task is None:
            judged, late = await self.judges.judge(lesson, variant, step, given.drawing or given.text)
        with self.of_student(request) as room:
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
        with self.of_student(request) as room:
            room.flag(token, step, on)
        return Response(status_code=204)

    @guarded
    async def nickname(self, request: Request) -> Response:
        """Take a nickname: {"token", "nickname"}. It returns 204."""
        body = await body_of(request)
        token, name = text_of(body, "token"), text_of(body, "nickname")
        with self.of_student(request) as room:
            room.rename(token, name)
        return Response(status_code=204)

    @guarded
    async def task(self, request: Request) -> Response:
        """Offer what a student made at a step as a task: {"token", "step"}. It returns 204."""
        body = await body_of(request)
        token, step = text_of(body, "token"), whole_of(body, "step")
        with self.of_student(request) as room:
            tasks.offer(room, token, step)
        return Response(status_code=204)

    @guarded
    async def student(self, request: Request) -> Response:
        """Answer with what a student sees, see views.for_student: the parameters are seen and token.

        Returns:
            200: the view. 204: there is nothing new since the version `seen`.
        """
        token, seen = token_of(request) or "", number_in(request, "seen")
        with self.of_student(request) as room:
            view = views.for_student(room, token, self.rooms.clock(), seen)
        return said(view) if view else Response(status_code=204)

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
        with self.of_student(request) as room:
            task, known = reading.readable(room, token, step)
            lesson, variant = room.lesson, room.variant
        if task:
            return said(await run_in_threadpool(self.lessons.task_told, lesson, variant, task))
        return said(await run_in_threadpool(self.lessons.step_told, lesson, variant, step, known))

    def _judge_late(self, code: str, token: str, step: int, turn: int, number: int, judged: Judged | None) -> None:
        # If the room is gone, so is whoever wanted to know.
        with suppress(GoneError), self.rooms.entered(code) as room:
            room.judge(token, step, turn, number, judged)
