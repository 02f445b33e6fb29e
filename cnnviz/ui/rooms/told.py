"""What a room's lesson says of its steps: to its teacher with the answers, and to its students without them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from math import isfinite
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from cnnviz.facts import BELIEFS, FactError
from cnnviz.facts.parts.shown import value_text
from cnnviz.lessons import LessonError, Step
from cnnviz.lessons.asks import Cell, Choose, Class, Draw, Number, Order
from cnnviz.lessons.printed import printed
from cnnviz.lessons.prose import without_yours
from cnnviz.lessons.said import said, words_of
from cnnviz.lessons.steps import Do, Question, Reflect, Vote, Work
from cnnviz.lessons.truth import Truth
from cnnviz.rooms.answers import Task
from cnnviz.rooms.errors import ClosedError
from cnnviz.ui.lessons import truths
from cnnviz.ui.lessons.asked import asking_index, given_of, goals_of, options_of
from cnnviz.ui.lessons.following import Place
from cnnviz.ui.rooms.judging import kind_of, lesson_of

Told = dict[str, Any]
_AT_ONCE = 1.0
"""Seconds that a teacher waits for all truths that are not worked out yet."""
_NOBODYS = "…"
"""What stands for a student's own answer where nobody's is meant."""


class Lessons(Protocol):
    """What says what lessons say and ask: this module."""

    def lesson_told(self, name: str, variant: int) -> Told:
        """Return a lesson with all answers."""

    def step_told(self, name: str, variant: int, index: int, known: Mapping[int, int] | None) -> Told:
        """Return a step for a student."""

    def task_told(self, name: str, variant: int, task: Task) -> Told:
        """Return a task for a student."""


def lesson_told(name: str, variant: int) -> Told:
    """Return what a lesson says and asks, with all answers: for its teacher.

    A step whose truth is still being worked out has "waits": true, and nothing yet of what depends on it; where none
    can be worked out, "message" says why.

    Args:
        name: The lesson's.
        variant: Which variant of it.
    Raises:
        GoneError: If there is no such lesson.
    """
    lesson = lesson_of(name)
    end = time.monotonic() + _AT_ONCE
    places = [Place(lesson, index, variant, {}) for index in range(len(lesson.steps))]
    return {
        "title": lesson.front.title,
        "lesson": name,
        "variant": variant,
        "beliefs": {belief: each.believed for belief, each in BELIEFS.items()},
        "steps": [_told(here, end, with_truth=True) for here in places],
    }


def step_told(name: str, variant: int, index: int, known: Mapping[int, int] | None) -> Told:
    """Return what a step says and asks, for a student.

    Args:
        name: The lesson's name.
        variant: Which variant of it.
        index: The step's.
        known: Of which steps the answer may be told, see rooms.reading.Readable.
    Raises:
        GoneError: If there is no such lesson.
        ClosedError: If the step tells an answer that the student is not to know yet.
    """
    here = Place(lesson_of(name), index, variant, {})
    asking = asking_index(here)
    if here.step.question and asking is not None and known is not None:
        needed = 2 if isinstance(here.step.question.block, Vote) else 1
        if known.get(asking, 0) < needed:
            raise ClosedError(f"Answer “{here.step.question.title}” first: this step tells what is true.")
    # Where a whole class asks, none of its questions may hold a thread: the browser asks again.
    return _told(here, time.monotonic(), with_truth=False)


def task_told(name: str, variant: int, task: Task) -> Told:
    """Return what a task that a student set says and asks; the address is that of the step at which it was made."""
    here = Place(lesson_of(name), task.made_at, variant, {})
    return {
        **_shell(task.step, here),
        "title": "What does the network say?",
        "kind": "predict",
        "takes": "choose",
        "ask": {"type": "choose", "options": list(task.options)},
        "sure": False,
        "starters": [],
        "drawing": task.drawing,
    }


def _shell(number: int, here: Place) -> Told:
    """Return a step without all that depends on its truth."""
    step, block = here.step, here.step.block
    return {
        "step": number,
        "title": step.title,
        "kind": block.kind,
        "takes": kind_of(step),
        "prose": "",
        "ask": None,
        "ledger": None,
        "goals": None,
        "starters": list(block.starters) if isinstance(block, Reflect) else [],
        "sure": isinstance(block, Question) and block.sure,
        "address": _address(here),
        "drawing": "",
        "waits": False,
        "message": "",
    }


def _told(here: Place, end: float, *, with_truth: bool) -> Told:
    told = _shell(here.index, here) | (_no_truth(here) if with_truth else {})
    block, asking = here.step.block, asking_index(here)
    if isinstance(block, Do):
        told["goals"] = [goal["words"] for goal in goals_of(here, block, {})]
    try:
        truth = _truth(here, asking, end)
        if truth is None and asking is not None:
            return told | {"waits": True}
        if here.step.question and truth:
            return told | {"prose": _reveal(here.step, truth)}
        told |= given_of(here, truth)
        return told | (_truth_told(here, told, truth) if with_truth and truth else {})
    except (FactError, LessonError) as error:
        return told | {"prose": printed(here.step.prose), "message": f"This cannot be asked here: {error}"}


def _truth(here: Place, asking: int | None, end: float) -> Truth | None:
    """Return the truth that a step is about; None if there is none, or it is not worked out at the time `end`."""
    if asking is None:
        return None
    while True:
        is_late = time.monotonic() > end
        if is_late and not truths.is_ready(here.lesson, asking, here.variant):
            return None
        truth = truths.truth_at(here.lesson, asking, here.variant)
        if truth is not None:
            return truth


def _reveal(reveal: Step, truth: Truth) -> str:
    block = reveal.question.block if reveal.question else None
    if not isinstance(block, Question):
        raise FactError(f"“{reveal.title}” reveals no answer.")
    return printed(without_yours(reveal.prose), words_of(block, truth.fact, _NOBODYS))


def _address(here: Place) -> str:
    """Return the address of the page that a step shows, relative to the app's and without the lesson; "" for none."""
    pin = here.step.pin
    return str(pin.on(here.lesson.front.networks[0], here.lesson.variants[here.variant])) if pin else ""


def _no_truth(here: Place) -> Told:
    """Return what is said of the truth where there is none, or it is not known yet."""
    block = here.step.block
    asked = block.ask if isinstance(block, Question) else block
    return {
        "truth": "",
        "value": None,
        "unit": asked.unit if isinstance(asked, Number) else "%" if isinstance(asked, Work) and asked.percent else "",
        "decimals": asked.decimals if isinstance(asked, Number | Work) else 0,
        "options": [],
        "items": list(asked.items) if isinstance(asked, Order) else [],
        "cells": None,
        "of": asking_index(here) if here.step.question else None,
    }


def _truth_told(here: Place, told: Told, truth: Truth) -> Told:
    block, value = here.step.block, truth.fact.value
    if isinstance(block, Work):
        return {"truth": said(block, value), "value": _in_unit(value, block.percent)}
    if not isinstance(block, Question):
        return {}
    match block.ask:
        case Draw(wanted=wanted):
            return {"truth": value_text(wanted, 3)}
        case Number() as ask:
            return {"truth": said(block, value), "value": _in_unit(value, ask.percent)}
        case Choose() as ask:
            options = options_of(here, ask, truth)
            listed = [{"text": each.text, "right": each.is_right, "belief": each.belief} for each in options]
            return {"truth": said(block, value), "options": listed}
        case Class():
            beliefs = {wrong: belief for belief, wrong in reversed(list(truth.wrong.items())) if wrong != value}
            listed = [
                {"text": label, "right": label == value, "belief": beliefs.get(label)}
                for label in told["ask"]["options"]
            ]
            return {"truth": said(block, value), "options": listed}
        case Cell():
            return {"truth": said(block, value), "cells": _cells(truth.fact.cells)}
    return {"truth": said(block, value)}


def _in_unit(value: object, percent: bool) -> float | None:
    if not isinstance(value, int | float) or not isfinite(value):
        return None
    return 100 * value if percent else value


def _cells(cells: npt.NDArray[np.float64] | None) -> Told | None:
    """Return the map that is pointed at, to four significant digits; None if there is none that can be written."""
    if cells is None or cells.ndim != 2 or not np.isfinite(cells).all():
        return None
    rows, cols = cells.shape
    values = [[float(f"{value:.4g}") for value in row] for row in cells.tolist()]
    return {"rows": rows, "cols": cols, "values": values, "signed": bool((cells < 0).any())}
