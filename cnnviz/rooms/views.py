"""What a student and the teacher see of a room, as plain data: None if that is what they saw last.

A student never sees another's words, who answered what, or anything of a step that is not shown. What is shown are
counts, in the question's own words; of drawings those that the teacher has not taken off the wall, and of the students'
own words those that he has put there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cnnviz.rooms.answers import TASKS_FROM, WITH_DRAWING, Answer
from cnnviz.rooms.errors import RoomError
from cnnviz.rooms.room import AWAY, Room
from cnnviz.rooms.student import Student

MOST_DRAWINGS = 50
MOST_DRAWN_BYTES = 1_000_000
"""The drawings that one question is answered with take this, unless the first alone takes more."""
View = dict[str, Any]
_Given = list[tuple[Student, Answer]]


def for_student(room: Room, token: str, now: float, seen: int | None = None) -> View | None:
    """Return what a student sees.

    Args:
        room: The room.
        token: The student's.
        now: The time in seconds.
        seen: The version of the view that the browser has; None for none.
    Raises:
        GoneError: If there is no such student.
    """
    student = room.student(token)
    student.seen = now
    version = room.steered + student.changed
    if seen == version:
        return None
    if room.kept is None or room.kept[0] != room.steered:
        room.kept = room.steered, [_shown(room, step, turns) for step, turns in sorted(room.shown.items())]
    return {
        "version": version,
        **_course(room),
        "nickname": student.nickname,
        "flags": sorted(student.flags),
        "answers": [
            {
                "step": step,
                "round": turn,
                "number": answer.number,
                "text": answer.text,
                "sure": answer.sure,
                **(_said(answer) if room.shown.get(step, 0) >= turn else {}),
            }
            for (step, turn), answer in sorted(student.answers.items())
        ],
        "tasks": [
            {"step": task.step, "made_at": task.made_at, "number": task.number, "options": list(task.options)}
            for task in room.tasks
            if task.is_open
        ],
        "shown": room.kept[1],
    }


def for_teacher(room: Room, secret: str, now: float, seen: int | None = None, step: int | None = None) -> View | None:
    """Return what the teacher sees.

    Args:
        room: The room.
        secret: The teacher's.
        now: The time in seconds.
        seen: The version of the view of the same step that the browser has; None for none.
        step: The step whose answers are wanted; None for the one that the room is at.
    Raises:
        NotAllowedError: If the secret is not the teacher's.
        RoomError: If there is no such step.
    """
    room.need_teacher(secret)
    here = sum(now - student.seen <= AWAY for student in room.students.values())
    if here != room.here:
        room.here = here
        room.version += 1
    at = room.step if step is None else step
    kind = room.kind(at)
    if seen == room.version:
        return None
    return {
        "version": room.version,
        "code": room.code,
        **_course(room),
        "joined": len(room.students),
        "here": here,
        "steps": _steps(room),
        "tasks": [
            {
                "step": task.step,
                "made_at": task.made_at,
                "number": task.number,
                "says": task.says,
                "options": list(task.options),
                "open": task.is_open,
            }
            for task in room.tasks
        ],
        "answers": {"step": at, "kind": kind, "rounds": [_answers(room, at, turn) for turn in (1, 2)]},
    }


def drawings(room: Room, numbers: Sequence[int], *, token: str | None = None, secret: str | None = None) -> View:
    """Return the drawings with some numbers, for a student or for the teacher.

    What one may not see, or is no more, is left out; so is what is too much at once, and then "more" is true.

    Raises:
        GoneError: If there is no such student.
        NotAllowedError: If the secret is not the teacher's.
        RoomError: If too many are asked for.
    """
    student = room.student(token) if token is not None else None
    if student is None:
        room.need_teacher(secret or "")
    if len(numbers) > MOST_DRAWINGS:
        raise RoomError(f"At most {MOST_DRAWINGS} drawings come at once.")
    there = {task.number: task.drawing for task in room.tasks if task.is_open or student is None}
    for other, step, turn, answer in room.answers():
        on_wall = room.shown.get(step, 0) >= turn and room.wall.get(answer.number, True)
        if answer.drawing and (student is None or other is student or on_wall):
            there[answer.number] = answer.drawing
    found: dict[str, str] = {}
    size, more = 0, False
    for number in dict.fromkeys(numbers):
        drawing = there.get(number)
        if drawing is None:
            continue
        more = bool(found) and size + len(drawing) > MOST_DRAWN_BYTES
        if more:
            break
        found[str(number)] = drawing
        size += len(drawing)
    return {"drawings": found, "more": more}


def _course(room: Room) -> View:
    return {
        "lesson": room.lesson,
        "variant": room.variant,
        "pace": room.pace,
        "step": room.step,
        "paused": room.paused,
        "again": sorted(room.rounds),
        "nicknames": room.nicknames,
        "look": room.look,
    }


def _said(answer: Answer) -> View:
    judged = answer.judged
    return {"right": judged.right, "belief": judged.belief, "shown": judged.shown} if judged else {}


def _steps(room: Room) -> list[View]:
    """Return how many have answered each step, the first and the second time, and how many did not get it."""
    steps = [*range(len(room.kinds)), *(task.step for task in room.tasks)]
    counts = {step: [0, 0, 0] for step in steps}
    for student in room.students.values():
        for step, turn in student.answers:
            counts[step][turn - 1] += 1
        for step in student.flags:
            counts[step][2] += 1
    return [
        {
            "step": step,
            "kind": room.kind(step) if step < TASKS_FROM else "task",
            "answered": [first, second],
            "flags": flags,
            "shown": room.shown.get(step, 0),
        }
        for step, (first, second, flags) in counts.items()
    ]


def _given(room: Room, step: int, turn: int) -> _Given:
    found = ((student, student.answers.get((step, turn))) for student in room.students.values())
    return [(student, answer) for student, answer in found if answer]


def _answers(room: Room, step: int, turn: int) -> View:
    """Return the answers to a step as the teacher sees them."""
    given, kind = _given(room, step, turn), room.kind(step)

    def about(student: Student, answer: Answer) -> View:
        named = {"name": student.nickname} if student.nickname else {}
        return {"number": answer.number, "on": room.wall.get(answer.number, kind != "text"), **named}

    return {
        "round": turn,
        "answered": len(given),
        "unjudged": sum(answer.judged is None for _, answer in given),
        "tally": [] if kind == "text" else _tally(given, own_words=True),
        "wall": [{**about(student, answer), **_said(answer)} for student, answer in given if kind in WITH_DRAWING],
        "texts": [{**about(student, answer), "text": answer.text} for student, answer in given if kind == "text"],
    }


def _shown(room: Room, step: int, turns: int) -> View:
    """Return the answers to a step as the class sees them."""
    kind, rounds = room.kind(step), []
    for turn in range(1, turns + 1):
        given = _given(room, step, turn)
        on = [answer for _, answer in given if room.wall.get(answer.number, kind != "text")]
        rounds.append(
            {
                "round": turn,
                "answered": len(given),
                "tally": [] if kind == "text" else _tally(given, own_words=False),
                "wall": [{"number": answer.number, **_said(answer)} for answer in on if kind in WITH_DRAWING],
                "texts": [answer.text for answer in on if kind == "text"],
            }
        )
    task = room.task(step)
    return {"step": step, "kind": kind, "rounds": rounds, **({"says": task.says} if task else {})}


def _tally(given: _Given, *, own_words: bool) -> list[View]:
    """Return how often each answer was given, in an order that does not change while answers come in.

    Args:
        given: The answers.
        own_words: Whether those that nobody has judged count by what the student wrote; they are left out otherwise.
    """
    bars: dict[str, View] = {}
    for _, answer in given:
        judged = answer.judged
        text = (judged.shown if judged else "") or (answer.text if own_words else "")
        if not text:
            continue
        bar = bars.setdefault(text, {"text": text, "right": None, "belief": None, "count": 0, "sure": [0, 0, 0, 0]})
        bar["count"] += 1
        if judged:
            bar["right"], bar["belief"] = judged.right, judged.belief
        if answer.sure:
            bar["sure"][answer.sure - 1] += 1
    return sorted(bars.values(), key=lambda bar: str(bar["text"]))
