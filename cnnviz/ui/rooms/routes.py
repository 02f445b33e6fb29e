"""The routes of rooms: a question costs the server a third of a millisecond, where a page's script would cost ten times
that, and they work where websockets do not."""

from __future__ import annotations

from cnnviz.ui.rooms.kept import rooms
from cnnviz.ui.server.later import later

URL = "cnnviz/room"
_ANSWERS = "cnnviz.ui.rooms.route"

try:
    # A setting that is wrong is told at the start, and not to the first class.
    rooms()
except ValueError as error:
    raise SystemExit(str(error)) from None

ROUTES = [
    later(URL, f"{_ANSWERS}:make", ["POST"]),
    later(f"{URL}/{{code}}/again", f"{_ANSWERS}:again", ["POST"]),
    later(f"{URL}/{{code}}/join", f"{_ANSWERS}:join", ["POST"]),
    later(f"{URL}/{{code}}/lesson", f"{_ANSWERS}:lesson", ["GET"]),
    later(f"{URL}/{{code}}/step", f"{_ANSWERS}:step", ["GET"]),
    later(f"{URL}/{{code}}/answer", f"{_ANSWERS}:answer", ["POST"]),
    later(f"{URL}/{{code}}/flag", f"{_ANSWERS}:flag", ["POST"]),
    later(f"{URL}/{{code}}/nickname", f"{_ANSWERS}:nickname", ["POST"]),
    later(f"{URL}/{{code}}/task", f"{_ANSWERS}:task", ["POST"]),
    later(f"{URL}/{{code}}/student", f"{_ANSWERS}:student", ["GET"]),
    later(f"{URL}/{{code}}/drawings", f"{_ANSWERS}:drawings", ["GET"]),
    later(f"{URL}/{{code}}/teacher", f"{_ANSWERS}:teacher", ["GET"]),
    later(f"{URL}/{{code}}/steer", f"{_ANSWERS}:steer", ["POST"]),
    later(f"{URL}/{{code}}/ticket", f"{_ANSWERS}:ticket", ["POST"]),
    later(f"{URL}/{{code}}/answers.csv", f"{_ANSWERS}:answers_csv", ["GET"]),
    later(f"{URL}/{{code}}/students.csv", f"{_ANSWERS}:students_csv", ["GET"]),
]
