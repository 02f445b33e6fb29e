"""Lessons: the student answers before the page does, and every answer is computed.

A lesson is a Markdown file: front matter, and a step below each heading ##, with a block ~~~step of fields. The bundled
ones lie in files/. read_lesson() says in one sentence what is wrong with a file, check() computes all its answers.
Nothing in a file is run, and nothing here imports Streamlit.
"""

from __future__ import annotations

from pathlib import Path

from cnnviz.lessons.check import Checked, check
from cnnviz.lessons.errors import LessonError
from cnnviz.lessons.lesson import Lesson, Pages, Pin, Step
from cnnviz.lessons.read import read_lesson, read_pin

__all__ = ["FILES", "Checked", "Lesson", "LessonError", "Pages", "Pin", "Step", "check", "load", "names", "path_of"]
__all__ += ["read_lesson", "read_pin"]

FILES = Path(__file__).with_name("files")


def names() -> list[str]:
    """Return the names of the bundled lessons, in their order: each begins with its number."""
    return sorted(path.stem for path in FILES.glob("*.md"))


def path_of(name: str) -> Path:
    """Return the file of a bundled lesson. LessonError if there is none."""
    if name not in names():
        raise LessonError(f"There is no lesson {name!r}: there are {', '.join(names())}.")
    return FILES / f"{name}.md"


def load(name: str, pages: Pages) -> Lesson:
    """Return a bundled lesson. It raises what read_lesson raises, and LessonError if there is none."""
    path = path_of(name)
    return read_lesson(path.read_bytes(), path.name, pages)
