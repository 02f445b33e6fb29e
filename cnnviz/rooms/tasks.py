"""Students set each other tasks: what one made, the others predict what the network says to it."""

from __future__ import annotations

from cnnviz.rooms.answers import TASKS_FROM, WITH_DRAWING, Task
from cnnviz.rooms.errors import ClosedError, RoomError
from cnnviz.rooms.room import Room

MOST_TASKS = 60


def offer(room: Room, token: str, step: int) -> None:
    """Offer what a student made at a step as a task. The class has it once the teacher takes it.

    Raises:
        GoneError: If there is no such student.
        RoomError: If nothing was made there, or the network's answer to it is not one of several words.
        ClosedError: If it was offered already, or there are tasks enough.
    """
    student = room.student(token)
    made = [answer for (at, _), answer in sorted(student.answers.items()) if at == step and answer.drawing]
    answer = made[-1] if made and room.kind(step) in WITH_DRAWING else None
    if answer is None or answer.judged is None:
        raise RoomError("Only what you made at a step can be set for a task: send it first.")
    judged = answer.judged
    if judged.right is False or judged.shown not in judged.options:
        raise RoomError("This cannot be set for a task: it solves nothing, or the answer is none of a few words.")
    if any(task.number == answer.number for task in room.tasks):
        raise ClosedError("You have set this for a task already.")
    if len(room.tasks) >= MOST_TASKS:
        raise ClosedError(f"There are {MOST_TASKS} tasks already: that is enough for a lesson.")
    number = max((task.step for task in room.tasks), default=TASKS_FROM - 1) + 1
    task = Task(number, step, answer.number, answer.text, answer.drawing, judged.shown, judged.options)
    room.need_memory(task.size)
    room.size += task.size
    room.tasks.append(task)
    room.tell(student)
