"""The main page: draw a digit or bring a picture, and see every layer of a network answer."""

from io import BytesIO

import streamlit as st

from cnnviz.pictures.errors import PictureError
from cnnviz.trace import Trace
from cnnviz.ui import state
from cnnviz.ui.components.answer import show_answer
from cnnviz.ui.components.draw_pad import draw_pad
from cnnviz.ui.components.gallery import choose_sample
from cnnviz.ui.components.network_map import network_map
from cnnviz.ui.reading import loaded, prepare_selected, read, rerun_when_ready, selected_picture, send_to_browser
from cnnviz.ui.shell import open_page

SIDE_WIDTH = 264


def choose_picture() -> None:
    """The control with the four ways to bring a picture."""
    chosen = state.selection()
    source = st.segmented_control(
        "Picture",
        state.SOURCES,
        default=chosen.source,
        required=True,
        key="source",
        label_visibility="collapsed",
        width="stretch",
    )
    if source != chosen.source:
        chosen = state.select(source=source)
    {"Draw": draw, "Upload": upload, "Samples": sample, "Camera": photograph}[source](chosen)


def draw(chosen: state.Selection) -> None:
    strokes = tuple(draw_pad(chosen.strokes, key="pad"))
    if strokes != chosen.strokes:
        chosen = state.select(strokes=strokes)
    if not strokes:
        st.caption("A sample is being read. Write a **7** to take its place.")


def upload(chosen: state.Selection) -> None:
    st.file_uploader(
        "A picture of one handwritten digit: PNG, JPEG, WebP, GIF or BMP",
        max_upload_size=10,
        key="upload",
        on_change=lambda: state.select(upload=picture_in("upload")),
    )
    show_picture_found(chosen, chosen.upload, "You see a sample until you choose a picture.")


def photograph(chosen: state.Selection) -> None:
    st.camera_input(
        "Hold a handwritten digit before the camera",
        key="camera",
        on_change=lambda: state.select(photo=picture_in("camera")),
    )
    show_picture_found(chosen, chosen.photo, "You see a sample until you take a picture.")


def picture_in(key: str) -> bytes | None:
    """The bytes of the file in an uploader or a camera. Both forget it when another page or source is shown."""
    file = st.session_state[key]
    return file.getvalue() if file else None


def sample(chosen: state.Selection) -> None:
    number = choose_sample(chosen.sample, key="gallery")
    if number != chosen.sample:
        state.select(sample=number)


def show_picture_found(chosen: state.Selection, data: bytes | None, while_empty: str) -> None:
    """What was found on a picture, or why nothing was."""
    if data is None:
        st.caption(while_empty)
        return
    invert = st.toggle("Turn dark ink on light paper round", value=chosen.invert, key="invert")
    if invert != chosen.invert:
        chosen = state.select(invert=invert)
    try:
        _, picture = selected_picture(chosen)
    except PictureError as error:
        st.error(f"{error} You see a sample instead.")
        return
    for note in picture.notes:
        st.caption(note)


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
    """Everything that changes with the picture: it runs again at every stroke, the rest of the page does not."""
    with st.container(horizontal=True, gap="medium", key="main"):
        with st.container(width=SIDE_WIDTH, gap="small", key="side"):
            choose_picture()
            centre = st.toggle(
                "Centre my drawing",
                value=state.selection().centre,
                key="centre",
                help="Cut the digit out, scale it and centre it, as every picture was that the network learned from. "
                "Switch it off to see what happens without.",
            )
            if centre != state.selection().centre:
                state.select(centre=centre)
            preparation = prepare_selected()
            reading = network and read(network, preparation)
            show_answer(preparation, reading and reading.trace, key="answer")
            if reading:
                offer_trace(reading.trace)
        with st.container(width="stretch", gap="small", key="map-side"):
            network_map(reading.message if reading else b"", key="map")


open_page("Draw & see")
network = loaded(state.selection().network)
if network:
    send_to_browser(network)
st.fragment(draw_and_see)(network)
if not network:
    rerun_when_ready(state.selection().network)
