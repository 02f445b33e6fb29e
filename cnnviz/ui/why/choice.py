"""What is chosen on the page Why: a class, two methods, how occlusion hides, and whether the methods are checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from cnnviz import attribution
from cnnviz.attribution.occlusion import default_patch, patch_slices
from cnnviz.network import Network
from cnnviz.ui.page_choice import choice_in_url, put_in_url

FIRST, SECOND = "grad_cam", "occlusion"
_READ = "read"
_IN_URL = ("label", "method", "beside", "patch", "stride", "trust", "opacity", "alone")


@dataclass(frozen=True)
class Choice:
    """What a visitor asks.

    Attributes:
        label: The class's place in network.labels.
        methods: The names of the two methods.
        patch: The side of occlusion's patch.
        stride: How far it is from one patch to the next.
    """

    label: int
    methods: tuple[str, str]
    patch: int
    stride: int

    def options(self, method: str) -> dict[str, Any]:
        """Return what a method's function gets beside network, picture and label."""
        return {"patch": self.patch, "stride": self.stride} if method == "occlusion" else {}


def choose(network: Network, probabilities: np.ndarray) -> Choice:
    """Show the choices in a row; return what is chosen.

    Args:
        network: Who is asked.
        probabilities: (classes,) float32, what it answered to the picture.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", key="why-choices"):
        label = _choose_label(network, probabilities)
        first = _choose_method("How", "method", FIRST)
        second = _choose_method("Beside it", "beside", SECOND)
        patch, stride = default_patch(network.input_shape), max(1, default_patch(network.input_shape) // 2)
        if "occlusion" in (first, second):
            patch, stride = _choose_patch(network, patch, stride)
        st.button("Reset", key="why-reset", on_click=_reset)
    return Choice(label, (first, second), *_that_can_be(network, patch, stride))


def choose_trust() -> bool:
    """Show whether the methods are checked; return it."""
    options = ["no", "yes"]
    asked = choice_in_url("trust", options) == "yes"
    chosen = st.toggle("Make the network's weights random, layer by layer", value=asked, key="trust")
    put_in_url("trust", options[chosen], options)
    return chosen


def _choose_label(network: Network, probabilities: np.ndarray) -> int:
    read = int(probabilities.argmax())
    options = [_READ, *network.labels]

    def words(option: str) -> str:
        place = read if option == _READ else network.labels.index(option)
        share = min(probabilities[place], 0.9999)
        return f"{network.labels[place]} · {share:.2%}" + (" · what it reads" if option == _READ else "")

    asked = choice_in_url("label", options)
    chosen = st.selectbox(
        "Why", options, index=options.index(asked), format_func=words, width=230, key=f"label-{network.name}"
    )
    put_in_url("label", chosen, options)
    return read if chosen == _READ else network.labels.index(chosen)


def _choose_method(title: str, name: str, first: str) -> str:
    options = [first, *(each for each in attribution.names() if each != first)]
    asked = choice_in_url(name, options)
    chosen = st.selectbox(
        title,
        options,
        index=options.index(asked),
        format_func=lambda each: attribution.method(each).title,
        width=210,
        key=name,
    )
    put_in_url(name, chosen, options)
    return chosen


def _choose_patch(network: Network, patch: int, stride: int) -> tuple[int, int]:
    """Return the side of the patch and the stride as they were typed."""
    largest, typed = min(network.input_shape[:2]), []
    for name, usual in (("patch", patch), ("stride", stride)):
        asked = st.query_params.get(name, "")
        start = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 4 else usual
        value = st.number_input(
            f"{name.title()}, pixels",
            min_value=1,
            max_value=largest,
            value=start if 1 <= start <= largest else usual,
            width=130,
            key=f"{name}-{network.name}",
        )
        put_in_url(name, str(value), [str(usual)])
        typed.append(value)
    return tuple(typed)


def _that_can_be(network: Network, patch: int, stride: int) -> tuple[int, int]:
    """Return a patch and a stride, or, where they do not go together, say so and return the last ones that did."""
    kept = st.session_state.setdefault("patches-kept", {})
    try:
        patch_slices(network.input_shape, patch, stride)
    except ValueError as error:
        usual = default_patch(network.input_shape)
        st.error(f"{error} You still see the map from before.")
        return kept.get(network.name, (usual, max(1, usual // 2)))
    kept[network.name] = patch, stride
    return patch, stride


def _reset() -> None:
    for name in _IN_URL:
        st.query_params.pop(name, None)
    for key in list(st.session_state):
        if str(key).partition("-")[0] in (*_IN_URL, "patches"):
            del st.session_state[key]
