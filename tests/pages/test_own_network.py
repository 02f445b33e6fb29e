"""Every page on a network that a visitor brought: it works, or says in a sentence what it lacks."""

from __future__ import annotations

import re
from dataclasses import replace

import keras
import pytest
from keras import layers

from cnnviz.known.own import OwnNetwork, open_own
from cnnviz.large import is_large
from cnnviz.ui.pages import PAGES
from cnnviz.ui.state import Selection
from tests.opening.brought import residual
from tests.opening.files import keras_2_file, saved, with_random_weights
from tests.support.page import open_page


def digits() -> keras.Model:
    return keras.Sequential(
        [
            layers.Input((28, 28, 1)),
            layers.Conv2D(4, 5, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )


def number() -> keras.Model:
    """Return a model whose answer is one number."""
    stack = [layers.Conv2D(3, 3, activation="relu"), layers.GlobalAveragePooling2D(), layers.Dense(1)]
    return keras.Sequential([layers.Input((20, 20, 3)), *stack])


def maps() -> keras.Model:
    """Return a model whose answer is a picture."""
    stack = [layers.Conv2D(3, 3, padding="same", activation="relu"), layers.Conv2D(1, 3, padding="same")]
    return keras.Sequential([layers.Input((24, 24, 1)), *stack])


def row() -> keras.Model:
    """Return a model that takes numbers, which make no square picture."""
    return keras.Sequential([layers.Input((47,)), layers.Dense(8, activation="relu"), layers.Dense(3, "softmax")])


@pytest.fixture(scope="module", params=["small", "large", "number", "map", "row"])
def own(request) -> OwnNetwork:
    if request.param == "small":
        return open_own(keras_2_file(with_random_weights(digits()), "2.12.0"), "digits.h5", scale="0..1")
    if request.param == "large":
        network = open_own(residual(), "branches.keras", labels=["cat", "dog", "cow"])
        assert is_large(network.layers)
        return network
    model = {"number": number, "map": maps, "row": row}[request.param]()
    return open_own(saved(with_random_weights(model), ".keras"), f"{request.param}.keras")


LACKS = {
    "pages/mistakes.py": "no test set",
    "pages/epochs.py": "its last weights alone",
}
"""What a page says that has nothing to show of a brought network."""


@pytest.mark.parametrize("part", ["picture", "fool", "morph"])
def test_every_part_of_what_if_works_or_says_what_it_lacks(own, part):
    at = open_page("pages/what_if.py", replace(Selection(), network=own.name, source="Samples"), part=part)
    said = " ".join(element.value for element in at.info)
    assert not at.error
    assert own.labels or "not with classes" in said


@pytest.mark.parametrize("script", PAGES)
def test_it_works_or_says_what_it_lacks(own, script):
    source = "Samples" if own.kind != "digits" else "Draw"
    at = open_page(script, replace(Selection(), network=own.name, source=source))
    said = " ".join(element.value for element in [*at.info, *at.warning, *at.error, *at.markdown])
    if script == "pages/looks_for.py" and is_large(own.layers):
        assert "No pictures of its kind" in said
    elif script == "pages/why.py" and not own.labels:
        assert "not with classes" in said
    elif script in LACKS:
        assert LACKS[script] in said
    elif script != "pages/compare.py":
        assert not at.error and not at.warning
        assert own.name not in re.sub(r"\]\([^)]*\)", "", said), "what visitors read is its title"


def test_a_link_to_one_that_is_gone_says_so():
    at = open_page("app.py", network="own-0123456789abcdef")
    (warning,) = at.warning
    assert "open the file" in warning.value
