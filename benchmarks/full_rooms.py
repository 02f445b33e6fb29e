"""Fifty rooms of three hundred students: the memory that they take in a process of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import psutil

from benchmarks.launch import ROOT
from benchmarks.table import Figure, Row
from cnnviz.rooms.answers import MOST_DRAWING, Judged
from cnnviz.rooms.errors import RoomError
from cnnviz.rooms.room import MOST_STUDENTS
from cnnviz.rooms.rooms import MOST_BYTES_IN_ALL, MOST_ROOMS, Rooms

KINDS = ["number", "number", "number", "draw"]
NUMBERS, DRAWINGS = range(3), range(3, 4)


def measure() -> list[Row]:
    """Return the memory of full rooms, with three answers of each student, and with all drawings that are taken."""
    measured = subprocess.run(
        [sys.executable, "-m", "benchmarks.full_rooms"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    answered, drawn, refused = json.loads(measured.stdout)
    return [
        Row(
            f"{MOST_ROOMS} rooms with {MOST_STUDENTS} students each",
            (
                Figure(answered, "MB", "three answers of each"),
                Figure(drawn, "MB", f"and drawings until {refused:,.0f} are refused", MOST_BYTES_IN_ALL / 1e6),
            ),
        )
    ]


def main() -> None:
    """Print both sizes in megabytes, and how many drawings were refused, as JSON."""
    process = psutil.Process()
    rooms, before, now, refused = Rooms(), process.memory_info().rss, 0.0, 0
    codes = [rooms.make("a lesson", 0, KINDS)[0] for _ in range(MOST_ROOMS)]
    tokens = {}
    for code in codes:
        with rooms.entered(code) as room:
            tokens[code] = [room.join(room.last).token for _ in range(MOST_STUDENTS)]
            now = room.last
    answered = drawn = 0.0
    for steps in (NUMBERS, DRAWINGS):
        for step in steps:
            now += 2
            for code in codes:
                for at, token in enumerate(tokens[code]):
                    drawing = f"draw?drawing={at:06}".ljust(MOST_DRAWING, "0") if step in DRAWINGS else None
                    text = "" if drawing else f"{at}.25"
                    with rooms.entered(code) as room:
                        try:
                            answer, turn = room.admit(token, step, None, text, 3, drawing, now)
                            room.take(token, step, turn, replace(answer, judged=Judged(True, None, text)))
                        except RoomError:
                            refused += 1
        answered, drawn = drawn, (process.memory_info().rss - before) / 1e6
    print(json.dumps([answered, drawn, refused]))


if __name__ == "__main__":
    main()
