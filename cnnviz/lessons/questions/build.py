"""The steps of a lesson as questions for other programs: what is asked, what is right, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from cnnviz import facts
from cnnviz.facts import BELIEFS, Fact, Value
from cnnviz.lessons import asks
from cnnviz.lessons.answers import Judgement, blanks, judge, tolerance_of
from cnnviz.lessons.errors import LessonError
from cnnviz.lessons.lesson import Lesson, Pages, Pin, Step
from cnnviz.lessons.options import options
from cnnviz.lessons.prose import without_yours
from cnnviz.lessons.questions.exported import (
    Answer,
    Cells,
    Choice,
    Choices,
    Exported,
    Ledger,
    Line,
    Nothing,
    Number,
    Numbers,
    Places,
    Sentence,
)
from cnnviz.lessons.questions.hypertext import hypertext, plain
from cnnviz.lessons.questions.numerals import numeral
from cnnviz.lessons.said import said, words_of
from cnnviz.lessons.steps import Question, Reflect, Reveal, Work
from cnnviz.lessons.truth import Truth, truth_of, world_at
from cnnviz.pictures.input_png import input_png

PICTURED = ("draw", "layer_by_layer", "compare", "why", "what_if", "epochs")
"""The pages whose picture belongs to the question."""
LONGEST_NAME = 230
"""In characters; Moodle keeps 255, and the variant stands behind it."""


def build(lesson: Lesson, pages: Pages, variants: Sequence[int] = (0,)) -> list[Exported]:
    """Return the questions of a lesson, in its order; of each step the variants that differ stand together.

    Reveals are no questions: their prose is the feedback of the questions that they answer. The arguments and the
    errors are those of moodle_xml() in __init__.py.
    """
    there = len(lesson.variants)
    gone = next((variant for variant in variants if not 0 <= variant < there), None)
    if gone is not None:
        raise LessonError(f"“{lesson.front.title}” has no variant {gone}: they are counted from 0 to {there - 1}.")
    found: list[Exported] = []
    for place, step in enumerate(lesson.steps, start=1):
        if isinstance(step.block, Reveal):
            continue
        alike: list[Exported] = []
        for variant in variants:
            name = f"{place:02d} {' '.join(step.title.split())}"[:LONGEST_NAME]
            made = _built(lesson, step, pages, variant, name)
            if made not in alike:
                alike.append(made)
                found.append(replace(made, name=f"{name} (variant {variant + 1})") if variant else made)
    return found


def _built(lesson: Lesson, step: Step, pages: Pages, variant: int, name: str) -> Exported:
    block = step.block
    answer: Answer = Nothing()
    hint, feedback, given = "", "", dict[str, str]()
    if isinstance(block, Question | Work):
        truth = truth_of(lesson, step, pages, variant)
        given = dict(truth.fact.given)
        feedback = _feedback(lesson, step, block, truth.fact)
        if isinstance(block, Work):
            answer, hint = _ledger(block, truth), _digits(block.decimals, percent=block.percent)
        else:
            labels = world_at(lesson, step, pages, variant).network.labels
            answer, hint = _asked(block, truth, labels)
    elif isinstance(block, Reflect):
        answer = Sentence(tuple(plain(starter) for starter in block.starters))
    seen = _seen(lesson, step, variant)
    hint = f"<p>{hint}</p>" if hint else ""
    if seen:
        hint += f"<p>Open {plain(seen)}</p>"
    made = Exported(name, hypertext(step.prose, given), hint, answer, feedback)
    return _with_picture(made, lesson, step, pages, variant)


def _seen(lesson: Lesson, step: Step, variant: int) -> str:
    """Return the address of what a step shows, without what would answer it; "" for none."""
    if step.pin is None:
        return ""
    pin = step.pin.on(lesson.front.networks[0], lesson.variants[variant])
    hidden = ",".join(getattr(step.block, "hide", ()))
    address = str(Pin(pin.page, {**pin.query, "hide": hidden} if hidden else pin.query))
    return f"/{address.removeprefix('draw') if pin.page == 'draw' else address}"


def _with_picture(made: Exported, lesson: Lesson, step: Step, pages: Pages, variant: int) -> Exported:
    """Return the question with what its network gets, where the step shows a picture."""
    if step.pin is None or step.pin.page not in PICTURED:
        return made
    world, query = world_at(lesson, step, pages, variant), step.pin.query
    if not (world.strokes or "picture" in query or query.get("source") == "Samples"):
        return made
    height, width = world.input.shape[:2]
    return replace(made, picture=input_png(world.input), width=width, height=height)


def _feedback(lesson: Lesson, step: Step, block: Question | Work, fact: Fact) -> str:
    """Return what the step's reveals say, without the student's own answer."""
    reveals = [other for other in lesson.steps if other.question is not None and other.question.title == step.title]
    if not reveals and isinstance(block, Work):
        return f"<p>It is {plain(said(block, fact.value))}.</p>"
    words = words_of(block, fact, "what you answered")
    return "".join(hypertext(without_yours(reveal.prose), words) for reveal in reveals)


def _asked(block: Question, truth: Truth, labels: Sequence[str]) -> tuple[Answer, str]:
    """Return what a question asks for, and how it is to be answered."""
    ask, fact, wrong = block.ask, truth.fact, truth.wrong
    match ask:
        case asks.Choose():
            found = options(ask, fact, wrong)
            return Choices(
                tuple(Choice(plain(each.text), 100 * each.is_right, _true(each.belief)) for each in found)
            ), ""
        case asks.Class():
            judged = [(label, judge(block, fact, wrong, label) or Judgement(False)) for label in labels]
            return Choices(
                tuple(Choice(plain(label), 100 * how.is_right, _true(how.belief)) for label, how in judged)
            ), ""
        case asks.Number():
            near = tolerance_of(block, fact) + fact.error
            numbers = _numbers(fact.value, wrong, near, 100 if ask.percent else 1)
            unit = f"Answer in {plain(ask.unit)}, with the number alone. " if ask.unit and not ask.percent else ""
            return Numbers(numbers), unit + _digits(ask.decimals, percent=ask.percent)
        case asks.Order(items=items):
            order = fact.value if isinstance(fact.value, tuple) else ()
            pairs = tuple((plain(item), _ordinal(1 + order.index(index))) for index, item in enumerate(items))
            return Places(pairs), "Give each its place in the order."
        case asks.Cell():
            rows, columns = (0, 0) if fact.cells is None else fact.cells.shape
            return _cells(block, fact, wrong), f"There are {rows} rows and {columns} columns, counted from 0."
        case asks.Draw():
            return Nothing(), ""


def _true(belief: str | None) -> str:
    return plain(BELIEFS[belief].true) if belief else ""


def _numbers(value: Value, wrong: Mapping[str, Value], near: float, scale: int) -> tuple[Number, ...]:
    """Return the true number and those of beliefs that are not near to it, nor to one another."""
    if not isinstance(value, int | float):
        raise LessonError(f"a number is asked for, and the answer is {value!r}.")
    if not near and value % 1:
        # No two machines agree on the last digit.
        near = 1e-9 * abs(value)
    found = [Number(scale * value, scale * near, 100)]
    for belief, other in wrong.items():
        if isinstance(other, int | float) and all(abs(scale * other - each.value) > each.near for each in found):
            found.append(Number(scale * other, scale * near, 0, _true(belief)))
    return tuple(found)


def _digits(decimals: int, *, percent: bool) -> str:
    """Return how exactly a number is to be given."""
    exactly = f"{decimals} decimal{'' if decimals == 1 else 's'}" if decimals else "a whole number"
    return f"Answer in per cent, with the number alone: {exactly}." if percent else f"Answer with {exactly}."


def _ordinal(place: int) -> str:
    """Return "1st" for 1."""
    return str(place) + {1: "st", 2: "nd", 3: "rd"}.get(place, "th")


def _cells(block: Question, fact: Fact, wrong: Mapping[str, Value]) -> Cells:
    """Return every cell that is right, and those of beliefs that are not."""
    if fact.cells is None:
        raise LessonError("a cell is asked for, and the fact has none to point at.")
    every = [(row, column) for row, column in np.ndindex(fact.cells.shape)]
    right = tuple(cell for cell in every if (judge(block, fact, wrong, cell) or Judgement(False)).is_right)
    believed = [(cell, judge(block, fact, wrong, cell)) for cell in every if cell in wrong.values()]
    return Cells(right, tuple((cell, _true(how.belief)) for cell, how in believed if how and not how.is_right))


def _ledger(block: Work, truth: Truth) -> Ledger:
    """Return a ledger. Its given lines have more decimals than are asked for, and the value may be off by the rest."""
    fact, scale = truth.fact, 100 if block.percent else 1
    near, blank = 0.5 * 10.0 ** -(block.decimals + 2 * block.percent), blanks(block, fact)
    lines, missing = list[Line](), 0.0
    for index, (words, number) in enumerate(fact.steps):
        if index in blank:
            lines.append(Line(plain(words), numbers=_numbers(number, {}, near, scale)))
            continue
        shown = numeral(scale * number, scale * near)
        missing += abs(float(shown) / scale - number)
        lines.append(Line(plain(words), shown.replace("-", "−")))
    title = plain(facts.fact_file(block.fact.name).TITLE)
    value = _numbers(fact.value, truth.wrong, near + missing + fact.error, scale)
    return Ledger((*lines, Line(title, numbers=value)))
