"""What a teacher's browser asks of a room."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from cnnviz.rooms import steering, tables, views
from cnnviz.rooms.answers import MOST_DRAWING
from cnnviz.rooms.errors import RoomError
from cnnviz.rooms.room import NO_TEACHER
from cnnviz.rooms.tables import Asked, Snapshot
from cnnviz.ui.rooms.asked import body_of, guarded, number_in, said, secret_of, text_of, whole_of
from cnnviz.ui.rooms.entering import Entering, address_of, need_patience

MOST_ORDER_BYTES = MOST_DRAWING + 1_000
"""Of an order with an address in it."""
_SEPARATORS = {"comma": ",", "semicolon": ";"}


class TeacherRoutes(Entering):
    """The answers to what a teacher's browser asks.

    The secret of all these questions but make() is in the header "Authorization: Bearer …".
    """

    @guarded
    async def make(self, request: Request) -> Response:
        """Make a room: {"lesson", "variant"}.

        Returns:
            200: {"code", "secret"}. 400, 403, 404, 409, 413, 429: {"sentence"}, as for all of these.
        """
        body = await body_of(request)
        lesson, variant = text_of(body, "lesson"), whole_of(body, "variant")
        address = address_of(request)
        need_patience(self.makes.wait(address), "rooms")
        kinds = await run_in_threadpool(self.kinds_of, lesson, variant)
        self.makes.count(address)
        code, secret = self.rooms.make(lesson, variant, kinds)
        return said({"code": code, "secret": secret})

    @guarded
    async def teacher(self, request: Request) -> Response:
        """Answer with what the teacher sees, see views.for_teacher: the parameters are seen and step.

        The secret of this question, and of all that follow, is in the header "Authorization: Bearer …".

        Returns:
            200: the view. 204: there is nothing new since the version `seen`.
        """
        seen, step = number_in(request, "seen"), number_in(request, "step")
        with self.of_teacher(request) as room:
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
        with self.of_teacher(request) as room:
            room.need_teacher(secret_of(request))
            lesson, variant = room.lesson, room.variant
        return said(await run_in_threadpool(self.lessons.lesson_told, lesson, variant))

    @guarded
    async def steer(self, request: Request) -> Response:
        """Take one of the teacher's orders, see steering.steer. It returns 204."""
        order = await body_of(request, MOST_ORDER_BYTES)
        with self.of_teacher(request) as room:
            steering.steer(room, secret_of(request), order)
        return Response(status_code=204)

    @guarded
    async def ticket(self, request: Request) -> Response:
        """Answer with {"ticket"}, which opens one table once: a link with it has no secret in it. The body is {}."""
        await body_of(request)
        with self.of_teacher(request) as room:
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
        with self.of_teacher(request, NO_TEACHER if made is None else steering.NO_TICKET) as room:
            if made is None:
                room.need_teacher(secret_of(request))
            else:
                steering.redeem(room, made, self.rooms.clock())
            code, lesson, variant, taken = room.code, room.lesson, room.variant, tables.snapshot(room)
        asked = await run_in_threadpool(self.asked_of, lesson, variant)
        content = await run_in_threadpool(table, taken, asked, separator)
        headers = {
            "content-type": "text/csv; charset=utf-8",
            "content-disposition": f'attachment; filename="{name}-{code}.csv"',
            "cache-control": "no-store",
            "x-content-type-options": "nosniff",
        }
        return Response(content, headers=headers)
