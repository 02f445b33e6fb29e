"""The options of a question: the truth, and what wrong beliefs would answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from cnnviz.facts import Fact, Value
from cnnviz.facts.parts.shown import value_text
from cnnviz.lessons.asks import Choose
from cnnviz.lessons.errors import LessonError


@dataclass(frozen=True)
class Option:
    """One option.

    Attributes:
        value: What it says.
        text: How it reads.
        belief: The wrong belief that it speaks for; None if it is right, or speaks for none.
        is_right: Whether it is the truth.
    """

    value: Value
    text: str
    belief: str | None
    is_right: bool


def options(ask: Choose, fact: Fact, wrong: Mapping[str, Value], seed: str = "") -> list[Option]:
    """Return the options of a question, in an order that only the seed decides.

    A belief whose answer reads like the truth has no option. Of two beliefs with one answer the first has it.

    Args:
        ask: What is asked for.
        fact: The truth.
        wrong: What each wrong belief would answer.
        seed: Neighbours have others.
    Raises:
        LessonError: If two options are right, or fewer than two are left. The message is one sentence.
    """

    def text(value: Value) -> str:
        plain = value_text(value, ask.decimals, percent=ask.percent)
        return ask.words.get(plain, plain)

    right = Option(fact.value, text(fact.value), None, True)
    found = {right.text: right}
    for belief in ask.beliefs:
        if belief in wrong:
            found.setdefault(text(wrong[belief]), Option(wrong[belief], text(wrong[belief]), belief, False))
    for value in ask.others:
        other = Option(value, text(value), None, False)
        if other.text == right.text:
            raise LessonError(f"two options are right: {other.text} is the answer already.")
        found.setdefault(other.text, other)
    if len(found) < 2:
        raise LessonError(f"fewer than two options are left: every other one reads {right.text}, like the answer.")
    unused = set(ask.words) - {value_text(each.value, ask.decimals, percent=ask.percent) for each in found.values()}
    if unused:
        raise LessonError(f"words are given for {sorted(unused)[0]!r}, which is no option here.")
    return sorted(found.values(), key=lambda option: blake2b(f"{seed} {option.text}".encode()).digest())
