"""What the bundled lessons say to answers in a room: held against each lesson's own truth."""

from __future__ import annotations

from contextlib import suppress

import pytest

from cnnviz import lessons
from cnnviz.lessons.answers import blanks
from cnnviz.lessons.options import options
from cnnviz.lessons.steps import Do, Reflect, Work
from cnnviz.lessons.truth import truth_of
from cnnviz.rooms.answers import KINDS
from cnnviz.rooms.errors import GoneError, RoomError
from cnnviz.ui.lessons.pins import AppPages
from cnnviz.ui.rooms.judging import asked_of, judge, kinds_of

PICTURE, LETTERS, NUMBERS, MOVES, SURE = lessons.names()[:4] + lessons.names()[5:6]


def steps(name: str, kind: type) -> list[int]:
    lesson = lessons.load(name, AppPages())
    return [index for index, step in enumerate(lesson.steps) if isinstance(step.block, kind)]


def asking(name: str, ask: str) -> list[int]:
    return [index for index, kind in enumerate(kinds_of(name, 0)) if kind == ask]


def answer_to(name: str, step: int) -> str:
    """Return the computed answer to a step, however long it takes to work it out."""
    with suppress(RoomError):
        judge(name, 0, step, "0")
    return asked_of(name, 0)[step].answer


@pytest.mark.parametrize("name", lessons.names())
def test_every_lesson_has_a_room(name):
    kinds = kinds_of(name, 0)
    assert len(kinds) == len(lessons.load(name, AppPages()).steps)
    assert set(kinds) <= set(KINDS)
    assert [index for index, kind in enumerate(kinds) if kind == "text"] == steps(name, Reflect)
    assert [index for index, kind in enumerate(kinds) if kind == "work"] == steps(name, Work)


@pytest.mark.parametrize(("name", "variant"), [("none", 0), ("../1", 0), (PICTURE, 99), (PICTURE, -1)])
def test_other_lessons_have_none(name, variant):
    with pytest.raises(GoneError):
        kinds_of(name, variant)


def test_a_cell_is_judged():
    (step,) = asking(PICTURE, "cell")
    assert judge(PICTURE, 0, step, "3-1") == (True, None, "3-1", ())
    assert judge(PICTURE, 0, step, "00-00") == (False, None, "0-0", ())
    for text in ("9-9", "3", "a-b", "", "3-1-1", "-1-1"):
        with pytest.raises(RoomError):
            judge(PICTURE, 0, step, text)


def test_a_ledger_is_judged_by_its_value():
    step = steps(PICTURE, Work)[0]
    assert judge(PICTURE, 0, step, "429") == (True, None, "429", ())
    assert judge(PICTURE, 0, step, "1|2|−12,5") == (False, None, "-12.5", ())
    for text in ("429|many", "many|429"):
        with pytest.raises(RoomError, match="takes a number"):
            judge(PICTURE, 0, step, text)


def test_the_blanks_of_a_ledger_count_as_in_the_panel():
    step = steps(PICTURE, Work)[1]
    lesson = lessons.load(PICTURE, AppPages())
    work, truth = lesson.steps[step].block, truth_of(lesson, lesson.steps[step], AppPages())
    right = [str(truth.fact.steps[line][1]) for line in blanks(work, truth.fact)]
    assert len(right) > 1
    value = str(truth.fact.value)
    assert judge(PICTURE, 0, step, "|".join([*right, value])) == (True, None, "505", ())
    assert judge(PICTURE, 0, step, "|".join([*right[:-1], "7", value])) == (False, None, "505", ())
    assert judge(PICTURE, 0, step, value).right


def test_a_neighbours_variant_has_another_answer():
    right = [judge(PICTURE, variant, 2, answer_to(PICTURE, 2)).right for variant in (0, 1)]
    assert right == [True, False]


def test_a_choice_speaks_for_a_belief():
    pages = AppPages()
    lesson = lessons.load(NUMBERS, pages)
    chosen = [(step, lesson.steps[step].block) for step in asking(NUMBERS, "choose")]
    step, block = next((step, block) for step, block in chosen if block.ask.beliefs)
    truth = truth_of(lesson, lesson.steps[step], pages)
    offered = options(block.ask, truth.fact, truth.wrong)
    assert {option.belief for option in offered} - {None}
    for option in offered:
        assert judge(NUMBERS, 0, step, option.text) == (option.is_right, option.belief, option.text, ())
    with pytest.raises(RoomError, match="no answer"):
        judge(NUMBERS, 0, step, "rude")


def test_a_number_reads_plainly_whatever_way_it_was_typed():
    step = asking(NUMBERS, "number")[0]
    answer = answer_to(NUMBERS, step)
    assert judge(NUMBERS, 0, step, answer).right
    assert answer == "0.7406"
    for text in ("71,5 %", "71.5", "0,715", " 0.715 "):
        assert judge(NUMBERS, 0, step, text).shown == "0.715"
    with pytest.raises(RoomError):
        judge(NUMBERS, 0, step, "many")


def test_what_was_drawn_is_judged_by_what_the_network_reads():
    step = steps(SURE, Do)[0]
    block = lessons.load(SURE, AppPages()).steps[step].block
    judged = judge(SURE, 0, step, block.example)
    assert judged.right is True
    assert judged.shown in judged.options and len(judged.options) == 10
    faint = judge(SURE, 0, step, "draw?source=Draw&strokes=Q_CM_CM_DIf_D6fL_C0B_DwV_EY")
    assert faint.shown in faint.options


def test_what_was_painted_is_judged_in_two_letters():
    step = steps(LETTERS, Do)[0]
    block = lessons.load(LETTERS, AppPages()).steps[step].block
    assert judge(LETTERS, 0, step, block.example) == (True, None, "O", ("O", "X"))


def test_what_is_made_by_numbers_has_no_words():
    step = steps(PICTURE, Do)[0]
    block = lessons.load(PICTURE, AppPages()).steps[step].block
    judged = judge(PICTURE, 0, step, block.example)
    assert judged.right is True and judged.options == () and float(judged.shown) > 2


@pytest.mark.parametrize(
    "address",
    [
        "",
        "draw",
        "draw?source=Draw",
        "x_or_o?cells=1",
        "draw?source=Draw&strokes=!!",
        "draw?source=Draw&strokes=Q_CM&strokes=Q_CM",
        "https://example.org/draw",
        "draw?nothing=1",
        "none?a=b",
    ],
)
def test_what_says_no_drawing_is_none(address):
    with pytest.raises(RoomError):
        judge(SURE, 0, steps(SURE, Do)[0], address)


def test_the_computed_answers_are_in_the_table():
    assert answer_to(PICTURE, steps(PICTURE, Work)[0]) == "429"
    assert answer_to(PICTURE, asking(PICTURE, "cell")[0]) == "row 3, column 1"
    asked = asked_of(PICTURE, 0)
    titles = [step.title for step in lessons.load(PICTURE, AppPages()).steps]
    assert [asked[index].title for index in range(len(asked))] == titles
    assert asked_of("none", 0) == {}
