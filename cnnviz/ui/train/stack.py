"""The network of a training as the fields of its layers hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from cnnviz.architecture.presets import examples, networks
from cnnviz.architecture.typed import Typed, written
from cnnviz.ui import state
from cnnviz.ui.train.declared import TRAIN
from cnnviz.ui.train.presets import for_classes

if TYPE_CHECKING:
    from cnnviz.ui.components.shapes import Sent

_TYPED = "train-typed"
"""Where a visit keeps the fields as they were typed, and the state's layers at that time."""


def typed_stack(sent: Sent | None) -> Typed:
    """Return what the fields hold, and keep the layers in the state where all of them can be read.

    What is chosen elsewhere on the page counts more than fields that were typed before.

    Args:
        sent: The last message of the fields; one that was taken in before changes nothing.
    """
    recipe = state.chosen(TRAIN)
    number, typed, layers = st.session_state.get(_TYPED, (0, None, None))
    if sent is not None and sent.number != number:
        typed = sent.typed or _preset(sent.preset)
        specs = typed.specs()
        read = tuple(spec for spec in specs if not isinstance(spec, str))
        if read and len(read) == len(specs):
            recipe = state.choose(TRAIN, layers=read)
        layers = recipe.layers
        st.session_state[_TYPED] = (sent.number, typed, layers)
    if typed is None or layers != recipe.layers:
        return written(recipe.shape, recipe.layers)
    # The input is that of the pictures, whatever was typed.
    return Typed(written(recipe.shape, ()).sides, typed.layers)


def _preset(name: str) -> Typed:
    recipe = state.chosen(TRAIN)
    preset = next((preset for preset in (*examples(), *networks()) if preset.name == name), None)
    layers = for_classes(preset.specs, len(recipe.labels)) if preset else recipe.layers
    return written(recipe.shape, layers)
