"""Every bundled network: what it is, what it costs, how it was trained, how well it reads."""

from pathlib import Path

import streamlit as st

from cnnviz import bundled
from cnnviz.results.overview import ORDERS, by_dataset, overview
from cnnviz.ui import state, warm_up
from cnnviz.ui.networks import comparison_table as table
from cnnviz.ui.networks.card import show_card
from cnnviz.ui.networks.order import NETWORKS
from cnnviz.ui.shell import open_page, switch_to


def read_with(name: str) -> None:
    state.select(network=name)
    st.session_state.leave_networks = True


if st.session_state.pop("leave_networks", False):
    switch_to("Draw & see")
open_page("Networks")
st.html(Path(table.__file__).with_name("networks.css"))

st.segmented_control("Sort by", ORDERS, required=True, **state.bound(NETWORKS, "order", key="order"))
order = state.chosen(NETWORKS).order
groups = by_dataset([overview(name) for name in bundled.names()], order)
st.html(f'<div class="networks">{table.comparison_html(groups, order)}</div>')
st.caption(
    "Compare networks of one data set: a convolution uses few weights at many places, a dense layer many weights once. "
    "So a convolutional network can have fewer parameters and yet more multiply-adds. In the drawings below a taller "
    "box is a larger map, a wider one stands for more maps, a thin bar for a row of values; what is blue has weights."
)
for group in groups.values():
    for network in group:
        show_card(network, read_with)
# Only now: this page needs no TensorFlow, and loading it would hold the page up.
warm_up.is_ready(state.selection().network)
