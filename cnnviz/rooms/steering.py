"""What a teacher does with a room: one order at a time, {"pause": true}."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from cnnviz.rooms.answers import MOST_DRAWING
from cnnviz.rooms.errors import NotAllowedError, RoomError
from cnnviz.rooms.room import Room

TICKET_SECONDS = 60.0
"""How long a ticket opens the tables."""
NO_TICKET = "This link has been used already, or is too old: take a new one from the teacher's page."
_MOST_TICKETS = 20
_ADDRESS = re.compile(r"[a-z0-9_]{0,60}(\?[!-~]*)?")


def steer(room: Room, secret: str, order: Mapping[str, Any]) -> None:
    """Do what the teacher wants.

    Args:
        room: The room.
        secret: The teacher's.
        order: One of these, and nothing else:
            step: The step that the teacher goes to.
            pause, nicknames: True or false.
            pace: "own" or "teacher".
            round: 1 or 2, of the step that the teacher is at; {"step", "round"} of any.
            show, hide: The step whose answers the class sees, or sees no more.
            wall: {"number", "on"}: put an answer on the wall that is shown, or take it off.
            look: The address that everybody is to look at; None to end that.
            task: {"step", "on"}: take a task that a student set, or lay it aside.
            heard: The step that nobody is any more without having got it.
            end: True.
    Raises:
        NotAllowedError: If the secret is not the teacher's.
        RoomError: If the order cannot be followed.
    """
    room.need_teacher(secret)
    if len(order) != 1 or next(iter(order)) not in _ORDERS:
        raise RoomError(f"A teacher's order is one of these: {', '.join(_ORDERS)}.")
    ((name, value),) = order.items()
    _ORDERS[name](room, value)
    room.tell_all()


def ticket(room: Room, secret: str, now: float) -> str:
    """Return what opens the tables once, within TICKET_SECONDS: a link that downloads them has no secret in it."""
    room.need_teacher(secret)
    room.tickets = {name: until for name, until in room.tickets.items() if until > now}
    while len(room.tickets) >= _MOST_TICKETS:
        del room.tickets[next(iter(room.tickets))]
    made = secrets.token_urlsafe(16)
    room.tickets[made] = now + TICKET_SECONDS
    return made


def redeem(room: Room, made: str, now: float) -> None:
    """Take a ticket. NotAllowedError if it is none, or no more."""
    if room.tickets.pop(made, 0.0) <= now:
        raise NotAllowedError(NO_TICKET)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise RoomError("This is switched on with true and off with false.")
    return value


def _step(room: Room, value: Any) -> int:
    if type(value) is not int:
        raise RoomError("A step is a whole number.")
    room.kind(value)
    return value


def _pair(value: Any, first: str, second: str) -> tuple[Any, Any]:
    if not isinstance(value, dict) or value.keys() != {first, second}:
        raise RoomError(f"This order needs {first} and {second}.")
    return value[first], value[second]


def _go(room: Room, value: Any) -> None:
    step = _step(room, value)
    task = room.task(step)
    if task and not task.is_open:
        raise RoomError("Take this task first: nobody sees it yet.")
    room.step = step


def _pause(room: Room, value: Any) -> None:
    room.paused = _flag(value)


def _set_pace(room: Room, value: Any) -> None:
    if value not in ("own", "teacher"):
        raise RoomError("The pace is own or teacher.")
    room.pace = value


def _set_round(room: Room, value: Any) -> None:
    step, turn = (room.step, value) if type(value) is int else _pair(value, "step", "round")
    step = _step(room, step)
    if type(turn) is not int or turn not in (1, 2):
        raise RoomError("A step is voted on once or twice: the round is 1 or 2.")
    if turn == 1:
        room.rounds.pop(step, None)
    else:
        room.rounds[step] = turn


def _show(room: Room, value: Any) -> None:
    step = _step(room, value)
    second = room.rounds.get(step) == 2 or any(at == step and turn == 2 for _, at, turn, _ in room.answers())
    room.shown[step] = 2 if second else 1


def _hide(room: Room, value: Any) -> None:
    room.shown.pop(_step(room, value), None)


def _put_on_wall(room: Room, value: Any) -> None:
    number, on = _pair(value, "number", "on")
    if type(number) is not int or not any(answer.number == number for *_, answer in room.answers()):
        raise RoomError("There is no such answer any more.")
    # What was put there and then answered anew is not kept for ever.
    there = {answer.number for *_, answer in room.answers()}
    room.wall = {each: kept for each, kept in room.wall.items() if each in there}
    room.wall[number] = _flag(on)


def _set_nicknames(room: Room, value: Any) -> None:
    room.nicknames = _flag(value)
    if not value:
        for student in room.students.values():
            student.nickname = ""


def _look(room: Room, value: Any) -> None:
    if value is not None and (not isinstance(value, str) or len(value) > MOST_DRAWING or not _ADDRESS.fullmatch(value)):
        raise RoomError("Everybody can look at a page of this app: its address and state, such as draw?sample=3.")
    room.size += len(value or "") - len(room.look or "")
    room.look = value


def _take_task(room: Room, value: Any) -> None:
    step, on = _pair(value, "step", "on")
    task = room.task(step) if type(step) is int else None
    if task is None:
        raise RoomError("There is no such task.")
    _flag(on)
    room.tasks[room.tasks.index(task)] = replace(task, is_open=on)
    if not on and room.step == task.step:
        room.step = task.made_at


def _heard(room: Room, value: Any) -> None:
    step = _step(room, value)
    for student in room.students.values():
        student.flags.discard(step)


def _end(room: Room, value: Any) -> None:
    if value is not True:
        raise RoomError("A room is ended with true, and for good.")
    room.ended = True


_ORDERS: dict[str, Callable[[Room, Any], None]] = {
    "step": _go,
    "pause": _pause,
    "pace": _set_pace,
    "round": _set_round,
    "show": _show,
    "hide": _hide,
    "wall": _put_on_wall,
    "nicknames": _set_nicknames,
    "look": _look,
    "task": _take_task,
    "heard": _heard,
    "end": _end,
}
