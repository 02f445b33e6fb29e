"""Lessons on the command line: check them, print them as worksheets, keys and questions, begin a new one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from cnnviz.bundled.home import need_checkout
from cnnviz.lessons import FILES, Checked, Lesson, LessonError, check, names, path_of, read_lesson
from cnnviz.lessons.record import recorded, was, write_record
from cnnviz.lessons.skeleton import write_new
from cnnviz.ui.lessons.pins import AppPages

_SHEETS = (0, 1)
"""The variants of a worksheet: neighbours have different ones."""


def run(action: str, named: list[str], *, all_of_them: bool, record: bool) -> None:
    """Do what was asked for.

    Args:
        action: "check", "new", or one of what a lesson is written as.
        named: Bundled lessons, or files; the name of the new one.
        all_of_them: All bundled lessons.
        record: Record the answers of the bundled lessons.
    Raises:
        ValueError: If anything is wrong with a lesson, or with what was asked for. The message is for the user.
    """
    if action == "new":
        if len(named) != 1 or all_of_them:
            raise ValueError("Give the new lesson one name, such as my_lesson.")
        print(write_new(named[0], Path()))
        return
    if record:
        need_checkout("lessons check --write")
        if not all_of_them or action != "check":
            raise ValueError("Only the answers of all bundled lessons are recorded: give --all with --write.")
    paths = _files(named, all_of_them)
    if action == "check":
        _check(paths, record)
        return
    if len(paths) != 1:
        raise ValueError("One lesson at a time is written: name one, or its file.")
    sys.stdout.write(_WRITTEN[action](read_lesson(paths[0].read_bytes(), paths[0].name, AppPages())))


def _worksheet(lesson: Lesson) -> str:
    from cnnviz.lessons.paper import worksheet

    return worksheet(lesson, AppPages(), variants=_SHEETS)


def _key(lesson: Lesson) -> str:
    from cnnviz.lessons.paper import worksheet

    return worksheet(lesson, AppPages(), variants=_SHEETS, key=True)


def _moodle(lesson: Lesson) -> str:
    from cnnviz.lessons.questions import moodle_xml

    return moodle_xml(lesson, AppPages()).decode()


def _gift(lesson: Lesson) -> str:
    from cnnviz.lessons.questions import gift

    return gift(lesson, AppPages())


_WRITTEN: dict[str, Callable[[Lesson], str]] = {
    "worksheet": _worksheet,
    "key": _key,
    "moodle": _moodle,
    "gift": _gift,
}


def _files(named: list[str], all_of_them: bool) -> list[Path]:
    """Return the files of lessons that are named: paths, or the names of bundled lessons."""
    if all_of_them == bool(named):
        raise ValueError(f"Name lessons or their files, or give --all: there are {', '.join(names())}.")
    return [path_of(name) for name in names()] if all_of_them else [_file(name) for name in named]


def _file(name: str) -> Path:
    return Path(name) if Path(name).suffix or Path(name).exists() else path_of(name)


def _check(paths: list[Path], record: bool) -> None:
    """Print every answer of lessons, and what the bundled ones' were. ValueError if anything is wrong with one."""
    problems, pages, before = [], AppPages(), recorded()
    answers: dict[str, list[Checked]] = {}
    for path in paths:
        try:
            lesson = read_lesson(path.read_bytes(), path.name, pages)
        except LessonError as error:
            problems.append(str(error))
            continue
        print(f"{path.name}: {lesson.front.title}")
        for checked in check(lesson, pages):
            old = was(lesson.name, checked, before) if path.parent == FILES else None
            print(f"  {checked.text()}{f'; it was {old}' if old else ''}", flush=True)
            answers.setdefault(lesson.name, []).append(checked)
            if checked.problem:
                problems.append(f"{path.name}, line {checked.line}, {checked.place}: {checked.problem}")
    if problems:
        raise ValueError("\n".join(problems))
    if record:
        print(f"Written to {write_record(answers)}", file=sys.stderr)
