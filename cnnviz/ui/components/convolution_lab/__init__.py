"""The workbench of "Your own kernel": the browser convolves, so that every change of the kernel shows at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha1
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnnviz.labs.kernels import NAMED_KERNELS
from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pixel_message

if TYPE_CHECKING:
    from cnnviz.ui.components.convolution_lab.kernel_setup import KernelSetup


_HTML = '<div class="workbench themed" data-testid="workbench" data-state="waiting"></div>'

_workbench = component(
    "convolution_workbench",
    js="convolution_lab/workbench.js",
    html=_HTML,
    css=(
        "shared/buttons.css",
        "scene/numbers.css",
        "convolution_lab/workbench.css",
        "convolution_lab/kernel.css",
        "convolution_lab/maps.css",
    ),
    sends=("setup",),
)

_picture = component("convolution_picture", js="convolution_lab/receive.js")


def send_picture(pixels: npt.NDArray[np.uint8], words: str, credit: str = "", *, key: str) -> str:
    """Send a picture to the workbench, outside of the part of the page that runs again at every change in it.

    Args:
        pixels: (height, width, channels) uint8; one channel or three.
        words: What the picture shows.
        credit: Who made it or where it comes from: shown below it.
        key: The element's key.
    Returns:
        The picture's name for show_workbench.
    """
    name = sha1(pixels.tobytes() + bytes(words, "utf-8")).hexdigest()[:16]
    header = {"name": name, "shape": pixels.shape, "words": words, "credit": credit}
    with st.container(key="messages"):
        _picture(data=pixel_message(header, pixels), key=key, height=1)
    return name


def show_workbench(setup: KernelSetup, picture: str, *, limits: Mapping[str, int], version: int, key: str) -> None:
    """Show the kernel, the picture, the output and the sums.

    While the workbench is on screen, the browser's setup counts: see set_up_in.

    Args:
        setup: The setup when the workbench appears.
        picture: The picture's name, from send_picture.
        limits: The largest "kernel" side, the largest "step" (of stride, dilation and padding), the largest "number".
        version: With any other number than in the last run, `setup` replaces the browser's.
        key: The element's key.
    """
    presets = [{**preset._asdict(), "kernel": preset.kernel.tolist()} for preset in NAMED_KERNELS]
    data = {"version": version, "setup": asdict(setup), "picture": picture, "presets": presets, "limits": dict(limits)}
    _workbench(data=data, key=key)


def set_up_in(key: str, *, version: int) -> dict[str, str] | None:
    """Return what was set up in a workbench, as URL parameters that are not to be trusted; None for nothing new."""
    match st.session_state.get(key, {}).get("setup"):
        case {"version": sent, "query": dict(query)} if sent == version:
            return {name: text for name, text in query.items() if isinstance(name, str) and isinstance(text, str)}
    return None
