"""What a room's lesson says of its steps: everything to its teacher, and to its students what is not yet answered."""

from __future__ import annotations

import json
import time
from functools import cache
from typing import Any

import pytest

from cnnviz import lessons
from cnnviz.facts import BELIEFS
from cnnviz.lessons.options import options
from cnnviz.lessons.read import read_pin
from cnnviz.lessons.steps import Question, Reveal, Vote
from cnnviz.lessons.truth import truth_of
from cnnviz.rooms.answers import Task
from cnnviz.rooms.errors import ClosedError, GoneError
from cnnviz.ui.lessons import truths
from cnnviz.ui.lessons.pins import AppPages
from cnnviz.ui.rooms import told
from cnnviz.ui.rooms.judging import judge, kinds_of
from cnnviz.ui.rooms.told import lesson_told, step_told, task_told

PICTURE, LETTERS, NUMBERS = lessons.names()[:3]
OF_TRUTH = {"truth", "value", "options", "cells"}


@cache
def known(name: str) -> dict[str, Any]:
    """Return what a teacher is told once all is worked out."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        found = lesson_told(name, 0)
        if not any(step["waits"] for step in found["steps"]):
            return found
    raise AssertionError("The truths were not worked out.")


def step_at(name: str, takes: str) -> dict[str, Any]:
    return next(step for step in known(name)["steps"] if step["takes"] == takes)


@pytest.mark.parametrize("name", [PICTURE, LETTERS, NUMBERS])
def test_a_teacher_is_told_all_steps_and_it_is_json(name):
    lesson, found = lessons.load(name, AppPages()), known(name)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert (found["title"], found["lesson"], found["variant"]) == (lesson.front.title, name, 0)
    assert found["beliefs"]["flip"] == BELIEFS["flip"].believed
    assert [step["takes"] for step in found["steps"]] == kinds_of(name, 0)
    for index, (step, written) in enumerate(zip(found["steps"], lesson.steps, strict=True)):
        assert (step["step"], step["title"], step["kind"]) == (index, written.title, written.block.kind)
        assert step["prose"] and "{" not in step["prose"]
        assert bool(step["truth"]) == (step["kind"] in ("predict", "vote", "work"))
        assert (step["of"] is not None) == (step["kind"] == "reveal")
        assert (step["goals"] is not None) == (step["takes"] == "do")
        assert "lesson=" not in step["address"] and AppPages().problem(*page_of(step["address"])) is None


def page_of(address: str) -> tuple[str, dict[str, str]]:
    pin = read_pin(address)
    return pin.page, dict(pin.query)


def test_the_answers_that_a_teacher_is_told_are_judged_right():
    checked = 0
    for name in (PICTURE, LETTERS, NUMBERS):
        for step in known(name)["steps"]:
            if step["value"] is not None:
                value = step["value"] / 100 if step["unit"] == "%" else step["value"]
                assert judge(name, 0, step["step"], repr(value)).right, step
                checked += 1
            for option in step["options"]:
                judged = judge(name, 0, step["step"], option["text"])
                assert (judged.right, judged.belief) == (option["right"], option["belief"])
                checked += 1
    assert checked > 20


def test_a_share_is_told_in_its_unit():
    step = step_at(NUMBERS, "number")
    assert (step["unit"], step["truth"]) == ("%", "74 %")
    assert step["value"] == pytest.approx(74.0646, abs=1e-3)


def test_options_stand_in_the_order_in_which_the_lesson_offers_them():
    lesson = lessons.load(NUMBERS, AppPages())
    step = step_at(NUMBERS, "choose")
    block = lesson.steps[step["step"]].block
    truth = truth_of(lesson, lesson.steps[step["step"]], AppPages())
    offered = options(block.ask, truth.fact, truth.wrong, f"{NUMBERS} 0 {step['step']}")
    assert [option["text"] for option in step["options"]] == [option.text for option in offered]
    assert step["ask"] == {"type": "choose", "options": [option.text for option in offered]}


def test_the_map_that_is_pointed_at_is_told():
    step = step_at(PICTURE, "cell")
    cells = step["cells"]
    assert (cells["rows"], cells["cols"], cells["signed"]) == (4, 4, False)
    assert max(map(max, cells["values"])) == cells["values"][3][1] == 913
    assert step["truth"] == "row 3, column 1"
    assert step["ask"] == {"type": "cell", "of": "output", "rows": 4, "cols": 4}


@pytest.mark.parametrize("name", [PICTURE, LETTERS, NUMBERS])
def test_a_student_is_told_no_truth(name):
    teachers = known(name)["steps"]
    for index, written in enumerate(lessons.load(name, AppPages()).steps):
        if isinstance(written.block, Reveal):
            continue
        step = step_told(name, 0, index, {})
        assert not OF_TRUTH & step.keys()
        assert step == {field: value for field, value in teachers[index].items() if field in step}
        if step["ledger"]:
            assert teachers[index]["truth"] not in json.dumps(step["ledger"])


def test_a_reveal_is_told_once_its_question_is_answered():
    steps = lessons.load(LETTERS, AppPages()).steps
    told_after = [
        (index, teacher["of"], 2 if isinstance(steps[teacher["of"]].block, Vote) else 1)
        for index, teacher in enumerate(known(LETTERS)["steps"])
        if teacher["of"] is not None
    ]
    assert {needed for *_, needed in told_after} == {1, 2}
    for index, question, needed in told_after:
        assert isinstance(steps[question].block, Question)
        others = {other: 2 for other in range(len(steps)) if other != question}
        for unknown in ({}, others, others | {question: needed - 1}):
            with pytest.raises(ClosedError, match=steps[question].title[:5]):
                step_told(LETTERS, 0, index, unknown)
        prose = known(LETTERS)["steps"][index]["prose"]
        assert step_told(LETTERS, 0, index, {question: needed})["prose"] == prose
        assert step_told(LETTERS, 0, index, None)["prose"] == prose


def test_while_a_truth_is_worked_out_nobody_waits_for_it(monkeypatch):
    monkeypatch.setattr(told, "_AT_ONCE", 0.05)
    monkeypatch.setattr(truths, "is_ready", lambda *_: False)
    monkeypatch.setattr(truths, "truth_at", lambda *_: None)
    index = step_at(PICTURE, "cell")["step"]
    step = step_told(PICTURE, 0, index, {})
    assert (step["waits"], step["prose"], step["ask"]) == (True, "", None)
    found = lesson_told(PICTURE, 0)["steps"]
    assert (found[index]["waits"], found[index]["truth"], found[0]["waits"]) == (True, "", False)


def test_a_task_is_told_with_its_drawing_and_without_what_the_network_says():
    index = step_at(LETTERS, "do")["step"]
    task = Task(1000, index, 7, "", "x_or_o?cells=1", "O", ("O", "X"), True)
    step = task_told(LETTERS, 0, task)
    assert (step["step"], step["takes"], step["drawing"]) == (1000, "choose", "x_or_o?cells=1")
    assert step["ask"] == {"type": "choose", "options": ["O", "X"]}
    assert step.keys() == step_told(LETTERS, 0, index, {}).keys()


def test_what_is_gone_is_not_told():
    with pytest.raises(GoneError):
        lesson_told("none", 0)
