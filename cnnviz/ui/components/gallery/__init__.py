"""The gallery of sample pictures: a click on one makes the network read it."""

from __future__ import annotations

from functools import cache

import streamlit as st

from cnnviz import datasets
from cnnviz.datasets.samples import load_samples
from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pixel_message

_mount = component(
    "gallery",
    js="gallery/gallery.js",
    html='<div class="gallery" data-testid="gallery" data-region="picture"></div>',
    css=("gallery/gallery.css",),
    sends=("sample",),
)


def clicked_sample(name: str, *, key: str) -> int | None:
    """Return the index of the sample that the visitor clicked just now, before the gallery is shown again.

    Args:
        name: The name of the data set.
        key: The element's key.
    """
    clicked = st.session_state.get(key, {}).get("sample")
    return clicked if type(clicked) is int and 0 <= clicked < len(load_samples(name).labels) else None


def show_gallery(name: str, chosen: int | None, *, key: str) -> None:
    """Show a data set's gallery.

    Args:
        name: The name of the data set.
        chosen: The index of the sample to mark; None marks none.
        key: The element's key.
    """
    _mount(data=_message(name, chosen), key=key)


@cache
def _message(name: str, chosen: int | None) -> bytes:
    """Return what the gallery shows, with the pixels of all samples."""
    samples, dataset = load_samples(name), datasets.dataset(name)
    header = {
        "chosen": chosen,
        "title": dataset.title,
        "shape": dataset.shape,
        "labels": [dataset.classes[label] for label in samples.labels],
        "indices": samples.indices.tolist(),
        "hard": samples.hard.tolist(),
    }
    return pixel_message(header, samples.images)
