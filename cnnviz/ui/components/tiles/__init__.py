"""Test pictures in a row, each with what it shows and what it was read as; a click chooses one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import streamlit as st
from PIL import Image

from cnnviz import bundled
from cnnviz.datasets.dataset import Dataset
from cnnviz.results.predictions import Predictions, load_predictions
from cnnviz.ui.components.mount import component

_LARGEST = 96
"""Pixels of a picture's longer side at most: larger ones are reduced."""

_mount = component(
    "tiles",
    js="tiles/tiles.js",
    html='<div class="tiles" data-testid="tiles" role="group"></div>',
    css=("tiles/tiles.css",),
    sends=("picture",),
)


def clicked_tile(*, key: str) -> int | None:
    """Return the place in the test set of the picture that the visitor clicked just now.

    Args:
        key: The element's key.
    """
    place = st.session_state.get(key, {}).get("picture")
    return place if type(place) is int and 0 <= place < 100_000 else None


def show_tiles(places: Iterable[int], networks: Sequence[str], *, name: str, key: str) -> bool:
    """Show pictures of the networks' test set. One that is not on this machine leaves a place with its number.

    Args:
        places: Of the pictures in the test set.
        networks: Whose answers stand below the pictures; all must have predictions for that test set.
        name: What the row is, for who cannot see it.
        key: The element's key.
    Returns:
        Whether all pictures are here.
    """
    seen = bundled.dataset_of(networks[0])
    answers = [load_predictions(network) for network in networks]
    pictures = [(int(place), seen.test_picture(int(place))) for place in places]
    small = [_small(picture) for _, picture in pictures if picture is not None]
    header = {
        "name": name,
        "title": seen.title,
        "networks": list(networks),
        "tiles": [_tile(place, picture, seen, answers) for place, picture in pictures],
        "shape": small[0].shape if small else (0, 0, 0),
    }
    pixels = b"".join(picture.tobytes() for picture in small)
    _mount(data=json.dumps(header).encode() + b"\n" + pixels, key=key)
    return len(small) == len(pictures)


def _tile(place: int, picture: np.ndarray | None, seen: Dataset, answers: list[Predictions]) -> dict[str, Any]:
    return {
        "place": place,
        "here": picture is not None,
        "label": seen.classes[answers[0].labels[place]],
        "answers": [
            {
                "read": seen.classes[each.read[place]],
                "right": bool(each.read[place] == each.labels[place]),
                "share": round(float(each.probabilities[place].max()), 3),
            }
            for each in answers
        ],
    }


def _small(picture: np.ndarray) -> np.ndarray:
    """Return (height, width, channels) uint8 of at most 96 pixels a side."""
    height, width, channels = picture.shape
    step = -(-max(height, width) // _LARGEST)
    if step == 1:
        return picture
    image = Image.fromarray(picture if channels == 3 else picture[..., 0]).reduce(step)
    return np.asarray(image).reshape(image.height, image.width, channels)
