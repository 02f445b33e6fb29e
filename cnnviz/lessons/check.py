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
from cnnviz.lessons.lesson import Lesson, Pages, Pin, Step
from cnnviz.lessons.options import options
from cnnviz.lessons.prose import placeholders
from cnnviz.lessons.read import read_pin
from cnnviz.lessons.said import said
from cnnviz.lessons.steps import Do, Question, Reveal, Work

Wrong = tuple[tuple[str, str], ...]
"""Wrong answers: how each reads, and the belief that it speaks for, or ""."""
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
        wrong: The wrong answers that are known: how each reads, and the belief that it speaks for, or "".
        problem: What is wrong, in a sentence; "" if nothing is.
    """

    step: str
    line: int
    network: str
    variant: int
    answer: str = ""
    margin: str = ""
    wrong: Wrong = ()
    problem: str = ""

    @property
    def beliefs(self) -> list[str]:
        """The beliefs that have a wrong answer."""
        return [belief for _, belief in self.wrong if belief]

    @property
    def place(self) -> str:
        """The step, the network and the variant, as text."""
        return f"{self.step} [{self.network}{f', variant {self.variant}' if self.variant else ''}]"

    def text(self) -> str:
        """Return it as a line to print."""
        if self.problem:
            return f"✗ {self.place}: {self.problem}"
        texts = [f"{text} ({belief})" if belief else text for text, belief in self.wrong]
        wrong = f"; wrong: {', '.join(texts)}" if texts else ""
        return f"✓ {self.place}: {self.answer} ({self.margin}){wrong}"


def check(lesson: Lesson, pages: Pages) -> Iterator[Checked]:
    """Yield every answer of a lesson on each of its networks, in each of its variants; of reveals, what is wrong."""
    done, confronted, sound = set(), set[str](), True
    for step in lesson.steps:
        if not isinstance(step.block, Question | Work | Do | Reveal):
            continue
        for network in lesson.front.networks:
            for number, variant in enumerate(lesson.variants):
                on = _pin(step).on(network, variant)
                if (step.title, str(on)) in done:
                    continue
                done.add((step.title, str(on)))
                checked = _checked(step, pages, on, network, number)
                confronted |= set(checked.beliefs)
                sound = sound and not checked.problem
                if checked.problem or not isinstance(step.block, Reveal):
                    yield checked
    for belief in lesson.front.beliefs:
        if sound and belief not in confronted:
            why = "each question that could confront it has its answer for the truth, or no option for it"
            yield Checked("beliefs", 1, lesson.front.networks[0], 0, problem=f"{belief} is confronted nowhere: {why}.")


def _pin(step: Step) -> Pin:
    return (step.question.pin if step.question else step.pin) or Pin("draw")


def _checked(step: Step, pages: Pages, on: Pin, network: str, number: int) -> Checked:
    where = step.title, step.line, on.query["network"], number
    try:
        world = pages.world(on.page, on.query)
        if isinstance(step.block, Do):
            return Checked(*where, "a goal", _check_goals(step.block, world, pages, network))
        assert step.asked
        fact = facts.compute(step.asked.name, step.asked.arguments, world)
        wrong = facts.wrong(step.asked.name, step.asked.arguments, world)
        _check_placeholders(step, fact)
        if isinstance(step.block, Work):
            return Checked(*where, *_check_ledger(step.block, fact, wrong))
        if isinstance(step.block, Question):
            return Checked(*where, *_check_question(step.block, fact, wrong, world))
        holds = step.block.holds if isinstance(step.block, Reveal) else None
        if holds and not holds.holds(fact.value):
            raise LessonError(f"its prose is true of {holds.text()}, and the answer is {value_text(fact.value, 3)}.")
        return Checked(*where)
    except (FactError, LessonError) as error:
        return Checked(*where, problem=str(error))


def _check_placeholders(step: Step, fact: Fact) -> None:
    """Raise LessonError where the prose has a placeholder without a word, or a question gives its answer away."""
    allowed = [*fact.given] if not isinstance(step.block, Reveal) else [*ALWAYS, *fact.given, *fact.words]
    for name in placeholders(step.prose):
        if name not in allowed:
            raise LessonError(f"{{{name}}} stands for nothing here: there are {listed(dict.fromkeys(allowed))}.")


def _check_question(block: Question, fact: Fact, wrong: Mapping[str, Value], world: World) -> tuple[str, str, Wrong]:
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
            others = tuple((option.text, option.belief or "") for option in found if not option.is_right)
            return said(block, value), margin, others
        case Order():
            if not isinstance(value, tuple) or sorted(value) != list(range(len(ask.items))):
                raise LessonError(f"an order of {len(ask.items)} things is asked for, and the fact gives {value!r}.")
            return said(block, value), margin, ()
        case Class():
            if value not in world.network.labels:
                raise LessonError(f"a class is asked for, and the fact gives {value!r}.")
            return said(block, value), margin, tuple((str(it), belief) for belief, it in wrong.items() if it != value)
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
) -> tuple[str, str, Wrong]:
    value = fact.value
    if value == NEVER or not isinstance(value, int | float) or not isfinite(value):
        raise LessonError(f"a number is asked for, and the answer is {value!r}.")
    text = value_text(value, ask.decimals, percent=ask.percent)
    if (ask.low is not None and value < ask.low) or (ask.high is not None and value > ask.high):
        low, high = ("any" if end is None else f"{end:g}" for end in (ask.low, ask.high))
        raise LessonError(f"the answer {text} is not from {low} to {high}, and could not be given.")
    tolerance = tolerance_of(block, fact)
    if fact.error > tolerance:
        raise LessonError(
            f"the margin is too small for {ask.decimals} decimals: {text} may differ by {fact.error:.1g} from one "
            "machine to another."
        )
    if isinstance(value, float) and block.tolerance is None and not ask.decimals and not ask.percent and value % 1:
        raise LessonError(f"the answer {value:.4g} has decimals: say how many are shown, or a tolerance.")
    others = _other_numbers(block, value, tolerance, wrong)
    return f"{text}{f' ± {tolerance:.3g}' if tolerance else ''}", margin, others


def _other_numbers(block: Question | Work, value: float, near: float, wrong: Mapping[str, Value]) -> Wrong:
    """Return the beliefs' numbers. Where one is as near as the truth, the belief is right, and has no wrong answer."""
    return tuple(
        (said(block, other), belief)
        for belief, other in wrong.items()
        if isinstance(other, int | float) and abs(other - value) > near
    )


def _check_ledger(block: Work, fact: Fact, wrong: Mapping[str, Value]) -> tuple[str, str, Wrong]:
    if not isinstance(fact.value, int | float) or not fact.steps:
        raise LessonError("the fact has no ledger to fill in.")
    if block.blank > len(blanks(block, fact)):
        raise LessonError(f"{block.blank} lines are to be blank, and only {len(blanks(block, fact))} can be.")
    unit = 10.0 ** -(block.decimals + 2 * block.percent)
    if fact.error > unit / 2:
        raise LessonError(f"{block.decimals} decimals are asked for, and the value is exact to {fact.error:.1g}.")
    blank = f"{len(blanks(block, fact))} of {len(fact.steps)} lines blank"
    return said(block, fact.value), blank, _other_numbers(block, fact.value, unit / 2, wrong)


def _check_goals(block: Do, world: World, pages: Pages, network: str) -> str:
    """Return what is known of a goal, in words. LessonError if it cannot be worked towards."""
    if all(reached(goal, world) for goal in block.goals):
        raise LessonError("the goal is reached before anything is done.")
    if block.example is None:
        return "not reached at the beginning"
    example = read_pin(block.example).on(network)
    there = pages.world(example.page, example.query)
    for goal in block.goals:
        if not reached(goal, there):
            value = facts.compute(goal.fact.name, goal.fact.arguments, there).value
            raise LessonError(f"the example does not reach it: {goal.fact.name} is {value_text(value, 3)} there.")
    return "reached by the example, and not at the beginning"
