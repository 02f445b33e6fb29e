"""A network of tests/networks.py on one of the app's pages: ?network=NAME&page=map, stepper or filters."""

import streamlit as st
from starlette.middleware import Middleware

from cnnviz.network import Network
from cnnviz.ui.components.filters import show_filters
from cnnviz.ui.components.network import send_network
from cnnviz.ui.components.network_map import network_map
from cnnviz.ui.components.stepper import show_stepper
from cnnviz.ui.server.front_end import FrontEndInMemory
from cnnviz.ui.wire import dense_message, network_message, trace_message
from tests.networks import hand_made, input_of


@st.cache_resource
def _network(name: str) -> Network:
    return hand_made(name)


if __name__ == "__main__":
    st.set_page_config(layout="wide")
    network = _network(st.query_params["network"])
    for message in (network_message(network), dense_message(network)):
        send_network(message, key=f"message-{len(message)}")
    show = {"map": network_map, "stepper": show_stepper, "filters": show_filters}[st.query_params["page"]]
    show(trace_message(network, network.trace_input(input_of(network))), key="page")
else:
    app = st.App(__file__, middleware=[Middleware(FrontEndInMemory)])
