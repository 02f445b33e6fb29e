"""Every bundled network: what it is, what it costs, how it was trained, how well it reads."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from cnnviz import bundled
from cnnviz.bundled.files import DamagedFileError
from cnnviz.known.own import find
from cnnviz.results.overview import Overview, by_dataset, overview
from cnnviz.ui import state, warm_up
from cnnviz.ui.networks import comparison_table as table
from cnnviz.ui.networks.card import show_card
from cnnviz.ui.networks.order import NETWORKS
from cnnviz.ui.networks.own_card import show_own_card
from cnnviz.ui.pages import link_to
from cnnviz.ui.shell import OPENING, offer_opening, open_page, switch_to
from cnnviz.ui.state.covers import is_covered


def read_with(name: str) -> None:
    state.select(network=name)
    st.session_state.leave_networks = True


def card_address(name: str) -> str:
    """Return a link to the page with another network's card, and to the card."""
    query = {**state.link("Networks"), **NETWORKS.write(replace(state.chosen(NETWORKS), card=name))}
    return f"networks?{urlencode(query, doseq=True)}#{name}"


if st.session_state.pop("leave_networks", False):
    switch_to("Draw & see")
open_page("Networks", with_network=False)
offer_opening("Open a network of your own")
st.html(Path(table.__file__).with_name("networks.css"))

own = [network for network in map(find, state.brought()) if network]
if own:
    st.markdown("## Yours")
    for brought in reversed(own):
        show_own_card(brought, read_with, lambda network: st.session_state.update({OPENING: network.name}))
    st.markdown("## Those that come with the app")
chosen, orders = state.chosen(NETWORKS), table.orders_to_see()
order = chosen.order if chosen.order in orders else orders[0]
st.segmented_control(
    "Sort by",
    orders,
    required=True,
    **state.shown("order", order, lambda order: state.choose(NETWORKS, order=order)),
)
chosen = state.chosen(NETWORKS)
networks: list[Overview] = []
faults: list[str] = []
for name in bundled.recipes():
    try:
        network = overview(name)
    except DamagedFileError as error:
        faults.append(str(error))
    else:
        networks.append(network)
        faults += network.faults
groups = by_dataset(networks, order)
st.html(f'<div class="networks">{table.comparison_html(groups, order, card_address)}</div>')
for fault in faults:
    st.error(fault)
why = (
    "a convolution uses few weights at many places, a dense layer many weights once. So a convolutional network can "
    "have fewer parameters and yet more multiply-adds"
)
st.caption(
    "Click a network to see its card below. Compare networks of one data set"
    + ("" if is_covered("costs") or is_covered("multiply-adds") else f": {why}")
    + f". {link_to('Compare')} lets two of them read the same picture."
)
for overview_of in networks:
    if overview_of.name == (chosen.card or state.selection().network):
        show_card(overview_of, read_with)
# Only now: this page needs no TensorFlow, and loading it would hold the page up.
warm_up.ask_for(state.selection().network)
