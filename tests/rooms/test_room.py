"""A room: what students may do and when, its limits, and what the teacher steers."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest

from cnnviz.rooms import room as rules
from cnnviz.rooms import views
from cnnviz.rooms.answers import MOST_DRAWING, MOST_TEXT, TASKS_FROM, Judged
from cnnviz.rooms.errors import ClosedError, GoneError, NotAllowedError, RoomError, TooOftenError
from cnnviz.rooms.room import MOST_STUDENTS, Room
from cnnviz.rooms.steering import redeem, steer, ticket
from cnnviz.rooms.tasks import MOST_TASKS, offer

KINDS = ("", "choose", "number", "cell", "do", "text")
CHOOSE, NUMBER, CELL, DO, TEXT = range(1, 6)
DRAWING = "draw?source=Draw&strokes=Q_CM"


class Class:
    """A room with a clock of its own, which goes on by two seconds with each answer."""

    def __init__(self, **attributes: object) -> None:
        self.room = Room.new("KTRM", "1_a_lesson", 0, KINDS, 1000.0)
        self.now = 1000.0
        for name, value in attributes.items():
            setattr(self.room, name, value)

    def join(self, nickname: str | None = None) -> str:
        return self.room.join(self.now, nickname).token

    def say(self, token: str, step: int, text: str = "", judged: Judged | None = None, **more: object) -> int:
        self.now += 2
        turn, sure, drawing = more.get("turn"), more.get("sure"), more.get("drawing")
        answer, turn = self.room.admit(token, step, turn, text, sure, drawing, self.now)
        self.room.take(token, step, turn, answer)
        if judged:
            self.room.judge(token, step, turn, answer.number, judged)
        return answer.number

    def steer(self, **order: object) -> None:
        steer(self.room, self.room.secret, order)

    def text(self, token: str, step: int, turn: int = 1) -> str:
        return self.room.students[token].answers[step, turn].text


def test_the_last_answer_counts():
    school = Class()
    token = school.join()
    school.say(token, CHOOSE, "16")
    size = school.room.size
    school.say(token, CHOOSE, "96")
    assert school.text(token, CHOOSE) == "96"
    assert school.room.size == size
    assert len(list(school.room.answers())) == 1


def test_an_answer_that_was_judged_for_long_does_not_push_out_a_later_one():
    school = Class()
    token = school.join()
    first, turn = school.room.admit(token, CHOOSE, None, "first", None, None, 1001.0)
    second, _ = school.room.admit(token, CHOOSE, None, "second", None, None, 1003.0)
    school.room.take(token, CHOOSE, turn, second)
    school.room.take(token, CHOOSE, turn, first)
    assert school.text(token, CHOOSE) == "second"


def test_a_judgement_is_for_its_own_answer():
    school = Class()
    token = school.join()
    first = school.say(token, CHOOSE, "16")
    second = school.say(token, CHOOSE, "96")
    school.room.judge(token, CHOOSE, 1, first, Judged(True, None, "16"))
    assert school.room.students[token].answers[CHOOSE, 1].judged is None
    school.room.judge(token, CHOOSE, 1, second, Judged(False, "maps_multiply", "96"))
    assert school.room.students[token].answers[CHOOSE, 1].judged == (False, "maps_multiply", "96", ())


def test_what_turns_out_to_be_no_answer_is_taken_away():
    school = Class()
    token = school.join()
    empty = school.room.size
    number = school.say(token, NUMBER, "banana")
    school.room.judge(token, NUMBER, 1, number, None)
    assert not list(school.room.answers())
    assert school.room.size == empty


def test_one_answer_a_second_is_taken():
    school = Class()
    token, other = school.join(), school.join()
    school.room.admit(token, CHOOSE, None, "a", None, None, 1000.0)
    with pytest.raises(TooOftenError, match="One answer a second"):
        school.room.admit(token, NUMBER, None, "1", None, None, 1000.99)
    school.room.admit(other, CHOOSE, None, "a", None, None, 1000.5)
    school.room.admit(token, CHOOSE, None, "a", None, None, 1001.0)
    # A clock that is put back does not lock anybody out.
    school.room.admit(token, CHOOSE, None, "a", None, None, 500.0)


@pytest.mark.parametrize(
    ("step", "answer", "words"),
    [
        (CHOOSE, {"text": "a" * (MOST_TEXT + 1)}, "at most 2,000 bytes"),
        (CHOOSE, {"text": "ü" * (MOST_TEXT // 2 + 1)}, "at most 2,000 bytes"),
        (CHOOSE, {"text": 7}, "is a text"),
        (CHOOSE, {"text": None}, "is a text"),
        (CHOOSE, {"text": " \n\t"}, "is empty"),
        (CHOOSE, {"text": "\ud800"}, "is empty"),
        (CHOOSE, {"text": "a", "sure": 5}, "from 1 to 4"),
        (CHOOSE, {"text": "a", "sure": True}, "from 1 to 4"),
        (CHOOSE, {"text": "a", "sure": 2.0}, "from 1 to 4"),
        (CHOOSE, {"text": "a", "turn": 3}, "once or twice"),
        (CHOOSE, {"text": "a", "drawing": DRAWING}, "Nothing is drawn"),
        (DO, {"text": "", "drawing": "a" * (MOST_DRAWING + 1)}, "at most 100,000 bytes"),
        (DO, {"text": "", "drawing": "ü"}, "in ASCII"),
        (DO, {"text": "", "drawing": "a\nb"}, "in ASCII"),
        (DO, {"text": "", "drawing": [1]}, "in ASCII"),
        (0, {"text": "a"}, "takes no answers"),
        (6, {"text": "a"}, "no such step"),
        (-1, {"text": "a"}, "no such step"),
        (TASKS_FROM, {"text": "a"}, "no such step"),
    ],
)
def test_what_is_no_answer_is_refused_and_costs_nothing(step, answer, words):
    school = Class()
    token = school.join()
    fields = {"turn": None, "text": "", "sure": None, "drawing": None, **answer}
    with pytest.raises(RoomError, match=words):
        school.room.admit(token, step, now=1001.0, **fields)
    school.room.admit(token, CHOOSE, None, "a", None, None, 1001.0)


def test_the_largest_answers_are_taken():
    school = Class()
    token = school.join()
    school.say(token, TEXT, "ü" * (MOST_TEXT // 2))
    school.say(token, DO, drawing="a" * MOST_DRAWING)
    assert 102_000 < school.room.size < 110_000


def test_what_cannot_be_printed_is_no_part_of_an_answer():
    school = Class()
    token = school.join()
    school.say(token, TEXT, "one\ntwo\u202e\x07three")
    assert school.text(token, TEXT) == "one\ntwo  three"


def test_a_room_has_so_many_places():
    school = Class()
    tokens = [school.join() for _ in range(MOST_STUDENTS)]
    assert len(set(tokens)) == MOST_STUDENTS
    with pytest.raises(ClosedError, match="places for 300 students"):
        school.join()


def test_the_place_of_one_who_went_away_without_an_answer_is_given_up():
    school = Class()
    first, second, *others = [school.join() for _ in range(MOST_STUDENTS)]
    school.say(first, CHOOSE, "a")
    school.now += 121
    for token in others:
        views.for_student(school.room, token, school.now)
    size = school.room.size
    new = school.join()
    assert school.room.size == size
    assert new in school.room.students and first in school.room.students
    with pytest.raises(GoneError, match="Join with the code again"):
        school.room.student(second)
    with pytest.raises(ClosedError):
        school.join()
    # Nobody has the letters of another, gone or not.
    assert len({student.letters for student in school.room.students.values()}) == MOST_STUDENTS


def test_the_bytes_of_a_room_are_bounded():
    school = Class()
    tokens = [school.join() for _ in range(250)]
    taken = 0
    with pytest.raises(ClosedError, match="all the memory"):
        for token in tokens:
            school.say(token, DO, drawing="a" * MOST_DRAWING)
            taken += 1
    assert 190 <= taken < 200
    assert school.room.size <= rules.MOST_BYTES
    assert school.room.size == sum(student.size for student in school.room.students.values())
    # A smaller answer in place of a large one is always taken.
    school.say(tokens[0], DO, drawing=DRAWING)


def test_other_rooms_take_memory_too():
    school = Class(allowance=10_000)
    token = school.join()
    with pytest.raises(ClosedError, match="all the memory"):
        school.say(token, DO, drawing="a" * 10_000)


def test_nicknames_are_the_teachers_to_allow():
    school = Class()
    with pytest.raises(ClosedError, match="without nicknames"):
        school.join("Ada")
    token = school.join()
    with pytest.raises(ClosedError, match="without nicknames"):
        school.room.rename(token, "Ada")
    school.steer(nicknames=True)
    school.room.rename(token, "  Ada \n L. ")
    assert school.room.students[token].nickname == "Ada L."
    with pytest.raises(ClosedError, match="called so already"):
        school.join("ADA L.")
    assert len(school.room.students) == 1
    school.join("Emmy")
    school.steer(nicknames=False)
    assert not any(student.nickname for student in school.room.students.values())


@pytest.mark.parametrize("name", ["", "   ", "a" * 25, 7, ["a"], "a\u202eb", "\ud800"])
def test_what_is_no_nickname_is_refused(name):
    school = Class(nicknames=True)
    token = school.join()
    with pytest.raises(RoomError, match="1 to 24 letters"):
        school.room.rename(token, name)


def test_a_paused_room_takes_no_answers():
    school = Class()
    token = school.join()
    school.steer(pause=True)
    with pytest.raises(ClosedError, match="paused"):
        school.say(token, CHOOSE, "a")
    school.steer(pause=False)
    school.say(token, CHOOSE, "a")


def test_at_the_teachers_pace_only_his_step_is_answered():
    school = Class()
    token = school.join()
    school.say(token, NUMBER, "1")
    school.steer(pace="teacher")
    school.steer(step=CHOOSE)
    with pytest.raises(ClosedError, match="at another step"):
        school.say(token, NUMBER, "2")
    school.say(token, CHOOSE, "a")


def test_an_answer_that_was_admitted_is_refused_if_the_room_was_paused_meanwhile():
    school = Class()
    token = school.join()
    answer, turn = school.room.admit(token, CHOOSE, None, "a", None, None, 1001.0)
    school.steer(pause=True)
    with pytest.raises(ClosedError, match="paused"):
        school.room.take(token, CHOOSE, turn, answer)
    assert not list(school.room.answers())


def test_the_second_vote_stands_beside_the_first():
    school = Class()
    token = school.join()
    school.steer(pace="teacher")
    school.steer(step=CHOOSE)
    school.say(token, CHOOSE, "alone", turn=1)
    school.steer(round=2)
    with pytest.raises(ClosedError, match="second time"):
        school.say(token, CHOOSE, "late", turn=1)
    school.say(token, CHOOSE, "together")
    assert (school.text(token, CHOOSE, 1), school.text(token, CHOOSE, 2)) == ("alone", "together")
    school.steer(round={"step": CHOOSE, "round": 1})
    with pytest.raises(ClosedError, match="first time"):
        school.say(token, CHOOSE, "early", turn=2)


def test_at_ones_own_pace_one_votes_twice_by_oneself():
    school = Class()
    token = school.join()
    school.say(token, CHOOSE, "alone", turn=1)
    school.say(token, CHOOSE, "together", turn=2)
    assert (school.text(token, CHOOSE, 1), school.text(token, CHOOSE, 2)) == ("alone", "together")


def test_what_is_shown_takes_no_more_answers_but_a_second_vote():
    school = Class()
    token, late = school.join(), school.join()
    school.say(token, CHOOSE, "a")
    school.steer(show=CHOOSE)
    with pytest.raises(ClosedError, match="shown already"):
        school.say(late, CHOOSE, "a")
    school.steer(round={"step": CHOOSE, "round": 2})
    school.say(late, CHOOSE, "b")
    assert school.room.shown == {CHOOSE: 1}
    school.steer(show=CHOOSE)
    assert school.room.shown == {CHOOSE: 2}
    with pytest.raises(ClosedError, match="shown already"):
        school.say(token, CHOOSE, "b")
    school.steer(hide=CHOOSE)
    school.say(token, CHOOSE, "b")


def test_what_nobody_got_is_counted_and_ticked_off():
    school = Class()
    token, other = school.join(), school.join()
    for each in (token, token, other):
        school.room.flag(each, NUMBER, True)
    school.room.flag(other, CHOOSE, True)
    steps = views.for_teacher(school.room, school.room.secret, school.now)["steps"]
    assert [step["flags"] for step in steps] == [0, 1, 2, 0, 0, 0]
    school.room.flag(other, NUMBER, False)
    school.steer(heard=NUMBER)
    assert school.room.students[token].flags == set() and school.room.students[other].flags == {CHOOSE}
    with pytest.raises(RoomError, match="no such step"):
        school.room.flag(token, 99, True)


def made(school: Class, token: str, **judged: object) -> int:
    fields = {"right": True, "shown": "9", "options": ("4", "9"), **judged}
    return school.say(token, DO, drawing=DRAWING, judged=Judged(**fields))


def test_a_student_sets_the_others_a_task():
    school = Class()
    setter, other = school.join(), school.join()
    number = made(school, setter)
    offer(school.room, setter, DO)
    with pytest.raises(RoomError, match="takes no answers"):
        school.say(other, TASKS_FROM, "9")
    with pytest.raises(RoomError, match="Take this task first"):
        school.steer(step=TASKS_FROM)
    assert views.for_student(school.room, other, school.now)["tasks"] == []
    school.steer(task={"step": TASKS_FROM, "on": True})
    school.steer(pace="teacher")
    school.steer(step=TASKS_FROM)
    with pytest.raises(RoomError, match="Choose one"):
        school.say(other, TASKS_FROM, "something rude")
    school.say(other, TASKS_FROM, "4")
    view = views.for_student(school.room, other, school.now)
    assert view["tasks"] == [{"step": TASKS_FROM, "made_at": DO, "number": number, "options": ["4", "9"]}]
    assert '"says"' not in json.dumps(view)
    assert views.drawings(school.room, [number], token=other)["drawings"] == {str(number): DRAWING}
    school.steer(show=TASKS_FROM)
    (shown,) = views.for_student(school.room, other, school.now)["shown"]
    assert shown["says"] == "9"
    assert [(bar["text"], bar["right"], bar["count"]) for bar in shown["rounds"][0]["tally"]] == [("4", False, 1)]
    school.steer(task={"step": TASKS_FROM, "on": False})
    assert school.room.step == DO
    with pytest.raises(ClosedError, match="already"):
        offer(school.room, setter, DO)


@pytest.mark.parametrize("judged", [{"right": False}, {"shown": "7"}, {"options": ()}])
def test_what_solves_nothing_or_is_none_of_a_few_words_is_no_task(judged):
    school = Class()
    token = school.join()
    made(school, token, **judged)
    with pytest.raises(RoomError, match="cannot be set"):
        offer(school.room, token, DO)


def test_what_was_not_made_or_not_judged_is_no_task():
    school = Class()
    token = school.join()
    with pytest.raises(RoomError, match="send it first"):
        offer(school.room, token, DO)
    school.say(token, DO, drawing=DRAWING)
    school.say(token, CHOOSE, "a", judged=Judged(True, None, "a", ("a", "b")))
    for step in (DO, CHOOSE):
        with pytest.raises(RoomError, match="send it first"):
            offer(school.room, token, step)


def test_tasks_are_limited():
    school = Class()
    token = school.join()
    for _ in range(MOST_TASKS):
        made(school, token)
        offer(school.room, token, DO)
    made(school, token)
    with pytest.raises(ClosedError, match="60 tasks already"):
        offer(school.room, token, DO)
    assert len({task.step for task in school.room.tasks}) == MOST_TASKS


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ({}, "one of these: step, pause"),
        ({"pause": True, "step": 1}, "one of these"),
        ({"fire": True}, "one of these"),
        ({"step": 99}, "no such step"),
        ({"step": "1"}, "whole number"),
        ({"step": True}, "whole number"),
        ({"step": None}, "whole number"),
        ({"pause": 1}, "true and off with false"),
        ({"pace": "fast"}, "own or teacher"),
        ({"pace": []}, "own or teacher"),
        ({"round": 3}, "once or twice"),
        ({"round": True}, "needs step and round"),
        ({"round": {"step": 1, "round": True}}, "once or twice"),
        ({"round": {"step": 1}}, "needs step and round"),
        ({"show": -1}, "no such step"),
        ({"hide": "all"}, "whole number"),
        ({"wall": {"number": 5, "on": True}}, "no such answer"),
        ({"wall": [5, True]}, "needs number and on"),
        ({"nicknames": "yes"}, "true and off with false"),
        ({"look": "https://example.org/"}, "a page of this app"),
        ({"look": "//example.org/"}, "a page of this app"),
        ({"look": "javascript:alert(1)"}, "a page of this app"),
        ({"look": "draw?a=b c"}, "a page of this app"),
        ({"look": "a?" + "b" * MOST_DRAWING}, "a page of this app"),
        ({"look": 7}, "a page of this app"),
        ({"task": {"step": TASKS_FROM, "on": True}}, "no such task"),
        ({"task": {"step": [], "on": True}}, "no such task"),
        ({"heard": 99}, "no such step"),
        ({"end": False}, "ended with true"),
    ],
)
def test_an_order_that_cannot_be_followed_changes_nothing(order, words):
    school = Class()
    before = deepcopy(school.room)
    with pytest.raises(RoomError, match=words):
        steer(school.room, school.room.secret, order)
    assert school.room == before


@pytest.mark.parametrize("secret", ["", "wrong", "\ud800", "ü"])
def test_only_the_teacher_steers_and_sees(secret):
    school = Class()
    token = school.join()
    for each in (secret, token, school.room.code):
        with pytest.raises(NotAllowedError):
            steer(school.room, each, {"end": True})
        with pytest.raises(NotAllowedError):
            views.for_teacher(school.room, each, school.now)
        with pytest.raises(NotAllowedError):
            views.drawings(school.room, [1], secret=each)
        with pytest.raises(NotAllowedError):
            ticket(school.room, each, school.now)
    assert not school.room.ended


def test_a_ticket_opens_once_and_not_for_long():
    school = Class()
    first, second = (ticket(school.room, school.room.secret, 1000.0) for _ in range(2))
    redeem(school.room, first, 1059.0)
    for made_at, at in ((first, 1059.0), (second, 1060.0), ("", 1000.0)):
        with pytest.raises(NotAllowedError, match="used already"):
            redeem(school.room, made_at, at)
    for _ in range(100):
        ticket(school.room, school.room.secret, 1000.0)
    assert len(school.room.tickets) == 20


def test_everybody_looks_at_what_the_teacher_wants():
    school = Class()
    token = school.join()
    size = school.room.size
    school.steer(look="layer_by_layer?sample=3&at=conv2d.4-7-2")
    assert views.for_student(school.room, token, school.now)["look"] == "layer_by_layer?sample=3&at=conv2d.4-7-2"
    school.steer(look=None)
    assert views.for_student(school.room, token, school.now)["look"] is None
    assert school.room.size == size


def test_a_lesson_without_end_has_no_room():
    for kinds in ([], [""] * 101, ["essay"]):
        with pytest.raises(RoomError, match="1 to 100 steps"):
            Room.new("KTRM", "x", 0, kinds, 0.0)
