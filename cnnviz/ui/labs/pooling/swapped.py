"""An activation and pooling, swapped: on the input that is pooled above, before it is moved."""

from __future__ import annotations

import streamlit as st

from cnnviz.labs.activations import FUNCTIONS
from cnnviz.labs.pooling_compared import Comparison
from cnnviz.ui import state
from cnnviz.ui.components.swapped import show_swapped_of
from cnnviz.ui.labs.pooling.settings import BELOW_ZERO, choose, latest_settings
from cnnviz.ui.labs.pooling.slope import choose_slope
from cnnviz.ui.state.covers import may_show

_BENT_AT_ZERO = ("relu", "leaky_relu")


def show_swapped(compared: Comparison, *, is_typed: bool) -> None:
    """Show the choice of the activation, and what each kind of pooling makes of it in both orders.

    Args:
        compared: The input, and how it is pooled.
        is_typed: Whether the visitor can type other numbers.
    """
    # Nothing but pooled numbers.
    if not may_show("pooled"):
        return
    st.markdown("## Swap the two")
    st.caption(
        "Some networks have the activation before pooling, others after it. Here is the input above, before it is "
        "moved, in both orders. **Point at a number** to see how it came about."
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="swapped-controls"):
        st.segmented_control(
            "Activation",
            list(FUNCTIONS),
            format_func=lambda name: FUNCTIONS[name].title,
            required=True,
            **state.shown("swapped-function", latest_settings().function, lambda function: choose(function=function)),
        )
        if latest_settings().function == "leaky_relu":
            choose_slope()
        if is_typed:
            st.button("Numbers below 0", on_click=_take_numbers, key="swapped-numbers")
    function, slope = latest_settings().function, latest_settings().slope
    if function in _BENT_AT_ZERO and compared.before.input.min() >= 0:
        other = "take **Numbers below 0**" if is_typed else "choose a map that has some"
        st.caption(
            f"No number of the input is below 0, and {FUNCTIONS[function].title} leaves all others as they are: "
            f"{other} to see a difference."
        )
    show_swapped_of(compared, function, slope, is_typed=is_typed, key="swapped")


def _take_numbers() -> None:
    choose(texts=BELOW_ZERO)
