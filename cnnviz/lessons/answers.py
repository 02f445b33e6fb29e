"""Whether an answer is right, and which wrong belief it speaks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cnnviz import facts
from cnnviz.facts import Fact, Value, World
from cnnviz.lessons.asks import Cell, Choose, Class, Draw, Number, Order
from cnnviz.lessons.notation import readings
from cnnviz.lessons.options import options
from cnnviz.lessons.steps import Goal, Question, Work

Answer = str | Sequence[int]
"""Text for a choice, a number or a class; whole numbers for an order or a cell."""


@dataclass(frozen=True)
class Judgement:
    """What is to be said of an answer.

    Attributes:
        is_right: Whether it is right.
        belief: The wrong belief that it speaks for; None if it speaks for none.
    """

    is_right: bool
    belief: str | None = None


def judge(question: Question, fact: Fact, wrong: Mapping[str, Value], answer: Answer) -> Judgement | None:
    """Return what is to be said of an answer; None if it is none, such as a text where a number is asked for.

    Args:
        question: The question's block.
        fact: The truth.
        wrong: What each wrong belief would answer.
        answer: The answer.
    """
    ask = question.ask
    match ask:
        case Number():
            return _judge_number(question, ask, fact, wrong, str(answer))
        case Choose():
            chosen = next((option for option in options(ask, fact, wrong) if option.text == answer), None)
            return Judgement(chosen.is_right, chosen.belief) if chosen else None
        case Class() | Draw():
            wanted = ask.wanted if isinstance(ask, Draw) else fact.value
            speaks = [belief for belief, value in wrong.items() if value == answer != wanted]
            return Judgement(answer == wanted, next(iter(speaks), None))
        case Order():
            order = tuple(int(index) for index in answer)
            return Judgement(order == fact.value) if sorted(order) == list(range(len(ask.items))) else None
        case Cell():
            return _judge_cell(question, fact, wrong, tuple(int(index) for index in answer))


def tolerance_of(question: Question, fact: Fact) -> float:
    """Return how far a number may be off, and still be right."""
    given = question.tolerance
    if isinstance(given, str):
        return abs(float(fact.value)) * float(given.rstrip("% ")) / 100 if isinstance(fact.value, int | float) else 0
    if given is not None:
        return given
    ask = question.ask
    digits = ask.decimals + 2 * ask.percent if isinstance(ask, Number) else 0
    exact = isinstance(fact.value, int) and not digits
    return 0.0 if exact else 0.5 * 10.0**-digits


def judge_blank(work: Work, value: float, answer: str) -> bool:
    """Return whether a blank of a ledger is filled in right: to half of the last digit that is shown."""
    digits = work.decimals + 2 * work.percent
    near = 0.5 * 10.0**-digits * (1 + 1e-9)
    return any(abs(number - value) <= near for number in readings(answer, share=work.percent))


def judge_value(work: Work, fact: Fact, answer: str) -> bool:
    """Return whether the value of a ledger is right, for one who adds up its lines as they are shown, rounded."""
    assert isinstance(fact.value, int | float)
    digits = work.decimals + 2 * work.percent
    rounded = sum(abs(value - round(value, digits)) > 1e-9 for _, value in fact.steps)
    near = 0.5 * 10.0**-digits * (1 + rounded) * (1 + 1e-9) + fact.error
    return any(abs(number - fact.value) <= near for number in readings(answer, share=work.percent))


def blanks(work: Work, fact: Fact) -> list[int]:
    """Return which of the ledger's lines are blank: the last ones that do not read 0, and never the bias."""
    least = 0.5 * 10.0 ** -(work.decimals + 2 * work.percent)
    lines = [
        index for index, (words, value) in enumerate(fact.steps) if abs(value) >= least and not words.startswith("+ ")
    ]
    return lines[max(0, len(lines) - work.blank) :]


def reached(goal: Goal, world: World) -> bool:
    """Return whether a goal is reached in a student's own state.

    Raises:
        FactError: If the fact has no answer there.
    """
    return goal.holds(facts.compute(goal.fact.name, goal.fact.arguments, world).value)


def _judge_number(
    question: Question, ask: Number, fact: Fact, wrong: Mapping[str, Value], answer: str
) -> Judgement | None:
    numbers = readings(answer, unit=ask.unit, share=ask.percent)
    low, high = (-np.inf if ask.low is None else ask.low), (np.inf if ask.high is None else ask.high)
    numbers = tuple(number for number in numbers if low <= number <= high)
    if not numbers:
        return None
    near = (tolerance_of(question, fact) + fact.error) * (1 + 1e-9)

    def is_near(value: Value) -> bool:
        return isinstance(value, int | float) and any(abs(number - value) <= near for number in numbers)

    if is_near(fact.value):
        return Judgement(True)
    return Judgement(False, next((belief for belief, value in wrong.items() if is_near(value)), None))


def _judge_cell(question: Question, fact: Fact, wrong: Mapping[str, Value], cell: tuple[int, ...]) -> Judgement | None:
    if fact.cells is None or len(cell) != 2:
        return None
    if not all(0 <= at < size for at, size in zip(cell, fact.cells.shape, strict=True)):
        return None
    best, given = float(fact.cells.max()), question.tolerance
    near = abs(best) * float(given.rstrip("% ")) / 100 if isinstance(given, str) else given or 0.0
    if float(fact.cells[cell]) >= best - near:
        return Judgement(True)
    return Judgement(False, next((belief for belief, value in wrong.items() if value == cell), None))
