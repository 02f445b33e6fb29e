"""What is chosen on the page Why: a class, two methods, how occlusion hides, and whether the methods are checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnnviz import attribution
from cnnviz.attribution.occlusion import default_patch, patch_slices
from cnnviz.network import Network
from cnnviz.ui import state
from cnnviz.ui.state.covers import is_covered
from cnnviz.ui.why.declared import READ, WHY


@dataclass(frozen=True)
class Question:
    """What the maps answer: why this class, by which two methods.

    Attributes:
        label: The class's index in network.labels.
        words: The class, as headings name it: where the answer is covered, they do not say what was read.
        methods: The names of the two methods.
        patch: The side of occlusion's patch, in pixels.
        stride: The distance from one patch to the next, in pixels.
    """

    label: int
    words: str
    methods: tuple[str, str]
    patch: int
    stride: int

    def options(self, method: str) -> dict[str, Any]:
        """Return the arguments that a method's function gets beside network, picture and label."""
        return {"patch": self.patch, "stride": self.stride} if method == "occlusion" else {}


def choose(network: Network, probabilities: npt.NDArray[np.float32]) -> Question:
    """Show the choices in a row; return what is chosen, as far as it is possible.

    Args:
        network: The network whose answer is explained.
        probabilities: (classes,) float32: the network's answer to the picture.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", key="why-choices"):
        label = _choose_label(network, probabilities)
        first = _choose_method("How", "method")
        second = _choose_method("Beside it", "beside")
        patch, stride = default_patch(network.input_shape), max(1, default_patch(network.input_shape) // 2)
        # Of numbers one at a time is hidden.
        if "occlusion" in (first, second) and network.kind != "numbers":
            patch, stride = _choose_patch(network, patch, stride)
        st.button("Reset", key="why-reset", on_click=_reset)
    unsaid = is_covered("answer") and state.chosen(WHY).label == READ
    words = "its answer" if unsaid else network.labels[label]
    return Question(label, words, (first, second), *_fitting(network, patch, stride))


def choose_trust() -> bool:
    """Show whether the methods are checked; return it."""
    st.toggle("Make the network's weights random, layer by layer", **state.bound(WHY, "trust", key="trust"))
    return state.chosen(WHY).trust


def _choose_label(network: Network, probabilities: npt.NDArray[np.float32]) -> int:
    read = int(probabilities.argmax())
    options = [READ, *network.labels]

    def words(option: str) -> str:
        if is_covered("answer"):
            return "what it reads" if option == READ else option
        index = read if option == READ else network.labels.index(option)
        share = min(probabilities[index], 0.9999)
        return f"{network.labels[index]} · {share:.2%}" + (" · what it reads" if option == READ else "")

    if state.chosen(WHY).label not in options:
        state.choose(WHY, label=READ)
    st.selectbox("Why", options, format_func=words, width=230, **state.bound(WHY, "label", key=f"label-{network.name}"))
    chosen = state.chosen(WHY).label
    return read if chosen == READ else network.labels.index(chosen)


def _choose_method(title: str, name: Literal["method", "beside"]) -> str:
    first: str = getattr(WHY.start, name)
    options = [first, *(method for method in attribution.names() if method != first)]
    if getattr(state.chosen(WHY), name) not in options:
        state.choose(WHY, **{name: first})
    st.selectbox(
        title,
        options,
        format_func=lambda method: attribution.method(method).title,
        width=210,
        **state.bound(WHY, name, key=name),
    )
    chosen: str = getattr(state.chosen(WHY), name)
    return chosen


def _choose_patch(network: Network, patch: int, stride: int) -> tuple[int, int]:
    """Return the side of the patch and the stride as they were typed."""
    largest, settings = min(network.input_shape[:2]), state.chosen(WHY)
    if max(settings.patch or 1, settings.stride or 1) > largest:
        settings = state.choose(WHY, patch=None, stride=None)
    sizes = {"patch": settings.patch or patch, "stride": settings.stride or stride}
    for (name, value), usual in zip(sizes.items(), (patch, stride), strict=True):
        st.number_input(
            f"{name.title()}, pixels",
            min_value=1,
            max_value=largest,
            width=130,
            **state.shown(f"{name}-{network.name}", value, partial(_take_size, name, usual)),
        )
    return sizes["patch"], sizes["stride"]


def _take_size(name: str, usual: int, size: int) -> None:
    state.choose(WHY, **{name: None if size == usual else size})


def _fitting(network: Network, patch: int, stride: int) -> tuple[int, int]:
    """Return a patch and a stride; if they do not fit together, say so and return the last ones that did."""
    last_good: dict[str, tuple[int, int]] = st.session_state.setdefault("patches-kept", {})
    try:
        patch_slices(network.input_shape, patch, stride)
    except ValueError as error:
        usual = default_patch(network.input_shape)
        st.error(f"{error} You still see the map from before.")
        return last_good.get(network.name, (usual, max(1, usual // 2)))
    last_good[network.name] = patch, stride
    return patch, stride


def _reset() -> None:
    st.session_state.pop("patches-kept", None)
    state.reset(WHY)
