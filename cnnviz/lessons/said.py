"""How an answer reads, in the way that its question asks for it, and the words for a reveal's prose."""

from __future__ import annotations

from cnnviz.facts import Fact, Value
from cnnviz.facts.parts.shown import value_text
from cnnviz.lessons.asks import Choose, Number, Order
from cnnviz.lessons.steps import Question, Work


def said(block: Question | Work, value: Value) -> str:
    """Return a value as text, with the decimals, the unit and the words that its question has."""
    if isinstance(block, Work):
        return value_text(value, block.decimals, percent=block.percent)
    match block.ask:
        case Choose(decimals=decimals, percent=percent, words=words):
            text = value_text(value, decimals, percent=percent)
            return words.get(text, text)
        case Order(items=items) if isinstance(value, tuple):
            return ", ".join(items[index] for index in value)
        case Number() as ask:
            return value_text(value, ask.decimals, percent=ask.percent)
    return value_text(value)


def words_of(block: Question | Work, fact: Fact, yours: str) -> dict[str, str]:
    """Return the words for the placeholders of a reveal.

    Args:
        block: The question's block.
        fact: The truth.
        yours: What the student said, as text.
    """
    return {**fact.given, **fact.words, "value": said(block, fact.value), "yours": yours}
