"""All rooms: how many there are, when they end, and that threads do not lose each other's answers."""

from __future__ import annotations

import gc
import logging
import weakref
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from cnnviz.rooms import rooms as rules
from cnnviz.rooms import views
from cnnviz.rooms.answers import MOST_DRAWING
from cnnviz.rooms.errors import ClosedError, GoneError, NotAllowedError, RoomError
from cnnviz.rooms.room import Room
from cnnviz.rooms.rooms import KEPT_SECONDS, MOST_ROOMS, UNUSED_SECONDS, Rooms
from cnnviz.rooms.store import Store

KINDS = ["choose", "do"]


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rooms(clock) -> Rooms:
    return Rooms(clock=clock)


def make(rooms: Rooms) -> str:
    return rooms.make("1_a_lesson", 0, KINDS)[0]


def join(rooms: Rooms, code: str) -> str:
    with rooms.entered(code) as room:
        return room.join(rooms.clock()).token


def say(rooms: Rooms, code: str, token: str, text: str = "a") -> None:
    with rooms.entered(code) as room:
        answer, turn = room.admit(token, 0, None, text, None, None, rooms.clock())
        room.take(token, 0, turn, answer)


def test_a_room_is_found_by_its_code_until_its_teacher_ends_it(rooms):
    code, secret = rooms.make("1_a_lesson", 2, KINDS)
    with rooms.entered(code) as room:
        assert (room.code, room.secret, room.variant) == (code, secret, 2)
    with pytest.raises(NotAllowedError):
        rooms.end(code, "wrong")
    rooms.end(code, secret)
    with pytest.raises(GoneError, match="has ended, and nothing of it is kept"), rooms.entered(code):
        pass
    assert rooms.has_ended(code)
    with pytest.raises(GoneError, match="There is no room"), rooms.entered("BCDF"):
        pass


def test_a_room_is_forgotten_three_hours_after_the_last_answer(rooms, clock):
    code = make(rooms)
    token = join(rooms, code)
    clock.now += KEPT_SECONDS - 1
    say(rooms, code, token)
    clock.now += KEPT_SECONDS - 1
    with rooms.entered(code) as room:
        # Looking is no answer.
        views.for_student(room, token, clock())
    clock.now += 1
    with pytest.raises(GoneError, match="has ended"):
        say(rooms, code, token)
    assert len(rooms) == 0


def test_nothing_is_left_of_a_room_that_has_ended(rooms):
    code, secret = rooms.make("1_a_lesson", 0, KINDS)
    with rooms.entered(code) as room:
        gone = weakref.ref(room)
    del room
    rooms.end(code, secret)
    gc.collect()
    assert gone() is None


def test_there_are_so_many_rooms(rooms, clock):
    codes = [make(rooms) for _ in range(MOST_ROOMS)]
    assert len(set(codes)) == len(rooms) == MOST_ROOMS
    with pytest.raises(ClosedError, match="All 50 rooms are in use"):
        make(rooms)
    for code in codes[1:]:
        join(rooms, code)
    clock.now += UNUSED_SECONDS
    new = make(rooms)
    assert rooms.has_ended(codes[0]) and not rooms.has_ended(new)
    join(rooms, new)
    clock.now += UNUSED_SECONDS
    with pytest.raises(ClosedError):
        make(rooms)


def test_a_code_in_use_is_not_given_again(rooms, monkeypatch):
    given = iter(["KTRM", "KTRM", "KTRM", "BCDF", "KTRM", "BCDF", "GHJK"])
    monkeypatch.setattr(rules, "random_code", lambda first: next(given))
    assert make(rooms) == "KTRM"
    assert make(rooms) == "BCDF"
    with rooms.entered("KTRM") as room:
        room.ended = True
    # One that has just ended belongs to its students still.
    assert make(rooms) == "GHJK"


def test_the_bytes_of_all_rooms_are_bounded(rooms, monkeypatch):
    monkeypatch.setattr(rules, "MOST_BYTES_IN_ALL", 250_000)
    codes = [make(rooms) for _ in range(2)]
    for code in codes:
        token = join(rooms, code)
        with rooms.entered(code) as room:
            answer, turn = room.admit(token, 1, None, "", None, "a" * MOST_DRAWING, 1000.0)
            room.take(token, 1, turn, answer)
    token = join(rooms, codes[0])
    with pytest.raises(ClosedError, match="all the memory"), rooms.entered(codes[0]) as room:
        room.admit(token, 1, None, "", None, "a" * MOST_DRAWING, 1000.0)


def test_a_failure_inside_leaves_the_room_open_to_others(rooms):
    code = make(rooms)
    with pytest.raises(RoomError, match="whatever"), rooms.entered(code):
        raise RoomError("whatever")
    assert join(rooms, code)


def test_who_waits_for_a_room_that_is_ended_finds_it_gone(rooms):
    code = make(rooms)
    store = Store()
    room = Room.new("KTRM", "x", 0, KINDS, 0.0)
    store.add(room)

    def wait_for_it() -> Room | None:
        with store.held("KTRM") as second:
            return second

    with ThreadPoolExecutor(1) as pool:
        with store.held("KTRM") as first:
            assert first is room
            waiting = pool.submit(wait_for_it)
            assert not waiting.done()
            store.remove("KTRM")
        assert waiting.result(10) is None
    assert not rooms.has_ended(code)


def test_eight_threads_lose_no_answer_and_no_place(rooms):
    """Each joins, answers and steers in two rooms; the first would be lost if two could be in a room at once."""
    codes = [make(rooms) for _ in range(2)]
    each, threads = 30, 8
    barrier = Barrier(threads)

    def work(number: int) -> list[tuple[str, str, str]]:
        said = []
        barrier.wait(10)
        for count in range(each):
            code = codes[count % 2]
            token, text = join(rooms, code), f"{number} {count}"
            say(rooms, code, token, text)
            said.append((code, token, text))
            with rooms.entered(code) as room:
                views.for_teacher(room, room.secret, 0.0)
        return said

    with ThreadPoolExecutor(threads) as pool:
        said = [item for done in [pool.submit(work, number) for number in range(threads)] for item in done.result(60)]
    for code in codes:
        mine = [(token, text) for where, token, text in said if where == code]
        with rooms.entered(code) as room:
            assert {token: student.answers[0, 1].text for token, student in room.students.items()} == dict(mine)
            assert sorted(student.place for student in room.students.values()) == list(range(each * threads // 2))
            numbers = [student.answers[0, 1].number for student in room.students.values()]
            assert len(set(numbers)) == len(numbers) == each * threads // 2
            assert room.size == sum(student.size for student in room.students.values())


def test_eight_threads_make_and_end_rooms(rooms):
    def work(_: int) -> int:
        made = 0
        for _ in range(40):
            try:
                code, secret = rooms.make("x", 0, KINDS)
            except ClosedError:
                continue
            made += 1
            assert len(rooms) <= MOST_ROOMS
            rooms.end(code, secret)
        return made

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(work, range(8))) == 320
    assert len(rooms) == 0


def test_nothing_is_logged(rooms, caplog):
    caplog.set_level(logging.DEBUG)
    code, secret = rooms.make("x", 0, KINDS)
    say(rooms, code, join(rooms, code), "private")
    rooms.end(code, secret)
    assert caplog.records == []
