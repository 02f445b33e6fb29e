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
from cnnviz.ui.picture.changes import changed_input
from cnnviz.ui.picture.selected import prepare_original
from cnnviz.ui.picture.waiting import as_edited, loaded, rerun_when_ready, wait_for_network
from cnnviz.ui.what_if.asked import PICTURE
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
"""Pictures with longer sides are asked about less often, and not moved everywhere: that would take seconds."""
KEY, MAPS_KEY = "changed-picture", "shift-maps"


def show() -> None:
    """Show the part."""
    network = as_edited(wait_for_network())
    mark_network()
    st.markdown(
        "Choose a change and drag its slider: the curve shows the answer along the **whole** slider. Try *Turn*: how "
        "far does the picture stay what it was? A click on the curve takes you there."
    )
    _changes(network)


@st.fragment
def _changes(network: Network) -> None:
    name, place = _chosen_slider()
    recipe = without(parse_changes(state.selection().change), ATTACKS)
    st.segmented_control(
        "Change",
        list(TRANSFORMS),
        format_func=lambda each: CHANGE_KINDS[each].title,
        required=True,
        **state.shown("change-kind", name, lambda name: _choose_slider(f"{name}-0")),
        label_visibility="collapsed",
    )
    values = recipe.get(name, CHANGE_KINDS[name].usual)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="change-sliders"):
        for at, number in enumerate(CHANGE_KINDS[name].numbers):
            key, kind = f"change-{name}-{at}", type(number.step)
            st.slider(
                f"{number.title}{f', {number.unit.strip()}' if number.unit else ''}",
                kind(number.low),
                kind(number.high),
                step=number.step,
                **state.shown(key, kind(values[at]), partial(_moved, recipe, name, at)),
                width=300,
            )
        st.button("Back to the original", on_click=_reset, disabled=not state.selection().change, key="unchanged")
    _say_what_is_changed(recipe)
    before = prepare_original().input
    after = changed_input(before, recipe)
    answers = network.probabilities(np.stack([before, after]))
    number = CHANGE_KINDS[name].numbers[place]
    morphed = changed_input(before, {kind: numbers for kind, numbers in recipe.items() if kind == "morph"}).tobytes()
    others = (*values[:place], number.usual, *values[place + 1 :])
    curve = curve_along(network, morphed, format_changes(with_change(recipe, name, others)), name, place)
    along = AnswersAlong(number, values[place], curve, turns_from(curve, number.usual), number.usual)
    pictures = [TitledPicture("The picture", before), TitledPicture("Changed", after)]
    show_changed_picture(network, pictures, *answers, along, key=KEY, on_pick=lambda: _take_from_curve(name, place))
    if name == "move" and max(network.input_shape) <= LARGE:
        _show_everywhere(network, morphed, int(answers[0].argmax()), (int(values[0]), int(values[1])))


def _say_what_is_changed(recipe) -> None:
    if parse_changes(state.selection().change).keys() & set(ATTACKS):
        st.caption("What you did in *Fool it* is not shown here; moving a slider drops it.")
    words = changes_in_words(recipe, state.selection().dataset.classes)
    if words:
        st.markdown(f":orange-badge[changed] {words}. *Draw & see* and the other pages show this picture.")


def _show_everywhere(network: Network, picture: bytes, label: int, at: tuple[int, int]) -> None:
    """Show how sure the network is wherever the picture is moved to; of digits, another kind of network beside it."""
    st.markdown(
        "#### Moved everywhere\nConvolution looks for the same thing in every place, and pooling forgives a pixel or "
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
    maps = {_called(each): answers_everywhere(each, picture, rest) for each in networks}
    show_shift_maps(maps, network.labels, label, at, key=MAPS_KEY, on_move=_take_from_maps)


def _called(network: Network) -> str:
    return f"{network.original.name}, edited" if network.edits else network.name


@lru_cache(maxsize=64)
def curve_along(network: Network, picture: bytes, recipe: str, name: str, place: int) -> Curve:
    """Return the answers along one number of a change, all others as in a recipe."""
    values, changes = np.frombuffer(picture, np.float32).reshape(network.input_shape), parse_changes(recipe)
    usual = changes.get(name, CHANGE_KINDS[name].usual)

    def answer(along: np.ndarray) -> np.ndarray:
        pictures = [
            transformed(values, with_change(changes, name, (*usual[:place], float(value), *usual[place + 1 :])))
            for value in along
        ]
        return network.probabilities(np.stack(pictures))

    most = CURVE_VALUES if max(network.input_shape) <= LARGE else CURVE_VALUES // 2
    return answers_along(answer, CHANGE_KINDS[name].numbers[place].values(), most=most)


@lru_cache(maxsize=64)
def answers_everywhere(network: Network, picture: bytes, recipe: str) -> np.ndarray:
    """Return (side, side, classes) float32: the answers to the picture moved down and right by up to REACH pixels."""
    values, changes = np.frombuffer(picture, np.float32).reshape(network.input_shape), parse_changes(recipe)
    reach = range(-REACH, REACH + 1)
    pictures = [transformed(values, with_change(changes, "move", (right, down))) for down in reach for right in reach]
    return network.probabilities(np.stack(pictures)).reshape(len(reach), len(reach), -1)


def _chosen_slider() -> tuple[str, int]:
    """Return the slider that was moved last."""
    name, _, place = state.chosen(PICTURE).slider.rpartition("-")
    return name, int(place)


def _choose_slider(slider: str) -> None:
    state.choose(PICTURE, slider=slider)


def _moved(changes: Changes, name: str, place: int, value: float) -> None:
    values = changes.get(name, CHANGE_KINDS[name].usual)
    _change(name, (*values[:place], float(value), *values[place + 1 :]))
    _choose_slider(f"{name}-{place}")


def _take_from_curve(name: str, place: int) -> None:
    value = picked(CHANGE_KINDS[name].numbers[place], key=KEY)
    if value is not None:
        values = parse_changes(state.selection().change).get(name, CHANGE_KINDS[name].usual)
        _change(name, (*values[:place], value, *values[place + 1 :]))


def _take_from_maps() -> None:
    place = moved_to(REACH, key=MAPS_KEY)
    if place is not None:
        _change("move", place)


def _change(name: str, values: tuple[float, ...]) -> None:
    recipe = without(parse_changes(state.selection().change), ATTACKS)
    state.select(change=format_changes(with_change(recipe, name, values)))


def _reset() -> None:
    state.select(change="")
