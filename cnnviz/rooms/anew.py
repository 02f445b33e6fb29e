"""A room that the server has lost, made anew by its teacher's browser: as that saw it last, and without students.

They come back by themselves, see returning.py. What is not carried: answers' numbers are new, so that what the teacher
put on the wall or took off it by number is as it was at first; and of the tasks those without their drawing, which the
teacher's browser may never have fetched.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from cnnviz.rooms.answers import MOST_TEXT, TASKS_FROM, WITH_DRAWING, Task, clean_drawing, clean_text
from cnnviz.rooms.codes import is_kind
from cnnviz.rooms.errors import RoomError
from cnnviz.rooms.own import Own
from cnnviz.rooms.room import Room
from cnnviz.rooms.steering import steer
from cnnviz.rooms.tasks import MOST_TASKS

MOST_OPTIONS = 1_000
_MOST_NUMBER = 10**11
_SECRET = re.compile("[A-Za-z0-9_-]{32}", re.ASCII)
_LATEST_TASK = 10_000


def room_anew(
    code: str,
    secret: str,
    lesson: str,
    variant: int,
    kinds: Sequence[str],
    state: Mapping[str, Any],
    now: float,
    own: Own | None = None,
) -> Room:
    """Return a room as its teacher saw it last.

    Numbers of versions and of answers begin where no browser has seen any: what it keeps from before is not taken for
    something of now.

    Args:
        code: The room's code.
        secret: The teacher's secret.
        lesson: The lesson's name.
        variant: Which variant of it.
        kinds: What each of its steps takes for an answer, see answers.KINDS.
        state: What the teacher's view had, see views.for_teacher; what is left out is as in a new room, and other
            fields mean nothing:
            pace, step, paused, nicknames, look: As there.
            again: The steps that are voted on again.
            shown: By the step, how many rounds of it are shown, {"3": 2}; or a list of {"step", "shown"} as "steps" is.
            tasks: As there, each with its "drawing"; one without is left out.
        now: The time in seconds.
        own: The lesson itself, if it is the teacher's own.
    Raises:
        RoomError: If something is not as the server would have made it. The message is one sentence.
        ClosedError: If the tasks take too much memory.
    """
    if not is_kind(code) or not _SECRET.fullmatch(secret):
        raise RoomError("This is no code and secret of a room: make a new one.")
    room = Room.new(code, lesson, variant, kinds, now, own)
    room.secret = secret
    tasks, left_out = _tasks(room, state.get("tasks", []))
    for task in tasks:
        room.need_memory(task.size)
        room.size += task.size
        room.tasks.append(task)
    room.numbered = max([secrets.randbelow(_MOST_NUMBER // 10), *(task.number for task in tasks)])
    for order in _orders(room, state, left_out):
        steer(room, secret, order)
    room.version = room.steered = 1 + secrets.randbelow(_MOST_NUMBER)
    return room


def _orders(room: Room, state: Mapping[str, Any], left_out: Mapping[int, int]) -> list[dict[str, Any]]:
    """Return what the teacher would order to have a new room as it was: nothing is possible by the state alone.

    Args:
        room: The room, with its tasks.
        state: As for room_anew().
        left_out: The steps at which tasks were made that are no more, by the tasks'.
    """
    orders = [{order: state[name]} for name, order in _AS_ORDERS.items() if name in state]
    step = state.get("step", 0)
    at = left_out.get(step, step) if type(step) is int else step
    again = state.get("again", [])
    if not isinstance(again, list) or len(again) > len(room.kinds) + MOST_TASKS:
        raise RoomError("The steps that are voted on again are a list of steps.")
    kept = [each for each in again if not (type(each) is int and each in left_out)]
    orders += [{"round": {"step": each, "round": 2}} for each in kept]
    for each, rounds in _shown(state.get("shown", {})).items():
        if each not in left_out:
            room.kind(each)
            room.shown[each] = rounds
    return [*orders, {"step": at}]


_AS_ORDERS = {"pace": "pace", "paused": "pause", "nicknames": "nicknames", "look": "look"}
"""The order that makes a room be as a field of the state says."""


def _shown(shown: Any) -> dict[int, int]:
    """Return how many rounds of which steps are shown."""
    if isinstance(shown, list) and all(isinstance(each, dict) for each in shown):
        pairs = [(each.get("step"), each.get("shown")) for each in shown]
    elif isinstance(shown, dict):
        pairs = [(int(key) if re.fullmatch("[0-9]{1,6}", key, re.ASCII) else None, each) for key, each in shown.items()]
    else:
        pairs = [(None, None)]
    for step, rounds in pairs:
        if type(step) is not int or type(rounds) is not int or rounds not in (0, 1, 2):
            raise RoomError("What is shown says of steps how many rounds are, 0, 1 or 2.")
    return {step: rounds for step, rounds in pairs if rounds}


def _tasks(room: Room, tasks: Any) -> tuple[list[Task], dict[int, int]]:
    """Return the tasks that have a drawing, and where those that have none were made, by their step."""
    if not isinstance(tasks, list) or len(tasks) > MOST_TASKS or not all(isinstance(each, dict) for each in tasks):
        raise RoomError(f"The tasks are a list of at most {MOST_TASKS}.")
    found: dict[int, Task] = {}
    left_out: dict[int, int] = {}
    for each in tasks:
        task = _task(room, each)
        if task.step in found or task.step in left_out or any(task.number == other.number for other in found.values()):
            raise RoomError("No two tasks have one step or one number.")
        if task.drawing:
            found[task.step] = task
        else:
            left_out[task.step] = task.made_at
    return [found[step] for step in sorted(found)], left_out


def _task(room: Room, told: Mapping[str, Any]) -> Task:
    step, made_at, number = (told.get(name) for name in ("step", "made_at", "number"))
    if type(step) is not int or type(made_at) is not int or type(number) is not int:
        raise RoomError("A task has a step, the one at which it was made, and a number.")
    if not TASKS_FROM <= step < _LATEST_TASK or not 0 < number < _MOST_NUMBER:
        raise RoomError(f"A task's step is {TASKS_FROM} or more, and its number above 0.")
    if room.kind(made_at) not in WITH_DRAWING or made_at >= TASKS_FROM:
        raise RoomError("A task is made at a step at which something is drawn or made.")
    options, says, is_open = told.get("options"), told.get("says"), told.get("open", False)
    if not isinstance(options, list) or not 2 <= len(options) <= MOST_OPTIONS:
        raise RoomError(f"What the network might say to a task are 2 to {MOST_OPTIONS:,} words.")
    words = tuple(clean_text(each) for each in options)
    if sum(map(len, words)) > MOST_TEXT * 10 or says not in words or len(set(words)) < len(words):
        raise RoomError("What the network says to a task is one of the words, which are different and short.")
    if not isinstance(is_open, bool):
        raise RoomError("A task is open or not: true or false.")
    drawing = told.get("drawing")
    return Task(step, made_at, number, "", clean_drawing("" if drawing is None else drawing), says, words, is_open)
