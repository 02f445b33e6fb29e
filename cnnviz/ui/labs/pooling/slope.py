"""The slope of leaky ReLU below zero, which both parts of the page use."""

from __future__ import annotations

import streamlit as st

from cnnviz.ui import state
from cnnviz.ui.labs.pooling.settings import choose, latest_settings


def choose_slope() -> None:
    """Show the choice of the slope."""
    st.slider(
        "Slope a of leaky ReLU",
        0.0,
        1.0,
        step=0.01,
        **state.shown("pooling-slope", latest_settings().slope, lambda slope: choose(slope=slope)),
        width=220,
    )
