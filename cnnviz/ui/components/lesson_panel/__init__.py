"""The panel beside every page of a lesson: where the student is, what the step says, and what it asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypedDict

import streamlit as st

from cnnviz.ui.components.mount import component

KEY = "lesson-panel"
"""The element's key: session_state[KEY]["said"] is what the student said, for one run."""

_mount = component(
    "lesson_panel",
    js="lesson_panel/panel.js",
    html='<aside class="themed lesson-panel" data-testid="lesson-panel" aria-label="Lesson"></aside>',
    css=(
        *("shared/buttons.css", "lesson_panel/panel.css", "lesson_panel/question.css", "lesson_panel/outcome.css"),
        *("shared/results.css", "lesson_panel/room.css"),
    ),
    sends=("said",),
)


class LessonData(TypedDict):
    """What the title bar says of the lesson. level: school, first year or advanced; minutes: how long it takes."""

    title: str
    level: str
    minutes: int


class StepData(TypedDict):
    """A step's dot. href is None where it cannot be reached yet."""

    title: str
    kind: str
    state: Literal["done", "open", "ahead"]
    href: str | None


class ChooseData(TypedDict):
    """One of several options."""

    type: Literal["choose"]
    options: list[str]


class OrderData(TypedDict):
    """An order of several items."""

    type: Literal["order"]
    items: list[str]


class NumberData(TypedDict):
    """A number, and the unit behind it, "" for none."""

    type: Literal["number"]
    unit: str
    placeholder: str


class ClassData(TypedDict):
    """One of the network's classes."""

    type: Literal["class"]
    options: list[str]


class CellData(TypedDict):
    """A cell of a region of the page, and how many rows and columns of cells that has."""

    type: Literal["cell"]
    of: str
    rows: int
    cols: int


class DrawData(TypedDict):
    """What is drawn on the page."""

    type: Literal["draw"]


AskData = ChooseData | OrderData | NumberData | ClassData | CellData | DrawData


class LineData(TypedDict):
    """A line of a ledger. value is None where it is to be filled in."""

    words: str
    value: str | None


class LedgerData(TypedDict):
    """A ledger, whose own value is to be filled in: words says what it is, such as "Sum", and unit stands behind it."""

    lines: list[LineData]
    words: str
    unit: str


class GoalData(TypedDict):
    """A goal, what it was at the last check, and whether it held."""

    words: str
    now: str
    holds: bool


class AnswerData(TypedDict):
    """What was answered, as `text` of a said answer has it; again is the second round's, "" before it.

    sure is from 1, a guess, to 4, certain, and 0 where that was not asked.
    """

    text: str
    sure: int
    again: str


class MarksData(TypedDict):
    """Which numbers of a ledger are right: the blanks from top to bottom, and the value."""

    blanks: list[bool]
    value: bool


class VerdictData(TypedDict):
    """An answer beside the truth.

    believed is the wrong belief that it speaks for and true what is so instead, both "" for none; steps is the sum that
    makes the truth, line by line.
    """

    right: bool
    yours: str
    truth: str
    believed: str
    true: str
    steps: list[tuple[str, str]]


class PanelData(TypedDict):
    """All that the panel shows.

    Attributes:
        lesson: What the title bar says.
        steps: The steps' dots.
        at: The index of this step.
        kind: explain, predict, vote, work, do, reveal or reflect.
        title: The step's heading.
        prose: Safe HTML.
        waits: What is shown, with a progress bar, in place of the question; None if nothing is waited for.
        ask: What is asked for; None where nothing is.
        sure: Whether it is also asked how sure the student is.
        ledger: Of work, what is to be filled in.
        goals: Of do, every goal; none before the first check. None for other steps.
        example: Of do, the address of a state in which all goals hold; None while it is not offered.
        starters: Of reflect, how a sentence may begin.
        answer: What was answered; None before. It can no longer be changed.
        marks: Of work, which numbers of the last try are right; None before one.
        canShow: Of work, whether to offer to show it.
        verdict: The answer beside the truth; None before it is revealed.
        message: Why the last answer was not understood; "" if it was.
        previous: The address of the step before; None for the first.
        next: The address of the step behind; None while an answer is needed, and for the last.
        home: The address of the step's own page and state; None while the student is there.
        leave: The address of the page without the lesson.
        again: Whether to offer to begin again.
        room: The code of the room that the visitor has joined; None outside of rooms.
        led: The index of the step to which the room's teacher leads, as Python knows; None where nobody leads.
    """

    lesson: LessonData
    steps: list[StepData]
    at: int
    kind: str
    title: str
    prose: str
    waits: str | None
    ask: AskData | None
    sure: bool
    ledger: LedgerData | None
    goals: list[GoalData] | None
    example: str | None
    starters: list[str]
    answer: AnswerData | None
    marks: MarksData | None
    canShow: bool
    verdict: VerdictData | None
    message: str
    previous: str | None
    next: str | None
    home: str | None
    leave: str
    again: bool
    room: str | None
    led: int | None


def show_panel(data: PanelData, on_said: Callable[[], None]) -> None:
    """Show the panel: 340 pixels at the right of the window, on narrow windows a sheet at its bottom.

    Args:
        data: What it shows.
        on_said: Is called when session_state[KEY]["said"] is something that the student said: a dict with "what" and,
            but for "restart", "step", the index of the step. "answer" comes with "text", "sure" (0 where that is not
            asked) and, in the second round of a vote, "again": True. Its text is an option, a class or a number as
            typed; "2-0-1", the items' indices in their order; "3-1", row and column of a cell; "drawn"; the sentence
            of reflect; or the numbers of a ledger with "|" between, its value last. "check", "show" and "skip" have
            nothing more to say. "led" comes with "to", the step to which the room's teacher leads, None for none.
            "number" is another one every time.
    """
    said = st.session_state.get(KEY, {}).get("said")
    # Data that are as before do not reach the browser: by the number they differ, and it knows that it was heard.
    heard = said.get("number", 0) if isinstance(said, dict) else 0
    _mount(data={**data, "heard": heard}, key=KEY, on_said_change=on_said)
