"""What the cards of lessons say, and where their links lead."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from cnnviz.facts import BELIEFS
from cnnviz.lessons import Lesson
from cnnviz.ui.components.lesson_cards import Card
from cnnviz.ui.lessons.addresses import start_address

FOLDER = Path(__file__).with_name("thumbnails")


def card_of(lesson: Lesson, sheets: int) -> Card:
    """Return the card of a lesson that ships, given how many different worksheets are printed of it."""
    front = lesson.front
    return Card(
        name=lesson.name,
        number=lesson.name.partition("_")[0],
        title=front.title,
        about=about(lesson),
        goals=front.goals,
        beliefs=tuple(BELIEFS[name].believed for name in front.beliefs),
        thumbnail=thumbnail(lesson.name),
        start=start_address(lesson),
        sheets=sheets_address(lesson.name, sheets),
        key=sheets_address(lesson.name, sheets, key=True),
        questions={
            "Moodle XML": f"cnnviz/questions/{lesson.name}.xml",
            "GIFT": f"cnnviz/questions/{lesson.name}.gift",
        },
    )


def about(lesson: Lesson) -> str:
    """Return in words whom a lesson is for and how long it takes."""
    front = lesson.front
    words = [front.level.capitalize(), f"{front.minutes} min", f"{len(lesson.steps)} steps"]
    return " · ".join([*words, *["also without a computer"] * front.paper])


def sheets_address(name: str, sheets: int, *, key: bool = False) -> str:
    """Return the address of a lesson's worksheets, or of the key to them, relative to the app's."""
    return f"cnnviz/worksheet/{name}?{urlencode({'variants': sheets, **({'key': 1} if key else {})})}"


@cache
def thumbnail(name: str) -> str:
    """Return the address of a lesson's thumbnail, which holds the picture itself."""
    picture = (FOLDER / f"{name}.svg").read_bytes()
    return f"data:image/svg+xml;base64,{b64encode(picture).decode()}"
