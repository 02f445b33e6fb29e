"""Sentences about pictures of a test set."""

from __future__ import annotations

from cnnviz.bundled.files import DamagedFileError
from cnnviz.datasets.dataset import Dataset
from cnnviz.results.predictions import load_predictions
from cnnviz.ui import state


def test_picture_words(selection: state.Selection, index: int) -> str:
    """Return a sentence on which picture of the test set is shown, or on why a sample is shown in its place.

    Args:
        selection: Names the network and with it the data set.
        index: The index of the picture in the test set.
    """
    dataset = selection.dataset
    picture = f"Picture {index:,} of the {dataset.title} test set"
    if index >= dataset.test_size:
        return f"You see a sample: the {dataset.title} test set ends with picture {dataset.test_size - 1:,}."
    if dataset.test_picture(index) is None:
        return f"You see a sample: {picture[0].lower()}{picture[1:]} is not on this machine. {how_to_get(dataset)}"
    try:
        predictions = load_predictions(selection.network)
    except DamagedFileError as error:
        return f"{picture}. {error}"
    if predictions is None or index >= len(predictions.labels):
        return f"{picture}."
    return f"{picture}, labelled {dataset.classes[predictions.labels[index]]}."


def how_to_get(dataset: Dataset) -> str:
    """Return a sentence on how to get the pictures of a test set that do not come with the app.

    It names no folder: visitors cannot put anything there.
    """
    return f"Whoever runs this app can add all {dataset.title} pictures: README.md says how, under “Data”."
