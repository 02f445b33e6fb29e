"""A room that the server lost is made anew: as its teacher saw it, and nothing that a teacher could not have made."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from cnnviz.rooms import rooms as rules
from cnnviz.rooms import views
from cnnviz.rooms.anew import room_anew
from cnnviz.rooms.answers import MOST_DRAWING, Judged
from cnnviz.rooms.errors import ClosedError, GoneError, NotAllowedError, RoomError
from cnnviz.rooms.returning import come_in, read_brought
from cnnviz.rooms.room import Room
from cnnviz.rooms.rooms import KEPT_SECONDS, MOST_ROOMS, Rooms
from cnnviz.rooms.steering import steer
from cnnviz.rooms.tasks import MOST_TASKS, offer

KINDS = ["choose", "do", "", "number"]
CHOOSE, DO, READ, NUMBER = range(4)
DRAWING = "x_or_o?cells=1"
SECRET = "DqwGsxAaX9aukMEoAl1MkoVlDjDAIRZz"
TASK = {
    "step": 1000,
    "made_at": DO,
    "number": 7,
    "says": "O",
    "options": ["O", "X"],
    "open": True,
    "drawing": DRAWING,
}


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rooms(clock) -> Rooms:
    return Rooms(clock)


def anew(code: str = "KTRM", secret: str = SECRET, now: float = 2000.0, **state: object) -> Room:
    return room_anew(code, secret, "lesson", 0, KINDS, state, now)


def a_lesson() -> tuple[Room, str]:
    """Return a room in the middle of a lesson, and its student."""
    room = Room.new("KTRM", "lesson", 0, KINDS, 1000.0)
    token = room.join(1000.0).token
    for step, turn, drawing in ((CHOOSE, 1, ""), (CHOOSE, 2, ""), (DO, 1, DRAWING)):
        room.students[token].spoke = float("-inf")
        answer, turn = room.admit(token, step, turn, "O", None, drawing, 1001.0)
        room.take(token, step, turn, replace(answer, judged=Judged(True, None, "O", ("O", "X"))))
    offer(room, token, DO)
    steer(room, room.secret, {"task": {"step": 1000, "on": True}})
    for order in ({"round": 2}, {"show": CHOOSE}, {"nicknames": True}, {"look": "draw?sample=3"}, {"pause": True}):
        steer(room, room.secret, order)
    steer(room, room.secret, {"pace": "teacher"})
    steer(room, room.secret, {"step": 1000})
    return room, token


def seen_by_teacher(room: Room) -> dict[str, object]:
    view = views.for_teacher(room, room.secret, 2000.0)
    return {name: value for name, value in view.items() if name not in ("version", "answers", "joined", "here")}


@pytest.mark.parametrize("as_list", [False, True])
def test_a_room_is_as_its_teacher_saw_it_last(as_list):
    lost, token = a_lesson()
    view = views.for_teacher(lost, lost.secret, 1001.0)
    shown = view["steps"] if as_list else {str(each["step"]): each["shown"] for each in view["steps"]}
    tasks = [{**task, "drawing": DRAWING} for task in view["tasks"]]
    room = room_anew("KTRM", lost.secret, "lesson", 0, KINDS, view | {"shown": shown, "tasks": tasks}, 2000.0)
    assert (len(room.students), room.mark, room.last) == (0, lost.mark, 2000.0)
    brought = [
        {"step": answer["step"], "round": answer["round"], "text": answer["text"], "drawing": drawing}
        for answer in views.for_student(lost, token, 1001.0)["answers"]
        for drawing in [DRAWING if answer["step"] == DO else ""]
    ]
    _, unjudged = come_in(room, 2000.0, token, read_brought(brought))
    for step, turn, answer in unjudged:
        room.judge(token, step, turn, answer.number, Judged(True, None, "O", ("O", "X")))
    assert seen_by_teacher(room) == seen_by_teacher(lost)
    without = {"version"}
    before, after = (
        {name: value for name, value in views.for_student(each, token, 2000.0).items() if name not in without}
        for each in (lost, room)
    )
    for view in (before, after):
        view["answers"] = [{**answer, "number": 0} for answer in view["answers"]]
    assert after == before
    assert room.size == sum(each.size for each in [*room.students.values(), *room.tasks]) + len(room.look)


def test_no_browser_takes_it_for_the_room_before():
    numbers = {(room.version, room.numbered) for room in (anew() for _ in range(20))}
    assert len({version for version, _ in numbers}) == len({numbered for _, numbered in numbers}) == 20
    room = anew(tasks=[{**TASK, "number": 10**11 - 1}])
    token = room.join(2000.0).token
    answer, _ = room.admit(token, CHOOSE, None, "a", None, None, 2000.0)
    assert answer.number > 10**11 - 1
    # Both are numbers that the routes read, and that JavaScript counts with.
    assert max(room.version, answer.number) < 10**12


def test_nothing_of_the_state_is_needed():
    room, new = anew(), Room.new("KTRM", "lesson", 0, KINDS, 2000.0)
    for each in (room, new):
        each.version = each.steered = each.numbered = 0
        each.secret = SECRET
    assert room == new


def test_a_task_without_its_drawing_is_left_out():
    other = {**TASK, "step": 1001, "number": 8}
    for drawing in ({"drawing": ""}, {"drawing": None}):
        state = {"step": 1000, "again": [CHOOSE, 1000], "shown": {"1000": 1, "0": 1}}
        room = anew(tasks=[{**TASK, **drawing}, other], **state)
        assert [task.step for task in room.tasks] == [1001]
        assert (room.step, room.rounds, room.shown) == (DO, {CHOOSE: 2}, {CHOOSE: 1})


@pytest.mark.parametrize(
    "state",
    [
        {"pace": "fast"},
        {"pace": ["own"]},
        {"step": 4},
        {"step": -1},
        {"step": True},
        {"step": "0"},
        {"step": 1000},
        {"step": None},
        {"paused": 1},
        {"nicknames": "yes"},
        {"look": "https://example.org"},
        {"look": 7},
        {"again": {"0": 2}},
        {"again": [4]},
        {"again": [[]]},
        {"again": [True]},
        {"again": [0] * 1_000},
        {"shown": 1},
        {"shown": [1]},
        {"shown": {"0": 3}},
        {"shown": {"0": True}},
        {"shown": {"zero": 1}},
        {"shown": {"4": 1}},
        {"shown": {"²": 1}},
        {"shown": [{"step": 0}]},
        {"tasks": {}},
        {"tasks": [7]},
        {"tasks": [TASK] * 2},
        {"tasks": [TASK, {**TASK, "step": 1001}]},
        {"tasks": [{**TASK, "step": 1000 + each, "number": 1 + each} for each in range(MOST_TASKS + 1)]},
        *(
            {"tasks": [{**TASK, name: value}]}
            for name, value in [
                ("step", 3),
                ("step", "1000"),
                ("step", 10**9),
                ("made_at", READ),
                ("made_at", CHOOSE),
                ("made_at", 1000),
                ("made_at", None),
                ("number", 0),
                ("number", 10**12),
                ("number", True),
                ("says", "Y"),
                ("says", ["O"]),
                ("options", "OX"),
                ("options", ["O"]),
                ("options", ["O", "O"]),
                ("options", ["O", 7]),
                ("options", ["O"] + [f"{each}" for each in range(1_000)]),
                ("options", ["O", "a" * 2_001]),
                ("open", 1),
                ("drawing", 7),
                ("drawing", "é"),
                ("drawing", "a" * (MOST_DRAWING + 1)),
            ]
        ),
    ],
)
def test_what_a_server_would_not_have_made_is_refused(state):
    with pytest.raises(RoomError):
        anew(**state)


@pytest.mark.parametrize(
    ("code", "secret"), [("KKRM", SECRET), ("WTFB", SECRET), ("KTRM", "x"), ("KTRM", SECRET + "a"), ("KTRM", "é" * 32)]
)
def test_it_has_a_code_and_a_secret_as_rooms_have(code, secret):
    with pytest.raises(RoomError, match="make a new one"):
        anew(code, secret)


def test_a_room_that_is_there_stays_as_it_is(rooms):
    code, secret = rooms.make("lesson", 0, KINDS)
    with rooms.entered(code) as room:
        token = room.join(1000.0).token
    assert rooms.find_lost(code, secret)
    rooms.restore(anew(code, secret, paused=True))
    with rooms.entered(code) as room:
        assert list(room.students) == [token] and not room.paused
    for use in (lambda: rooms.find_lost(code, SECRET), lambda: rooms.restore(anew(code))):
        with pytest.raises(ClosedError, match="another room's"):
            use()


def test_a_lost_room_is_there_again_for_its_teacher_alone(rooms):
    assert not rooms.find_lost("KTRM", SECRET)
    rooms.restore(anew(now=rooms.clock()))
    with rooms.entered("KTRM") as room:
        room.need_teacher(SECRET)
        with pytest.raises(NotAllowedError):
            room.need_teacher("x")
    assert rooms.find_lost("KTRM", SECRET)


def test_the_code_may_be_another_servers(clock):
    rooms = Rooms(clock, first="BC")
    rooms.restore(anew(now=clock.now))
    assert {rooms.make("lesson", 0, KINDS)[0][0] for _ in range(20)} <= set("BC")
    assert rooms.find_lost("KTRM", SECRET)


def test_a_room_that_has_ended_stays_ended(rooms, clock):
    code, secret = rooms.make("lesson", 0, KINDS)
    other, its_secret = rooms.make("lesson", 0, KINDS)
    rooms.end(code, secret)
    clock.now += KEPT_SECONDS
    for each, its in ((code, secret), (other, its_secret), (code, SECRET)):
        for use in (lambda: rooms.find_lost(each, its), lambda: rooms.restore(anew(each, its))):  # noqa: B023
            with pytest.raises(GoneError, match="has ended"):
                use()
    assert len(rooms) == 0


def test_rooms_and_their_bytes_stay_bounded(rooms, monkeypatch):
    for _ in range(MOST_ROOMS):
        code, _ = rooms.make("lesson", 0, KINDS)
        with rooms.entered(code) as room:
            room.join(1000.0)
    with pytest.raises(ClosedError, match="All 50 rooms"):
        rooms.restore(anew("KTRM"))
    monkeypatch.setattr(rules, "MOST_BYTES_IN_ALL", 10_000)
    with pytest.raises(ClosedError, match="memory"):
        Rooms().restore(anew(tasks=[{**TASK, "drawing": "a" * 20_000}]))


def test_eight_browsers_make_it_anew_once(rooms):
    """A class of one teacher with several tabs, and of others who want the code: one room, with one secret."""
    barrier = Barrier(8)
    its = [SECRET] * 4 + [secrets.token_urlsafe(24) for _ in range(4)]

    def work(secret: str) -> bool:
        barrier.wait(10)
        try:
            rooms.restore(anew(secret=secret, now=1000.0))
        except ClosedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(work, its))
    assert len(rooms) == 1
    with rooms.entered("KTRM") as room:
        assert [secret == room.secret for secret in its] == made
