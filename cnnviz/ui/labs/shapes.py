"""The stack that a visitor builds: it is in the URL of its page, and is kept while other pages are shown."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnnviz.architecture.presets import examples, networks
from cnnviz.architecture.text import shape_to_text, specs_to_text, text_to_shape, text_to_specs
from cnnviz.architecture.typed import Typed, written
from cnnviz.explainers.parts.spec import Shape, Spec
from cnnviz.ui.components.shapes import Sent

START = {"input": "28x28x1", "layers": "c6k5p-m2-r-c16k5p-m2-r-f-d128-r-d10-z", "look": ""}
"""What the page begins with, as in a URL: the network mnist_lab, and no layer picked."""

_EMPTY = "-"
"""What stands for no layer at all."""


def chosen_stack(sent: Sent | None) -> tuple[Typed, int | None]:
    """Return what stands in the fields, and the number of the layer that is looked at, from 1; None for none.

    Args:
        sent: What the browser sent, if it has: else it is what the URL says, or what was kept, or the first stack.
    """
    if sent and sent.typed:
        return sent.typed, sent.chosen
    if sent:
        preset = next((each for each in (*examples(), *networks()) if each.name == sent.preset), None)
        if preset:
            return written(preset.shape, preset.specs), None
        asked = START
    elif st.query_params.keys() & START.keys():
        asked = START | st.query_params.to_dict()
    else:
        asked = st.session_state.get("stack", START)
    shape = text_to_shape(asked["input"]) or text_to_shape(START["input"])
    specs = text_to_specs(asked["layers"])
    if not specs and asked["layers"] != _EMPTY:
        specs = text_to_specs(START["layers"])
    look = asked["look"]
    return written(shape, specs), int(look) if look.isascii() and look.isdecimal() and len(look) < 4 else None


def keep_stack(shape: Shape, specs: Sequence[Spec], chosen: int | None) -> None:
    """Keep a stack in the URL, without what is as at the start, and for when the page is shown again."""
    kept = {
        "input": shape_to_text(shape),
        "layers": specs_to_text(specs) or _EMPTY,
        "look": str(chosen) if chosen else "",
    }
    st.session_state.stack = kept
    before = st.query_params.to_dict()
    query = {name: value for name, value in before.items() if name not in START}
    query |= {name: value for name, value in kept.items() if value != START[name]}
    if query != before:
        st.query_params.from_dict(query)
