"""What if the picture were another: moved, turned, thicker, noisy, partly hidden."""

from __future__ import annotations

from functools import lru_cache, partial

import numpy as np
import streamlit as st

from cnnviz.network import Network
from cnnviz.ui import state
from cnnviz.ui.components.changed_picture import AnswersAlong, TitledPicture, picked, show_changed_picture
from cnnviz.ui.components.shift_maps import moved_to, show_shift_maps
from cnnviz.ui.edits_mark import mark_network
from cnnviz.ui.pages import link_to
from cnnviz.ui.picture.beside import beside_picture
from cnnviz.ui.picture.changes import changed_input
from cnnviz.ui.picture.numbers import need_picture
from cnnviz.ui.picture.selected import prepare_original
from cnnviz.ui.picture.waiting import as_edited, loaded, need_classes, rerun_when_ready, wait_for_network
from cnnviz.ui.state.covers import covers
from cnnviz.ui.what_if.declared import PICTURE
from cnnviz.what_if.answer_curve import CURVE_VALUES, Curve, answers_along, turns_from
from cnnviz.what_if.changes import (
    ATTACKS,
    CHANGE_KINDS,
    TRANSFORMS,
    Changes,
    changes_in_words,
    format_changes,
    parse_changes,
    transformed,
    with_change,
    without,
)

TITLE = "Change the picture"
REACH = 6
"""How many pixels the picture is moved to each side in the maps."""
LARGE = 64
"""Larger pictures get a coarser curve and no maps of the moved picture: those would take seconds."""
KEY, MAPS_KEY = "changed-picture", "shift-maps"


def show() -> None:
    """Show the part."""
    network = as_edited(wait_for_network())
    need_picture(network, "nothing to move or to turn")
    need_classes(network)
    mark_network()
    st.markdown(
        "Choose a change and drag its slider: the curve shows the answer along the **whole** slider. Try *Turn*: how "
        "far can you turn the picture before it is read as something else? A click on the curve takes you there."
    )
    beside_picture(lambda: _changes(network))


@st.fragment
def _changes(network: Network) -> None:
    name, index = _chosen_slider()
    recipe = without(parse_changes(state.selection().change), ATTACKS)
    st.segmented_control(
        "Change",
        list(TRANSFORMS),
        format_func=lambda kind: CHANGE_KINDS[kind].title,
        required=True,
        **state.shown("change-kind", name, lambda name: _choose_slider(f"{name}-0")),
        label_visibility="collapsed",
    )
    values = recipe.get(name, CHANGE_KINDS[name].usual)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="change-sliders"):
        for position, number in enumerate(CHANGE_KINDS[name].numbers):
            key, kind = f"change-{name}-{position}", type(number.step)
            st.slider(
                f"{number.title}{f', {number.unit.strip()}' if number.unit else ''}",
                kind(number.low),
                kind(number.high),
                step=number.step,
                **state.shown(key, kind(values[position]), partial(_moved, recipe, name, position)),
                width=300,
            )
        st.button("Back to the original", on_click=_reset, disabled=not state.selection().change, key="unchanged")
    _show_changes(recipe)
    before = prepare_original().input
    after = changed_input(before, recipe)
    answer_before, answer_after = network.probabilities(np.stack([before, after]))
    number = CHANGE_KINDS[name].numbers[index]
    morphed = changed_input(before, {kind: numbers for kind, numbers in recipe.items() if kind == "morph"}).tobytes()
    others = (*values[:index], number.usual, *values[index + 1 :])
    curve = curve_along(network, morphed, format_changes(with_change(recipe, name, others)), name, index)
    along = AnswersAlong(number, values[index], curve, turns_from(curve, number.usual), number.usual)
    pictures = [TitledPicture("The picture", before), TitledPicture("Changed", after)]
    show_changed_picture(
        network, pictures, answer_before, answer_after, along, key=KEY, on_pick=lambda: _take_from_curve(name, index)
    )
    if name == "move" and max(network.input_shape) <= LARGE and "shift-maps" not in covers().gone:
        _show_everywhere(network, morphed, int(answer_before.argmax()), (int(values[0]), int(values[1])))


def _show_changes(recipe: Changes) -> None:
    if parse_changes(state.selection().change).keys() & set(ATTACKS):
        st.caption(
            f"What you did in {link_to('What if', 'fool', 'Fool it')} is not shown here; moving a slider drops it."
        )
    words = changes_in_words(recipe, state.selection().dataset.classes)
    if words:
        st.markdown(f":orange-badge[changed] {words}. {link_to('Draw & see')} and the other pages show this picture.")


def _show_everywhere(network: Network, picture: bytes, label: int, at: tuple[int, int]) -> None:
    """Show how sure the network is wherever the picture is moved to; for digits, beside a network of another kind."""
    st.markdown(
        "## Moved everywhere\nConvolution looks for the same thing in every place, and pooling forgives a pixel or "
        "two. A network of dense layers alone has learned every place for itself."
    )
    networks = [network]
    if network.kind == "digits":
        other = "mnist_lab" if network.original.name == "mnist_mlp" else "mnist_mlp"
        beside = loaded(other)
        networks += [beside] if beside else []
        if not beside:
            st.caption(f"{other} is being loaded, to stand beside it.")
            rerun_when_ready(other)
    rest = format_changes(without(parse_changes(state.selection().change), (*ATTACKS, "move")))
    maps = {_name_of(shown): answers_everywhere(shown, picture, rest) for shown in networks}
    show_shift_maps(maps, network.labels, label, at, key=MAPS_KEY, on_move=_take_from_maps)


def _name_of(network: Network) -> str:
    return f"{network.title}, edited" if network.edits else network.title


@lru_cache(maxsize=64)
def curve_along(network: Network, picture: bytes, recipe: str, name: str, index: int) -> Curve:
    """Return the answers to all values of one number of a change, with all other numbers as in the recipe."""
    values, changes = np.frombuffer(picture, np.float32).reshape(network.input_shape), parse_changes(recipe)
    usual = changes.get(name, CHANGE_KINDS[name].usual)

    def answer(along: np.ndarray) -> np.ndarray:
        pictures = [
            transformed(values, with_change(changes, name, (*usual[:index], float(value), *usual[index + 1 :])))
            for value in along
        ]
        return network.probabilities(np.stack(pictures))

    most = CURVE_VALUES if max(network.input_shape) <= LARGE else CURVE_VALUES // 2
    return answers_along(answer, CHANGE_KINDS[name].numbers[index].values(), most=most)


@lru_cache(maxsize=64)
def answers_everywhere(network: Network, picture: bytes, recipe: str) -> np.ndarray:
    """Return (side, side, classes) float32: the answers to the picture moved down and right by up to REACH pixels."""
    values, changes = np.frombuffer(picture, np.float32).reshape(network.input_shape), parse_changes(recipe)
    reach = range(-REACH, REACH + 1)
    pictures = [transformed(values, with_change(changes, "move", (right, down))) for down in reach for right in reach]
    return network.probabilities(np.stack(pictures)).reshape(len(reach), len(reach), -1)


def _chosen_slider() -> tuple[str, int]:
    """Return the slider that was moved last: its kind of change, and its index among that kind's numbers."""
    name, _, index = state.chosen(PICTURE).slider.rpartition("-")
    return name, int(index)


def _choose_slider(slider: str) -> None:
    state.choose(PICTURE, slider=slider)


def _moved(changes: Changes, name: str, index: int, value: float) -> None:
    values = changes.get(name, CHANGE_KINDS[name].usual)
    _change(name, (*values[:index], float(value), *values[index + 1 :]))
    _choose_slider(f"{name}-{index}")


def _take_from_curve(name: str, index: int) -> None:
    value = picked(CHANGE_KINDS[name].numbers[index], key=KEY)
    if value is not None:
        values = parse_changes(state.selection().change).get(name, CHANGE_KINDS[name].usual)
        _change(name, (*values[:index], value, *values[index + 1 :]))


def _take_from_maps() -> None:
    offset = moved_to(REACH, key=MAPS_KEY)
    if offset is not None:
        _change("move", offset)


def _change(name: str, values: tuple[float, ...]) -> None:
    recipe = without(parse_changes(state.selection().change), ATTACKS)
    state.select(change=format_changes(with_change(recipe, name, values)))


def _reset() -> None:
    state.select(change="")
