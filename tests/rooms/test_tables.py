"""The tables of a room: what is in them, and that no spreadsheet takes a cell for a formula."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.rooms.answers import Judged
from cnnviz.rooms.errors import RoomError
from cnnviz.rooms.room import Room
from cnnviz.rooms.steering import steer
from cnnviz.rooms.tables import Asked, answers_table, safe, snapshot, students_table
from cnnviz.rooms.tasks import offer

KINDS = ("choose", "number", "cell", "do", "text")
CHOOSE, NUMBER, CELL, DO, TEXT = range(5)
ASKED = {CHOOSE: Asked("How many maps?", "16"), NUMBER: Asked("The cell?", "-8.209")}


class Answers:
    """A room in which everything is said two seconds apart."""

    def __init__(self) -> None:
        self.room, self.now = Room.new("KTRM", "3_one_number", 0, KINDS, 0.0), 0.0

    def join(self, nickname: str | None = None) -> str:
        return self.room.join(self.now, nickname).token

    def say(self, token: str, step: int, text: str, judged: Judged | None = None, drawing: str = "") -> None:
        self.now += 2
        answer, turn = self.room.admit(token, step, None, text, None, drawing, self.now)
        self.room.take(token, step, turn, answer)
        if judged:
            self.room.judge(token, step, turn, answer.number, judged)


def read(table: bytes, separator: str = ",") -> list[list[str]]:
    assert table.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""), delimiter=separator))


def lesson() -> Answers:
    given = Answers()
    ada, bob = given.join(), given.join()
    wrong = Judged(False, "maps_multiply", "96")
    given.say(ada, CHOOSE, "96", wrong)
    given.say(bob, CHOOSE, "96", wrong)
    given.say(bob, NUMBER, "−8,2", Judged(False, None, "-8.2"))
    given.say(ada, CELL, "3-1", Judged(True, None, "3-1"))
    steer(given.room, given.room.secret, {"round": {"step": CHOOSE, "round": 2}})
    given.say(ada, CHOOSE, "16", Judged(True, None, "16"))
    given.say(bob, TEXT, "Größe; „zwei“\nZeilen")
    return given


def test_a_line_says_how_often_an_answer_was_given():
    head, *lines = read(answers_table(snapshot(lesson().room), ASKED))
    assert head == ["lesson", "step", "round", "question", "computed answer", "answer", "belief", "count", "right"]
    assert lines == [
        ["3_one_number", "1", "1", "How many maps?", "16", "96", "maps_multiply", "2", "no"],
        ["3_one_number", "1", "2", "How many maps?", "16", "16", "", "1", "yes"],
        ["3_one_number", "2", "1", "The cell?", "-8.209", "-8.2", "", "1", "no"],
        ["3_one_number", "3", "1", "", "", "row 3, column 1", "", "1", "yes"],
        ["3_one_number", "5", "1", "", "", "Größe; „zwei“ Zeilen", "", "1", ""],
    ]


def test_where_numbers_have_a_comma_cells_are_parted_by_a_semicolon():
    _, *lines = read(answers_table(snapshot(lesson().room), ASKED, ";"), ";")
    assert lines[2][4:6] == ["-8,209", "-8,2"]
    assert all(len(line) == 9 for line in lines)


def test_a_line_a_student():
    table = students_table(snapshot(lesson().room), ASKED)
    head, *lines = read(table)
    assert head[:5] == [
        "student",
        "1 How many maps?",
        "1 How many maps?: right",
        *(["1 How many maps? (again)", "1 How many maps? (again): right"]),
    ]
    assert [line[:5] for line in lines] == [["A", "96", "no", "16", "yes"], ["B", "96", "no", "", ""]]
    assert lines[1][5:7] == ["-8.2", "no"]


def test_students_go_by_their_nicknames_if_they_have_any():
    given = Answers()
    steer(given.room, given.room.secret, {"nicknames": True})
    for name in ("Ada", None, "Ünal"):
        given.join(name)
    assert [line[0] for line in read(students_table(snapshot(given.room), {}))] == ["student", "Ada", "B", "Ünal"]


def test_a_nickname_that_is_anothers_letter_takes_nobodys_line():
    given = Answers()
    steer(given.room, given.room.secret, {"nicknames": True})
    first, second = given.join("B"), given.join()
    given.say(first, CHOOSE, "mine")
    given.say(second, CHOOSE, "yours")
    lines = read(students_table(snapshot(given.room), {}))[1:]
    assert [line[1] for line in lines] == ["mine", "yours"]


def test_a_task_is_in_the_table():
    given = Answers()
    ada, bob = given.join(), given.join()
    given.say(ada, DO, "", Judged(True, None, "9", ("4", "9")), "draw?strokes=a")
    offer(given.room, ada, DO)
    steer(given.room, given.room.secret, {"task": {"step": 1000, "on": True}})
    given.say(bob, 1000, "4")
    *_, line = read(answers_table(snapshot(given.room), {}))
    assert line == ["3_one_number", "task 1", "1", "What does the network say?", "9", "4", "", "1", "no"]


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", '"=', "＝", "＋", "－", "＠"])
def test_a_formula_is_made_safe_wherever_a_student_or_a_lesson_writes_it(mark):
    evil = f"{mark}HYPERLINK(A1)"
    given = Answers()
    given.room.lesson = evil
    steer(given.room, given.room.secret, {"nicknames": True})
    token = given.join()
    given.room.students[token].nickname = evil
    given.say(token, TEXT, evil)
    given.say(token, CHOOSE, "a", Judged(False, evil, evil))
    asked = {step: Asked(evil, evil) for step in range(5)}
    for table in (answers_table, students_table):
        for separator in ",;":
            text = table(snapshot(given.room), asked, separator)
            for line in read(text, separator):
                for cell in line:
                    assert not cell.lstrip(" \"'").startswith(tuple("=+-@＝＋－＠\t\r\n")) or "'" in cell[:3], cell
                    assert "'" in cell or "HYPERLINK" not in cell or cell[0] in "12345", cell


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("\t=1", " '=1"),
        ("\r\n=1", " '=1"),
        ("a;=1", "a;'=1"),
        ('a,"=1', "a,\"'=1"),
        ("-3", "-3"),
        ("−3.5", "−3.5"),
        ("+1e-5", "+1e-5"),
        ("1-2", "1-2"),
        ("e = m", "e = m"),
        ("", ""),
    ],
)
def test_cells(text, made):
    assert safe(text) == made


@given(st.text(alphabet="=+-@;,\t\r\n\"' a1", max_size=12))
def test_no_split_of_a_cell_begins_a_formula(text):
    """Whatever separates cells where the file is opened: no part of one begins with what begins a formula."""
    made = safe(text)
    assert not set(made) & set("\t\r\n")
    for separator in ",;":
        for part in made.split(separator):
            start = part.lstrip(" \"'")
            # A number alone is no formula.
            is_number = re.fullmatch("[-+][0-9]+(,[0-9]+)?", made)
            assert not start.startswith(("=", "+", "-", "@")) or "'" in part or is_number


def test_other_separators_are_refused():
    with pytest.raises(RoomError, match="comma or a semicolon"):
        answers_table(snapshot(lesson().room), ASKED, "|")
