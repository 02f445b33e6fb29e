"""How students and teachers reach a room: small questions in JSON, none of which runs a page's script.

A student's browser asks every two seconds whether there is something new. To a code that is no room's and to a token
that is no student's the answer is the same: only joining tells whether there is a room, and that is tried seldom.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from cnnviz.rooms import views
from cnnviz.ui.rooms import kept
from cnnviz.ui.rooms.asked import guarded, numbers_in, said, secret_of, token_of
from cnnviz.ui.rooms.students import StudentRoutes
from cnnviz.ui.rooms.teachers import TeacherRoutes


class RoomRoutes(StudentRoutes, TeacherRoutes):
    """The answers to all questions about rooms: those of students.py, of teachers.py, and this one of both."""

    @guarded
    async def drawings(self, request: Request) -> Response:
        """Answer with drawings, see views.drawings: the parameters are numbers, "3,5,8", and token for students."""
        numbers, token = numbers_in(request, "numbers"), token_of(request)
        with self.of_student(request) if token is not None else self.of_teacher(request) as room:
            found = views.drawings(room, numbers, token=token, secret=secret_of(request))
        return said(found)


_routes = RoomRoutes(kept.rooms())
make, again, join, answer = _routes.make, _routes.again, _routes.join, _routes.answer
flag, nickname, task = _routes.flag, _routes.nickname, _routes.task
student, step, drawings = _routes.student, _routes.step, _routes.drawings
teacher, lesson, steer, ticket = _routes.teacher, _routes.lesson, _routes.steer, _routes.ticket
answers_csv, students_csv = _routes.answers_csv, _routes.students_csv
