"""What is right, and which belief a wrong answer speaks for."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import TypeAdapter

from cnnviz.facts import Fact, World
from cnnviz.lessons.answers import Judgement, blanks, judge, judge_blank, judge_value, reached
from cnnviz.lessons.asks import Choose
from cnnviz.lessons.errors import LessonError
from cnnviz.lessons.options import options
from cnnviz.lessons.prose import filled
from cnnviz.lessons.said import said, words_of
from cnnviz.lessons.steps import Block, Bound, Goal, Predict, Work

RIGHT, WRONG = Judgement(True), Judgement(False)


def _predict(ask, **fields) -> Predict:
    return TypeAdapter(Block).validate_python({"kind": "predict", "ask": ask, "fact": "maps", **fields})


@pytest.mark.parametrize(
    ("ask", "fields", "fact", "answer", "judged"),
    [
        ({"number": {}}, {}, Fact(16), "16", RIGHT),
        ({"number": {}}, {}, Fact(16), "96", Judgement(False, "maps_multiply")),
        ({"number": {}}, {}, Fact(16), "17", WRONG),
        ({"number": {}}, {}, Fact(16), "sixteen", None),
        ({"number": {"from": 0, "to": 20}}, {}, Fact(16), "30", None),
        ({"number": {}}, {"tolerance": 2}, Fact(16), "18", RIGHT),
        ({"number": {}}, {"tolerance": "10 %"}, Fact(200), "219", RIGHT),
        ({"number": {}}, {"tolerance": "10 %"}, Fact(200), "221", WRONG),
        ({"number": {"decimals": 2}}, {}, Fact(-8.2917), "−8,29", RIGHT),
        ({"number": {"decimals": 2}}, {}, Fact(-8.2917), "-8.292", RIGHT),
        ({"number": {"decimals": 2}}, {}, Fact(-8.2917), "-8.3", WRONG),
        ({"number": {"decimals": 2}}, {}, Fact(-8.2917), "8.29", WRONG),
        ({"number": {"unit": "%", "decimals": 1}}, {}, Fact(0.0747), "7,5 %", RIGHT),
        ({"number": {"unit": "%", "decimals": 1}}, {}, Fact(0.0747), "7.5", RIGHT),
        ({"number": {"unit": "%", "decimals": 1}}, {}, Fact(0.0747), "0.0747", RIGHT),
        ({"number": {"unit": "%", "decimals": 1}}, {}, Fact(0.0747), "0.075", RIGHT),
        ({"number": {"unit": "%", "decimals": 1}}, {}, Fact(0.0747), "8 %", WRONG),
        ({"number": {"unit": "%"}}, {}, Fact(0.0747), "7", RIGHT),
        ({"number": {"unit": "pixels"}}, {}, Fact(8.0), "8 pixels", RIGHT),
        ({"number": {}}, {}, Fact(1176), "1,176", RIGHT),
        ({"number": {}}, {}, Fact(1176), "1.176", RIGHT),
        ({"choose": {"beliefs": ["maps_multiply"], "others": [6]}}, {}, Fact(16), "16", RIGHT),
        (
            {"choose": {"beliefs": ["maps_multiply"], "others": [6]}},
            {},
            Fact(16),
            "96",
            Judgement(False, "maps_multiply"),
        ),
        ({"choose": {"beliefs": ["maps_multiply"], "others": [6]}}, {}, Fact(16), "6", WRONG),
        ({"choose": {"beliefs": ["maps_multiply"], "others": [6]}}, {}, Fact(16), "7", None),
        ("class", {}, Fact("7"), "7", RIGHT),
        ("class", {}, Fact("7"), "1", WRONG),
        ({"order": {"items": ["a", "b", "c"]}}, {}, Fact((2, 0, 1)), [2, 0, 1], RIGHT),
        ({"order": {"items": ["a", "b", "c"]}}, {}, Fact((2, 0, 1)), [0, 1, 2], WRONG),
        ({"order": {"items": ["a", "b", "c"]}}, {}, Fact((2, 0, 1)), [0, 0, 2], None),
        ({"cell": {}}, {}, Fact((1, 0), cells=np.array([[1.0, 2], [9, 8.5]])), [1, 0], RIGHT),
        ({"cell": {}}, {}, Fact((1, 0), cells=np.array([[1.0, 2], [9, 9]])), [1, 1], RIGHT),
        ({"cell": {}}, {}, Fact((1, 0), cells=np.array([[1.0, 2], [9, 8.5]])), [1, 1], WRONG),
        ({"cell": {}}, {"tolerance": 1}, Fact((1, 0), cells=np.array([[1.0, 2], [9, 8.5]])), [1, 1], RIGHT),
        ({"cell": {}}, {"tolerance": "10 %"}, Fact((1, 0), cells=np.array([[1.0, 2], [9, 8.5]])), [1, 1], RIGHT),
        ({"cell": {}}, {}, Fact((1, 0), cells=np.array([[1.0, 2], [9, 8.5]])), [2, 0], None),
        ({"draw": {"wanted": "9"}}, {}, Fact("9"), "9", RIGHT),
        ({"draw": {"wanted": "9"}}, {}, Fact("4"), "4", WRONG),
    ],
)
def test_an_answer_is_judged(ask, fields, fact, answer, judged):
    assert judge(_predict(ask, **fields), fact, {"maps_multiply": 96}, answer) == judged


def test_options_come_from_beliefs_and_keep_their_order_for_one_seed():
    ask = Choose(beliefs=("maps_multiply", "flip"), others=(6,))
    wrong = {"maps_multiply": 96, "flip": 16}
    made = options(ask, Fact(16), wrong)
    # What flip says reads like the truth: it has no option.
    assert {option.text: option.belief for option in made} == {"16": None, "96": "maps_multiply", "6": None}
    assert [option.is_right for option in made].count(True) == 1
    assert options(ask, Fact(16), wrong) == made
    orders = {tuple(option.text for option in options(ask, Fact(16), wrong, str(seed))) for seed in range(20)}
    assert len(orders) > 2


@pytest.mark.parametrize(
    ("ask", "part"),
    [
        (Choose(others=(16,)), "two options are right"),
        (Choose(others=(16.2,)), "two options are right"),
        (Choose(beliefs=("flip",)), "fewer than two options"),
        (Choose(others=(6,), words={"5": "five"}), "no option"),
    ],
)
def test_options_that_do_not_tell_apart_are_refused(ask, part):
    with pytest.raises(LessonError, match=part):
        options(ask, Fact(16), {"flip": 16})


def test_values_read_as_their_question_asks():
    assert said(_predict({"number": {"unit": "%", "decimals": 1}}), 0.0747) == "7.5 %"
    assert said(_predict({"order": {"items": ["a", "b", "c"]}}), (2, 0, 1)) == "c, a, b"
    assert said(_predict({"choose": {"others": [3], "words": {0: "none"}}}), 0) == "none"
    assert said(_predict({"cell": {}}), (3, 1)) == "row 3, column 1"
    block = _predict({"number": {}})
    fact = Fact(16, given={"before": "6"}, words={"more": "x"})
    assert (
        filled("{value} of {before}, {more}; you said {yours}.", words_of(block, fact, "5"))
        == "16 of 6, x; you said 5."
    )


def test_blanks_are_the_last_lines_that_can_be_worked_out():
    fact = Fact(4.0, steps=(("a", 1.0), ("b", 0.0), ("c", 2.0), ("+ bias", 0.5), ("d", 0.5)))
    assert blanks(Work(kind="work", fact="cell", blank=2), fact) == [2, 4]
    assert blanks(Work(kind="work", fact="cell", blank=0), fact) == []
    work = Work(kind="work", fact="cell", decimals=2)
    assert (
        judge_blank(work, 1.234, "1,23") and judge_blank(work, 1.234, "1.2345") and not judge_blank(work, 1.234, "1.2")
    )


def test_who_adds_up_the_rounded_lines_of_a_ledger_is_right():
    work = Work(kind="work", fact="cell", decimals=1)
    fact = Fact(0.42, steps=(("one", 0.14), ("two", 0.14), ("three", 0.14)))
    assert judge_value(work, fact, "0.4") and judge_value(work, fact, "0,3")
    assert not judge_value(work, fact, "0.7")
    exact = Fact(3, steps=(("one", 1), ("two", 2)))
    assert not judge_value(Work(kind="work", fact="cell"), exact, "3.6")


def test_a_goal_is_reached_in_the_students_own_state():
    goal = Goal(fact="drawn", equals="yes")
    assert not reached(goal, World())
    assert reached(Goal(fact="maps: {}" and {"maps": {"layer": "conv2d"}}, at_least=6), World())
    assert not reached(Goal(fact={"maps": {"layer": "conv2d"}}, more_than=6), World())


@pytest.mark.parametrize(
    ("bound", "value", "holds"),
    [
        ({"equals": "X"}, "X", True),
        ({"equals": 3}, 3.0, True),
        ({"more_than": 3}, 3, False),
        ({"less_than": 3}, 2, True),
        ({"at_least": 3}, 3, True),
        ({"at_most": 3}, 4, False),
        ({"at_most": 3}, "never", False),
    ],
)
def test_a_bound_holds(bound, value, holds):
    assert Bound(**bound).holds(value) is holds
