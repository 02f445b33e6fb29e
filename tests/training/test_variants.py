"""The trainings with every activation: how they are compared, and what ships of them."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from cnnviz.arithmetic import KERAS_LEAKY_SLOPE
from cnnviz.datasets import dataset
from cnnviz.datasets.dataset import Part
from cnnviz.training.variants import (
    COLUMNS,
    RECIPE,
    VARIANTS,
    Epoch,
    epochs_until,
    histories,
    in_words,
    train_variants,
    variant_model,
)

# Keras 3's own code, not ours.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy:DeprecationWarning")


@pytest.mark.parametrize("name", VARIANTS)
def test_only_what_is_compared_differs(name):
    activation, pooling = VARIANTS[name]
    plain, model = variant_model(VARIANTS["ReLU"]), variant_model(VARIANTS[name])
    for ours, theirs in zip(model.get_weights(), plain.get_weights(), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert [layer.name for layer in model.layers] == [layer.name for layer in plain.layers]
    between = [layer for layer in model.layers if layer.name.startswith("relu")]
    assert len(between) == 3
    z = np.array([[-2.0, -0.5, 0.0, 3.0]], np.float32)
    # Leaky ReLU with Keras's own slope, as in the lab.
    slope = {"negative_slope": KERAS_LEAKY_SLOPE} if activation == "leaky_relu" else {}
    expected = getattr(keras.ops, activation)(z, **slope)
    for layer in between:
        np.testing.assert_allclose(layer(z), expected, rtol=1e-6)
    pools = [type(layer).__name__ for layer in model.layers if "pooling" in layer.name]
    assert pools == ["AveragePooling2D" if pooling == "average" else "MaxPooling2D"] * 2


def test_a_variant_that_is_done_is_not_trained_again(tmp_path):
    shipped = dataset("mnist").shipped.train
    pictures, path, said = Part(shipped.images[:300], shipped.labels[:300]), tmp_path / "variants.csv", []
    train_variants(pictures, path, ["tanh"], epochs=2, say=said.append)
    once = path.read_text()
    assert once.splitlines()[0] == ",".join(COLUMNS)
    assert [row.epoch for row in histories(path)["tanh"]] == [1, 2]
    train_variants(pictures, path, ["ReLU", "tanh"], epochs=1, say=said.append)
    assert path.read_text().startswith(once)
    assert [name for name in histories(path)] == ["ReLU", "tanh"]
    assert len(said) == 3


def test_all_variants_ship_with_all_their_epochs():
    shipped = histories()
    assert list(shipped) == list(VARIANTS)
    for epochs in shipped.values():
        assert [row.epoch for row in epochs] == list(range(1, RECIPE.epochs + 1))
        # Shares of 5,000 pictures, and a network that learns.
        assert all((row.val_accuracy * RECIPE.validation) % 1 == pytest.approx(0, abs=1e-6) for row in epochs)
        assert epochs[-1].loss < epochs[0].loss


def history(name: str, *accuracies: float) -> list[Epoch]:
    return [Epoch(place, name, share, 1.0, share, 1.0, 1.0) for place, share in enumerate(accuracies, start=1)]


def test_the_words_say_what_the_numbers_are():
    words = in_words(
        {
            "a": history("a", 0.95, 0.97),
            "b": history("b", 0.8, 0.91),
            "c": history("c", 0.1, 0.2),
            "d": history("d", 0.92, 0.96),
        }
    )
    assert "After 2 epochs **a** reads most" in words
    assert "**97.00\xa0%**, and **c** fewest, **20.00\xa0%**" in words
    assert "within one epoch by a and d; b needs 2; c does not reach it." in words


def test_when_a_share_is_reached():
    assert epochs_until(history("a", 0.5, 0.9), 0.9) == 2
    assert epochs_until(history("a", 0.5), 0.9) is None


def test_where_nothing_was_trained_there_is_no_history(tmp_path):
    assert histories(tmp_path / "none.csv") == {}
