"""The answers in a room as tables for a spreadsheet: one of what was answered how often, and one of the students.

They are UTF-8 with the mark that spreadsheets know it by. A cell that one would take for a formula begins with an
apostrophe: OWASP, "CSV Injection".
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cnnviz.rooms.answers import TASKS_FROM, Answer
from cnnviz.rooms.errors import RoomError
from cnnviz.rooms.room import Room

SEPARATORS = (",", ";")
_FORMULA = re.compile(r"(^|[,;\t])([\s\"']*)([=+\-@＝＋－＠])")
"""What begins a formula, in a cell or behind what splits one where another separator is expected."""
_NUMBER = re.compile(r"[-−+]?[0-9]+([.,][0-9]+)?(e[-+]?[0-9]+)?")


class Asked(NamedTuple):
    """What a step asks.

    Attributes:
        title: The step's title.
        answer: The computed answer; "" where there is none.
    """

    title: str
    answer: str = ""


class Given(NamedTuple):
    """One answer: which of the students gave it, the step, the round, and the answer."""

    student: int
    step: int
    turn: int
    answer: Answer


class Snapshot(NamedTuple):
    """What the tables are made of: a room as it was at a moment, so that it need not wait for them.

    Attributes:
        lesson: The lesson's name.
        kinds: What each step takes, by the step.
        tasks: What the network says to each task, by its step.
        names: The students' nicknames, or else their letters, in the order in which they joined.
        given: All answers.
    """

    lesson: str
    kinds: dict[int, str]
    tasks: dict[int, str]
    names: list[str]
    given: list[Given]


def snapshot(room: Room) -> Snapshot:
    """Return a room as it is now."""
    places = {token: place for place, token in enumerate(room.students)}
    steps = [*range(len(room.kinds)), *(task.step for task in room.tasks)]
    return Snapshot(
        room.lesson,
        {step: room.kind(step) for step in steps},
        {task.step: task.says for task in room.tasks},
        [student.nickname or student.letters for student in room.students.values()],
        [Given(places[student.token], step, turn, answer) for student, step, turn, answer in room.answers()],
    )


def answers_table(taken: Snapshot, asked: Mapping[int, Asked], separator: str = ",") -> bytes:
    """Return a line for each answer that was given to a step, and how often it was.

    Args:
        taken: The room.
        asked: What the steps ask; those left out have no title.
        separator: What stands between cells: ";" where numbers have a comma.
    """
    lines: dict[tuple[int, int, str], list[str | int]] = {}
    for _, step, turn, answer in sorted(taken.given, key=lambda given: given[1:3]):
        value = _value(taken, step, answer)
        line = lines.get((step, turn, value))
        if line is None:
            question, judged = _asked(taken, asked, step), answer.judged
            is_number = taken.kinds.get(step) in ("number", "work")
            lines[step, turn, value] = [
                taken.lesson,
                _number_of(step),
                turn,
                question.title,
                _cell(question.answer, separator, is_number),
                _cell(value, separator, is_number),
                (judged.belief if judged else None) or "",
                1,
                _right(answer),
            ]
        else:
            line[7] = int(line[7]) + 1
    head = ["lesson", "step", "round", "question", "computed answer", "answer", "belief", "count", "right"]
    return _table([head, *lines.values()], separator)


def students_table(taken: Snapshot, asked: Mapping[int, Asked], separator: str = ",") -> bytes:
    """Return a line for each student: what was answered to each step, and whether it was right. Arguments as above."""
    columns = sorted({(step, turn) for _, step, turn, _ in taken.given})
    head = ["student"]
    for step, turn in columns:
        title = f"{_number_of(step)} {_asked(taken, asked, step).title}".strip()
        title += " (again)" if turn == 2 else ""
        head += [title, f"{title}: right"]
    by_student: list[dict[tuple[int, int], Answer]] = [{} for _ in taken.names]
    for student, step, turn, answer in taken.given:
        by_student[student][step, turn] = answer
    lines: list[list[str | int]] = []
    for name, answers in zip(taken.names, by_student, strict=True):
        line: list[str | int] = [name]
        for step, turn in columns:
            found = answers.get((step, turn))
            is_number = taken.kinds.get(step) in ("number", "work")
            line += [_cell(_value(taken, step, found), separator, is_number), _right(found)] if found else ["", ""]
        lines.append(line)
    return _table([head, *lines], separator)


def safe(text: str) -> str:
    """Return a cell's text, in which no spreadsheet sees a formula.

    Example:
        >>> safe("=1+1"), safe("-3"), safe(" @x"), safe("a;=1"), safe("2-1")
        ("'=1+1", '-3', " '@x", "a;'=1", '2-1')
    """
    words = re.sub(r"[\r\n\v\f\x85\u2028\u2029\0]+", " ", text).replace("\t", " ")
    return words if _NUMBER.fullmatch(words) else _FORMULA.sub(r"\1\2'\3", words)


def _table(lines: Sequence[Sequence[str | int]], separator: str) -> bytes:
    if separator not in SEPARATORS:
        raise RoomError("Cells are separated by a comma or a semicolon.")
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([[safe(cell) if isinstance(cell, str) else cell for cell in line] for line in lines])
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _asked(taken: Snapshot, asked: Mapping[int, Asked], step: int) -> Asked:
    if step in taken.tasks:
        return Asked("What does the network say?", taken.tasks[step])
    return asked.get(step, Asked(""))


def _number_of(step: int) -> str:
    """Return a step's number as people count: from 1."""
    return f"task {step - TASKS_FROM + 1}" if step >= TASKS_FROM else str(step + 1)


def _value(taken: Snapshot, step: int, answer: Answer) -> str:
    text = (answer.judged.shown if answer.judged else "") or answer.text
    cell = re.fullmatch("([0-9]+)-([0-9]+)", text) if taken.kinds.get(step) == "cell" else None
    # A spreadsheet would read 3-1 as a day in January.
    return f"row {cell[1]}, column {cell[2]}" if cell else text


def _cell(text: str, separator: str, is_number: bool) -> str:
    """Return a number as the spreadsheet writes it that expects the separator; anything else as it is."""
    if not is_number or not _NUMBER.fullmatch(text):
        return text
    plain = text.replace("−", "-")
    return plain.replace(".", ",") if separator == ";" else plain


def _right(answer: Answer) -> str:
    right = answer.judged.right if answer.judged else None
    return "" if right is None else "yes" if right else "no"
