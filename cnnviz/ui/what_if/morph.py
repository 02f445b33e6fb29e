"""What if the picture were on its way into another one."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import streamlit as st

from cnnviz.datasets.samples import load_samples
from cnnviz.network import Network
from cnnviz.ui import state
from cnnviz.ui.components.changed_picture import AnswersAlong, TitledPicture, picked, show_changed_picture
from cnnviz.ui.components.gallery import clicked_sample, show_gallery
from cnnviz.ui.edits_mark import mark_network
from cnnviz.ui.pages import link_to
from cnnviz.ui.picture.beside import beside_picture
from cnnviz.ui.picture.changes import changed_input
from cnnviz.ui.picture.numbers import need_picture
from cnnviz.ui.picture.selected import prepare_original, sample_input
from cnnviz.ui.picture.waiting import as_edited, need_classes, wait_for_network
from cnnviz.what_if import morph
from cnnviz.what_if.answer_curve import CURVE_VALUES, Curve, answers_along, turns_from
from cnnviz.what_if.changes import (
    ATTACKS,
    CHANGE_KINDS,
    Changes,
    changes_in_words,
    format_changes,
    parse_changes,
    transformed,
    with_change,
    without,
)

TITLE = "Morph"
WAYS = ("Bend the outlines", "Fade the pixels")
"""The first way is written 1 in a recipe, the second 0."""
KEY = "morphed"
SHARE = CHANGE_KINDS["morph"].numbers[0]


def show() -> None:
    """Show the part."""
    network = as_edited(wait_for_network())
    need_picture(network, "no outline to bend into another")
    need_classes(network)
    mark_network()
    st.markdown(
        "Drag the slider from your picture to another one. Where does the answer change, and what does it say "
        "in between?"
    )
    beside_picture(lambda: _morph(network))


@st.fragment
def _morph(network: Network) -> None:
    dataset = state.selection().dataset
    recipe: Changes = parse_changes(state.selection().change)
    clicked = clicked_sample(dataset.name, key="morph-gallery")
    if clicked is not None and clicked != st.session_state.get("morph-clicked"):
        st.session_state["morph-clicked"] = clicked
        share, _, way = chosen_of(network, recipe)
        recipe = _keep(share, clicked, way)
    share, sample, way = chosen_of(network, recipe)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="morph-choices"):
        if network.input_shape[2] == 1:
            st.segmented_control(
                "How",
                WAYS,
                required=True,
                **state.shown(
                    "morph-way", WAYS[0] if way else WAYS[1], lambda words: _keep(share, sample, int(words == WAYS[0]))
                ),
            )
        st.slider(
            "Towards the other picture",
            0.0,
            1.0,
            step=0.01,
            **state.shown("morph-share", share, lambda share: _keep(share, sample, way)),
            width=300,
        )
        st.button(
            "Back to the original",
            on_click=_reset,
            disabled=not state.selection().change,
            key="morph-back",
        )
    if "morph" in recipe:
        words = changes_in_words(recipe, dataset.classes)
        st.markdown(f":orange-badge[changed] {words}. {link_to('Draw & see')} and the other pages show this picture.")
    before = prepare_original().input
    rest = without(recipe, (*ATTACKS, "morph"))
    start, after, end = (
        changed_input(before, with_change(rest, "morph", (float(position), sample, way))) for position in (0, share, 1)
    )
    curve = curve_along(network, before.tobytes(), sample_input(sample).tobytes(), format_changes(rest), way)
    answer_before, answer_after = network.probabilities(np.stack([start, after]))
    show_changed_picture(
        network,
        [
            TitledPicture("Your picture", start),
            TitledPicture("The other one", end),
            TitledPicture(f"{share * 100:.0f} % of the way", after),
        ],
        answer_before,
        answer_after,
        AnswersAlong(SHARE, share, curve, turns_from(curve, 0), 0),
        key=KEY,
        on_pick=lambda: _take_from_curve(network),
    )
    st.markdown("**The other picture:** click one.")
    show_gallery(dataset.name, sample, key="morph-gallery")


def chosen_of(network: Network, recipe: Changes) -> tuple[float, int, int]:
    """Return share, sample and way: those of the recipe, or else half the way to the first sample of another class."""
    if "morph" in recipe:
        share, sample, way = recipe["morph"]
        return share, min(int(sample), len(load_samples(state.selection().dataset.name).labels) - 1), int(way)
    label = int(network.probabilities(prepare_original().input[None])[0].argmax())
    labels = load_samples(state.selection().dataset.name).labels
    sample = int(np.flatnonzero(labels != label)[0])
    return 0.5, sample, int(network.input_shape[2] == 1)


@lru_cache(maxsize=64)
def curve_along(network: Network, before: bytes, other: bytes, recipe: str, way: int) -> Curve:
    """Return the answers on the way from one input to another, with all other changes as in the recipe."""
    first, second = (np.frombuffer(values, np.float32).reshape(network.input_shape) for values in (before, other))
    between, rest = morph.reshape if way and network.input_shape[2] == 1 else morph.mix, parse_changes(recipe)

    def answer(shares: np.ndarray) -> np.ndarray:
        morphs = between(first, second, shares)
        return network.probabilities(np.stack([transformed(picture, rest) for picture in morphs]))

    return answers_along(
        answer, SHARE.values(), most=CURVE_VALUES if max(network.input_shape) <= 64 else CURVE_VALUES // 2
    )


def _keep(share: float, sample: int, way: int) -> Changes:
    """Morph the visitor's picture as chosen, on all pages; return all its changes."""
    recipe = with_change(
        without(parse_changes(state.selection().change), ATTACKS), "morph", (float(share), int(sample), int(way))
    )
    state.select(change=format_changes(recipe))
    return recipe


def _take_from_curve(network: Network) -> None:
    share = picked(SHARE, key=KEY)
    if share is not None:
        _, sample, way = chosen_of(network, parse_changes(state.selection().change))
        _keep(share, sample, way)


def _reset() -> None:
    st.session_state.pop("morph-clicked", None)
    state.select(change="")
