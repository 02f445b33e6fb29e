"""The lessons that a visitor can open: those that ship, those brought as files for this visit, and those of rooms."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cnnviz import lessons
from cnnviz.bundled.files import DamagedFileError
from cnnviz.lessons import Lesson, LessonError, read_lesson
from cnnviz.rooms.kept import rooms
from cnnviz.ui.lessons.addresses import start_address
from cnnviz.ui.lessons.pins import AppPages

__all__ = [
    "MOST_MINE",
    "bundled",
    "close_mine",
    "file_of",
    "find",
    "mine",
    "names",
    "open_mine",
    "start_address",
    "text_of",
]

MOST_MINE = 10
"""How many lessons of their own a visit holds: the newest."""
_KEY = "lessons-of-mine"
_LONGEST_NAME = 60


class _Opened(NamedTuple):
    """A lesson that was brought, what its file is called, and the text in that."""

    lesson: Lesson
    file: str
    text: str


def names() -> list[str]:
    """Return the names of the lessons that ship, in their order."""
    return lessons.names()


def find(name: str) -> Lesson | None:
    """Return a lesson that ships, one of this visitor's own, or one that a teacher brought to a room.

    None is returned if there is none of the name that can be read.
    """
    if name not in names():
        return mine().get(name) or rooms().own_lesson(name)
    try:
        return bundled(name)
    except (LessonError, DamagedFileError):
        return None


@cache
def bundled(name: str) -> Lesson:
    """Return a lesson that ships.

    Raises:
        LessonError: If there is none of the name, or a network that it is true of is not here.
        DamagedFileError: If a network that it is true of is damaged.
    """
    return lessons.load(name, AppPages())


def mine() -> dict[str, Lesson]:
    """Return this visitor's own lessons by their names, the latest last."""
    return {name: opened.lesson for name, opened in _opened().items()}


def file_of(name: str) -> str:
    """Return what the file of one of this visitor's lessons is called. KeyError if there is none of the name."""
    return _opened()[name].file


def text_of(name: str) -> str:
    """Return what is in the file of one of this visitor's lessons. KeyError if there is none of the name."""
    return _opened()[name].text


def open_mine(content: bytes, file_name: str) -> Lesson:
    """Read a file that a visitor brought, and keep its lesson for this visit.

    Args:
        content: The file's bytes. They are never stored on disk.
        file_name: What the visitor calls the file, for the errors.
    Raises:
        LessonError: If anything is wrong with it. The message is one sentence that says where and what is allowed.
    """
    file = _shown(file_name)
    lesson = read_lesson(content, file, AppPages())
    lesson = replace(lesson, name=f"mine-{blake2b(content, digest_size=4).hexdigest()}")
    close_mine(lesson.name)
    opened = _opened() | {lesson.name: _Opened(lesson, file, content.decode())}
    st.session_state[_KEY] = dict(list(opened.items())[-MOST_MINE:])
    return lesson


def close_mine(name: str) -> None:
    """Forget a lesson of this visitor's own."""
    st.session_state[_KEY] = {other: opened for other, opened in _opened().items() if other != name}


def _opened() -> dict[str, _Opened]:
    if get_script_run_ctx(suppress_warning=True) is None:
        # A route serves no visit.
        return {}
    opened: dict[str, _Opened] = st.session_state.get(_KEY, {})
    return opened


def _shown(file_name: str) -> str:
    """Return what of a file's name stands in a sentence: its last part, of bearable length, and what can be printed."""
    last = re.split(r"[/\\]", file_name)[-1]
    kept = "".join(letter for letter in last if letter.isprintable()).strip()
    return kept if len(kept) <= _LONGEST_NAME else f"{kept[:_LONGEST_NAME]}…"
