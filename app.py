"""The main page: draw a digit or bring a picture, and see every layer of a network answer."""

from io import BytesIO

import streamlit as st

from cnnviz.trace import Trace
from cnnviz.ui import state
from cnnviz.ui.components.answer import show_answer
from cnnviz.ui.components.network_map import network_map
from cnnviz.ui.picture_input import choose_centring, choose_picture, take_in_picture
from cnnviz.ui.reading import loaded, prepare_selected, read, rerun_when_ready, send_to_browser
from cnnviz.ui.shell import open_page

SIDE_WIDTH = 264


def offer_trace(trace: Trace) -> None:
    st.download_button(
        "All layers as .npz",
        data=lambda: saved(trace),
        file_name="trace.npz",
        mime="application/octet-stream",
        on_click="ignore",
        help="NumPy arrays of the input and of every layer's output, under the layers' names.",
        icon=":material/download:",
        type="tertiary",
    )


def saved(trace: Trace) -> bytes:
    file = BytesIO()
    trace.save(file)
    return file.getvalue()


def draw_and_see(network) -> None:
    """Everything that changes with the picture: it runs again at every stroke, the rest of the page does not.

    The browser renders the page anew for every element. So the containers come first, while the answer is worked out,
    then the map, which has the most to paint, and then the rest.
    """
    with st.container(horizontal=True, gap="medium", key="main"):
        side = st.container(width=SIDE_WIDTH, gap="small", key="side")
        map_side = st.container(width="stretch", gap="small", key="map-side")
    take_in_picture()
    preparation, notes = prepare_selected()
    reading = network and read(network, preparation)
    with map_side:
        network_map(reading.message if reading else b"", key="map")
    with side:
        choose_picture()
        choose_centring()
        for note in notes:
            st.caption(note)
        show_answer(preparation, reading and reading.trace, key="answer")
        if reading:
            offer_trace(reading.trace)


open_page("Draw & see")
network = loaded(state.selection().network)
if network:
    send_to_browser(network)
st.fragment(draw_and_see)(network)
if not network:
    rerun_when_ready(state.selection().network)
