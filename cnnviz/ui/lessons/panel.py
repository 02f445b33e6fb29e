"""The panel beside every page: what it shows of the step, and what happens when a student answers."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

import streamlit as st

from cnnviz.facts import BELIEFS, FactError
from cnnviz.facts.parts.shown import value_text
from cnnviz.lessons.answers import judge
from cnnviz.lessons.asks import Draw
from cnnviz.lessons.errors import LessonError
from cnnviz.lessons.printed import printed
from cnnviz.lessons.read import read_pin
from cnnviz.lessons.said import said as said_value
from cnnviz.lessons.said import words_of
from cnnviz.lessons.steps import Do, Question, Reflect, Reveal, Work
from cnnviz.lessons.truth import Truth
from cnnviz.ui import state
from cnnviz.ui.components.lesson_panel import KEY, PanelData, show_panel
from cnnviz.ui.lessons import answering, truths
from cnnviz.ui.lessons.asked import asking_index, given_of, goals_of, marks_of
from cnnviz.ui.lessons.following import Place, is_at_home, place
from cnnviz.ui.lessons.pins import address_of
from cnnviz.ui.lessons.progress import SHOWN, TRIES_BEFORE_HELP, can_go_on, states

_STYLE = """
<style>
@media (min-width: 761px) {
  [data-testid="stMain"] { width: calc(100% - 348px) !important; flex: none !important; align-self: flex-start; }
}
/* Beside the panel and above the sheet there is little room: a lesson brings its own networks. */
.st-key-open-yours { display: none; }
@media (max-width: 760px) {
  [data-testid="stMainBlockContainer"] { padding-bottom: 48vh; }
  .st-key-network { display: none; }
}
</style>
"""


def show_lesson(here: Place) -> None:
    """Show the panel, and have the page run again once an answer that it waits for is worked out."""
    st.html(_STYLE)
    data = panel_data(here)
    show_panel(cast(PanelData, data), _take)
    # What is shown decides: the answer may be there since a moment ago.
    if data["waits"]:
        _run_again_when_ready(here)


def _take() -> None:
    here, sent = place(), st.session_state.get(KEY, {}).get("said")
    if here and isinstance(sent, dict):
        answering.take(here, sent)


def _waits(here: Place) -> bool:
    asking = asking_index(here)
    return asking is not None and not truths.is_ready(here.lesson, asking, here.variant)


def _run_again_when_ready(here: Place) -> None:
    @st.fragment(run_every=0.3)
    def look() -> None:
        if not _waits(here):
            st.rerun()

    look()


def panel_data(here: Place) -> dict[str, Any]:
    """Return what the panel shows, see components/lesson_panel."""
    lesson, answers, index, block = here.lesson, here.answers, here.index, here.step.block
    can_be_shown = states(lesson, answers, index)
    data: dict[str, Any] = {
        "lesson": {"title": lesson.front.title, "level": lesson.front.level, "minutes": lesson.front.minutes},
        "steps": [
            {
                "title": step.title,
                "kind": step.block.kind,
                "state": shown,
                "href": None if shown == "ahead" else here.address(at),
            }
            for at, (step, shown) in enumerate(zip(lesson.steps, can_be_shown, strict=True))
        ],
        "at": index,
        "kind": block.kind,
        "title": here.step.title,
        "prose": "",
        "waits": None,
        "ask": None,
        "sure": isinstance(block, Question) and block.sure,
        "ledger": None,
        "goals": goals_of(here, block, answering.found(here)) if isinstance(block, Do) else None,
        "example": _example(here),
        "starters": list(block.starters) if isinstance(block, Reflect) else [],
        "answer": _shown_answer(here),
        "marks": None,
        "canShow": bool(
            isinstance(block, Work) and not here.is_done and here.said and here.said.tries >= TRIES_BEFORE_HELP
        ),
        "verdict": None,
        "message": answering.message(here),
        "previous": here.address(index - 1) if index else None,
        "next": here.address(index + 1) if can_go_on(lesson, answers, index) else None,
        "home": _home(here),
        "leave": _outside(),
        "again": bool(answers),
        "room": state.chosen(state.GUIDE).c,
        "led": here.led,
    }
    try:
        _fill_in(here, data)
    except (FactError, LessonError) as error:
        data |= {"prose": printed(here.step.prose), "message": f"This cannot be asked here: {error}"}
    return data


def _fill_in(here: Place, data: dict[str, Any]) -> None:
    """Add what needs the truth; while it is worked out, that it is."""
    step, block, asking = here.step, here.step.block, asking_index(here)
    if asking is None:
        data |= given_of(here, None)
        return
    truth = truths.truth_at(here.lesson, asking, here.variant)
    if truth is None:
        data |= {"prose": "", "waits": "The answer is being worked out from the network. This takes a moment, once."}
        return
    if isinstance(block, Reveal):
        verdict = verdict_of(here, asking, truth)
        assert isinstance(step.question, type(step)) and isinstance(step.question.block, Question)
        words = words_of(step.question.block, truth.fact, verdict["yours"] if verdict else "nothing")
        data |= {"prose": printed(step.prose, words), "verdict": verdict}
        return
    data |= given_of(here, truth)
    if isinstance(block, Work):
        data["marks"] = marks_of(here, block, truth)
        if here.is_done:
            data["verdict"] = _verdict_of_work(here, block, truth)


def verdict_of(here: Place, asking: int, truth: Truth) -> dict[str, Any] | None:
    """Return what is to be said of the answer to a question; None where there is none."""
    question, said = here.lesson.steps[asking].block, here.answers.get(asking)
    if said is None or not isinstance(question, Question):
        return None
    text = said.again or said.text
    given = text if isinstance(question.ask, Draw) else answering.understood(question, text)
    judged = judge(question, truth.fact, truth.wrong, given)
    belief = BELIEFS.get(judged.belief or "") if judged else None
    return {
        "right": bool(judged and judged.is_right),
        "yours": text if isinstance(given, str) else said_value(question, given),
        "truth": said_value(question, truth.fact.value),
        "believed": belief.believed if belief else "",
        "true": belief.true if belief else "",
        "steps": _ledger(truth, 0),
    }


def _verdict_of_work(here: Place, work: Work, truth: Truth) -> dict[str, Any]:
    assert here.said
    value = said_value(work, truth.fact.value)
    by_page = here.said.again == SHOWN
    return {
        "right": not by_page,
        "yours": here.said.text.split("|")[-1],
        "truth": value,
        "believed": "",
        "true": "",
        "steps": [],
    }


def _ledger(truth: Truth, decimals: int) -> list[list[str]]:
    """Return the lines that make the value; numbers with the digits that they need."""
    return [
        [words, value_text(value, decimals if float(value).is_integer() else 3)] for words, value in truth.fact.steps
    ]


def _shown_answer(here: Place) -> dict[str, Any] | None:
    """Return what was answered; None while it can be changed: the panel keeps what was typed."""
    said = here.said
    if said is None or (isinstance(here.step.block, Work | Do) and not here.is_done):
        return None
    return {"text": said.text, "sure": said.sure, "again": said.again}


def _home(here: Place) -> str | None:
    """Return the way back to what a step shows; None on its page, where a goal is worked towards."""
    pin, page = here.step.pin, state.page()
    is_worked_on = isinstance(here.step.block, Do) and pin and page and address_of(page) == pin.page
    return None if is_worked_on or is_at_home(here.step, here) else here.address(here.index)


def _example(here: Place) -> str | None:
    block, said = here.step.block, here.said
    if not isinstance(block, Do) or not block.example or not said or said.tries < TRIES_BEFORE_HELP:
        return None
    return here.address_of(read_pin(block.example))


def _outside() -> str:
    """Return the address of this page without the lesson."""
    name = state.page() or ""
    query = {name: value for name, value in state.link(name).items() if name not in state.GUIDE.codecs}
    return f"{address_of(name).replace('draw', './')}?{urlencode(query, doseq=True)}".removesuffix("?")
