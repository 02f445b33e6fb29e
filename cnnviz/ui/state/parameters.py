"""Declaring state that a URL holds: a frozen dataclass, and for each of its parameters how it becomes text and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")
S = TypeVar("S", bound="DataclassInstance")

MOST_CHARACTERS = 10_000
"""A longer text is no value of any parameter."""


@dataclass(frozen=True)
class Codec(Generic[T]):
    """How a value becomes text in a URL and back.

    Attributes:
        read: Returns the value that a text of at most MOST_CHARACTERS stands for; None if it stands for none.
        write: Returns the text of a value; `read` gives that value again.
        words: All values, if they are a few words.
    """

    read: Callable[[str], T | None]
    write: Callable[[T], str]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Table(Generic[S]):
    """One part of the state, and how a URL says it.

    Attributes:
        start: The state at the start. The URL leaves out what equals it.
        codecs: The codec of each parameter, by name. An attribute without a parameter is not in the URL.
        fitted: Takes a state that was read; returns it without the values that do not fit the others.
        attributes: For each parameter whose attribute has another name: parameter -> attribute.
    """

    start: S
    codecs: Mapping[str, Codec[Any]]
    fitted: Callable[[S], S] = field(default=lambda state: state)
    attributes: Mapping[str, str] = field(default_factory=dict)

    def read(self, query: Mapping[str, str]) -> S:
        """Return the state that URL parameters give; whatever is missing or invalid is as at the start."""
        values = {}
        for name, codec in self.codecs.items():
            text = query.get(name)
            value = codec.read(text) if text is not None and len(text) <= MOST_CHARACTERS else None
            if value is not None:
                values[self._attribute(name)] = value
        return self.fitted(replace(self.start, **values)) if values else self.start

    def write(self, state: S) -> dict[str, str]:
        """Return a state as URL parameters, without those that are as at the start."""
        values = {name: getattr(state, self._attribute(name)) for name in self.codecs}
        return {
            name: self.codecs[name].write(value)
            for name, value in values.items()
            if value is not None and value != getattr(self.start, self._attribute(name))
        }

    def _attribute(self, name: str) -> str:
        return self.attributes.get(name, name)


@dataclass(frozen=True)
class NoState:
    """The state of a page, or of a part of one, that has none of its own."""


NONE = Table(NoState(), {})


@dataclass(frozen=True)
class Parts:
    """The state of a page in parts: which part is shown, and the state of that part.

    Attributes:
        shown: The table of the part's name.
        by_name: The tables of the parts, in their order.
    """

    shown: Table[ShownPart]
    by_name: Mapping[str, Table[Any]]


@dataclass(frozen=True)
class ShownPart:
    """Which part of a page is shown."""

    part: str


def in_parts(by_name: Mapping[str, Table[Any]]) -> Parts:
    """Return the state of a page in parts; the first is shown at the start."""
    names = tuple(by_name)
    return Parts(
        Table(ShownPart(names[0]), {"part": Codec(lambda text: text if text in names else None, str, names)}), by_name
    )


Declared = Table[Any] | Parts
"""What a page declares."""


def names_of(declared: Declared) -> set[str]:
    """Return the names of all parameters that a page declares."""
    if isinstance(declared, Table):
        return set(declared.codecs)
    return {*declared.shown.codecs, *(name for table in declared.by_name.values() for name in table.codecs)}


def tables_for(declared: Declared, query: Mapping[str, str]) -> tuple[Table[Any], ...]:
    """Return the tables that read URL parameters of a page: of a page in parts, those of the part that they name."""
    if isinstance(declared, Table):
        return (declared,)
    return declared.shown, declared.by_name[declared.shown.read(query).part]
