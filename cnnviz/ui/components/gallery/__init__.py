"""The gallery of sample pictures: click one and the network reads it."""

from __future__ import annotations

import json
from functools import cache

import streamlit as st

from cnnviz.datasets import dataset
from cnnviz.datasets.samples import load_samples
from cnnviz.ui.components.mount import component

_mount = component(
    "gallery",
    js="gallery/gallery.js",
    html='<div class="gallery" data-testid="gallery"></div>',
    css=("gallery/gallery.css",),
    sends=("sample",),
)


def clicked_sample(name: str, *, key: str) -> int | None:
    """Return the number of the sample that the visitor clicked just now, before the gallery is shown again.

    Args:
        name: Of the data set.
        key: The gallery's key.
    """
    clicked = st.session_state.get(key, {}).get("sample")
    return clicked if type(clicked) is int and 0 <= clicked < len(load_samples(name).labels) else None


def show_gallery(name: str, chosen: int | None, *, key: str) -> None:
    """Show a data set's gallery.

    Args:
        name: Of the data set.
        chosen: The number of the sample that is marked; None marks none.
        key: The element's key.
    """
    _mount(data=_message(name, chosen), key=key)


@cache
def _message(name: str, chosen: int | None) -> bytes:
    """Return a line of JSON and the pixels of all samples, a byte for each of their numbers."""
    samples, whole = load_samples(name), dataset(name)
    header = {
        "chosen": chosen,
        "title": whole.title,
        "shape": whole.shape,
        "labels": [whole.classes[label] for label in samples.labels],
        "indices": samples.indices.tolist(),
        "hard": samples.hard.tolist(),
    }
    return json.dumps(header).encode() + b"\n" + samples.images.tobytes()
