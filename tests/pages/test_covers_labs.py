"""What Streamlit itself draws in the labs, while lessons cover it: a box stands in its place, and no number of it."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest


def _part(name: str, covered: tuple[str, ...]) -> None:
    """A script that shows a part of a lab."""
    from importlib import import_module

    from cnnviz.ui import state
    from cnnviz.ui.state.covers import Covers, set_covers
    from cnnviz.ui.states import STATES

    page, module, show = name.split(":")
    state.open_page(page, STATES)
    set_covers(Covers(covered=covered))
    getattr(import_module(f"cnnviz.ui.labs.{module}"), show)()


def told(name: str, *covered: str) -> str:
    """Return all words of a part that Streamlit draws."""
    at = AppTest.from_function(_part, default_timeout=120, kwargs={"name": name, "covered": covered}).run()
    assert not at.exception
    metrics = [f"{metric.label} {metric.value}" for metric in at.metric]
    boxes = [each.proto.body for each in at.get("html")]
    return " ".join([*(each.value for each in (*at.markdown, *at.caption, *at.header)), *metrics, *boxes])


@pytest.mark.parametrize(
    ("name", "region", "box", "texts"),
    [
        ("Convolution:convolution.by_hand:show", "output-size", "The size of the output", ["= 4**", "Output size"]),
        (
            "Convolution:convolution.colour:show",
            "costs",
            "How many weights",
            ["2,352", "270,000", "75 weights", "only the weights of its window", "weights for each channel"],
        ),
        ("Convolution:convolution.filter_stack:show", "costs", "How many weights", ["760 numbers", "75 weights"]),
        ("Convolution:convolution.filter_stack:show", "output-size", "The size of the output", ["28 × 28", "= 28"]),
        ("Convolution:convolution.weights:show", "output", "What the convolution gives", ["only weaker", "lights up"]),
        ("Pooling & activation:pooling.pooling:show_pooling", "pooled", "The pooled numbers", ["Swap the two"]),
    ],
)
def test_a_box_stands_where_streamlit_drew_what_is_covered(name, region, box, texts):
    shown, left = told(name), told(name, region)
    assert [text for text in texts if text not in shown] == [] and "covered until you answer" not in shown
    assert [text for text in texts if text in left] == []
    assert re.search(f"{box}[^>]*: covered until you answer", left)
