"""The questions of a lesson for a learning management system: Moodle XML and GIFT, with computed numbers.

>>> from cnnviz import lessons
>>> from cnnviz.lessons.questions import gift
>>> from cnnviz.ui.lessons.pins import AppPages
>>> gift(lessons.load("3_one_number", AppPages()), AppPages()).splitlines()[2]
'$CATEGORY: $course$/cnnviz/One number, all its reasons'

build.py makes one exported question of every step, as_moodle.py and as_gift.py write them.
"""

from __future__ import annotations

from collections.abc import Sequence

from cnnviz.lessons.lesson import Lesson, Pages
from cnnviz.lessons.questions.as_gift import gift_text
from cnnviz.lessons.questions.as_moodle import moodle_bytes
from cnnviz.lessons.questions.build import build

__all__ = ["gift", "moodle_xml"]


def moodle_xml(lesson: Lesson, pages: Pages, variants: Sequence[int] = (0,)) -> bytes:
    """Return a lesson's questions as Moodle XML, in UTF-8.

    Args:
        lesson: The lesson.
        pages: The app's pages.
        variants: Which variants of it, from 0 for the lesson itself; a step that none of them changes is there once.
    Raises:
        LessonError: If there is no such variant, or a question has not the options that it needs.
        FactError: If a question has no answer. Both messages are one sentence.
    """
    return moodle_bytes(lesson.front.title, build(lesson, pages, variants))


def gift(lesson: Lesson, pages: Pages, variants: Sequence[int] = (0,)) -> str:
    """Return a lesson's questions as GIFT, without pictures; arguments and errors are those of moodle_xml()."""
    return gift_text(lesson.front.title, build(lesson, pages, variants))
