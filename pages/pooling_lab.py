"""The pooling lab: what pooling keeps of a map and what it forgives; what activations make of numbers."""

import streamlit as st

from cnnviz.ui import state, warm_up
from cnnviz.ui.labs.pooling.activation import show_activation
from cnnviz.ui.labs.pooling.pooling import show_pooling
from cnnviz.ui.labs.pooling.settings import PARTS, latest_settings, show_part
from cnnviz.ui.shell import open_page

open_page("Pooling & activation")
st.segmented_control(
    "Part",
    PARTS,
    format_func=str.capitalize,
    required=True,
    label_visibility="collapsed",
    **state.shown("pooling-part", latest_settings().part, show_part),
)
{"pooling": show_pooling, "activation": show_activation}[latest_settings().part]()
# Only now: the page begins without TensorFlow, and loading it would hold it up.
warm_up.ask_for(state.selection().network)
