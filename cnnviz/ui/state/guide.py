"""What leads a visitor: the lesson and its step, the answers so far, and what a teacher's link hides and locks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from cnnviz.rooms.codes import read_code
from cnnviz.ui.state.codecs import NAME, whole
from cnnviz.ui.state.parameters import Codec, Table

MOST_STEPS = 99
LONGEST_ANSWER = 400
"""Characters of an answer: what one writes at the end is a sentence or two."""


@dataclass(frozen=True)
class Said:
    """What a student answered to a step.

    Attributes:
        step: The step's index.
        text: The answer as it was given; several numbers with "|" between them.
        sure: How sure the student was, 1 to 4; 0 where nobody asked.
        again: The answer after talking to a neighbour; "" where there was none.
        tries: How many times it was tried before.
    """

    step: int
    text: str
    sure: int = 0
    again: str = ""
    tries: int = 0


@dataclass(frozen=True)
class Guide:
    """What leads a visitor.

    Attributes:
        lesson: The lesson's name; None outside of lessons.
        step: The index of the step that is shown.
        variant: Which variant of the lesson, from 0 for the lesson itself.
        said: The answers so far, in the order of the steps.
        hide: The regions that are not shown.
        lock: The regions that are shown and cannot be changed.
        c: The code of the room that the visitor has joined, or is about to; None for none.
    """

    lesson: str | None = None
    step: int = 0
    variant: int = 0
    said: tuple[Said, ...] = ()
    hide: tuple[str, ...] = ()
    lock: tuple[str, ...] = ()
    c: str | None = None


def _regions(text: str) -> tuple[str, ...] | None:
    # The first page comes sooner without it.
    from cnnviz.lessons.regions import REGIONS

    names = tuple(dict.fromkeys(text.split(",")))
    return names if all(name in REGIONS for name in names) else None


def _quoted(text: str) -> str:
    return quote(text, safe="").replace(".", "%2E").replace("~", "%7E")


def _read_said(text: str) -> tuple[Said, ...] | None:
    found: dict[int, Said] = {}
    for item in text.split("~"):
        match = re.fullmatch(r"([0-9]{1,2})\.([0-4])\.([0-9])\.([^.]+)(?:\.([^.]+))?", item, re.ASCII)
        if not match:
            return None
        said = Said(int(match[1]), unquote(match[4]), int(match[2]), unquote(match[5] or ""), int(match[3]))
        if max(len(said.text), len(said.again)) > LONGEST_ANSWER:
            return None
        found[said.step] = said
    return tuple(found[step] for step in sorted(found))


def _write_said(said: tuple[Said, ...]) -> str:
    return "~".join(
        f"{each.step}.{each.sure}.{each.tries}.{_quoted(each.text)}{f'.{_quoted(each.again)}' if each.again else ''}"
        for each in said
    )


REGION_NAMES: Codec[tuple[str, ...]] = Codec(_regions, ",".join)
GUIDE = Table(
    Guide(),
    {
        "lesson": NAME,
        "step": whole(0, MOST_STEPS),
        "variant": whole(0, MOST_STEPS),
        "said": Codec(_read_said, _write_said),
        "hide": REGION_NAMES,
        "lock": REGION_NAMES,
        "c": Codec(read_code, str),
    },
)
"""The part of the state, beside the selection, that every page's URL holds."""
