"""What a student and the teacher see: nothing that is not theirs, and nothing twice."""

from __future__ import annotations

import json
import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.rooms import views
from cnnviz.rooms.answers import Judged
from cnnviz.rooms.errors import GoneError, RoomError
from cnnviz.rooms.room import Room
from cnnviz.rooms.steering import steer

KINDS = ("choose", "number", "do", "text")
CHOOSE, NUMBER, DO, TEXT = range(4)


def new_room() -> Room:
    return Room.new("KTRM", "1_a_lesson", 0, KINDS, 0.0)


def say(room: Room, token: str, step: int, text: str, judged: Judged | None, now: float, drawing: str = "") -> int:
    answer, turn = room.admit(token, step, None, text, 2, drawing, now)
    room.take(token, step, turn, answer)
    if judged:
        room.judge(token, step, turn, answer.number, judged)
    return answer.number


def order(room: Room, **wanted: object) -> None:
    steer(room, room.secret, wanted)


def test_nothing_new_is_not_said_again_to_a_student():
    room = new_room()
    token, other = room.join(0.0).token, room.join(0.0).token
    seen = views.for_student(room, token, 1.0)["version"]
    assert views.for_student(room, token, 1.0, seen) is None
    say(room, other, CHOOSE, "a", None, 1.0)
    room.flag(other, CHOOSE, True)
    assert views.for_student(room, token, 1.0, seen) is None
    say(room, token, CHOOSE, "a", None, 1.0)
    seen = views.for_student(room, token, 1.0, seen)["version"]
    order(room, pause=True)
    assert views.for_student(room, token, 1.0, seen)["paused"] is True


def test_the_teacher_hears_of_everything():
    room = new_room()
    seen = views.for_teacher(room, room.secret, 0.0)["version"]
    assert views.for_teacher(room, room.secret, 0.0, seen) is None
    token = room.join(0.0).token
    number = None

    def judged() -> None:
        room.judge(token, CHOOSE, 1, number, Judged(True, None, "a"))

    def say_it() -> None:
        nonlocal number
        number = say(room, token, CHOOSE, "a", None, 1.0)

    changes = [lambda: None, say_it, judged, lambda: room.flag(token, CHOOSE, True), lambda: order(room, step=NUMBER)]
    for change in changes:
        change()
        view = views.for_teacher(room, room.secret, 1.0, seen)
        assert view is not None
        seen = view["version"]
    assert views.for_teacher(room, room.secret, 9.0, seen) is None


def test_who_has_not_asked_for_ten_seconds_is_not_here():
    room = new_room()
    token = room.join(0.0).token
    room.join(0.0)
    views.for_student(room, token, 8.0)
    view = views.for_teacher(room, room.secret, 9.0)
    assert (view["joined"], view["here"]) == (2, 2)
    view = views.for_teacher(room, room.secret, 12.0, view["version"])
    assert (view["joined"], view["here"]) == (2, 1)


def test_the_teacher_sees_bars_with_beliefs_in_an_order_that_stays():
    room = new_room()
    tokens = [room.join(0.0).token for _ in range(5)]
    wrong = Judged(False, "maps_multiply", "96")
    say(room, tokens[0], CHOOSE, "96", wrong, 1.0)
    say(room, tokens[1], CHOOSE, "16", Judged(True, None, "16"), 1.0)
    say(room, tokens[2], CHOOSE, "96", wrong, 1.0)
    say(room, tokens[3], CHOOSE, "22", None, 1.0)
    view = views.for_teacher(room, room.secret, 1.0)
    first, second = view["answers"]["rounds"]
    assert first["tally"] == [
        {"text": "16", "right": True, "belief": None, "count": 1, "sure": [0, 1, 0, 0]},
        {"text": "22", "right": None, "belief": None, "count": 1, "sure": [0, 1, 0, 0]},
        {"text": "96", "right": False, "belief": "maps_multiply", "count": 2, "sure": [0, 2, 0, 0]},
    ]
    assert (first["answered"], first["unjudged"]) == (4, 1)
    assert (second["answered"], second["tally"]) == (0, [])
    assert view["steps"][CHOOSE]["answered"] == [4, 0]


def test_both_votes_are_shown_side_by_side():
    room = new_room()
    token = room.join(0.0).token
    say(room, token, CHOOSE, "16", Judged(True, None, "16"), 1.0)
    order(room, show=CHOOSE)
    order(room, round=2)
    say(room, token, CHOOSE, "96", Judged(False, "flip", "96"), 3.0)
    (shown,) = views.for_student(room, token, 3.0)["shown"]
    assert len(shown["rounds"]) == 1
    order(room, show=CHOOSE)
    (shown,) = views.for_student(room, token, 3.0)["shown"]
    assert [each["tally"][0]["text"] for each in shown["rounds"]] == ["16", "96"]


def test_free_text_is_on_the_wall_only_if_the_teacher_puts_it_there():
    room = new_room()
    token, other = room.join(0.0).token, room.join(0.0).token
    number = say(room, token, TEXT, "my words", Judged(), 1.0)
    say(room, other, TEXT, "something rude", Judged(), 1.0)
    order(room, show=TEXT)
    (shown,) = views.for_student(room, other, 1.0)["shown"]
    assert shown["rounds"][0] == {"round": 1, "answered": 2, "tally": [], "wall": [], "texts": []}
    order(room, wall={"number": number, "on": True})
    (shown,) = views.for_student(room, other, 1.0)["shown"]
    assert shown["rounds"][0]["texts"] == ["my words"]
    texts = views.for_teacher(room, room.secret, 1.0, step=TEXT)["answers"]["rounds"][0]["texts"]
    assert [(each["text"], each["on"]) for each in texts] == [("my words", True), ("something rude", False)]


def test_what_nobody_has_judged_is_not_shown_in_the_students_words():
    room = new_room()
    token, other = room.join(0.0).token, room.join(0.0).token
    say(room, token, CHOOSE, "something rude", None, 1.0)
    say(room, other, CHOOSE, "something ruder", Judged(), 1.0)
    order(room, show=CHOOSE)
    (shown,) = views.for_student(room, other, 1.0)["shown"]
    assert (shown["rounds"][0]["answered"], shown["rounds"][0]["tally"]) == (2, [])
    tally = views.for_teacher(room, room.secret, 1.0)["answers"]["rounds"][0]["tally"]
    assert [bar["text"] for bar in tally] == ["something rude", "something ruder"]


def test_a_drawing_that_the_teacher_takes_off_is_not_on_the_wall():
    room = new_room()
    maker, other = room.join(0.0).token, room.join(0.0).token
    number = say(room, maker, DO, "", Judged(True, None, "9", ("4", "9")), 1.0, "draw?strokes=a")
    rude = say(room, other, DO, "", Judged(False, None, "0", ("0",)), 1.0, "draw?strokes=b")
    assert views.drawings(room, [number, rude], token=maker)["drawings"] == {str(number): "draw?strokes=a"}
    both = {str(number): "draw?strokes=a", str(rude): "draw?strokes=b"}
    assert views.drawings(room, [number, rude, 99], secret=room.secret)["drawings"] == both
    order(room, show=DO)
    assert views.drawings(room, [number, rude], token=maker)["drawings"] == both
    order(room, wall={"number": rude, "on": False})
    (shown,) = views.for_student(room, maker, 1.0)["shown"]
    assert [(each["number"], each["shown"]) for each in shown["rounds"][0]["wall"]] == [(number, "9")]
    assert views.drawings(room, [number, rude], token=maker)["drawings"] == {str(number): "draw?strokes=a"}
    assert views.drawings(room, [number, rude], token=other)["drawings"] == both
    order(room, hide=DO)
    assert views.drawings(room, [number], token=other)["drawings"] == {}


def test_drawings_come_a_megabyte_at_a_time():
    room = new_room()
    numbers = [say(room, room.join(0.0).token, DO, "", None, 1.0, "a" * 100_000) for _ in range(12)]
    found = views.drawings(room, numbers, secret=room.secret)
    assert list(found["drawings"]) == [str(number) for number in numbers[:10]] and found["more"]
    rest = views.drawings(room, numbers[10:], secret=room.secret)
    assert len(rest["drawings"]) == 2 and not rest["more"]
    with pytest.raises(RoomError, match="At most 50"):
        views.drawings(room, range(51), secret=room.secret)


def test_names_are_on_the_teachers_wall_if_there_are_any():
    room = new_room()
    order(room, nicknames=True)
    tokens = room.join(0.0, "Ada").token, room.join(0.0).token
    for token in tokens:
        say(room, token, DO, "", None, 1.0, "draw")
    wall = views.for_teacher(room, room.secret, 1.0, step=DO)["answers"]["rounds"][0]["wall"]
    assert [each.get("name") for each in wall] == ["Ada", None]
    order(room, show=DO)
    assert "Ada" not in json.dumps(views.for_student(room, tokens[1], 1.0))


def test_whoever_has_no_place_sees_nothing():
    room = new_room()
    for token in ("", room.secret, "x"):
        with pytest.raises(GoneError):
            views.for_student(room, token, 0.0)
        with pytest.raises(GoneError):
            views.drawings(room, [1], token=token)


def test_whether_one_is_right_is_not_said_before_it_is_shown():
    room = new_room()
    token = room.join(0.0).token
    say(room, token, CHOOSE, "96", Judged(False, "flip", "96"), 1.0)
    (mine,) = views.for_student(room, token, 1.0)["answers"]
    assert mine.keys() == {"step", "round", "number", "text", "sure"}
    order(room, show=CHOOSE)
    (mine,) = views.for_student(room, token, 1.0)["answers"]
    assert (mine["right"], mine["belief"], mine["shown"]) == (False, "flip", "96")


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["say", "judge", "flag", "show", "hide", "round", "wall", "step", "pace", "nicknames"]),
        st.integers(0, 3),
        st.integers(0, 3),
        st.booleans(),
    ),
    min_size=25,
    max_size=60,
)


@settings(max_examples=60)
@given(ACTS)
def test_whatever_happens_a_student_reads_nothing_of_anothers(acts):
    """Every student's words and drawings, tokens and the teacher's secret are such as stand nowhere else."""
    room = new_room()
    order(room, nicknames=True)
    marks = [f"mark{secrets.token_hex(8)}" for _ in range(4)]
    tokens = [room.join(0.0, f"name{mark[-12:]}").token for mark in marks]
    mine: dict[int, set[int]] = {place: set() for place in range(4)}
    last = {}
    now = 0.0
    for what, place, step, on in acts:
        now += 2
        token, kind = tokens[place], KINDS[step]
        try:
            if what == "say":
                drawing = f"draw?{marks[place]}" if kind == "do" else ""
                last[place, step] = say(room, token, step, marks[place], None, now, drawing)
                mine[place].add(last[place, step])
            elif what == "judge":
                room.judge(token, step, 1, last.get((place, step), 0), Judged(on, None, "four", ("four", "nine")))
            elif what == "flag":
                room.flag(token, step, on)
            elif what == "wall" and kind != "text":
                order(room, wall={"number": last.get((place, step), 0), "on": on})
            elif what == "round":
                order(room, round={"step": step, "round": 1 + on})
            elif what == "pace":
                order(room, pace="own" if on else "teacher")
            elif what == "nicknames":
                order(room, nicknames=True)
            elif what in ("show", "hide", "step"):
                order(room, **{what: step})
        except RoomError:
            pass
    for place, token in enumerate(tokens):
        view = views.for_student(room, token, now)
        text = json.dumps(view)
        others = [each for other, each in enumerate(marks) if other != place]
        assert not any(each in text or f"name{each[-12:]}" in text for each in others)
        assert not any(each in text for each in tokens)
        assert room.secret not in text
        assert {answer["number"] for answer in view["answers"]} <= mine[place]
        assert {shown["step"] for shown in view["shown"]} == set(room.shown)
        shown_drawings = {
            each["number"] for shown in view["shown"] for turn in shown["rounds"] for each in turn["wall"]
        }
        asked = [number for numbers in mine.values() for number in numbers][:50]
        found = views.drawings(room, asked, token=token)["drawings"]
        assert {int(number) for number in found} <= mine[place] | shown_drawings
