"""Test pictures in a row, each with its class and what it was read as; a click chooses one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st
from PIL import Image

from cnnviz import known
from cnnviz.datasets.dataset import Dataset
from cnnviz.results.predictions import Predictions, load_predictions
from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pixel_message

_LARGEST = 96
"""The largest size of a picture in pixels, along its longer side: larger ones are reduced."""

_mount = component(
    "tiles",
    js="tiles/tiles.js",
    html='<div class="tiles" data-testid="tiles" role="group"></div>',
    css=("tiles/tiles.css",),
    sends=("picture",),
)


def clicked_tile(*, key: str) -> int | None:
    """Return the index in the test set of the picture that the visitor clicked just now; None if there was no click.

    Args:
        key: The element's key.
    """
    index = st.session_state.get(key, {}).get("picture")
    return index if type(index) is int and 0 <= index < 100_000 else None


def show_tiles(indices: Iterable[int], networks: Sequence[str], *, name: str, key: str, region: str = "") -> bool:
    """Show pictures of the networks' test set. For one that is not on this machine, an empty tile shows its index.

    Args:
        indices: The indices of the pictures in the test set.
        networks: The names of the networks whose answers are shown below the pictures.
        name: What the row is: screen readers say it.
        key: The element's key.
        region: The region that they are, see cnnviz/lessons/regions.py.
    Returns:
        Whether all pictures are on this machine.
    Raises:
        ValueError: If a network has no predictions.
    """
    dataset = known.dataset_of(networks[0])
    answers = [_predictions(network) for network in networks]
    pictures = [(int(index), dataset.test_picture(int(index))) for index in indices]
    small = [_small(picture) for _, picture in pictures if picture is not None]
    header = {
        "name": name,
        "region": region,
        "title": dataset.title,
        "networks": list(networks),
        "tiles": [_tile(index, picture, dataset, answers) for index, picture in pictures],
        "shape": small[0].shape if small else (0, 0, 0),
    }
    _mount(data=pixel_message(header, *small), key=key)
    return len(small) == len(pictures)


def _predictions(network: str) -> Predictions:
    predictions = load_predictions(network)
    if predictions is None:
        raise ValueError(f"The network {network!r} has no predictions.")
    return predictions


def _tile(
    index: int, picture: npt.NDArray[np.uint8] | None, dataset: Dataset, answers: list[Predictions]
) -> dict[str, Any]:
    return {
        "index": index,
        "here": picture is not None,
        "label": dataset.classes[answers[0].labels[index]],
        "answers": [
            {
                "read": dataset.classes[predictions.read[index]],
                "right": bool(predictions.read[index] == predictions.labels[index]),
                "share": round(float(predictions.probabilities[index].max()), 3),
            }
            for predictions in answers
        ],
    }


def _small(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Return a picture, (height, width, channels) uint8, reduced to sides of at most 96 pixels."""
    height, width, channels = picture.shape
    step = -(-max(height, width) // _LARGEST)
    if step == 1:
        return picture
    image = Image.fromarray(picture if channels == 3 else picture[..., 0]).reduce(step)
    return np.asarray(image).reshape(image.height, image.width, channels)
