"""How far a student has come: what is done, and which step can be shown."""

from __future__ import annotations

import pytest

from cnnviz.lessons import load
from cnnviz.ui.lessons.pins import AppPages
from cnnviz.ui.lessons.progress import RIGHT, can_go_on, is_done, shown_index, states
from cnnviz.ui.state import Said

LESSON = load("3_one_number", AppPages())
TITLES = [step.title for step in LESSON.steps]
PREDICT, REVEAL, WORK, VOTE = (
    TITLES.index(title) for title in ("Over blank paper", "Only the bias", "All its products", "How many maps?")
)
LAST = len(TITLES) - 1


def test_a_reveal_is_shown_once_its_question_is_answered_and_not_before():
    assert shown_index(LESSON, {}, REVEAL) == PREDICT
    assert shown_index(LESSON, {PREDICT: Said(PREDICT, "1")}, REVEAL) == REVEAL


def test_a_step_that_does_not_exist_is_the_nearest_one():
    assert shown_index(LESSON, {}, 99) == LAST
    assert shown_index(LESSON, {}, -1) == 0


@pytest.mark.parametrize(
    ("said", "done"),
    [(None, False), (Said(WORK, "1|2", tries=1), False), (Said(WORK, "1|2", tries=2, again=RIGHT), True)],
)
def test_a_ledger_is_done_when_it_is_filled_in_right(said, done):
    assert is_done(LESSON, {WORK: said} if said else {}, WORK) is done


def test_a_vote_is_done_after_the_second_round():
    first = Said(VOTE, "96")
    assert not can_go_on(LESSON, {VOTE: first}, VOTE)
    assert can_go_on(LESSON, {VOTE: Said(VOTE, "96", again="16")}, VOTE)


def test_what_follows_an_open_question_is_ahead():
    assert states(LESSON, {}, 0)[:3] == ["open", "ahead", "ahead"]
    assert states(LESSON, {PREDICT: Said(PREDICT, "1")}, REVEAL)[:4] == ["done", "open", "open", "ahead"]


def test_who_came_by_a_link_to_a_later_step_can_go_back_but_not_to_what_is_unanswered():
    found = states(LESSON, {}, VOTE)
    assert found[PREDICT] == "open"
    assert found[REVEAL] == "ahead"
    assert found[VOTE] == "open"
    assert found[VOTE + 1] == "ahead"


def test_there_is_nothing_behind_the_last_step():
    assert not can_go_on(LESSON, {LAST: Said(LAST, "words")}, LAST)
