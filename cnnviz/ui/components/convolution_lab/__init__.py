"""The workbench of "Your own kernel": the browser convolves, so that a kernel's edit is seen at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha1
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from cnnviz.labs.kernels import NAMED_KERNELS
from cnnviz.ui.components.mount import component

if TYPE_CHECKING:
    from cnnviz.ui.components.convolution_lab.setup import Setup


_HTML = '<div class="workbench themed" data-testid="workbench" data-state="waiting"></div>'

_workbench = component(
    "convolution_workbench",
    js="convolution_lab/workbench.js",
    html=_HTML,
    css=(
        "shared/buttons.css",
        "stepper/numbers.css",
        "convolution_lab/workbench.css",
        "convolution_lab/kernel.css",
        "convolution_lab/maps.css",
    ),
    sends=("setup",),
)

_picture = component("convolution_picture", js="convolution_lab/receive.js")


def send_picture(pixels: np.ndarray, words: str, credit: str = "", *, key: str) -> str:
    """Send a picture to the workbench of this page, outside of what runs again with every change in it.

    Args:
        pixels: (height, width, channels) uint8; one channel or three.
        words: What it shows.
        credit: Whose it is, or where it comes from: shown below it.
        key: The element's key.
    Returns:
        What the workbench is to call it.
    """
    name = sha1(pixels.tobytes() + bytes(words, "utf-8")).hexdigest()[:16]
    header = {"name": name, "shape": pixels.shape, "words": words, "credit": credit}
    with st.container(key="messages"):
        _picture(data=json.dumps(header).encode() + b"\n" + pixels.tobytes(), key=key, height=1)
    return name


def show_workbench(setup: Setup, picture: str, *, limits: Mapping[str, int], version: int, key: str) -> None:
    """Show the kernel, the picture, the output and the sums.

    While the workbench is on screen the browser's setup is the truth: see set_up_in.

    Args:
        setup: What it shows when it appears.
        picture: What send_picture returned.
        limits: The largest "kernel" side, the largest "step" (of stride, dilation and padding), the largest "number".
        version: Any other number than in the last run puts `setup` in the place of what is set up.
        key: The element's key.
    """
    presets = [{**preset._asdict(), "kernel": preset.kernel.tolist()} for preset in NAMED_KERNELS]
    data = {"version": version, "setup": asdict(setup), "picture": picture, "presets": presets, "limits": dict(limits)}
    _workbench(data=data, key=key)


def set_up_in(key: str, *, version: int) -> dict | None:
    """Return what was set up in a workbench, as URL parameters that are not to be trusted; None for nothing new."""
    match st.session_state.get(key, {}).get("setup"):
        case {"version": sent, "query": dict(query)} if sent == version:
            return query
    return None
