"""Students who come back: nobody is counted twice, and what was answered is there again."""

from __future__ import annotations

import secrets
from dataclasses import replace

import pytest

from cnnviz.rooms import views
from cnnviz.rooms.answers import MOST_DRAWING, Judged
from cnnviz.rooms.errors import ClosedError, RoomError
from cnnviz.rooms.returning import MOST_BROUGHT, come_in, read_brought, read_token
from cnnviz.rooms.room import MOST_STUDENTS, Room
from cnnviz.rooms.steering import steer
from cnnviz.rooms.student import PLACE_SIZE
from cnnviz.rooms.tasks import offer

KINDS = ["choose", "do", "text", ""]
CHOOSE, DO, TEXT, READ = range(4)
NOW = 1000.0


@pytest.fixture
def room() -> Room:
    return Room.new("KTRM", "lesson", 0, KINDS, 0.0)


@pytest.fixture
def token() -> str:
    return secrets.token_urlsafe(12)


def brought(*answers):
    return read_brought(list(answers))


def size_of(room: Room) -> int:
    return sum(student.size for student in room.students.values())


def test_a_token_of_the_room_leads_to_its_place(room):
    student, _ = come_in(room, NOW, None)
    again, unjudged = come_in(room, NOW + 5, student.token, brought({"step": CHOOSE, "text": "16"}))
    assert again is student and unjudged == [] and student.answers == {}
    assert (len(room.students), room.joined, student.seen) == (1, 1, NOW + 5)


def test_a_token_from_before_brings_its_answers(room, token):
    student, unjudged = come_in(
        room,
        NOW,
        token,
        brought(
            {"step": CHOOSE, "round": 1, "text": "16", "sure": 3, "at": 7.5},
            {"step": CHOOSE, "round": 2, "text": "96"},
            {"step": DO, "text": "", "drawing": "x_or_o?cells=1", "at": NOW + 99},
            {"step": TEXT, "text": "a sentence"},
        ),
    )
    assert student.token == token and room.students[token] is student
    assert {place: (answer.text, answer.sure, answer.at) for place, answer in student.answers.items()} == {
        (CHOOSE, 1): ("16", 3, 7.5),
        (CHOOSE, 2): ("96", 0, NOW),
        (DO, 1): ("", 0, NOW),
        (TEXT, 1): ("a sentence", 0, NOW),
    }
    # A sentence is judged by nobody.
    assert [(each.step, each.turn) for each in unjudged] == [(CHOOSE, 1), (CHOOSE, 2), (DO, 1)]
    assert room.size == size_of(room) and room.last == NOW
    numbers = [answer.number for answer in student.answers.values()]
    assert len(set(numbers)) == 4 and room.numbered == max(numbers)
    view = views.for_student(room, token, NOW)
    assert [answer["step"] for answer in view["answers"]] == [CHOOSE, CHOOSE, DO, TEXT]


def test_without_a_token_nothing_is_brought(room):
    student, _ = come_in(room, NOW, None, brought({"step": CHOOSE, "text": "16"}))
    assert student.answers == {}


@pytest.mark.parametrize("orders", [{"pause": True}, {"pace": "teacher"}, {"show": CHOOSE}])
def test_whatever_the_teacher_does_they_are_kept(room, token, orders):
    steer(room, room.secret, {"step": READ})
    steer(room, room.secret, orders)
    seen = room.steered
    student, _ = come_in(room, NOW, token, brought({"step": CHOOSE, "text": "16"}))
    assert (CHOOSE, 1) in student.answers
    # What is shown has changed, for everybody.
    assert (room.steered > seen) == ("show" in orders)


def test_what_the_room_cannot_take_is_left_out(room, token):
    student, _ = come_in(
        room,
        NOW,
        token,
        brought(
            {"step": READ, "text": "16"},
            {"step": 99, "text": "16"},
            {"step": 1000, "text": "16"},
            {"step": -1, "text": "16"},
            {"step": CHOOSE, "text": " "},
            {"step": CHOOSE, "text": 7},
            {"step": CHOOSE, "text": "16", "sure": 5},
            {"step": CHOOSE, "text": "16", "drawing": "nothing is drawn here"},
            {"step": DO, "drawing": "a" * (MOST_DRAWING + 1)},
            {"step": TEXT, "text": "kept"},
        ),
    )
    assert list(student.answers) == [(TEXT, 1)]


def test_of_two_answers_to_a_step_the_later_counts(room, token):
    answers = brought({"step": CHOOSE, "text": "a" * 900}, {"step": CHOOSE, "text": "16"})
    student, unjudged = come_in(room, NOW, token, answers)
    assert student.answers[CHOOSE, 1].text == "16" and len(unjudged) == 1
    assert room.size == size_of(room)


def test_memory_stays_bounded(room, token):
    room.allowance = PLACE_SIZE + 2_000
    answers = brought({"step": DO, "drawing": "a" * 50_000}, {"step": CHOOSE, "text": "16"})
    student, _ = come_in(room, NOW, token, answers)
    assert list(student.answers) == [(CHOOSE, 1)]
    assert room.size == size_of(room) <= room.allowance


def test_a_full_room_is_full_for_those_who_come_back(room, token):
    for _ in range(MOST_STUDENTS):
        come_in(room, NOW, None)
    with pytest.raises(ClosedError, match="full"):
        come_in(room, NOW, token)
    assert len(room.students) == MOST_STUDENTS


def test_a_task_is_its_makers_again(room, token):
    maker = room.join(NOW).token
    answer, turn = room.admit(maker, DO, None, "", None, "x_or_o?cells=1", NOW)
    room.take(maker, DO, turn, replace(answer, judged=Judged(True, None, "O", ("O", "X"))))
    offer(room, maker, DO)
    anew = Room.new("KTRM", "lesson", 0, KINDS, 0.0)
    anew.tasks, anew.numbered = [replace(room.tasks[0], is_open=True)], 50
    answers = brought({"step": DO, "drawing": "x_or_o?cells=1"}, {"step": 1000, "text": "X"})
    student, unjudged = come_in(anew, NOW, maker, answers)
    assert student.answers[DO, 1].number == room.tasks[0].number
    # The task itself is judged at once: what the network says is known.
    assert student.answers[1000, 1].judged == Judged(False, None, "X")
    assert [each.step for each in unjudged] == [DO]
    anew.judge(maker, DO, 1, student.answers[DO, 1].number, Judged(True, None, "O", ("O", "X")))
    with pytest.raises(ClosedError, match="already"):
        offer(anew, maker, DO)
    # Another with the same drawing has a number of its own.
    other, _ = come_in(anew, NOW, token, answers[:1])
    assert other.answers[DO, 1].number not in (room.tasks[0].number, student.answers[1000, 1].number)


@pytest.mark.parametrize("token", ["short", "a" * 17, "a" * 15 + "!", "a" * 15 + "é", 7, ["a" * 16], True])
def test_what_no_room_gives_is_no_token(token):
    with pytest.raises(RoomError, match="no token"):
        read_token(token)


def test_tokens_are_read():
    token = secrets.token_urlsafe(12)
    assert read_token(token) == token
    assert read_token(None) is None and read_token("") is None


@pytest.mark.parametrize(
    "answers",
    [
        {},
        "a",
        [7],
        [{}],
        [{"step": "0"}],
        [{"step": True}],
        [{"step": 0, "round": 3}],
        [{"step": 0, "round": None}],
        [{"step": 0, "at": "now"}],
        [{"step": 0, "at": float("inf")}],
        [{"step": 0, "at": float("nan")}],
        [{"step": 0, "at": 10**400}],
        [{"step": 0}] * (MOST_BROUGHT + 1),
    ],
)
def test_what_is_no_list_of_answers_is_refused(answers):
    with pytest.raises(RoomError):
        read_brought(answers)
