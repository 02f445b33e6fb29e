"""A lesson: what its front matter says, and its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal, Protocol
from urllib.parse import urlencode

from pydantic import Field

from cnnviz.facts import World
from cnnviz.lessons.asks import Strict, Words
from cnnviz.lessons.steps import Asked, Do, Explain, Predict, Question, Reflect, Reveal, Vote, Work

Level = Literal["school", "first year", "advanced"]
Parameter = str | int


class Front(Strict):
    """The front matter.

    Attributes:
        title: The lesson's title.
        level: Whom it is for.
        minutes: How long it takes.
        goals: What one can do after it.
        networks: The networks that it is true of; it begins with the first.
        beliefs: The wrong beliefs that it confronts.
        variants: For neighbours: other values of parameters of the pages, such as the sample. They take the place of
            those in a step's address that has them.
        paper: Whether it works without a computer, as a worksheet.
    """

    title: Words
    level: Level
    minutes: Annotated[int, Field(ge=1, le=240)]
    goals: Annotated[tuple[Words, ...], Field(min_length=1, max_length=8)]
    networks: Annotated[tuple[str, ...], Field(min_length=1, max_length=10)]
    beliefs: tuple[str, ...] = ()
    variants: Annotated[tuple[dict[str, Parameter], ...], Field(max_length=30)] = ()
    paper: bool = False


@dataclass(frozen=True)
class Pin:
    """A page and its state, as a page's address says them.

    Attributes:
        page: The last part of the page's address; "draw" for the first page.
        query: The parameters.
    """

    page: str
    query: Mapping[str, str] = field(default_factory=dict)

    def on(self, network: str, variant: Mapping[str, Parameter] | None = None) -> Pin:
        """Return the same page on a network, unless it names its own, and with a variant's values."""
        query = {"network": network, **self.query}
        return Pin(self.page, query | {name: str(value) for name, value in (variant or {}).items() if name in query})

    def __str__(self) -> str:
        return f"{self.page}?{urlencode(self.query, safe='~')}".removesuffix("?")


class Pages(Protocol):
    """What a lesson has to know of the app's pages."""

    def names(self) -> Sequence[str]:
        """Return the pages' addresses; "draw" is the first page's."""

    def problem(self, page: str, query: Mapping[str, str]) -> tuple[str, str] | None:
        """Return a parameter that a page does not take, and in a sentence what it takes; None if all is well."""

    def world(self, page: str, query: Mapping[str, str]) -> World:
        """Return what a page's state means."""


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        title: Its heading.
        block: Its block.
        prose: Its text, in Markdown.
        pin: The page and state that it shows.
        line: The line of its heading, from 1.
        question: Of a reveal: the step that it answers.
    """

    title: str
    block: Explain | Predict | Vote | Work | Do | Reveal | Reflect
    prose: str
    pin: Pin | None
    line: int
    question: Step | None = None

    @property
    def asked(self) -> Asked | None:
        """The fact that it is about; that of the question, if it reveals one."""
        block = self.question.block if self.question else self.block
        return block.fact if isinstance(block, Question | Work) else None


@dataclass(frozen=True)
class Lesson:
    """A lesson.

    Attributes:
        name: The name of its file, without the ending.
        front: What its front matter says.
        intro: The text before the first step, in Markdown.
        steps: Its steps.
    """

    name: str
    front: Front
    intro: str
    steps: tuple[Step, ...]

    @property
    def variants(self) -> tuple[Mapping[str, Parameter], ...]:
        """The lesson as it is, and each variant of it."""
        return ({}, *self.front.variants)

    def step(self, title: str) -> Step:
        """Return the step with a title. KeyError if there is none."""
        return next(iter([step for step in self.steps if step.title == title]), None) or _none(title)


def _none(title: str) -> Step:
    raise KeyError(f"There is no step {title!r}.")
