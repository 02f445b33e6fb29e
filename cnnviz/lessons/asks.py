"""What a question takes for an answer: one of some options, an order, a number, a class, a cell or a drawing."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from cnnviz.facts import Value

Words = Annotated[str, Field(min_length=1, max_length=300)]
Decimals = Annotated[int, Field(ge=0, le=6)]


class Strict(BaseModel):
    """A part of a lesson: it takes no fields but its own."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def _texts(words: Any) -> Any:
    """Return a dictionary whose keys are texts: YAML takes 0 for a number and no for a truth value."""
    if not isinstance(words, dict):
        return words
    return {("no", "yes")[key] if isinstance(key, bool) else str(key): value for key, value in words.items()}


class Choose(Strict):
    """One of several options: the truth, what wrong beliefs would answer, and others.

    Attributes:
        beliefs: Whose answers are options.
        others: More wrong options.
        decimals: Of options that are numbers.
        percent: Whether these are shares.
        words: What an option is called, by the text that it would have.
    """

    type: Literal["choose"] = "choose"
    beliefs: tuple[str, ...] = ()
    others: tuple[Value, ...] = ()
    decimals: Decimals = 0
    percent: bool = False
    words: Annotated[dict[str, Words], BeforeValidator(_texts)] = {}


class Order(Strict):
    """An order of several things.

    Attributes:
        items: What they are called, in the order in which the fact names them.
    """

    type: Literal["order"] = "order"
    items: Annotated[tuple[Words, ...], Field(min_length=2, max_length=8)]


class Number(Strict):
    """A number.

    Attributes:
        low: The smallest that is taken; None for any.
        high: The largest.
        unit: What follows the number; "%" asks for a share, in per cent.
        decimals: How many are shown, of the percentage where it is one; half of the last one is the tolerance.
    """

    type: Literal["number"] = "number"
    low: float | None = Field(None, alias="from")
    high: float | None = Field(None, alias="to")
    unit: Annotated[str, Field(max_length=30)] = ""
    decimals: Decimals = 0

    @property
    def percent(self) -> bool:
        """Whether a share is asked for."""
        return self.unit == "%"


class Class(Strict):
    """One of the network's classes."""

    type: Literal["class"] = "class"


class Cell(Strict):
    """A cell that is pointed at.

    Attributes:
        of: The region of the page that has it. Where that is covered its cells stay, without their numbers.
    """

    type: Literal["cell"] = "cell"
    of: Words = "output"


class Draw(Strict):
    """A drawing, of which the fact is to say what is wanted.

    Attributes:
        wanted: The value that the fact is to have.
    """

    type: Literal["draw"] = "draw"
    wanted: Value


TYPES: dict[str, type[Strict]] = {
    "choose": Choose,
    "order": Order,
    "number": Number,
    "class": Class,
    "cell": Cell,
    "draw": Draw,
}
"""Everything that can be asked for, by its name in a block."""


def _by_type(ask: Any) -> Any:
    """Return {"number": {...}}, or "class" alone, with its only key as the type."""
    if isinstance(ask, str):
        ask = {ask: {}}
    if not isinstance(ask, dict) or len(ask) != 1:
        raise ValueError(f"one of {', '.join(TYPES)} is asked for, with its own fields below it")
    ((name, fields),) = ask.items()
    if name not in TYPES:
        raise ValueError(f"{name!r} cannot be asked for; these can: {', '.join(TYPES)}")
    fields = {} if fields is None else fields
    if not isinstance(fields, dict):
        raise ValueError(f"{name} has fields of its own below it, not {fields!r}")
    return {**fields, "type": name}


Ask = Annotated[Choose | Order | Number | Class | Cell | Draw, Field(discriminator="type"), BeforeValidator(_by_type)]
