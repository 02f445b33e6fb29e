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

_ANSWERS, _GOES, _LED = "lesson-answers", "lesson-goes-on", "lesson-led"


@dataclass(frozen=True)
class Place:
    """Where a visitor is in a lesson.

    Attributes:
        lesson: The lesson.
        index: The index of the step that is shown.
        variant: Which variant of the lesson it is.
        answers: The answers so far, by the index of the step.
        led: The index of the step to which a teacher leads the room; None outside of rooms and at one's own pace.
    """

    lesson: Lesson
    index: int
    variant: int
    answers: Answers
    led: int | None = None

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

    @property
    def is_open(self) -> bool:
        """Whether what it covers is still covered: of a question a teacher decides when it is revealed."""
        return not self.is_done or (self.led == self.index and isinstance(self.step.block, Question))

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
    led = _led(lesson, variant)
    # Where a teacher leads, there one is, whatever one has answered.
    index = led if led is not None and led == guide.step else shown_index(lesson, kept, guide.step)
    return Place(lesson, index, variant, dict(kept), led)


def _led(lesson: Lesson, variant: int) -> int | None:
    name, led = st.session_state.get(_LED, (None, None))
    return led if state.chosen(GUIDE).c and name == (lesson.name, variant) else None


def lead(here: Place, to: int | None) -> None:
    """Be at the step to which a teacher leads the room; None if he leads no more. The browser goes to its page."""
    st.session_state[_LED] = ((here.lesson.name, here.variant), to)
    if to is not None:
        write(Place(here.lesson, to, here.variant, here.answers))


def enter(lesson: str, variant: str, code: str) -> None:
    """Begin a lesson in a room. The arguments come from the browser: what is none leads nowhere."""
    query = {"lesson": lesson, "variant": variant, "c": code}
    guide = GUIDE.read({name: text for name, text in query.items() if GUIDE.codecs[name].read(text) is not None})
    if guide.lesson and guide.c:
        state.choose(GUIDE, lesson=guide.lesson, variant=guide.variant, step=0, said=(), c=guide.c)
        st.session_state[_GOES] = True


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
    covered = block.hide if isinstance(block, Question | Work | Do) and here.is_open else ()
    ask = block.ask if isinstance(block, Question) and here.is_open else None
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
