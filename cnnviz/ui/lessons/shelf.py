"""The lessons that a visitor can open: those that ship, and those that were brought as files, for this visit."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from hashlib import blake2b

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cnnviz import lessons
from cnnviz.lessons import Lesson, read_lesson
from cnnviz.ui.lessons.addresses import start_address
from cnnviz.ui.lessons.pins import AppPages

__all__ = ["MOST_MINE", "close_mine", "find", "mine", "names", "open_mine", "start_address"]

MOST_MINE = 10
"""How many lessons of their own a visit holds: the newest."""
_KEY = "lessons-of-mine"
_LONGEST_NAME = 60


def names() -> list[str]:
    """Return the names of the lessons that ship, in their order."""
    return lessons.names()


def find(name: str) -> Lesson | None:
    """Return a lesson that ships, or one of this visitor's own; None if there is none of the name."""
    return _bundled(name) if name in names() else mine().get(name)


def mine() -> dict[str, Lesson]:
    """Return this visitor's own lessons by their names, the latest last."""
    if get_script_run_ctx(suppress_warning=True) is None:
        # A route serves no visit.
        return {}
    opened: dict[str, Lesson] = st.session_state.get(_KEY, {})
    return dict(opened)


def open_mine(content: bytes, file_name: str) -> Lesson:
    """Read a file that a visitor brought, and keep its lesson for this visit.

    Args:
        content: The file's bytes. They are never stored on disk.
        file_name: What the visitor calls the file, for the errors.
    Raises:
        LessonError: If anything is wrong with it. The message is one sentence that says where and what is allowed.
    """
    lesson = read_lesson(content, _shown(file_name), AppPages())
    lesson = replace(lesson, name=f"mine-{blake2b(content, digest_size=4).hexdigest()}")
    opened = {name: other for name, other in mine().items() if name != lesson.name} | {lesson.name: lesson}
    st.session_state[_KEY] = dict(list(opened.items())[-MOST_MINE:])
    return lesson


def close_mine(name: str) -> None:
    """Forget a lesson of this visitor's own."""
    st.session_state[_KEY] = {other: lesson for other, lesson in mine().items() if other != name}


@cache
def _bundled(name: str) -> Lesson:
    return lessons.load(name, AppPages())


def _shown(file_name: str) -> str:
    """Return what of a file's name stands in a sentence: whoever made the file chose it."""
    last = re.split(r"[/\\]", file_name)[-1]
    kept = re.sub(r"[^\w .,()+-]", "_", last).strip()
    return kept if len(kept) <= _LONGEST_NAME else f"{kept[:_LONGEST_NAME]}…"
