"""What a lesson says to an answer in a room: whether it is right, whose belief it is, and how it reads."""

from __future__ import annotations

import time
from math import inf
from typing import Any

from cnnviz import facts
from cnnviz.facts import FactError, Value
from cnnviz.facts.parts.shown import value_text
from cnnviz.facts.parts.world import World
from cnnviz.lessons import Lesson, Step
from cnnviz.lessons.answers import blanks, judge_blank, judge_value
from cnnviz.lessons.answers import judge as judge_answer
from cnnviz.lessons.asks import Cell, Class, Draw, Number, Order
from cnnviz.lessons.notation import readings
from cnnviz.lessons.read import read_pin
from cnnviz.lessons.said import said
from cnnviz.lessons.steps import Do, Question, Reflect, Work
from cnnviz.lessons.truth import Truth, world_at
from cnnviz.rooms.answers import Judged
from cnnviz.rooms.errors import GoneError, RoomError
from cnnviz.rooms.tables import Asked
from cnnviz.ui import warm_up
from cnnviz.ui.lessons import shelf, truths
from cnnviz.ui.lessons.answering import NotUnderstoodError, understood
from cnnviz.ui.lessons.pins import AppPages

_PATIENCE = 60.0
"""Seconds that a truth may take: a network is loaded, and pictures are read."""
_AT_ONCE = 5.0
"""Seconds that a table waits for all truths that are not worked out yet."""
_TWO_WORDS = (("no", "yes"), ("O", "X"))


def kinds_of(lesson: str | Lesson, variant: int) -> list[str]:
    """Return what each step of a lesson takes for an answer, see rooms.answers.KINDS, and begin to work out the truths.

    Args:
        lesson: The lesson, or its name.
        variant: Which variant of it.
    Raises:
        GoneError: If there is no such lesson or variant, or it cannot be read.
    """
    lesson = lesson_of(lesson) if isinstance(lesson, str) else lesson
    if not 0 <= variant < len(lesson.variants):
        raise GoneError(f"This lesson has variants 0 to {len(lesson.variants) - 1}.")
    truths.begin(lesson, variant)
    return [kind_of(step) for step in lesson.steps]


def judge(name: str, variant: int, index: int, text: str) -> Judged:
    """Return what is to be said of an answer to a step. It may take long: a network may have to be loaded.

    Args:
        name: The lesson's.
        variant: Which variant of it.
        index: The step's.
        text: The answer: an option, a number, a class; "3-1" for a cell, "2-0-1" for an order, numbers with "|" between
            them for a ledger; of what was drawn or made the address of the page that shows it.
    Raises:
        RoomError: If it is no answer. The message says what would be one.
    """
    lesson = lesson_of(name)
    step = lesson.steps[index]
    try:
        match step.block:
            case Question(ask=Draw()) as question:
                return _judge_drawing(question, _truth(lesson, index, variant), _world(lesson, step, variant, text))
            case Question() as question:
                return _judge_answer(lesson, step, variant, question, _truth(lesson, index, variant), text)
            case Work() as work:
                return _judge_ledger(work, _truth(lesson, index, variant), text)
            case Do() as do:
                return _judge_made(do, _world(lesson, step, variant, text))
    except (FactError, NotUnderstoodError) as error:
        raise RoomError(str(error)) from error
    return Judged()


def asked_of(name: str, variant: int) -> dict[int, Asked]:
    """Return what each step of a lesson asks, and the computed answer if it is worked out; nothing if it is gone."""
    try:
        lesson = lesson_of(name)
    except GoneError:
        return {}
    end = time.monotonic() + _AT_ONCE
    return {index: Asked(step.title, _answer(lesson, index, variant, end)) for index, step in enumerate(lesson.steps)}


def _answer(lesson: Lesson, index: int, variant: int, end: float) -> str:
    block = lesson.steps[index].block
    if not isinstance(block, Question | Work):
        return ""
    if isinstance(block, Question) and isinstance(block.ask, Draw):
        return value_text(block.ask.wanted, 3)
    try:
        truth = _truth(lesson, index, variant, end)
    except (FactError, TimeoutError):
        return ""
    value, asked = truth.fact.value, block if isinstance(block, Work) else block.ask
    if isinstance(asked, Work | Number) and isinstance(value, int | float):
        return _plain(round(value, asked.decimals + 2 * asked.percent + 2))
    return said(block, value)


def lesson_of(name: str) -> Lesson:
    """Return a lesson. GoneError if there is none of the name, or it cannot be read."""
    lesson = shelf.find(name)
    if lesson is None:
        raise GoneError("There is no such lesson: choose one that ships with the app.")
    return lesson


def kind_of(step: Step) -> str:
    """Return what a step takes for an answer, see rooms.answers.KINDS."""
    match step.block:
        case Question() as question:
            return question.ask.type
        case Work():
            return "work"
        case Do():
            return "do"
        case Reflect():
            return "text"
    return ""


def _truth(lesson: Lesson, index: int, variant: int, end: float | None = None) -> Truth:
    """Return the truth of a step's question. TimeoutError if it is not worked out at the time `end`."""
    end = time.monotonic() + _PATIENCE if end is None else end
    while True:
        truth = truths.truth_at(lesson, index, variant)
        if truth is not None:
            return truth
        if time.monotonic() > end:
            raise TimeoutError("A truth is not worked out.")


def _judge_answer(lesson: Lesson, step: Step, variant: int, question: Question, truth: Truth, text: str) -> Judged:
    given = understood(question, text)
    found = judge_answer(question, truth.fact, truth.wrong, given)
    labels: tuple[str, ...] = ()
    if isinstance(question.ask, Class):
        labels = tuple(world_at(lesson, step, AppPages(), variant).network.labels)
    if found is None or (isinstance(question.ask, Class) and text not in labels):
        raise RoomError("This is no answer to the question: choose what is offered, or write a number.")
    match question.ask:
        case Number() as ask:
            numbers = readings(text, unit=ask.unit, share=ask.percent)
            low, high = -inf if ask.low is None else ask.low, inf if ask.high is None else ask.high
            shown = _nearest(truth.fact.value, tuple(number for number in numbers if low <= number <= high))
        case Order(items=items):
            shown = ", ".join(items[int(at)] for at in given)
        case Cell():
            shown = "-".join(str(int(at)) for at in given)
        case _:
            shown = text
    return Judged(found.is_right, found.belief, shown)


def _judge_ledger(work: Work, truth: Truth, text: str) -> Judged:
    *texts, value = text.split("|")
    numbers = readings(value, share=work.percent)
    if not numbers or not all(readings(each, share=work.percent) for each in texts):
        raise RoomError("Each blank of a ledger takes a number, such as −3, 0.25 or 1,5.")
    # Whoever sends the value alone has filled in no blanks that could be wrong.
    filled = zip(blanks(work, truth.fact), texts, strict=False)
    right = all(judge_blank(work, truth.fact.steps[line][1], each) for line, each in filled)
    return Judged(right and judge_value(work, truth.fact, value), None, _nearest(truth.fact.value, numbers))


def _judge_drawing(question: Question, truth: Truth, world: World) -> Judged:
    value = facts.compute(question.fact.name, question.fact.arguments, world).value
    found = judge_answer(question, truth.fact, truth.wrong, value if isinstance(value, str) else str(value))
    if found is None:
        raise RoomError("This drawing is no answer to the question.")
    return Judged(found.is_right, found.belief, value_text(value, 3), _options(value, world))


def _judge_made(do: Do, world: World) -> Judged:
    values = [facts.compute(goal.fact.name, goal.fact.arguments, world).value for goal in do.goals]
    right = all(goal.holds(value) for goal, value in zip(do.goals, values, strict=True))
    if world.strokes:
        # What the network reads in it is what others may predict.
        read = world.network.labels[int(world.network.probabilities(world.input[None])[0].argmax())]
        return Judged(right, None, read, tuple(world.network.labels))
    return Judged(right, None, value_text(values[-1], 3), _options(values[-1], world))


def _options(value: Value, world: World) -> tuple[str, ...]:
    """Return the words of which a value is one; none if it is not one of a few."""
    if not isinstance(value, str):
        return ()
    for words in _TWO_WORDS:
        if value in words:
            return words
    return tuple(world.network.labels) if value in world.network.labels else ()


def _world(lesson: Lesson, step: Step, variant: int, address: str) -> World:
    """Return the state that an address says, which has to be one of the step's own page and network."""
    pages = AppPages()
    try:
        made = read_pin(address)
    except ValueError:
        raise RoomError("What was drawn or made is told by the page's address.") from None
    if step.pin is None or made.page != step.pin.page or made.page not in pages.names():
        raise RoomError("What was drawn or made is on another page than the step's.")
    pin = step.pin.on(lesson.front.networks[0], lesson.variants[variant])
    query: dict[str, Any] = {**made.query, "network": pin.query["network"]}
    if pages.problem(made.page, query):
        raise RoomError("The address of what was drawn or made says something that its page does not take.")
    _wait_for(pin.query["network"])
    world = pages.world(made.page, query)
    if pin.query.get("source") == "Draw" and not world.strokes:
        raise RoomError("Nothing is drawn yet.")
    return world


def _wait_for(network: str) -> None:
    """Wait until a network is loaded: one after the other is, and the first page's before all others."""
    end = time.monotonic() + _PATIENCE
    try:
        while not warm_up.is_ready(network):
            if time.monotonic() > end:
                raise TimeoutError("A network is not loaded.")
            time.sleep(0.05)
    except ValueError as error:
        raise FactError(str(error)) from error


def _nearest(truth: Value, numbers: tuple[float, ...]) -> str:
    """Return the number of those that a text may mean that is nearest to the truth, written plainly."""
    if isinstance(truth, int | float):
        return _plain(min(numbers, key=lambda number: abs(number - truth)))
    return _plain(numbers[0])


def _plain(number: float) -> str:
    return f"{number:.12g}"
