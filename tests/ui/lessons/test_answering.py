"""What a student sends in a lesson: what is kept of it, where it leads, and what is covered then."""

from __future__ import annotations

import time
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.lessons import Lesson, load
from cnnviz.lessons.answers import blanks
from cnnviz.lessons.truth import truth_of
from cnnviz.ui.lessons import truths
from cnnviz.ui.lessons.addresses import step_address
from cnnviz.ui.lessons.pins import AppPages

NAME = "3_one_number"
LESSON = load(NAME, AppPages())
TITLES = [step.title for step in LESSON.steps]


def script():
    """A page of which only the lesson matters; "sent" in the session is what the panel sends."""
    import streamlit as st

    from cnnviz.ui import state
    from cnnviz.ui.lessons import answering
    from cnnviz.ui.lessons.following import covers_of, follow, is_at_home, place
    from cnnviz.ui.lessons.panel import panel_data
    from cnnviz.ui.states import STATES

    if "sent" in st.session_state:
        answering.take(place(), st.session_state.pop("sent"))
    state.open_page(st.session_state["page"], STATES)
    here = follow()
    st.session_state["here"] = here
    st.session_state["covers"] = covers_of(here)
    st.session_state["message"] = answering.message(here) if here else ""
    shown = panel_data(here) if here else {"example": None, "room": None, "led": None}
    st.session_state["example"], st.session_state["room"] = shown["example"], (shown["room"], shown["led"])
    st.session_state["home"] = is_at_home(here.step, here) if here else True


PAGES = {"layer_by_layer": "Layer by layer", "./": "Draw & see"}


class Student:
    """A visit that follows the lesson."""

    def __init__(self, lesson: Lesson = LESSON) -> None:
        self.lesson = lesson
        self.at = AppTest.from_function(script, default_timeout=120)

    def open(self, title: str, **more: str) -> Student:
        step = [each.title for each in self.lesson.steps].index(title)
        path, _, query = step_address(self.lesson, step, **more).partition("?")
        self.at.session_state["page"] = PAGES[path]
        self.at.query_params.clear()
        for name, value in parse_qsl(query):
            self.at.query_params[name] = value
        deadline = time.monotonic() + 300
        while self.lesson.step(title).asked and not truths.is_ready(self.lesson, step, 0):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        return self.run()

    def send(self, **sent: object) -> Student:
        self.at.session_state["sent"] = sent
        return self.run()

    def run(self) -> Student:
        self.at.run()
        assert not self.at.exception, self.at.exception
        return self

    @property
    def here(self):
        return self.at.session_state["here"]

    @property
    def title(self) -> str:
        return self.here.step.title

    @property
    def message(self) -> str:
        return self.at.session_state["message"]

    @property
    def covered(self) -> tuple[str, ...]:
        return self.at.session_state["covers"].covered

    @property
    def address(self) -> dict[str, str]:
        return {name: value if isinstance(value, str) else value[-1] for name, value in self.at.query_params.items()}


@pytest.fixture
def student() -> Student:
    return Student()


def truth(title: str):
    return truth_of(LESSON, LESSON.step(title), AppPages())


def test_an_answer_uncovers_the_page_and_leads_to_what_it_reveals(student):
    student.open("Over blank paper")
    assert student.covered == ("sums", "maps")
    student.send(what="answer", step=0, text="1.0000")
    assert student.title == "Only the bias"
    assert student.covered == ()
    assert student.here.answers[0].text == "1.0000"
    assert student.address["said"] == "0.0.0.1%2E0000"


def test_an_answer_cannot_be_changed_by_sending_another(student):
    student.open("Over blank paper").send(what="answer", step=0, text="1.0000")
    student.open("Over blank paper").send(what="answer", step=0, text="0.0000")
    assert student.here.answers[0].text == "1.0000"
    assert student.covered == ()


def test_an_address_from_before_an_answer_forgets_nothing(student):
    student.open("Over blank paper").send(what="answer", step=0, text="1.0000")
    student.open("All its products")
    assert student.here.answers[0].text == "1.0000"
    assert "said" in student.address


def test_answers_come_back_from_the_address_alone(student):
    student.open("Only the bias", said="0.3.0.1%2E0000")
    assert student.title == "Only the bias"
    assert (student.here.answers[0].text, student.here.answers[0].sure) == ("1.0000", 3)


def test_a_reveal_is_not_reached_by_its_address(student):
    student.open("Only the bias")
    assert student.title == "Over blank paper"
    assert student.covered == ("sums", "maps")


def test_what_is_no_option_is_refused_in_a_sentence(student):
    student.open("Over blank paper").send(what="answer", step=0, text="twelve")
    assert student.message == "Choose one of what is offered."
    assert student.covered == ("sums", "maps")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("many", "“many” is no number that can be read here: write one such as 12, 0.5 or 7,5 %."),
        ("140 %", "“140 %” cannot be: a number from 0 % to 100 % is asked for."),
    ],
)
def test_what_is_no_number_is_refused_in_a_sentence_that_says_what_is(student, text, sentence):
    student.open("How many are nothing?").send(what="answer", step=TITLES.index("How many are nothing?"), text=text)
    assert student.message == sentence
    student.send(what="answer", step=TITLES.index("How many are nothing?"), text="74")
    assert student.message == ""
    assert student.title == "Most of them"


def test_a_vote_asks_twice(student):
    at = TITLES.index("How many maps?")
    student.open("How many maps?").send(what="answer", step=at, text="96")
    assert student.title == "How many maps?"
    assert student.covered == ("shapes", "maps")
    student.send(what="answer", step=at, text="16", again=True)
    assert student.title == "One for each filter"
    assert (student.here.answers[at].text, student.here.answers[at].again) == ("96", "16")


def test_a_ledger_is_marked_and_shown_after_two_tries(student):
    title, at = "All its products", TITLES.index("All its products")
    lines = len(blanks(LESSON.step(title).block, truth(title).fact))
    student.open(title).send(what="answer", step=at, text="|".join(["9"] * (lines + 1)))
    assert student.covered == ("sums",)
    student.send(what="show", step=at)
    assert student.covered == ("sums",), "help comes after two tries"
    student.send(what="answer", step=at, text="|".join(["8"] * (lines + 1)))
    student.send(what="show", step=at)
    assert student.covered == ()


def test_a_ledger_that_is_filled_in_right_uncovers_the_page(student):
    title, at = "All its products", TITLES.index("All its products")
    work, fact = LESSON.step(title).block, truth(title).fact
    values = [*(fact.steps[line][1] for line in blanks(work, fact)), fact.value]
    student.open(title).send(
        what="answer", step=at, text="|".join(f"{value:.3f}".replace(".", ",") for value in values)
    )
    assert student.message == ""
    assert student.covered == ()
    assert student.here.answers[at].again == "right"


def test_a_ledger_with_an_empty_blank_is_not_counted_as_a_try(student):
    at = TITLES.index("All its products")
    student.open("All its products").send(what="answer", step=at, text="1|2")
    assert student.message.startswith("Each blank takes a number")
    assert at not in student.here.answers


def test_who_cannot_draw_is_shown_an_example_after_two_tries_and_can_go_on():
    lesson = load("4_does_it_matter_where", AppPages())
    student = Student(lesson).open("Find one")
    at = student.here.index
    for tries in (1, 2):
        student.send(what="check", step=at)
        assert student.message == "Nothing is drawn yet."
        assert student.here.answers[at].tries == tries
    assert student.at.session_state["example"]
    student.send(what="skip", step=at)
    assert student.title == "In your words"


def test_a_goal_can_be_left_out_without_a_try():
    lesson = load("4_does_it_matter_where", AppPages())
    student = Student(lesson).open("Find one")
    student.send(what="skip", step=student.here.index)
    assert student.title == "In your words"


def test_whoever_changes_the_page_can_go_back_to_the_step(student):
    student.open("Over blank paper")
    assert student.at.session_state["home"]
    student.at.query_params["sample"] = "3"
    student.run()
    assert not student.at.session_state["home"]


def test_to_begin_again_forgets_the_answers(student):
    student.open("Over blank paper").send(what="answer", step=0, text="1.0000").send(what="restart")
    assert student.title == "Over blank paper"
    assert not student.here.answers
    assert "said" not in student.address


def test_a_sentence_is_kept_and_may_be_left_out(student):
    at = len(TITLES) - 1
    student.open(TITLES[-1]).send(what="answer", step=at, text="A filter reads all maps, because …")
    assert student.here.answers[at].text == "A filter reads all maps, because …"


def test_a_lesson_that_is_not_here_covers_nothing(student):
    student.open("Over blank paper")
    student.at.query_params["lesson"] = "mine-12345678"
    student.run()
    assert student.here is None
    assert student.covered == ()


@pytest.mark.parametrize("sent", [{}, {"what": "answer"}, {"what": "answer", "step": 0, "text": None, "sure": "x"}])
def test_nonsense_from_the_browser_changes_nothing(student, sent):
    student.open("Over blank paper").send(**sent)
    assert not student.here.answers
