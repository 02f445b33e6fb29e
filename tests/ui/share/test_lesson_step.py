"""What is on screen as a step: whatever is pasted into a lesson, the lesson can be read, and sees the same."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from cnnviz.lessons import Pin, read_lesson
from cnnviz.lessons.regions import regions_of
from cnnviz.pictures.strokes import Stroke
from cnnviz.ui.lessons.pins import AppPages
from cnnviz.ui.share.lesson_step import LONGEST, pinned, step_of
from cnnviz.ui.state import SELECTION, Selection
from cnnviz.ui.state.selection import Pin as PinnedCell

PAGES = AppPages()
FRONT = """---
title: A lesson
level: school
minutes: 15
goals: [Say what it reads]
networks: [mnist_lab, fashion_cnn]
---
"""
DRAWN = Selection(
    network="mnist_cnn",
    strokes=(Stroke(tuple((60 + 2.5 * at, 60 + at / 2) for at in range(56)), 16),),
    centre=False,
    pin=PinnedCell("conv2d", (3, 4, 0)),
)


def read(steps: str):
    return read_lesson((FRONT + steps).encode(), "lesson.md", PAGES).steps


@pytest.mark.parametrize("page", PAGES.names())
@pytest.mark.parametrize("covers", [False, True])
def test_a_lesson_takes_the_step_of_every_page(page, covers):
    query = {"network": "mnist_cnn"} | SELECTION.write(DRAWN)
    see, left_out = pinned(page, query, PAGES)
    hide = tuple(regions_of(page)) if covers else ()
    (step, *others) = read(step_of(see, hide))
    assert step.pin == see == Pin(page, query) and not left_out
    covered = set(hide) - {"network-choice", "navigation", "upload", "camera"}
    if covered:
        assert step.block.kind == "predict" and set(step.block.hide) == covered
        assert [other.block.kind for other in others] == ["reveal"] and others[0].question.title == step.title
    else:
        assert step.block.kind == "explain" and not others


def test_the_state_of_a_part_comes_along():
    query = {"part": "own_kernel", "kernel": "-1_-1_-1~2_2_2~-1_-1_-1", "at": "3-4"}
    see, left_out = pinned("convolution_lab", query, PAGES)
    (step,) = read(step_of(see, ()))
    assert step.pin.query == query and not left_out


def test_what_leads_the_sharer_and_what_no_page_knows_stays_behind():
    query = {"lesson": "01", "said": "0.1.0.7", "hide": "answer", "lock": "camera", "ref": ["x"], "sample": "3"}
    assert pinned("draw", query, PAGES) == (Pin("draw", {"sample": "3"}), [])


def test_what_no_lesson_holds_is_left_out_and_named():
    assert pinned("draw", {"strokes": "long", "centre": "no"}, PAGES) == (Pin("draw", {"centre": "no"}), ["strokes"])
    own = {"network": f"own-{'0' * 16}", "edits": "conv2d.off.3", "pin": "conv2d.3-4-0", "partner": f"own-{'1' * 16}"}
    see, left_out = pinned("compare", own | {"sample": "3"}, PAGES)
    assert see == Pin("compare", {"sample": "3"})
    assert sorted(left_out) == ["edits", "network", "partner", "pin"]
    edits = "~".join(
        f"conv2d.kernel.{row}-{col}-0-{kernel}.0.125" for row in range(5) for col in range(5) for kernel in range(8)
    )
    see, left_out = pinned("draw", {"network": "mnist_lab", "edits": edits}, PAGES)
    assert (see, left_out) == (Pin("draw", {"network": "mnist_lab"}), ["edits"]) and len(edits) > LONGEST


def test_the_step_is_a_page_s_address():
    see, _ = pinned("draw", {"network": "mnist_lab", "sample": "3"}, PAGES)
    line = next(line for line in step_of(see, ("answer",)).splitlines() if line.startswith("see: "))
    page, _, query = line.removeprefix("see: ").partition("?")
    assert (page, dict(parse_qsl(query))) == ("draw", {"network": "mnist_lab", "sample": "3"})
