"""Students who come back: to a place that they have, or with what they had answered to a room that was made anew.

A server that is started again has no rooms. The teacher's browser makes the room anew, and each student's browser
brings the token and the answers that it had sent, so that nobody is counted twice and no answer is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isfinite
from typing import Any, NamedTuple

from cnnviz.rooms.answers import Answer, Judged
from cnnviz.rooms.errors import RoomError
from cnnviz.rooms.room import Room
from cnnviz.rooms.student import Student

MOST_BROUGHT = 400
"""Answers that a student brings: more than a lesson and its tasks have steps, twice."""
_TOKEN = re.compile("[A-Za-z0-9_-]{16}", re.ASCII)


class Brought(NamedTuple):
    """An answer that a student brings, as the browser kept it."""

    step: int
    turn: int
    text: object
    sure: object
    drawing: object
    at: float | None


class Unjudged(NamedTuple):
    """An answer that was kept, of which is still to be said whether it is right."""

    step: int
    turn: int
    answer: Answer


def read_token(token: object) -> str | None:
    """Return a token from before; None for none. RoomError if it is nothing that a room gives."""
    if token in (None, ""):
        return None
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        raise RoomError("This is no token of a room: join without one.")
    return token


def read_brought(answers: object) -> list[Brought]:
    """Return the answers that a student brings, [{"step", "round", "text", "sure", "drawing", "at"}].

    "step" alone has to be there. "at" is when it was given, in seconds.

    Raises:
        RoomError: If they are not of this form.
    """
    if answers is None:
        return []
    if not isinstance(answers, list) or len(answers) > MOST_BROUGHT:
        raise RoomError(f"Answers from before are a list of at most {MOST_BROUGHT}.")
    return [_brought(answer) for answer in answers]


def _brought(answer: Any) -> Brought:
    step = answer.get("step") if isinstance(answer, dict) else None
    if type(step) is not int:
        raise RoomError("An answer from before has a step, a whole number.")
    turn, at = answer.get("round", 1), answer.get("at")
    if type(turn) is not int or turn not in (1, 2):
        raise RoomError("A step is voted on once or twice: the round is 1 or 2.")
    if at is not None and (type(at) not in (int, float) or not -1e15 < at < 1e15 or not isfinite(at)):
        raise RoomError("When an answer was given is a number of seconds.")
    return Brought(step, turn, answer.get("text", ""), answer.get("sure"), answer.get("drawing"), at)


def come_in(
    room: Room, now: float, token: str | None, answers: Sequence[Brought] = (), nickname: object = None
) -> tuple[Student, list[Unjudged]]:
    """Let a student in, or back to a place, and return who it is and what is to be judged of what was brought.

    A token that has a place leads there, and brings nothing. One that has none gets one, and its answers are kept:
    whether the room is paused or elsewhere, at once, and unjudged. Those that the room cannot take are left out: to a
    step or a task that it does not have, or for which there is no memory.

    Raises:
        ClosedError: If the room is full, or somebody is called so already.
    """
    there = room.students.get(token) if token else None
    if there:
        there.seen = now
        return there, []
    student = room.join(now, nickname, token)
    if token is None:
        return student, []
    for brought in answers:
        try:
            _keep(room, student, brought, now)
        except RoomError:
            continue
    if student.answers:
        room.tell(student)
        if any(room.shown.get(step, 0) >= turn for step, turn in student.answers):
            room.steered += 1
    kept = [Unjudged(step, turn, answer) for (step, turn), answer in student.answers.items()]
    return student, [each for each in kept if each.answer.judged is None]


def _keep(room: Room, student: Student, brought: Brought, now: float) -> None:
    kind, task = room.kind(brought.step), room.task(brought.step)
    if not kind:
        raise RoomError("This step takes no answers.")
    text, sure, drawing = room.read(brought.step, brought.text, brought.sure, brought.drawing)
    judged = task.judge(text) if task else Judged() if kind == "text" else None
    at = now if brought.at is None else min(now, brought.at)
    answer = Answer(_number(room, brought.step, drawing), text, sure, drawing, at, judged)
    before = student.answers.get((brought.step, brought.turn))
    more = answer.size - (before.size if before else 0)
    room.need_memory(more)
    student.answers[brought.step, brought.turn] = answer
    room.size += more
    room.last = max(room.last, at)


def _number(room: Room, step: int, drawing: str) -> int:
    """Return a new number; that of the task for which a drawing was set, unless another answer has it."""
    task = next((task for task in room.tasks if drawing and (task.made_at, task.drawing) == (step, drawing)), None)
    if task and all(answer.number != task.number for *_, answer in room.answers()):
        return task.number
    room.numbered += 1
    return room.numbered
