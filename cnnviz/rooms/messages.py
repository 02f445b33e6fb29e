"""A room as plain data that JSON can hold, and back: for a store that is not this process's memory."""

from __future__ import annotations

from typing import Any

from cnnviz.rooms.answers import Answer, Judged, Task
from cnnviz.rooms.room import Room
from cnnviz.rooms.student import Student

Message = dict[str, Any]
_PLAIN = [
    *("code", "secret", "lesson", "variant", "made", "last", "pace", "step", "paused", "nicknames", "look"),
    *("joined", "numbered", "version", "steered", "here", "ended"),
]


def to_message(room: Room) -> Message:
    """Return all of a room. Each student is under the token, so that a store can keep each by itself."""
    return {
        **{name: getattr(room, name) for name in _PLAIN},
        "kinds": list(room.kinds),
        "rounds": list(room.rounds.items()),
        "shown": list(room.shown.items()),
        "wall": list(room.wall.items()),
        "tickets": dict(room.tickets),
        "tasks": [{**vars(task), "options": list(task.options)} for task in room.tasks],
        "students": {token: student_message(student) for token, student in room.students.items()},
    }


def from_message(message: Message) -> Room:
    """Return the room that a message describes. KeyError or TypeError if it is none."""
    room = Room(kinds=tuple(message["kinds"]), **{name: message[name] for name in _PLAIN})
    for name in ("rounds", "shown", "wall"):
        setattr(room, name, {key: value for key, value in message[name]})
    room.tickets = dict(message["tickets"])
    room.tasks = [Task(**{**task, "options": tuple(task["options"])}) for task in message["tasks"]]
    students = [student_from(token, student) for token, student in message["students"].items()]
    room.students = {student.token: student for student in sorted(students, key=lambda student: student.place)}
    room.size = sum(each.size for each in students) + sum(task.size for task in room.tasks) + len(room.look or "")
    return room


def student_message(student: Student) -> Message:
    """Return all of a student but the token."""
    return {
        "place": student.place,
        "joined": student.joined,
        "seen": student.seen,
        "nickname": student.nickname,
        "flags": sorted(student.flags),
        "spoke": None if student.spoke == float("-inf") else student.spoke,
        "changed": student.changed,
        "answers": [
            [step, turn, {**vars(answer), "judged": list(answer.judged) if answer.judged else None}]
            for (step, turn), answer in student.answers.items()
        ],
    }


def student_from(token: str, message: Message) -> Student:
    """Return the student that a message describes. KeyError or TypeError if it is none."""
    fields = {name: message[name] for name in ("place", "joined", "seen", "nickname", "changed")}
    student = Student(token, flags=set(message["flags"]), **fields)
    if message["spoke"] is not None:
        student.spoke = message["spoke"]
    for step, turn, kept in message["answers"]:
        student.answers[step, turn] = Answer(**{**kept, "judged": _judged(kept["judged"])})
    return student


def _judged(kept: list[Any] | None) -> Judged | None:
    if kept is None:
        return None
    right, belief, shown, options = kept
    return Judged(right, belief, shown, tuple(options))
