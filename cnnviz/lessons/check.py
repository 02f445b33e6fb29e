"""Whether every answer of a lesson is true, and right by far enough, on all its networks and variants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite, isinf

from cnnviz import facts
from cnnviz.facts import NEVER, Fact, FactError, Value, World
from cnnviz.facts.parts.shown import value_text
from cnnviz.lessons.answers import blanks, reached, tolerance_of
from cnnviz.lessons.asks import Cell, Choose, Class, Draw, Number, Order
from cnnviz.lessons.errors import LessonError, listed
from cnnviz.lessons.lesson import Lesson, Pages, Parameter, Pin, Step
from cnnviz.lessons.options import options
from cnnviz.lessons.prose import placeholders
from cnnviz.lessons.read import read_pin
from cnnviz.lessons.steps import Do, Question, Reveal, Work

ALWAYS = ("value", "yours")
"""Placeholders of every reveal: the answer, and the student's."""


@dataclass(frozen=True)
class Checked:
    """One answer.

    Attributes:
        step: The step's title.
        line: The line of its heading.
        network: The network that it was computed on.
        variant: Which variant it is, from 0 for the lesson itself.
        answer: The answer, as text.
        margin: How far another answer is, in words.
        options: The wrong options, each with its belief, as text.
        problem: What is wrong, in a sentence; "" if nothing is.
    """

    step: str
    line: int
    network: str
    variant: int
    answer: str
    margin: str
    options: tuple[str, ...] = ()
    problem: str = ""

    def text(self) -> str:
        """Return it as a line to print."""
        where = f"{self.network}{f', variant {self.variant}' if self.variant else ''}"
        if self.problem:
            return f"✗ {self.step} [{where}]: {self.problem}"
        wrong = f"; wrong: {', '.join(self.options)}" if self.options else ""
        return f"✓ {self.step} [{where}]: {self.answer} ({self.margin}){wrong}"


def check(lesson: Lesson, pages: Pages) -> Iterator[Checked]:
    """Yield every answer of a lesson on each of its networks, in each of its variants."""
    done = set()
    for step in lesson.steps:
        if not isinstance(step.block, Question | Work | Do | Reveal):
            continue
        for network in lesson.front.networks:
            for number, variant in enumerate(lesson.variants):
                pin = (step.question.pin if step.question else step.pin) or Pin("draw")
                state = (step.title, str(pin.on(network, variant)))
                if state not in done:
                    done.add(state)
                    yield _checked(step, pages, network, number, variant)


def _checked(step: Step, pages: Pages, network: str, number: int, variant: Mapping[str, Parameter]) -> Checked:
    pin = (step.question.pin if step.question else step.pin) or Pin("draw")
    on = pin.on(network, variant)
    where = step.title, step.line, on.query["network"], number
    try:
        world = pages.world(on.page, on.query)
        if isinstance(step.block, Do):
            return Checked(*where, *_check_goals(step.block, world, pages, network))
        assert step.asked
        fact = facts.compute(step.asked.name, step.asked.arguments, world)
        wrong = facts.wrong(step.asked.name, step.asked.arguments, world)
        _check_placeholders(step, fact)
        if isinstance(step.block, Work):
            return Checked(*where, *_check_ledger(step.block, fact))
        if isinstance(step.block, Question):
            return Checked(*where, *_check_question(step.block, fact, wrong, world))
        return Checked(*where, value_text(fact.value, 2), "placeholders are there")
    except (FactError, LessonError) as error:
        return Checked(*where, "", "", (), str(error))


def _check_placeholders(step: Step, fact: Fact) -> None:
    """Raise LessonError where the prose has a placeholder without a word, or a question gives its answer away."""
    allowed = [*fact.given] if not isinstance(step.block, Reveal) else [*ALWAYS, *fact.given, *fact.words]
    for name in placeholders(step.prose):
        if name not in allowed:
            raise LessonError(f"{{{name}}} stands for nothing here: there are {listed(dict.fromkeys(allowed))}.")


def _check_question(
    block: Question, fact: Fact, wrong: Mapping[str, Value], world: World
) -> tuple[str, str, tuple[str, ...]]:
    """Return the answer, its margin and the wrong options. LessonError if the question cannot be asked so."""
    ask, value = block.ask, fact.value
    if fact.margin < block.margin:
        raise LessonError(
            f"the margin is too small: another answer than {value_text(value, 2)} is {fact.margin:.2g} {fact.decides} "
            f"away, and {block.margin:g} is asked for."
        )
    margin = "exact" if isinf(fact.margin) and not fact.error else f"margin {fact.margin:.3g} {fact.decides}"
    if isinf(fact.margin) and fact.error:
        margin = f"exact to {fact.error:.1g}"
    match ask:
        case Number():
            return _check_number(block, ask, fact, wrong, margin)
        case Choose():
            found = options(ask, fact, wrong)
            texts = tuple(f"{it.text}{f' ({it.belief})' if it.belief else ''}" for it in found if not it.is_right)
            return next(it.text for it in found if it.is_right), margin, texts
        case Order():
            if not isinstance(value, tuple) or sorted(value) != list(range(len(ask.items))):
                raise LessonError(f"an order of {len(ask.items)} things is asked for, and the fact gives {value!r}.")
            return ", ".join(ask.items[index] for index in value), margin, ()
        case Class():
            if value not in world.network.labels:
                raise LessonError(f"a class is asked for, and the fact gives {value!r}.")
            texts = tuple(f"{label} ({belief})" for belief, label in wrong.items() if label != value)
            return str(value), margin, texts
        case Cell():
            if fact.cells is None:
                raise LessonError("a cell is asked for, and the fact has none to point at.")
            return value_text(value), margin, ()
        case Draw(wanted=wanted):
            if type(wanted) is not type(value):
                raise LessonError(f"{wanted!r} is wanted of a drawing, and the fact gives such as {value!r}.")
            return f"a drawing of which it gives {wanted}", margin, ()


def _check_number(
    block: Question, ask: Number, fact: Fact, wrong: Mapping[str, Value], margin: str
) -> tuple[str, str, tuple[str, ...]]:
    value = fact.value
    if value == NEVER or not isinstance(value, int | float) or not isfinite(value):
        raise LessonError(f"a number is asked for, and the answer is {value!r}.")
    text = value_text(value, ask.decimals, percent=ask.percent)
    if (ask.low is not None and value < ask.low) or (ask.high is not None and value > ask.high):
        raise LessonError(f"the answer {text} is not from {ask.low:g} to {ask.high:g}, and could not be given.")
    tolerance = tolerance_of(block, fact)
    if fact.error > tolerance:
        raise LessonError(
            f"the margin is too small for {ask.decimals} decimals: {text} may differ by {fact.error:.1g} from one "
            "machine to another."
        )
    if isinstance(value, float) and block.tolerance is None and not ask.decimals and not ask.percent and value % 1:
        raise LessonError(f"the answer {value:.4g} has decimals: say how many are shown, or a tolerance.")
    texts = []
    for belief, other in wrong.items():
        if isinstance(other, int | float) and abs(other - value) <= tolerance:
            # At this precision the belief is right here: it has no wrong answer.
            continue
        texts.append(f"{value_text(other, ask.decimals, percent=ask.percent)} ({belief})")
    return f"{text}{f' ± {tolerance:.3g}' if tolerance else ''}", margin, tuple(texts)


def _check_ledger(block: Work, fact: Fact) -> tuple[str, str, tuple[str, ...]]:
    if not isinstance(fact.value, int | float) or not fact.steps:
        raise LessonError("the fact has no ledger to fill in.")
    if block.blank > len(fact.steps):
        raise LessonError(f"{block.blank} lines are to be blank, and the ledger has {len(fact.steps)}.")
    unit = 10.0 ** -(block.decimals + 2 * block.percent)
    if fact.error > unit / 2:
        raise LessonError(f"{block.decimals} decimals are asked for, and the value is exact to {fact.error:.1g}.")
    # Whoever adds up what is shown is off by half a digit a line, at most.
    text = value_text(fact.value, block.decimals, percent=block.percent)
    return text, f"{len(blanks(block, fact))} of {len(fact.steps)} lines blank", ()


def _check_goals(block: Do, world: World, pages: Pages, network: str) -> tuple[str, str, tuple[str, ...]]:
    if all(reached(goal, world) for goal in block.goals):
        raise LessonError("the goal is reached before anything is done.")
    if block.example is None:
        return "a goal", "not reached at the beginning", ()
    example = read_pin(block.example).on(network)
    there = pages.world(example.page, example.query)
    for goal in block.goals:
        if not reached(goal, there):
            value = facts.compute(goal.fact.name, goal.fact.arguments, there).value
            raise LessonError(f"the example does not reach it: {goal.fact.name} is {value_text(value, 3)} there.")
    return "a goal", "reached by the example, and not at the beginning", ()
