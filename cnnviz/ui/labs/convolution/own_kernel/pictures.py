"""The pictures that a kernel can be laid on."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import streamlit as st
from PIL import Image

from cnnviz.labs.worked_examples import FOUR, SIX_BY_SIX
from cnnviz.pictures.decode import decode
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.shipped import astronaut
from cnnviz.ui.picture.changes import prepare_selected
from cnnviz.ui.picture.numbers import reads_numbers

LARGEST_SIDE = 512
_ASTRONAUT = "Eileen Collins, photographed by NASA (public domain)."
_UPLOAD = "own-kernel-upload"


class LabPicture(NamedTuple):
    """A picture.

    Attributes:
        pixels: (height, width, channels) uint8; channels is 1 or 3.
        words: What it is, to be said to those who cannot see it.
        credit: Whose it is or where it comes from, "" where that needs no saying.
    """

    pixels: np.ndarray
    words: str
    credit: str = ""


def picture_of(source: str) -> LabPicture:
    """Return the picture of a source, one of SOURCES. Where there is no upload yet the photograph stands in."""
    if source == "four":
        return LabPicture(FOUR[..., None], "a picture of a 4")
    if source == "six":
        return LabPicture(SIX_BY_SIX[..., None], "a 6 by 6 matrix")
    # A network that reads numbers has no picture.
    if source == "yours" and not reads_numbers():
        values = prepare_selected().input
        return LabPicture(np.rint(values * 255).astype(np.uint8), "your picture")
    uploaded = st.session_state.get(_UPLOAD) if source == "upload" else None
    if uploaded is not None:
        return LabPicture(uploaded, "your upload")
    return LabPicture(
        astronaut(), "a photograph of an astronaut", "Eileen Collins, photographed by NASA (public domain)."
    )


def made_grey(pixels: np.ndarray) -> np.ndarray:
    """Return (height, width, 1) uint8: the brightness 0.299 red + 0.587 green + 0.114 blue of a colour picture."""
    return np.asarray(Image.fromarray(pixels).convert("L"))[..., None]


def read_upload(data: bytes) -> np.ndarray:
    """Return (height, width, 3) uint8: the picture in a file, reduced to at most LARGEST_SIDE pixels a side.

    Raises:
        PictureError: If it cannot be read.
    """
    image = Image.fromarray(decode(data).colour)
    image.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    return np.asarray(image)


def take_upload() -> None:
    """Show the control for an upload. What was uploaded stays when another page is shown."""
    file = st.file_uploader(
        "A picture: PNG, JPEG, WebP, GIF or BMP",
        max_upload_size=20,
        key="own-kernel-file",
        label_visibility="collapsed",
    )
    if file is None:
        if _UPLOAD not in st.session_state:
            st.caption("You see a photograph until you choose a picture.")
        return
    if st.session_state.get("own-kernel-file-taken") == file.file_id:
        return
    try:
        st.session_state[_UPLOAD] = read_upload(file.getvalue())
        st.session_state["own-kernel-file-taken"] = file.file_id
    except PictureError as error:
        st.error(f"{error} The picture before it stays.")
