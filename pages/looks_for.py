"""What each channel of a network looks for: the pictures that excite it most, and one made up to excite it."""

import streamlit as st

from cnnviz import known
from cnnviz.channels.channel import Channel, Response
from cnnviz.channels.excitement import NetworkExcitement, load_excitement
from cnnviz.layer import Layer
from cnnviz.network import Network
from cnnviz.ui import state
from cnnviz.ui.components.looks import show_channel, show_channel_gallery
from cnnviz.ui.components.tiles import clicked_tile
from cnnviz.ui.damaged import read_or_say
from cnnviz.ui.edits_mark import mark_picture
from cnnviz.ui.looks_for.controls import choose_channel
from cnnviz.ui.looks_for.own import measure_own
from cnnviz.ui.looks_for.synthesis import show_synthesis
from cnnviz.ui.picture.changes import prepare_selected
from cnnviz.ui.picture.waiting import loaded, rerun_when_ready
from cnnviz.ui.picture.words import how_to_get
from cnnviz.ui.shell import open_page, switch_to


def your_response(channel: Channel, network: Network | None) -> Response | None:
    """Return the channel's response to the visitor's picture; None while the network is being loaded."""
    return channel.response(network.trace_input(prepare_selected().input)) if network else None


@st.fragment
def look(measured: NetworkExcitement, layers: tuple[Layer, ...], network: Network | None) -> None:
    """Show the channel that is chosen: it runs again when another one is."""
    picture = clicked_tile(key="channel")
    channel = choose_channel(measured, layers)
    if picture is not None:
        # What excited the channel is pinned where the picture opens.
        pins = [
            state.Pin(channel.layer.name, channel.position(best.cell))
            for best in channel.best(channel.channel)
            if best.index == picture
        ]
        state.select(source="Samples", picture=picture, pin=next(iter(pins), None))
        switch_to("Draw & see")
    with st.container(horizontal=True, gap="medium", key="main"):
        with st.container(width=300, key="gallery-side"):
            show_channel_gallery(channel, key="gallery")
        with st.container(width="stretch", key="channel-side"):
            show_channel(channel, your_response(channel, network), key="channel")
        with st.container(width=300, key="made-side"):
            show_synthesis(channel, network)


open_page("Looks for")
name = state.selection().network
layers = read_or_say(lambda: known.layers_of(name))
if layers is None:
    st.stop()
measured = (
    measure_own(name)
    if known.is_own(name)
    else read_or_say(
        lambda: load_excitement(name),
        f"What excites {name} has not been worked out yet: `python -m cnnviz excite {name}` does it.",
    )
)
if measured is None:
    st.stop()
mark_picture()
dataset = known.dataset_of(name)
if state.selection().edits:
    st.caption(f"You see {known.title_of(name)} as it was trained, without your changes.")
st.markdown(
    f"A channel answers strongly where it finds what it looks for. So look at what excites it most among "
    f"{measured.count:,} test pictures. **Try first:** choose later and later layers, and see edges become shapes."
)
if not (dataset.is_here or dataset.shipped_pictures):
    st.caption(
        f"You see numbers, below each channel its largest value: no picture of {dataset.title} may come with the app. "
        f"{how_to_get(dataset)}"
    )
network = loaded(name)
look(measured, layers, network)
if not network:
    rerun_when_ready(name)
