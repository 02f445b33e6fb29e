"""The settings of a training: its data, its network, how it learns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from cnnviz.architecture.shapes import work_out
from cnnviz.datasets import dataset
from cnnviz.live.base import base_layers
from cnnviz.live.own_pictures import OWN_KINDS
from cnnviz.live.recipe import (
    AUGMENTATIONS,
    DATASETS,
    FEWEST_OF_A_CLASS,
    MOST_BATCH,
    MOST_EPOCHS,
    MOST_OF_A_CLASS,
    OPTIMIZERS,
    SCHEDULES,
    WAYS,
    Recipe,
    pictures_in,
)
from cnnviz.ui import state
from cnnviz.ui.train.augmented import show_augmented
from cnnviz.ui.train.declared import MOST_RATE, TRAIN
from cnnviz.ui.train.presets import PRESETS, SINGLE_NEURON, for_classes, preset_of
from cnnviz.ui.train.visits import this_visit

OWN_STACK = "Your own stack"
OF_FEW: dict[str, Any] = {"batch": 8, "epochs": 40, "rate": 0.001}
"""How one's own pictures are learned at first."""


def choose_data() -> None:
    """Ask which pictures are learned."""
    recipe = state.chosen(TRAIN)
    st.selectbox(
        "Pictures",
        [*DATASETS, *OWN_KINDS],
        format_func=lambda name: OWN_KINDS[name].title if name in OWN_KINDS else dataset(name).title,
        **state.shown("train-data", recipe.dataset, _take_dataset),
    )
    if not recipe.own:
        _choose_classes(recipe)
    learned, held = pictures_in(recipe, this_visit().own[recipe.dataset].counts if recipe.own else ())
    if learned:
        st.caption(f"{learned:,} to learn from; {held:,} held out, to see how it reads what it has never seen.")


def _choose_classes(recipe: Recipe) -> None:
    names = recipe.data.classes
    st.multiselect(
        "Classes",
        range(len(names)),
        format_func=lambda index: names[index],
        placeholder="all ten",
        **state.shown(f"train-classes-{recipe.dataset}", list(recipe.classes), _take_classes),
    )
    st.slider(
        "Pictures of each class",
        FEWEST_OF_A_CLASS,
        MOST_OF_A_CLASS,
        step=5,
        **state.bound(TRAIN, "each", key="train-each"),
    )


def choose_network() -> None:
    """Ask which network learns."""
    recipe = state.chosen(TRAIN)
    if recipe.own:
        st.selectbox(
            "It learns",
            list(WAYS),
            format_func=WAYS.__getitem__,
            help=f"A trained network, here {recipe.own.base}, has learned what edges, corners and textures are. What "
            "stands on top of it needs far fewer pictures than one that begins with nothing.",
            **state.bound(TRAIN, "way", key="train-way"),
        )
        if recipe.way == "features":
            before = base_layers(recipe.own.base)
            st.caption(
                f"The first {len(before)} layers of {recipe.own.base}, as they are; behind them Flatten, Dense and "
                "Softmax learn."
            )
            return
    preset = preset_of(recipe.layers, len(recipe.labels))
    st.selectbox(
        "Network",
        [*PRESETS, *([] if preset else [OWN_STACK])],
        **state.shown("train-preset", preset or OWN_STACK, _take_preset),
    )
    layers = work_out(recipe.shape, recipe.layers)
    costs = layers.costs
    st.caption(
        f"{len(layers.layers)} layers, {costs.parameters:,} weights, {costs.multiply_adds:,} multiply-adds a picture. "
        "Change its layers below."
    )


def choose_ways() -> None:
    """Ask how it learns."""
    left, right = st.columns(2)
    with left:
        st.selectbox(
            "Optimiser",
            list(OPTIMIZERS),
            format_func=OPTIMIZERS.__getitem__,
            **state.bound(TRAIN, "optimizer", key="train-optimizer"),
        )
    with right:
        st.number_input(
            "Learning rate",
            0.0,
            MOST_RATE,
            step=0.001,
            format="%g",
            **state.bound(TRAIN, "rate", key="train-rate"),
        )
    with left:
        st.number_input("Batch size", 1, MOST_BATCH, **state.bound(TRAIN, "batch", key="train-batch"))
    with right:
        st.number_input("Epochs", 1, MOST_EPOCHS, **state.bound(TRAIN, "epochs", key="train-epochs"))
    with st.expander("More: schedule, weight decay, augmentation, held out, seed"):
        st.selectbox(
            "The learning rate",
            list(SCHEDULES),
            format_func=SCHEDULES.__getitem__,
            **state.bound(TRAIN, "schedule", key="train-schedule"),
        )
        st.selectbox(
            "Pictures are learned",
            list(AUGMENTATIONS),
            format_func=AUGMENTATIONS.__getitem__,
            help="Each picture is changed anew every time it is learned; those held out stay as they are.",
            **state.bound(TRAIN, "augmentation", key="train-augment"),
        )
        show_augmented(state.chosen(TRAIN))
        st.number_input(
            "Weight decay", 0.0, 1.0, step=0.001, format="%g", **state.bound(TRAIN, "weight_decay", key="train-decay")
        )
        st.slider("Held out, in percent", 5, 50, step=5, **state.bound(TRAIN, "held", key="train-held"))
        st.number_input(
            "Seed",
            0,
            9_999,
            help="The same seed gives the same first weights and the same batches.",
            **state.bound(TRAIN, "seed", key="train-seed"),
        )


def _take_dataset(name: str) -> None:
    before = state.chosen(TRAIN)
    recipe = replace(before, dataset=name, classes=())
    if bool(recipe.own) != bool(before.own):
        # From few pictures it learns better in small batches, and many epochs of them are soon over.
        ways = OF_FEW if recipe.own else {of: getattr(TRAIN.start, of) for of in OF_FEW}
        recipe = replace(recipe, **ways)
    if recipe.own:
        recipe = replace(recipe, names=this_visit().own[name].names)
    state.keep(TRAIN, fitted(recipe))


def _take_classes(classes: list[int]) -> None:
    recipe = replace(state.chosen(TRAIN), classes=tuple(sorted(classes)))
    state.keep(TRAIN, fitted(recipe))


def _take_preset(name: str) -> None:
    recipe = state.chosen(TRAIN)
    if name == SINGLE_NEURON and len(recipe.labels) != 2 and not recipe.own:
        recipe = replace(recipe, classes=(0, 1))
    if name in PRESETS:
        state.keep(TRAIN, fitted(replace(recipe, layers=PRESETS[name])))


def fitted(recipe: Recipe) -> Recipe:
    """Return a recipe whose network has an answer for each class."""
    return replace(recipe, layers=for_classes(recipe.layers, len(recipe.labels)))
