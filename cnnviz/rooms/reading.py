"""What a student may read of the room's lesson: no step that the teacher has not come to, no answer before its time."""

from __future__ import annotations

from typing import NamedTuple

from cnnviz.rooms.answers import TASKS_FROM, Task
from cnnviz.rooms.errors import ClosedError, RoomError
from cnnviz.rooms.room import Room

AHEAD = "Your teacher has not come to this step yet."


class Readable(NamedTuple):
    """What a student may read.

    Attributes:
        task: The task that the step is; None if it is one of the lesson.
        known: Of which steps the student may be told the answer, once so many rounds were answered: step -> 1 or 2. A
            step that is shown to the class counts as answered twice. None: of all that the lesson has told by here.
    """

    task: Task | None
    known: dict[int, int] | None


def readable(room: Room, token: str, step: int) -> Readable:
    """Return what a student may read of a step.

    Raises:
        GoneError: If there is no such student.
        RoomError: If there is no such step, or the task that it is was not taken by the teacher.
        ClosedError: If the class goes at the teacher's pace, and he has not come to it.
    """
    student = room.student(token)
    room.kind(step)
    task = room.task(step)
    if task and not task.is_open:
        raise RoomError("There is no such step in this lesson.")
    if task or room.pace == "own":
        known: dict[int, int] = {}
        for at, turn in student.answers:
            known[at] = max(turn, known.get(at, 0))
        return Readable(task, known | dict.fromkeys(room.shown, 2))
    if step > _course_step(room):
        raise ClosedError(AHEAD)
    return Readable(None, None)


def _course_step(room: Room) -> int:
    """Return the step of the lesson that the teacher is at; at a task, the one at which it was made."""
    task = room.task(room.step) if room.step >= TASKS_FROM else None
    return task.made_at if task else room.step
