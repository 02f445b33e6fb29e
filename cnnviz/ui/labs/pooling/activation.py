"""Activations: four functions on one map of the visitor's picture, and how mnist_lab learns with each."""

from __future__ import annotations

from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.figures.variants import variant_curves
from cnnviz.training.variants import HISTORIES, RECIPE, Epoch, histories, in_words, percent
from cnnviz.ui.components.activations import show_activations
from cnnviz.ui.labs.pooling.maps import choose_map, network_or_wait
from cnnviz.ui.labs.pooling.settings import keep_good, latest_settings, reset
from cnnviz.ui.labs.pooling.slope import choose_slope


def show_activation() -> None:
    """Show the part."""
    _show_functions()
    _show_trainings()


@st.fragment
def _show_functions() -> None:
    st.caption(
        "A convolution only multiplies and adds. An activation bends what comes out, or all layers together could do "
        "no more than one. **Point at a cell or at a curve.** The dashed line is the curve's slope: training goes back "
        "through it, and where it is 0, nothing is learned."
    )
    network = network_or_wait()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="pooling-controls"):
        feature_map = choose_map(network, signed=True) if network else None
        choose_slope()
        st.button("Reset", on_click=reset, key="pooling-reset")
    keep_good(latest_settings())
    values, title = (feature_map.values, feature_map.title) if feature_map else (None, "")
    show_activations(values, title, latest_settings().slope, key="activations")


def _show_trainings() -> None:
    trained = histories()
    if not trained:
        return
    st.markdown(f"## How mnist_lab learns with each  \n{in_words(trained)}")
    misread, loss, table = st.columns([10, 10, 11], gap="medium")
    columns: dict[Literal["misread", "loss"], DeltaGenerator] = {"misread": misread, "loss": loss}
    for what, column in columns.items():
        column.plotly_chart(variant_curves(trained, what), config={"displaylogo": False}, key=f"variants-{what}")
    table.markdown(_table(trained))
    table.download_button(
        "CSV of all epochs", HISTORIES.read_bytes(), "mnist_lab-activations.csv", "text/csv", on_click="ignore"
    )
    st.caption(
        "Real trainings, done once by `python -m scripts.compare_activations`: Adam with a learning rate of "
        f"{RECIPE.learning_rate:g}, batches of {RECIPE.batch_size}, 55,000 of MNIST's training pictures, and the other "
        f"{RECIPE.validation:,} for validation. All begin with the same weights and see the same pictures in the same "
        "order. The mnist_lab of the other pages was trained longer and with more pictures."
    )


def _table(trained: dict[str, list[Epoch]]) -> str:
    last = max(epochs[-1].epoch for epochs in trained.values())
    rows = [f"| Read correctly | after 1 | {last} epochs | loss then |", "| --- | ---: | ---: | ---: |"]
    for name, epochs in trained.items():
        first, final = epochs[0], epochs[-1]
        rows.append(
            f"| {name} | {percent(first.val_accuracy)} | **{percent(final.val_accuracy)}** | {final.val_loss:.4f} |"
        )
    return "\n".join(rows)
