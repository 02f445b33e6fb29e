"""The lesson that a visitor follows: which step is shown, what was answered, and what is covered for that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import parse_qsl

import streamlit as st

from cnnviz.lessons import Lesson, Pin, Step
from cnnviz.lessons.asks import Cell
from cnnviz.lessons.steps import Do, Question, Work
from cnnviz.ui import state
from cnnviz.ui.lessons import shelf, truths
from cnnviz.ui.lessons.addresses import pin_address, step_address
from cnnviz.ui.lessons.pins import address_of
from cnnviz.ui.lessons.progress import Answers, is_done, shown_index
from cnnviz.ui.pages import SCRIPTS
from cnnviz.ui.state import GUIDE, Said
from cnnviz.ui.state.covers import Covers
from cnnviz.ui.state.parameters import tables_for
from cnnviz.ui.states import STATES

_ANSWERS, _GOES = "lesson-answers", "lesson-goes-on"


@dataclass(frozen=True)
class Place:
    """Where a visitor is in a lesson.

    Attributes:
        lesson: The lesson.
        index: The index of the step that is shown.
        variant: Which variant of the lesson it is.
        answers: The answers so far, by the index of the step.
    """

    lesson: Lesson
    index: int
    variant: int
    answers: Answers

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.lesson.steps[self.index]

    @property
    def said(self) -> Said | None:
        """The answer to it."""
        return self.answers.get(self.index)

    @property
    def is_done(self) -> bool:
        """Whether it asks for nothing more."""
        return is_done(self.lesson, self.answers, self.index)

    def address(self, index: int) -> str:
        """Return the address of a step, relative to the app's, with the answers so far."""
        return step_address(self.lesson, index, self.variant, **_kept())

    def address_of(self, pin: Pin) -> str:
        """Return the address of a page and its state within this step, relative to the app's."""
        return pin_address(self.lesson, pin, self.index, self.variant, **_kept())


def _kept() -> dict[str, str]:
    written = GUIDE.write(state.chosen(GUIDE))
    return {name: written[name] for name in ("said", "hide", "lock", "c") if name in written}


def place() -> Place | None:
    """Return where the visitor is; None outside of lessons, and where a lesson of that name is not here.

    What was answered stays, whatever the address says: one that Back leads to is from before.
    """
    guide = state.chosen(GUIDE)
    lesson = shelf.find(guide.lesson) if guide.lesson else None
    if lesson is None:
        return None
    variant = guide.variant if guide.variant < len(lesson.variants) else 0
    kept: dict[int, Said] = st.session_state.setdefault(_ANSWERS, {}).setdefault((lesson.name, variant), {})
    for said in guide.said:
        if said.step < len(lesson.steps):
            kept.setdefault(said.step, said)
    return Place(lesson, shown_index(lesson, kept, guide.step), variant, dict(kept))


def write(here: Place) -> None:
    """Make the state, and the address with it, say where the visitor is."""
    said = tuple(here.answers[step] for step in sorted(here.answers))
    state.choose(GUIDE, lesson=here.lesson.name, step=here.index, variant=here.variant, said=said)


def answer(here: Place, said: Said, *, then: int | None = None) -> None:
    """Keep an answer, and go to another step."""
    kept = st.session_state[_ANSWERS][here.lesson.name, here.variant]
    kept[said.step] = said
    _go_to(here, kept, here.index if then is None else then)


def begin_again(here: Place) -> None:
    """Forget all answers, and go to the first step."""
    kept = st.session_state[_ANSWERS][here.lesson.name, here.variant]
    kept.clear()
    _go_to(here, kept, 0)


def _go_to(here: Place, answers: Answers, index: int) -> None:
    write(Place(here.lesson, index, here.variant, dict(answers)))
    st.session_state[_GOES] = index != here.index


def follow() -> Place | None:
    """Begin a page's script where a lesson leads: on the page of its step, or go there. Return where the visitor is."""
    here = place()
    goes_on = st.session_state.pop(_GOES, False)
    if here is None:
        return None
    truths.begin(here.lesson, here.variant)
    is_moved = here.index != state.chosen(GUIDE).step
    write(here)
    if (goes_on or is_moved or _is_bare()) and not is_at_home(here.step, here):
        _show(here)
    return here


def covers_of(here: Place | None) -> Covers:
    """Return what is covered: what the step covers until it is done, and what the teacher's link hides and locks."""
    guide = state.chosen(GUIDE)
    if here is None:
        return Covers(gone=guide.hide, locked=guide.lock)
    block = here.step.block
    covered = block.hide if isinstance(block, Question | Work | Do) and not here.is_done else ()
    ask = block.ask if isinstance(block, Question) and not here.is_done else None
    return Covers(covered, guide.hide, guide.lock, block.point, ask.of if isinstance(ask, Cell) else None)


def is_at_home(step: Step, here: Place) -> bool:
    """Return whether the visitor sees what a step shows: its page, and all that its address says."""
    page = state.page()
    if step.pin is None or page is None:
        return True
    pin = step.pin.on(here.lesson.front.networks[0], here.lesson.variants[here.variant])
    if address_of(page) != pin.page:
        return False
    tables = tables_for(STATES[page], pin.query)
    wanted = state.SELECTION.write(state.SELECTION.read(dict(pin.query)))
    shown = state.SELECTION.write(state.selection())
    for table in tables:
        wanted |= table.write(table.read(pin.query))
        shown |= table.write(state.chosen(table))
    return all(wanted.get(name) == shown.get(name) for name in pin.query)


def _is_bare() -> bool:
    """Return whether the address names a lesson and nothing that its step shows: it was typed, or read out."""
    return state.named() <= set(GUIDE.codecs)


def _show(here: Place) -> NoReturn:
    path, _, query = here.address(here.index).partition("?")
    script = "app.py" if path == "./" else f"pages/{path}.py"
    assert script in SCRIPTS.values()
    st.switch_page(script, query_params=dict(parse_qsl(query)))
