"""The key to worksheets: what is right on which sheet, what makes it, and which belief a wrong answer speaks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from cnnviz.facts import BELIEFS, Value, fact_file
from cnnviz.lessons.answers import tolerance_of
from cnnviz.lessons.asks import Cell, Choose, Number
from cnnviz.lessons.lesson import Step
from cnnviz.lessons.paper.ledger import Ledger
from cnnviz.lessons.paper.places import address
from cnnviz.lessons.paper.sheet import Item, Sheet
from cnnviz.lessons.printed import NOTHING, printed
from cnnviz.lessons.prose import without_yours
from cnnviz.lessons.read import read_pin
from cnnviz.lessons.said import said, words_of
from cnnviz.lessons.steps import Do, Goal, Predict, Question, Vote, Work

YOURS = "…"
"""What stands for the student's own answer."""


@dataclass(frozen=True)
class Detail:
    """What is to be said of a step; sheets with the same detail share it.

    Attributes:
        answer: What is right, as text; of `do` the goals, of `reflect` and `explain` "".
        near: How far from it is right too, as text; "" where nothing else is.
        ledger: The lines that make the answer.
        wrong: Wrong answers, each with the belief that it speaks for.
        told: The text of the reveal.
        example: A state in which the goals are reached; "" if none is given.
        problem: Why there is no answer; "" if there is one.
    """

    answer: str = ""
    near: str = ""
    ledger: Ledger | None = None
    wrong: tuple[tuple[str, str], ...] = ()
    told: Markup = NOTHING
    example: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Answers:
    """The answers to a step.

    Attributes:
        number: The step's number.
        title: Its title.
        kind: Its kind.
        short: By the sheets' letters what is looked for on each, in as few characters as possible.
        details: The sheets' letters, and what is to be said of the step there.
    """

    number: int
    title: str
    kind: str
    short: dict[str, str]
    details: tuple[tuple[tuple[str, ...], Detail], ...]

    @property
    def is_marked(self) -> bool:
        """Whether there is something right and wrong on it."""
        return self.kind in ("predict", "vote", "work")


def answers_of(sheets: Sequence[Sheet]) -> list[Answers]:
    """Return the answers to all steps with something to say to whoever marks them."""
    found = []
    for items in zip(*(sheet.items for sheet in sheets), strict=True):
        block = items[0].step.block
        if not isinstance(block, Predict | Vote | Work | Do):
            continue
        letters, short = dict[Detail, list[str]](), {}
        for sheet, item in zip(sheets, items, strict=True):
            letters.setdefault(_detail(item, _reveal_of(sheet, item.step)), []).append(sheet.letter)
            short[sheet.letter] = _short(item)
        details = tuple((tuple(those), detail) for detail, those in letters.items())
        found.append(Answers(items[0].number, items[0].step.title, block.kind, short, details))
    return found


def _reveal_of(sheet: Sheet, step: Step) -> Step | None:
    return next((item.step for item in sheet.items if item.step.question is step), None)


def _detail(item: Item, reveal: Step | None) -> Detail:
    block = item.step.block
    if isinstance(block, Do):
        goals = "; ".join(f"{fact_file(goal.fact.name).TITLE}: {_bound(goal)}" for goal in block.goals)
        return Detail(goals, example=address(read_pin(block.example)) if block.example else "", problem=item.problem)
    if item.truth is None or not isinstance(block, Question | Work):
        return Detail(problem=item.problem)
    fact = item.truth.fact
    told = printed(without_yours(reveal.prose), words_of(block, fact, YOURS)) if reveal else NOTHING
    return Detail(_with_unit(block, fact.value), _near(item), item.ledger, _wrong(item), told)


def _bound(goal: Goal) -> str:
    return re.sub(r"(?<=\d)\.0$", "", goal.text())


def _with_unit(block: Question | Work, value: Value) -> str:
    text = said(block, value)
    if isinstance(block, Question) and isinstance(block.ask, Number) and block.ask.unit and not block.ask.percent:
        return f"{text} {block.ask.unit}"
    return text


def _near(item: Item) -> str:
    """Return how far off an answer may be, in words."""
    block, truth = item.step.block, item.truth
    if truth is None or not isinstance(block, Question):
        return ""
    near = tolerance_of(block, truth.fact)
    if isinstance(block.ask, Number) and near:
        return f"± {100 * near:.3g} %" if block.ask.percent else f"± {near:.3g}"
    if isinstance(block.ask, Cell) and block.tolerance and truth.fact.cells is not None:
        return f"and every cell whose number is at most {block.tolerance} below it"
    return ""


def _wrong(item: Item) -> tuple[tuple[str, str], ...]:
    """Return the wrong answers that speak for beliefs: those among the options, or those that somebody may write."""
    block, truth = item.step.block, item.truth
    if truth is None or not isinstance(block, Question | Work):
        return ()
    if isinstance(block, Question) and isinstance(block.ask, Choose):
        beliefs = [(option.text, option.belief) for option in item.options if option.belief]
        return tuple(sorted((text, BELIEFS[belief].believed) for text, belief in beliefs))
    right, reach = truth.fact.value, _reach(item)

    def is_right(value: Value) -> bool:
        is_number = isinstance(value, int | float) and isinstance(right, int | float)
        return abs(value - right) <= reach if is_number else value == right  # type: ignore[operator]

    others = [(value, belief) for belief, value in truth.wrong.items() if not is_right(value)]
    return tuple((_with_unit(block, value), BELIEFS[belief].believed) for value, belief in others)


def _reach(item: Item) -> float:
    """Return how far a number may be off."""
    block, truth = item.step.block, item.truth
    if isinstance(block, Work):
        return 0.5 * 10.0 ** -(block.decimals + 2 * block.percent)
    return tolerance_of(block, truth.fact) if truth and isinstance(block, Question) else 0.0


def _short(item: Item) -> str:
    block = item.step.block
    if item.truth is None or not isinstance(block, Question | Work):
        return "–"
    if item.options:
        at = next(place for place, option in enumerate(item.options) if option.is_right)
        return f"{chr(ord('a') + at)})"
    value = item.truth.fact.value
    if isinstance(block, Question) and isinstance(value, tuple):
        if isinstance(block.ask, Cell):
            return ", ".join(map(str, value))
        # The numbers that are written into the boxes, from the first item to the last.
        return " ".join(str(value.index(place) + 1) for place in range(len(value)))
    return f"{said(block, value)} {_near(item)}".strip()
