"""A lesson in a room whose teacher leads: where the student is, what stays covered, and how the lesson begins there."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.lessons.test_answering import TITLES, Student

CODE = "KTRM"
FIRST, REVEAL = TITLES.index("Over blank paper"), TITLES.index("Only the bias")
VOTE = TITLES.index("How many maps?")


@pytest.fixture
def student() -> Student:
    return Student()


def test_whoever_is_led_is_at_the_teachers_step_however_far_it_is(student):
    student.open("Over blank paper", c=CODE)
    student.send(what="led", to=VOTE)
    assert student.title == "How many maps?"
    assert student.here.led == VOTE
    assert (student.address["step"], student.address["c"]) == (str(VOTE), CODE)


def test_an_answer_stays_covered_until_the_teacher_goes_on(student):
    student.open("Over blank paper", c=CODE).send(what="led", to=FIRST)
    student.send(what="answer", step=FIRST, text="1.0000")
    assert student.title == "Over blank paper"
    assert student.here.answers[FIRST].text == "1.0000"
    assert student.covered == ("sums", "maps")
    student.send(what="led", to=REVEAL)
    assert student.title == "Only the bias"
    assert student.covered == ()


def test_whoever_did_not_answer_sees_what_the_teacher_reveals(student):
    student.open("Over blank paper", c=CODE).send(what="led", to=REVEAL)
    assert student.title == "Only the bias"
    student.send(what="led", to=None)
    assert student.title == "Over blank paper", "alone one answers first"


def test_at_ones_own_pace_an_answer_leads_on_as_ever(student):
    student.open("Over blank paper", c=CODE).send(what="led", to=FIRST).send(what="led", to=None)
    student.send(what="answer", step=FIRST, text="1.0000")
    assert student.title == "Only the bias"


@pytest.mark.parametrize("to", [-1, len(TITLES), "3", 1.5, True, [2]])
def test_a_step_that_is_none_leads_nowhere(student, to):
    student.open("Over blank paper", c=CODE).send(what="led", to=to)
    assert student.title == "Over blank paper"
    assert student.here.led is None


def test_outside_of_a_room_nobody_leads(student):
    student.open("Over blank paper").send(what="led", to=REVEAL)
    assert student.title == "Over blank paper"
    assert student.here.led is None


def test_whoever_comes_to_a_vote_late_answers_both_times_at_once(student):
    student.open("How many maps?", c=CODE).send(what="answer", step=VOTE, text="16", late=True)
    assert (student.here.answers[VOTE].text, student.here.answers[VOTE].again) == ("16", "16")
    assert student.title == "One for each filter"


def test_the_panel_says_which_room_it_is_and_who_leads(student):
    student.open("Over blank paper", c="k-trm").send(what="led", to=VOTE)
    assert student.at.session_state["room"] == (CODE, VOTE)


def joining():
    """A page on which a lesson begins in a room: "joined" in the session is what the browser says."""
    import streamlit as st

    from cnnviz.ui import state
    from cnnviz.ui.lessons.following import enter, place
    from cnnviz.ui.states import STATES

    if "joined" in st.session_state:
        enter(*st.session_state.pop("joined"))
    state.open_page("Layer by layer", STATES)
    here = place()
    st.session_state["here"] = (here.lesson.name, here.index, here.variant) if here else None


def joined(*said: str) -> AppTest:
    at = AppTest.from_function(joining, default_timeout=60)
    at.run()
    at.session_state["joined"] = said
    at.run()
    assert not at.exception, at.exception
    return at


def test_a_lesson_begins_in_a_room():
    at = joined("3_one_number", "1", CODE)
    assert at.session_state["here"] == ("3_one_number", 0, 1)
    assert at.query_params["c"] == CODE


@pytest.mark.parametrize("said", [("3_one_number", "0", "KATE"), ("", "0", CODE), ("no name", "0", CODE)])
def test_what_is_no_room_or_lesson_begins_nothing(said):
    assert joined(*said).session_state["here"] is None
