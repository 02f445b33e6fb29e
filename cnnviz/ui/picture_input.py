"""The control with four ways to bring a picture: draw, upload, samples, camera."""

from __future__ import annotations

import streamlit as st
from PIL import Image, ImageDraw

from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.prepare import ink_box
from cnnviz.pictures.read import Reading
from cnnviz.ui import state
from cnnviz.ui.components.draw_pad import draw_pad
from cnnviz.ui.components.gallery import choose_sample
from cnnviz.ui.reading import selected_picture

_FRAME = "#c2188b"
_SHOWN = (264, 170)
"""Width and height, in pixels, in which the picture is shown at most."""


def choose_picture() -> None:
    """Show the control, and keep what the visitor chooses in the selection."""
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
    {"Draw": _draw, "Upload": _upload, "Samples": _sample, "Camera": _photograph}[source](chosen)


def _draw(chosen: state.Selection) -> None:
    strokes = tuple(draw_pad(chosen.strokes, key="pad"))
    if strokes != chosen.strokes:
        chosen = state.select(strokes=strokes)
    if not strokes:
        st.caption("A sample is being read. Write a **7** to take its place.")


def _upload(chosen: state.Selection) -> None:
    st.file_uploader(
        "A picture of one handwritten digit: PNG, JPEG, WebP, GIF or BMP",
        max_upload_size=10,
        key="upload",
        on_change=lambda: state.select(upload=_picture_in("upload")),
    )
    _show_picture_found(chosen, chosen.upload, "You see a sample until you choose a picture.")


def _photograph(chosen: state.Selection) -> None:
    st.camera_input(
        "Hold a handwritten digit before the camera",
        key="camera",
        on_change=lambda: state.select(photo=_picture_in("camera")),
    )
    _show_picture_found(chosen, chosen.photo, "You see a sample until you take a picture.")


def _picture_in(key: str) -> bytes | None:
    """The bytes of the file in an uploader or a camera. Both forget it when another page or source is shown."""
    file = st.session_state[key]
    return file.getvalue() if file else None


def _sample(chosen: state.Selection) -> None:
    number = choose_sample(chosen.sample, key="gallery")
    if number != chosen.sample:
        state.select(sample=number)


def _show_picture_found(chosen: state.Selection, data: bytes | None, while_empty: str) -> None:
    """What was found on a picture, or why nothing was."""
    if data is None:
        st.caption(while_empty)
        return
    invert = st.toggle("Turn dark ink on light paper round", value=chosen.invert, key="invert")
    if invert != chosen.invert:
        chosen = state.select(invert=invert)
    try:
        picture = selected_picture(chosen)
    except PictureError as error:
        st.error(f"{error} You see a sample instead.")
        return
    st.image(_framed(picture), output_format="PNG", width="content")


def _framed(picture: Reading) -> Image.Image:
    """Return the picture with a frame around the digit that is read in it."""
    shown = Image.fromarray(picture.picture)
    shown.thumbnail(_SHOWN)
    top, left, bottom, right = (
        edge * size / of
        for edge, size, of in zip(
            ink_box(picture.ink), (shown.height, shown.width) * 2, picture.ink.shape * 2, strict=True
        )
    )
    thickness = max(2, max(shown.size) // 100)
    ImageDraw.Draw(shown).rectangle(
        (left - thickness, top - thickness, right + thickness, bottom + thickness), outline=_FRAME, width=thickness
    )
    return shown
