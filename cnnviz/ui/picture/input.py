"""The control for the picture, with four ways to bring one: draw, upload, samples, camera. Numbers are typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from PIL import Image, ImageDraw
from streamlit.runtime.uploaded_file_manager import DeletedFile

from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.kinds import IN_INK
from cnnviz.pictures.network_input import Preparation
from cnnviz.ui import state
from cnnviz.ui.components.draw_pad import draw_pad, drawn_on
from cnnviz.ui.components.gallery import clicked_sample, show_gallery
from cnnviz.ui.components.mount import MARKER
from cnnviz.ui.picture.kept import LOST, MOST_MEGABYTES, WAYS, is_lost, keep_in_browser, settle, take_back
from cnnviz.ui.picture.numbers import choose_numbers, reads_numbers
from cnnviz.ui.picture.selected import selected_picture
from cnnviz.ui.picture.words import test_picture_words
from cnnviz.ui.state.covers import is_locked, is_open, may_show

_A_DIGIT = "A picture of one handwritten digit"
_SHOWN = (264, 170)
"""The largest width and height in which a picture is shown, in pixels."""


_BROUGHT = {"Upload": "upload", "Camera": "camera"}
"""The ways to bring a picture that can be taken away by themselves, and their regions."""


def take_in_picture(chosen: state.Selection | None = None) -> None:
    """Keep in the selection what was drawn or clicked just now.

    This comes before the control is shown again, so that a page can work out everything first and show it at once.

    Args:
        chosen: As for choose_picture.
    """
    take_back()
    chosen = chosen or state.selection()
    if chosen.source in _BROUGHT and not _may_bring(chosen.source):
        state.select(source="Samples")
    strokes = drawn_on("pad", version=state.given())
    if strokes is not None and tuple(strokes) != chosen.strokes:
        state.select(strokes=tuple(strokes))
    name = chosen.dataset.name
    number = clicked_sample(name, key=f"gallery-{name}")
    if number is not None:
        state.select(sample=number, picture=None)


def choose_picture(
    question: Callable[[state.Selection], dict[str, Any] | None] = lambda chosen: None,
    chosen: state.Selection | None = None,
    *,
    with_samples: bool = True,
    wanted: str = "",
) -> None:
    """Show the control, and keep what the visitor chooses in the selection.

    Args:
        question: What the pad asks the server about each drawing, so that the page shows the answer at once; see
            cnnviz/ui/stroke/README.md. It returns None for nothing.
        chosen: The selection, where a page shows pictures of another data set than the selected network's.
        with_samples: Whether the gallery is offered.
        wanted: A phrase that says which pictures can be read, where it is not the selection's network that reads them.
    """
    if not may_show("picture"):
        return
    chosen = chosen or state.selection()
    if reads_numbers(chosen):
        choose_numbers(chosen)
        return
    offers = {
        "Draw": chosen.dataset.kind in IN_INK,
        "Samples": with_samples,
        **{name: _may_bring(name) for name in _BROUGHT},
    }
    without = {name for name, offered in offers.items() if not offered}
    sources = [name for name in state.SOURCES if name not in without]
    if not sources:
        return
    key = "source" if not without else f"source-without-{'-'.join(sorted(without)).lower()}"
    source = chosen.source if chosen.source in sources else ("Samples" if with_samples else sources[0])
    st.segmented_control(
        "Picture",
        sources,
        required=True,
        **state.shown(key, source, lambda source: state.select(source=source)),
        label_visibility="collapsed",
        width="stretch",
        disabled=is_locked("picture"),
    )
    wanted = wanted or _wanted(chosen)
    if source == "Draw":
        _draw(chosen, question(chosen))
    elif source == "Samples":
        _sample(chosen)
    else:
        keep_in_browser("beside")
        {"Upload": _upload, "Camera": _photograph}[source](chosen, wanted, with_samples)


def choose_centring() -> None:
    """Show the switch for centring, where the network reads digits."""
    chosen = state.selection()
    if chosen.dataset.kind not in IN_INK or not is_open("picture"):
        return
    st.toggle(
        "Centre my drawing",
        **state.shown("centre", chosen.centre, lambda centre: state.select(centre=centre)),
        disabled=is_locked("picture"),
        help="Cut the digit out, scale it and centre it, as every picture was that the network learned from. "
        "Switch it off to see what happens without.",
    )


def _may_bring(source: str) -> bool:
    return is_open(_BROUGHT[source]) and not is_locked(_BROUGHT[source])


def _draw(chosen: state.Selection, question: dict[str, Any] | None) -> None:
    draw_pad(chosen.strokes, key="pad", version=state.given(), question=question)
    if state.is_left_out(chosen.strokes):
        st.caption("This drawing is too long for the page's address: a link to it or a reload shows the page without.")
    if not chosen.strokes:
        what = "A sample is being read." if chosen.picture is None else test_picture_words(chosen, chosen.picture)
        st.caption(f"{what} Write a **7**.")


def _upload(chosen: state.Selection, wanted: str, with_samples: bool) -> None:
    st.file_uploader(
        f"{wanted}: PNG, JPEG, WebP, GIF, BMP or HEIC",
        max_upload_size=MOST_MEGABYTES,
        key="upload",
        disabled=is_locked("picture"),
        on_change=lambda: _keep_file("upload"),
    )
    _show_picture_found(chosen, chosen.upload, "You see a sample until you choose a picture." * with_samples)


def _photograph(chosen: state.Selection, wanted: str, with_samples: bool) -> None:
    st.camera_input(
        "Hold a handwritten digit before the camera" if wanted == _A_DIGIT else wanted,
        key="photo",
        disabled=is_locked("picture"),
        on_change=lambda: _keep_file("photo"),
    )
    # Where the browser gives no camera, Streamlit would lead to a page on the internet.
    st.html(
        "<style>.st-key-no-camera, [data-testid=stCameraInput] :has(> a) { display: none; }"
        ":has([data-testid=stCameraInput] a) > * > .st-key-no-camera { display: flex; }</style>"
    )
    with st.container(key="no-camera"):
        st.info(
            "Your browser does not let this page use a camera. Allow it beside the page's address and reload, or take "
            "the picture with your camera's own app and choose **Upload**. Browsers give a camera only to pages of "
            "this machine or with https."
        )
    _show_picture_found(chosen, chosen.photo, "You see a sample until you take a picture." * with_samples)


def _wanted(chosen: state.Selection) -> str:
    """Return a phrase that says which pictures the network can read."""
    if chosen.dataset.kind == "digits":
        return _A_DIGIT
    *classes, last = chosen.dataset.classes or ("",)
    if not classes:
        # A network that answers with a number or a map has none.
        return "A picture"
    return f"A picture of one of these: {', '.join(classes)} or {last}"


def _keep_file(name: str) -> None:
    """Keep the file in an uploader or a camera, which has the name of its attribute of the selection.

    Both forget it when another page or source is shown, and before another file has come to take its place.
    """
    file = st.session_state[name]
    if not isinstance(file, DeletedFile):
        settle(name)
        state.select(**{name: file.getvalue() if file else None}, swap=False, lines=False)


def _sample(chosen: state.Selection) -> None:
    name = chosen.dataset.name
    show_gallery(name, None if chosen.picture is not None else chosen.sample, key=f"gallery-{name}")
    if chosen.picture is not None:
        st.caption(test_picture_words(chosen, chosen.picture))


def _show_picture_found(chosen: state.Selection, data: bytes | None, while_empty: str) -> None:
    """Show a picture with a frame around the part that is read, or say why it cannot be read."""
    if data is None:
        # Where neither a pad nor a gallery is offered, an upload is, whatever is chosen elsewhere.
        if chosen.source in WAYS and is_lost(WAYS[chosen.source]):
            st.warning(LOST)
        if while_empty:
            st.caption(while_empty)
        return
    preparation = None
    try:
        preparation = selected_picture(chosen)
        st.image(_framed(preparation), output_format="PNG", width="content")
    except PictureError as error:
        st.error(f"{error} You see a sample instead." if while_empty else str(error))
    if chosen.dataset.kind != "colour":
        st.toggle(
            "Swap ink and paper" if chosen.dataset.kind in IN_INK else "Swap dark and light",
            disabled=is_locked("picture"),
            **state.shown("swap", chosen.swap, lambda swap: state.select(swap=swap)),
        )
    if chosen.lines or (preparation and preparation.has_lines):
        st.toggle(
            "Keep the straight lines",
            disabled=is_locked("picture"),
            **state.shown("lines", chosen.lines, lambda lines: state.select(lines=lines)),
        )


def _framed(preparation: Preparation) -> Image.Image:
    """Return the picture with a frame around the part that is read."""
    shown = Image.fromarray(preparation.picture)
    shown.thumbnail(_SHOWN)
    height, width = next(iter(preparation.steps.values())).shape[:2]
    lengths, sizes = (shown.height, shown.width) * 2, (height, width) * 2
    top, left, bottom, right = (
        edge * length / size for edge, length, size in zip(preparation.box, lengths, sizes, strict=True)
    )
    thickness = max(2, max(shown.size) // 100)
    outside = (left - thickness, top - thickness, right + thickness, bottom + thickness)
    # A frame around the whole picture has no room outside it.
    inside = [
        max(0, outside[0]),
        max(0, outside[1]),
        min(shown.width - 1, outside[2]),
        min(shown.height - 1, outside[3]),
    ]
    ImageDraw.Draw(shown).rectangle(inside, outline=MARKER, width=thickness)
    return shown
