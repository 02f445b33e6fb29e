"""What is true of a step's question, and what wrong beliefs would answer: computed once, and kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from cnnviz import facts
from cnnviz.facts import Fact, FactError, Value, World
from cnnviz.lessons.lesson import Lesson, Pages, Step

_MOST_KEPT = 500
_kept: OrderedDict[str, Truth] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Truth:
    """The answer to a question.

    Attributes:
        fact: What is true.
        wrong: What each wrong belief would answer, by its name.
    """

    fact: Fact
    wrong: Mapping[str, Value]


def world_at(lesson: Lesson, step: Step, pages: Pages, variant: int = 0, network: str | None = None) -> World:
    """Return the state that a step shows.

    Args:
        lesson: The lesson.
        step: One of its steps, with a page.
        pages: The app's pages.
        variant: Which variant of the lesson, from 0 for the lesson itself.
        network: On which network; None for the lesson's first.
    Raises:
        FactError: If the step shows no page.
    """
    if step.pin is None:
        raise FactError(f"“{step.title}” shows no page.")
    pin = step.pin.on(network or lesson.front.networks[0], lesson.variants[variant])
    return pages.world(pin.page, pin.query)


def truth_of(lesson: Lesson, step: Step, pages: Pages, variant: int = 0, network: str | None = None) -> Truth:
    """Return what is true of a step's question, or of the one that it reveals; the arguments are those of world_at().

    Raises:
        FactError: If the step asks nothing, or nothing is true there. The message is one sentence.
    """
    asked = step.asked
    if asked is None:
        raise FactError(f"“{step.title}” asks for no fact.")
    world = world_at(lesson, step.question or step, pages, variant, network)
    key = facts.key(asked.name, asked.arguments, world)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    truth = Truth(facts.compute(asked.name, asked.arguments, world), facts.wrong(asked.name, asked.arguments, world))
    with _lock:
        _kept[key] = truth
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return truth
