"""The answers of the bundled lessons when they were last recorded: a network that is trained again changes some."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from cnnviz.bundled.files import written_whole
from cnnviz.lessons.check import Checked

RECORD = Path(__file__).with_name("files") / "answers.json"
Answers = Mapping[str, Mapping[str, str]]
"""By the lesson's name, and the step, network and variant: the answer as text."""


def recorded() -> Answers:
    """Return the answers that were recorded; none if there is no record."""
    if not RECORD.exists():
        return {}
    answers: Answers = json.loads(RECORD.read_text(encoding="utf-8"))
    return answers


def write_record(answers: Mapping[str, Iterable[Checked]]) -> Path:
    """Record the answers of all bundled lessons, by the lessons' names, and return the file."""
    found = {name: {each.place: each.answer for each in checked} for name, checked in answers.items()}
    with written_whole(RECORD) as path:
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return RECORD


def was(lesson: str, checked: Checked, before: Answers) -> str | None:
    """Return what an answer was when it was recorded, if it was another one."""
    old = before.get(lesson, {}).get(checked.place)
    return None if old in (None, checked.answer) else old
