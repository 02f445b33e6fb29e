"""One sheet of a lesson: its steps in order, with what is printed beside each and what is left blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from cnnviz.facts import FactError, World
from cnnviz.facts.parts.shown import value_text
from cnnviz.lessons.asks import Cell, Choose, Draw, Number
from cnnviz.lessons.errors import LessonError
from cnnviz.lessons.lesson import Lesson, Pages, Pin, Step
from cnnviz.lessons.options import Option
from cnnviz.lessons.paper.fingerprint import fingerprints
from cnnviz.lessons.paper.ledger import Ledger, ledger_of
from cnnviz.lessons.paper.ordered import ordered
from cnnviz.lessons.paper.parts.figures import Empty, Figure, photo
from cnnviz.lessons.paper.places import address, page_name, path
from cnnviz.lessons.paper.states import figures_of
from cnnviz.lessons.printed import NOTHING, printed
from cnnviz.lessons.steps import Do, Question, Reflect, Reveal, Work
from cnnviz.lessons.truth import Truth, truth_of, world_at
from cnnviz.pictures.kinds import IN_INK

_GAP = 7
_MOST_BESIDE = 105
_WIDTH = 180
"""In millimetres: between figures, what they may take of a page where words stand beside them, and of it all."""


@dataclass(frozen=True)
class Item:
    """A step on a sheet.

    Attributes:
        step: The step.
        number: Its number on the sheet, from 1; a reveal has that of its question.
        prose: Its text; of a reveal none, because it has the answer.
        page: What the app calls the step's page; "" if it shows none.
        path: The page's path in the app.
        address: The path and the state, where the step before shows something else; else "".
        figures: What is printed of the page.
        repeated: What is printed with an earlier step: what it is here, what it is called there, the step's number.
        truth: The answer; None where nothing is asked.
        world: The state that it is true in.
        options: What is chosen from.
        empty: A grid to answer in.
        ledger: The lines that make the answer; of `work` they are printed, some of them blank.
        problem: Why there is no answer, in a sentence; "" if there is one.
    """

    step: Step
    number: int
    prose: Markup = NOTHING
    page: str = ""
    path: str = ""
    address: str = ""
    figures: tuple[Figure, ...] = ()
    repeated: tuple[tuple[str, str, int], ...] = ()
    truth: Truth | None = None
    world: World | None = None
    options: tuple[Option, ...] = ()
    empty: Empty | None = None
    ledger: Ledger | None = None
    problem: str = ""

    @property
    def is_beside(self) -> bool:
        """Whether what is printed of the page leaves room for words beside it."""
        printed_here = [*self.figures, *([self.empty] if self.empty else [])]
        width = sum(each.width for each in printed_here) + _GAP * len(printed_here)
        room = _WIDTH - self.ledger.width if isinstance(self.step.block, Work) and self.ledger else _MOST_BESIDE
        return 0 < width <= min(room, _MOST_BESIDE)

    @property
    def range(self) -> str:
        """From where to where a number may be, in words; "" if that is not said."""
        block = self.step.block
        if not isinstance(block, Question) or not isinstance(block.ask, Number):
            return ""
        ask = block.ask
        ends = ((word, end) for word, end in (("from", ask.low), ("to", ask.high)) if end is not None)
        return " ".join(f"{word} {value_text(end, ask.decimals, percent=ask.percent)}" for word, end in ends)


@dataclass(frozen=True)
class Sheet:
    """A sheet.

    Attributes:
        letter: What it is called.
        variant: Which of the lesson's variants it is.
        intro: The text before the first step.
        items: Its steps.
        networks: The networks that it is true of, with their digests.
    """

    letter: str
    variant: int
    intro: Markup
    items: tuple[Item, ...]
    networks: str


def letter_of(number: int) -> str:
    """Return what the sheet with a number, from 0, is called.

    Example:
        >>> letter_of(0), letter_of(25), letter_of(26)
        ('A', 'Z', 'AA')
    """
    return (letter_of(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)


def sheets_of(lesson: Lesson, pages: Pages, numbers: Sequence[int]) -> list[Sheet]:
    """Return a lesson's sheets with these numbers, from 0. Questions without an answer say why on them."""
    variants = {number % len(lesson.variants) for number in numbers}
    without = {variant: _without_options(lesson, pages, variant) for variant in sorted(variants)}
    return [_with_options(without[number % len(lesson.variants)], number) for number in numbers]


def _without_options(lesson: Lesson, pages: Pages, variant: int) -> Sheet:
    items: list[Item] = []
    count, before, seen = 0, None, dict[object, tuple[str, int]]()
    for step in lesson.steps:
        pin = step.pin.on(lesson.front.networks[0], lesson.variants[variant]) if step.pin else None
        if isinstance(step.block, Reveal):
            asked = next(item for item in items if item.step is step.question)
            items.append(Item(step, asked.number, page=page_name(pin) if pin else "", path=path(pin) if pin else ""))
            continue
        count += 1
        item = _answered(Item(step, count), lesson, pages, variant)
        item = replace(item, prose=printed(step.prose, item.truth.fact.given if item.truth else {}))
        if pin:
            item = replace(item, page=page_name(pin), path=path(pin), address=address(pin) if pin != before else "")
            item = _pictured(item, pin, seen)
        before = pin
        items.append(item)
    return Sheet("", variant, printed(lesson.intro), tuple(items), _networks(lesson, items))


def _with_options(sheet: Sheet, number: int) -> Sheet:
    def chosen(item: Item) -> Item:
        block = item.step.block
        if item.truth is None or not isinstance(block, Question) or not isinstance(block.ask, Choose):
            return item
        try:
            return replace(item, options=ordered(block.ask, item.truth, item.step.title, number))
        except LessonError as error:
            return replace(item, truth=None, problem=str(error))

    return replace(sheet, letter=letter_of(number), items=tuple(map(chosen, sheet.items)))


def _answered(item: Item, lesson: Lesson, pages: Pages, variant: int) -> Item:
    """Return a step with its page's state, its answer and what is left blank."""
    step, block = item.step, item.step.block
    try:
        world = world_at(lesson, step, pages, variant) if step.pin else None
        item = replace(item, world=world)
        if not isinstance(block, Question | Work):
            return item
        truth = truth_of(lesson, step, pages, variant)
        empty = _empty(block, truth, world) if isinstance(block, Question) and world else None
        return replace(item, truth=truth, empty=empty, ledger=ledger_of(block, truth.fact))
    except FactError as error:
        return replace(item, problem=str(error))


def _empty(block: Question, truth: Truth, world: World) -> Empty | None:
    """Return the grid that a cell is pointed at in, or that is drawn in."""
    if isinstance(block.ask, Draw):
        return Empty(*world.dataset.shape[:2])
    if not isinstance(block.ask, Cell) or truth.fact.cells is None:
        return None
    rows, cols = truth.fact.cells.shape
    if block.ask.of != "picture" or world.input.shape[:2] != (rows, cols):
        return Empty(rows, cols)
    return Empty(rows, cols, photo("", world.input, in_ink=world.dataset.kind in IN_INK).uri)


def _pictured(item: Item, pin: Pin, seen: dict[object, tuple[str, int]]) -> Item:
    """Return a step with what is printed of its page, unless it is large and an earlier step has it."""
    if item.world is None or isinstance(item.step.block, Do | Reflect) or (item.empty and item.empty.under):
        return item
    shown, repeated = [], []
    for figure in figures_of(item.world, pin.query, item.step.asked):
        if figure.content in seen and not figure.comes_again:
            repeated.append((figure.caption, *seen[figure.content]))
        else:
            seen[figure.content] = figure.caption, item.number
            shown.append(figure)
    # Where nothing is new the words before say enough.
    return replace(item, figures=tuple(shown), repeated=tuple(repeated) if shown or item.address else ())


def _networks(lesson: Lesson, items: list[Item]) -> str:
    """Return the lesson's network, and those that its questions are about, with digests."""
    worlds = [item.world for item in items if item.world and item.truth]
    return fingerprints([lesson.front.networks[0], *_names(worlds)])


def _names(worlds: list[World]) -> list[str]:
    partners = [world.partner_name for world in worlds if world.partner_name]
    return [world.network_name for world in worlds] + partners
