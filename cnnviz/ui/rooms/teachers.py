"""What a teacher's browser asks of a room."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from cnnviz.lessons.written import MOST_BYTES
from cnnviz.rooms import anew, steering, tables, views
from cnnviz.rooms.answers import MOST_DRAWING
from cnnviz.rooms.codes import read_code
from cnnviz.rooms.errors import RoomError
from cnnviz.rooms.own import Own
from cnnviz.rooms.room import NO_TEACHER
from cnnviz.rooms.tables import Asked, Snapshot
from cnnviz.ui.rooms.asked import body_of, guarded, number_in, said, secret_of, text_of, whole_of
from cnnviz.ui.rooms.entering import Entering, address_of, need_patience

MOST_ORDER_BYTES = MOST_DRAWING + 1_000
"""Of an order with an address in it."""
MOST_LESSON_BYTES = 3 * MOST_BYTES
"""Of a question with a lesson in it: JSON may write a letter of its text in two, and one that is rare in six."""
MOST_AGAIN_BYTES = 1_000_000
"""Of a room that is made anew, with the drawings of its tasks."""
_SEPARATORS = {"comma": ",", "semicolon": ";"}


class TeacherRoutes(Entering):
    """The answers to what a teacher's browser asks.

    The secret of all these questions but make() is in the header "Authorization: Bearer …".
    """

    @guarded
    async def make(self, request: Request) -> Response:
        """Make a room: {"lesson", "variant"}, or {"text", "variant"} with the text of the teacher's own lesson's file.

        Returns:
            200: {"code", "secret"}. 400, 403, 404, 409, 413, 429: {"sentence"}, as for all of these.
        """
        body = await body_of(request, MOST_LESSON_BYTES)
        variant, address = whole_of(body, "variant"), address_of(request)
        wanted = text_of(body, "text" if "text" in body else "lesson")
        need_patience(self.makes.wait(address), "rooms")
        self.makes.count(address)
        lesson, own, kinds = await run_in_threadpool(self._lesson, wanted, variant, is_own="text" in body)
        code, secret = self.rooms.make(lesson, variant, kinds, own)
        return said({"code": code, "secret": secret})

    @guarded
    async def again(self, request: Request) -> Response:
        """Make a room anew that the server has lost: {"secret", "lesson", "variant", "state"}.

        The teacher's own lesson comes as "text" in place of "lesson". The state is what the teacher saw last, see
        anew.room_anew, which says too what is not carried. A room that was ended, or forgotten, stays so.

        Returns:
            200: {"code"}, also if the room is there after all, which then stays as it is. 404: the room has ended. 409:
            the code is another room's, or there is no place.
        """
        body = await body_of(request, MOST_AGAIN_BYTES)
        code, address = read_code(request.path_params["code"]), address_of(request)
        secret, variant, state = text_of(body, "secret"), whole_of(body, "variant"), body.get("state", {})
        wanted = text_of(body, "text" if "text" in body else "lesson")
        if code is None or not isinstance(state, dict):
            raise RoomError("A room is made anew by its code, its secret and its state.")
        need_patience(self.makes.wait(address), "rooms")
        try:
            if self.rooms.find_lost(code, secret):
                return said({"code": code})
        except RoomError:
            self.makes.count(address)
            raise
        self.makes.count(address)
        lesson, own, kinds = await run_in_threadpool(self._lesson, wanted, variant, is_own="text" in body)
        self.rooms.restore(anew.room_anew(code, secret, lesson, variant, kinds, state, self.rooms.clock(), own))
        return said({"code": code})

    def _lesson(self, wanted: str, variant: int, *, is_own: bool) -> tuple[str, Own | None, list[str]]:
        """Return the name of a lesson, itself if it is the teacher's own, and what its steps take."""
        if not is_own:
            return wanted, None, self.kinds_of(wanted, variant)
        own = self.open_own(wanted)
        return own.lesson.name, own, self.kinds_of(own.lesson, variant)

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
