"""The kinds of steps of a lesson, and the fields of each block."""

from __future__ import annotations

import re
from math import inf
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from cnnviz.facts import Value
from cnnviz.lessons.asks import Ask, Decimals, Strict, Words

LEAST_MARGIN = 0.001
"""An answer that is nearer to another one is no question, unless the step says that it may be."""


class Asked(Strict):
    """A fact and its arguments.

    Attributes:
        name: The fact's name.
        arguments: Its arguments; those left out are as the fact has them.
    """

    name: str
    arguments: Annotated[dict[str, Any], Field(default_factory=dict)]


def _fact(fact: Any) -> Any:
    """Return "name", or {"name": {...}}, as a name and arguments."""
    if isinstance(fact, str):
        fact = {fact: {}}
    if not isinstance(fact, dict) or len(fact) != 1:
        raise ValueError("the name of one fact is needed, with its arguments below it")
    ((name, arguments),) = fact.items()
    if not isinstance(name, str) or not (arguments is None or isinstance(arguments, dict)):
        raise ValueError("the name of one fact is needed, with its arguments below it")
    return {"name": name, "arguments": arguments or {}}


def _tolerance(given: Any) -> Any:
    """Return a tolerance that is a number, not below 0, or a share of the value in per cent."""
    is_number = isinstance(given, int | float) and not isinstance(given, bool) and 0 <= given < inf
    if is_number or given is None or (isinstance(given, str) and re.fullmatch(r"[0-9]{1,2}(\.[0-9]+)? ?%", given)):
        return given
    raise ValueError(f"{given!r} is no tolerance: a number is, or a share of the value such as 5 %")


FactOf = Annotated[Asked, BeforeValidator(_fact)]


class _Step(Strict):
    """What every step may have.

    Attributes:
        see: The page and its state, as in the page's address; None for those of the step before.
        point: The regions of the page that are framed.
    """

    see: str | None = None
    point: tuple[str, ...] = ()


class Explain(_Step):
    """Something to read, and to look at."""

    kind: Literal["explain"]


class Question(_Step):
    """A question that is answered before the page shows it.

    Attributes:
        hide: The regions that are covered until it is answered.
        ask: What is asked for.
        fact: What the answer is.
        tolerance: How far a number may be off, or a cell's value from the best: a number, or a share such as "5 %" of
            the value. By default half of the last digit shown.
        margin: How near another answer may be.
        sure: Whether it is also asked how sure one is.
    """

    hide: tuple[str, ...] = ()
    ask: Ask
    fact: FactOf
    tolerance: Annotated[float | str | None, BeforeValidator(_tolerance)] = None
    margin: Annotated[float, Field(ge=0)] = LEAST_MARGIN
    sure: bool = False


class Predict(Question):
    """A question that is answered once."""

    kind: Literal["predict"]


class Vote(Question):
    """A question that is answered twice: alone, and after talking to a neighbour."""

    kind: Literal["vote"]


class Work(_Step):
    """A ledger with blanks to fill in.

    Attributes:
        hide: The regions that are covered until all are filled in.
        fact: What the ledger makes.
        blank: How many of its last lines are blank; the value always is.
        decimals: How many are shown.
        percent: Whether the value is a share.
    """

    kind: Literal["work"]
    hide: tuple[str, ...] = ()
    fact: FactOf
    blank: Annotated[int, Field(ge=0, le=50)] = 0
    decimals: Decimals = 0
    percent: bool = False


_BOUNDS = ("equals", "more_than", "less_than", "at_least", "at_most")


class Bound(Strict):
    """What a fact's value is to be: one of these."""

    equals: Value | None = None
    more_than: float | None = None
    less_than: float | None = None
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Bound:
        if len(self.bounds) != 1:
            raise ValueError(f"one of {', '.join(_BOUNDS)} is needed")
        return self

    @property
    def bounds(self) -> dict[str, Value]:
        """The bounds that are given."""
        return {name: getattr(self, name) for name in _BOUNDS if getattr(self, name) is not None}

    def holds(self, value: Value) -> bool:
        """Return whether a value is what it is to be."""
        ((bound, limit),) = self.bounds.items()
        if bound == "equals":
            return value == limit
        if not isinstance(value, int | float) or not isinstance(limit, int | float):
            return False
        compared = {"more_than": value > limit, "less_than": value < limit, "at_least": value >= limit}
        return compared.get(bound, value <= limit)

    def text(self) -> str:
        """Return it in words: "more than 2"."""
        ((bound, limit),) = self.bounds.items()
        return f"{'' if bound == 'equals' else bound.replace('_', ' ') + ' '}{limit}"


class Goal(Bound):
    """What is to be so in the student's own state."""

    fact: FactOf


class Do(_Step):
    """A state to reach.

    Attributes:
        hide: The regions that are covered until it is reached.
        goals: What is to be so, all of it.
        example: A page and its state in which it is.
    """

    kind: Literal["do"]
    hide: tuple[str, ...] = ()
    goals: Annotated[tuple[Goal, ...], Field(min_length=1, max_length=4)]
    example: str | None = None


class Reveal(_Step):
    """What was covered, beside what was predicted.

    Attributes:
        of: The title of the step that is answered.
        holds: What the answer has to be for the prose to be true, beside its placeholders: check() tells when it is
            not so any more.
    """

    kind: Literal["reveal"]
    of: Words
    holds: Bound | None = None


class Reflect(_Step):
    """A sentence to write, which nobody marks.

    Attributes:
        starters: How it may begin.
    """

    kind: Literal["reflect"]
    starters: tuple[Words, ...] = ()


Block = Annotated[Explain | Predict | Vote | Work | Do | Reveal | Reflect, Field(discriminator="kind")]
KINDS: dict[str, type[Strict]] = {
    "explain": Explain,
    "predict": Predict,
    "vote": Vote,
    "work": Work,
    "do": Do,
    "reveal": Reveal,
    "reflect": Reflect,
}
"""Every kind of step, by its name in a block."""
