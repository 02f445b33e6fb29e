"""Lessons on paper: worksheets in variants, so that neighbours differ, and the key to mark them from.

Everything comes out as one HTML document for the browser to print, in black and white: numbers stand in grids, and what
a network reads is a picture in greys. A lesson may be a teacher's upload, so every word of it is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence

from cnnviz.lessons.lesson import Lesson, Pages
from cnnviz.lessons.paper.key import answers_of
from cnnviz.lessons.paper.render import rendered
from cnnviz.lessons.paper.sheet import sheets_of

__all__ = ["MOST_SHEETS", "worksheet"]

MOST_SHEETS = 30


def worksheet(lesson: Lesson, pages: Pages, *, variants: Sequence[int], key: bool = False) -> str:
    """Return a lesson's worksheets, or the key to them, as a whole HTML document without scripts or other files.

    Args:
        lesson: The lesson.
        pages: The app's pages.
        variants: The numbers of the sheets, from 0 for the lesson itself. A lesson with fewer variants repeats them in
            turn, with the options in another order: the sheet with the number 0 is sheet A, 1 is sheet B, and so on.
        key: Whether it is the answers, for the teacher.
    Raises:
        ValueError: If no number is given, more than MOST_SHEETS, or one below 0. The message is one sentence.
    """
    if not 1 <= len(variants) <= MOST_SHEETS or min(variants) < 0:
        raise ValueError(f"From 1 to {MOST_SHEETS} sheets can be printed, with numbers from 0.")
    sheets = sheets_of(lesson, pages, variants)
    if key:
        return rendered("key.jinja", lesson=lesson, sheets=sheets, answers=answers_of(sheets))
    return rendered("sheets.jinja", lesson=lesson, sheets=sheets)
