"""What a student may read: nothing of another step than the teacher's, and no answer before its time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnnviz.rooms.answers import Judged
from cnnviz.rooms.errors import ClosedError, GoneError, RoomError
from cnnviz.rooms.reading import readable
from cnnviz.rooms.room import Room
from cnnviz.rooms.steering import steer
from cnnviz.rooms.tasks import offer

KINDS = ["choose", "", "do", "number"]
CHOOSE, REVEAL, DO, NUMBER = range(4)


@pytest.fixture
def room() -> Room:
    return Room.new("KTRM", "lesson", 0, KINDS, 0.0)


@pytest.fixture
def token(room) -> str:
    return room.join(0.0).token


def say(room: Room, token: str, step: int, turn: int | None = None, drawing: str = "") -> None:
    room.student(token).spoke = float("-inf")
    answer, turn = room.admit(token, step, turn, "O", None, drawing, 0.0)
    room.take(token, step, turn, replace(answer, judged=Judged(True, None, "O", ("O", "X"))))


def test_at_their_own_pace_students_know_what_they_answered_and_what_is_shown(room, token):
    assert readable(room, token, REVEAL) == (None, {})
    say(room, token, CHOOSE)
    assert readable(room, token, REVEAL).known == {CHOOSE: 1}
    say(room, token, CHOOSE, 2)
    say(room, token, CHOOSE, 1)
    assert readable(room, token, REVEAL).known == {CHOOSE: 2}
    steer(room, room.secret, {"show": NUMBER})
    assert readable(room, token, REVEAL).known == {CHOOSE: 2, NUMBER: 2}
    # Another has answered nothing.
    assert readable(room, room.join(0.0).token, REVEAL).known == {NUMBER: 2}


def test_at_the_teachers_pace_nobody_reads_ahead(room, token):
    steer(room, room.secret, {"pace": "teacher"})
    assert readable(room, token, CHOOSE) == (None, None)
    for step in (REVEAL, DO, NUMBER):
        with pytest.raises(ClosedError, match="not come to this step"):
            readable(room, token, step)
    steer(room, room.secret, {"step": DO})
    assert readable(room, token, REVEAL).known is None
    with pytest.raises(ClosedError):
        readable(room, token, NUMBER)


def test_a_task_is_read_once_the_teacher_has_taken_it(room, token):
    say(room, token, DO, drawing="x_or_o?cells=1")
    offer(room, token, DO)
    other = room.join(0.0).token
    with pytest.raises(RoomError, match="no such step"):
        readable(room, other, 1000)
    steer(room, room.secret, {"task": {"step": 1000, "on": True}})
    task = readable(room, other, 1000).task
    assert task and task.drawing == "x_or_o?cells=1"
    steer(room, room.secret, {"pace": "teacher"})
    steer(room, room.secret, {"step": 1000})
    assert readable(room, other, 1000).task == task
    # The lesson is still where the task was made.
    assert readable(room, other, DO).known is None
    with pytest.raises(ClosedError):
        readable(room, other, NUMBER)


def test_there_is_nothing_for_others_and_of_other_steps(room, token):
    with pytest.raises(GoneError):
        readable(room, "x", CHOOSE)
    for step in (-1, len(KINDS), 1000):
        with pytest.raises(RoomError, match="no such step"):
            readable(room, token, step)
