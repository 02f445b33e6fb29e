"""The main page: draw a digit or bring a picture, and see every layer of a network answer."""

from functools import partial
from io import BytesIO

import streamlit as st
from starlette.middleware import Middleware
from streamlit.delta_generator import DeltaGenerator

from cnnviz.network import Network
from cnnviz.trace import Trace
from cnnviz.ui import state
from cnnviz.ui.components.answer import answer_message, show_answer
from cnnviz.ui.components.network_map import network_map
from cnnviz.ui.components.view import keep_view
from cnnviz.ui.edits_mark import mark_edits
from cnnviz.ui.large import route as layers_route
from cnnviz.ui.lessons.routes import ROUTES as LESSON_ROUTES
from cnnviz.ui.pages import TITLES
from cnnviz.ui.picture.changes import prepare_selected
from cnnviz.ui.picture.input import choose_centring, choose_picture, take_in_picture
from cnnviz.ui.picture.kept import ROUTES as KEPT_ROUTES
from cnnviz.ui.picture.messages import send_to_browser
from cnnviz.ui.picture.reading import Reading
from cnnviz.ui.picture.waiting import as_edited, loaded, rerun_when_ready
from cnnviz.ui.reach.routes import ROUTES as REACH_ROUTES
from cnnviz.ui.rooms.routes import ROUTES as ROOM_ROUTES
from cnnviz.ui.server.capacity import Capacity
from cnnviz.ui.server.connections import watch_connections
from cnnviz.ui.server.embedded import EmbeddedUploads
from cnnviz.ui.server.front_end import FrontEndInMemory, inline_scripts
from cnnviz.ui.server.guard import Guard
from cnnviz.ui.server.health import Health
from cnnviz.ui.server.patience import Patience
from cnnviz.ui.server.quiet import Quiet
from cnnviz.ui.server.safe_headers import SafeHeaders
from cnnviz.ui.server.unsent import keep_unsent
from cnnviz.ui.server.uploads import Uploads
from cnnviz.ui.server.welcome import welcome
from cnnviz.ui.shell import open_page
from cnnviz.ui.state.covers import is_open
from cnnviz.ui.stroke.page import messages, question
from cnnviz.ui.stroke.route import ROUTES
from cnnviz.ui.train import routes as training_routes
from cnnviz.ui.views import MAP
from cnnviz.ui.without.routes import ROUTES as WITHOUT_ROUTES

SIDE_WIDTH = 264


def offer_trace(reading: Reading) -> None:
    """Show a button that downloads the trace of a reading."""
    st.download_button(
        "All layers as .npz",
        data=lambda: saved(reading.trace),
        file_name="trace.npz",
        mime="application/octet-stream",
        on_click="ignore",
        help="NumPy arrays of the input and of every layer's output, under the layers' names.",
        icon=":material/download:",
        type="tertiary",
    )


def saved(trace: Trace) -> bytes:
    """Return a trace as the content of an .npz file."""
    file = BytesIO()
    trace.save(file)
    return file.getvalue()


def draw_and_see(network: Network | None) -> None:
    """Show everything that changes with the picture: this runs again at every stroke, the rest of the page does not.

    The browser renders the page again for every element. So the containers come first, while the answer is computed,
    then the map, which has the most to paint, and then the rest.
    """
    with st.container(horizontal=True, gap="medium", key="main"):
        side = st.container(width=SIDE_WIDTH, gap="small", key="side")
        map_side = st.container(width="stretch", gap="small", key="map-side")
    take_in_picture()
    if not network:
        # There is no answer to wait for yet, and the visitor can draw already.
        choose_input(side)
    preparation = prepare_selected()
    reading = Reading(network, preparation) if network else None
    for_map, for_answer = messages(reading) if reading else (b"", answer_message(preparation))
    with map_side:
        network_map(for_map, key="map")
    if network:
        choose_input(side)
    with side:
        for note in preparation.notes if is_open("picture") else ():
            st.caption(note)
        show_answer(for_answer, key="answer")
        if reading and is_open("answer", "logits", "maps", "sums", "shapes"):
            offer_trace(reading)


def choose_input(side: DeltaGenerator) -> None:
    """Show the controls for the picture in the side column."""
    with side:
        choose_picture(question)
        choose_centring()


if __name__ == "__main__":
    open_page("Draw & see")
    network = loaded(state.selection().network)
    network = as_edited(network) if network else None
    mark_edits()
    # What comes before the picture's controls is as much without the network: moved, they would begin anew in the
    # browser, and forget the stroke that is being drawn and the picture that is being uploaded.
    send_to_browser(*filter(None, [network]))
    st.fragment(draw_and_see)(network)
    keep_view(MAP, "pin", "scale", "zoom", "at")
    if not network:
        rerun_when_ready(state.selection().network)
else:
    # The server imports this file once, for the app, and runs it for every visitor, as the page.
    watch_connections()
    keep_unsent()
    shared = [*state.SELECTION.codecs, *state.GUIDE.codecs]
    routes = [*ROUTES, *layers_route.ROUTES, *training_routes.ROUTES, *LESSON_ROUTES, *KEPT_ROUTES, *ROOM_ROUTES]
    routes += [*REACH_ROUTES, *WITHOUT_ROUTES]
    middleware = [
        Middleware(SafeHeaders, scripts=partial(inline_scripts, TITLES, shared)),
        Middleware(Guard),
        Middleware(Patience),
        Middleware(Quiet),
        Middleware(Health),
        Middleware(Capacity),
        Middleware(EmbeddedUploads),
        Middleware(Uploads),
        Middleware(FrontEndInMemory, titles=TITLES, shared=shared),
    ]
    app = st.App(__file__, routes=routes, middleware=middleware, lifespan=welcome)
