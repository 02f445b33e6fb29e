"""Networks that read numbers and no picture: nothing is scaled, nothing is squeezed into them."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable

import keras
import numpy as np
import pytest
from keras import layers

import cnnviz
from cnnviz.__main__ import main
from cnnviz.known.export import keras_file
from cnnviz.opening.errors import ModelFileError
from cnnviz.opening.opened import open_content
from cnnviz.opening.scale import AS_GIVEN
from tests.opening.files import keras_2_file, saved, with_random_weights

ENDS: dict[str, Callable[[], keras.Layer]] = {
    "classes": lambda: layers.Dense(4, activation="softmax", name="answer"),
    "two classes": lambda: layers.Dense(1, activation="sigmoid", name="answer"),
    "number": lambda: layers.Dense(1, name="answer"),
}
FORMS: dict[str, Callable[[keras.Model], bytes]] = {
    ".keras": lambda model: saved(model, ".keras"),
    ".h5": lambda model: saved(model, ".h5"),
    "Keras 2.3": lambda model: keras_2_file(model, "2.3.1"),
    "Keras 2.13": lambda model: keras_2_file(model, "2.13.1"),
}


def measuring(count: int, end: str = "classes") -> keras.Model:
    """Return a network of so many measurements."""
    stack = [
        layers.Dense(12, name="first"),
        layers.BatchNormalization(name="norm"),
        layers.Activation("relu", name="relu"),
        layers.Dropout(0.2, name="drop"),
        layers.Dense(8, activation="tanh", name="second"),
    ]
    return with_random_weights(keras.Sequential([layers.Input((count,)), *stack, ENDS[end]()], name="measuring"))


def measured(count: int) -> np.ndarray:
    """Return measurements far beyond what pixels have."""
    return np.random.default_rng(count).normal(scale=30, size=count).astype(np.float32)


@pytest.mark.parametrize(
    ("count", "end", "form"),
    [
        (9, "number", "Keras 2.3"),
        (9, "two classes", ".keras"),
        (9, "classes", ".h5"),
        (47, "classes", "Keras 2.13"),
        (47, "two classes", ".h5"),
        (47, "number", ".keras"),
    ],
)
def test_every_layer_of_it_equals_that_of_keras(count, end, form, tmp_path):
    model = measuring(count, end)
    path = tmp_path / "mine.h5"
    path.write_bytes(FORMS[form](model))
    network = cnnviz.load(path)
    assert (network.kind, network.input_shape) == ("numbers", (1, count, 1))
    assert network.answers == ("number" if end == "number" else "classes")
    assert len(network.labels) == {"classes": 4, "two classes": 2, "number": 0}[end]
    numbers = measured(count)
    trace = network.trace(" ".join(map(str, numbers)))
    assert np.array_equal(trace.input.ravel(), numbers)
    every = keras.Model(model.inputs[0], [layer.output for layer in model.layers])(numbers[None], training=False)
    for layer, theirs in zip(model.layers, every, strict=True):
        np.testing.assert_allclose(trace[layer.name].output, theirs[0], rtol=1e-4, atol=1e-5)


def test_no_scale_is_guessed_and_none_is_taken():
    content = saved(measuring(47), ".keras")
    opened = open_content(content)
    assert (opened.found.why, opened.found.is_sure, opened.kind) == (AS_GIVEN, True, "numbers")
    assert not [layer for layer in opened.model.layers if isinstance(layer, layers.Rescaling)]
    for settings in ({"scale": "0..255"}, {"kind": "digits"}):
        with pytest.raises(ValueError, match="It reads 47 numbers, no picture, and they go in as they are"):
            open_content(content, **settings)
    picture = with_random_weights(keras.Sequential([layers.Input((12, 12, 1)), layers.Flatten(), layers.Dense(3)]))
    with pytest.raises(ValueError, match="It reads pictures of 12 × 12 × 1, no numbers"):
        open_content(saved(picture, ".keras"), kind="numbers")


@pytest.mark.parametrize("count", [2, 3, 63, 1025, 4095])
def test_so_many_numbers_open(count):
    model = with_random_weights(keras.Sequential([layers.Input((count,)), layers.Dense(3, activation="softmax")]))
    assert open_content(saved(model, ".h5")).plain.input_shape == (1, count, 1)


@pytest.mark.parametrize("count", [1, 4097])
def test_fewer_and_more_are_refused(count):
    model = keras.Sequential([layers.Input((count,)), layers.Dense(3, activation="softmax")])
    with pytest.raises(ModelFileError, match="and so would 2 to 4,096 numbers that are no picture"):
        open_content(saved(model, ".h5"))


@pytest.mark.parametrize("count", [64, 784, 192, 3072])
def test_what_makes_a_square_stays_a_picture(count):
    model = with_random_weights(keras.Sequential([layers.Input((count,)), layers.Dense(3, activation="softmax")]))
    opened = open_content(saved(model, ".h5"), scale="0..1")
    assert opened.kind != "numbers" and opened.plain.input_shape[0] > 1


def test_the_file_that_is_saved_of_it_opens_again(tmp_path):
    path, again = tmp_path / "mine.keras", tmp_path / "again.keras"
    path.write_bytes(saved(measuring(47), ".keras"))
    network = cnnviz.load(path)
    with warnings.catch_warnings():
        # Keras's own, of NumPy, while it saves.
        warnings.simplefilter("ignore")
        again.write_bytes(keras_file(network))
    reopened = cnnviz.load(again)
    assert (reopened.kind, reopened.input_shape) == ("numbers", (1, 47, 1))
    numbers = measured(47)
    np.testing.assert_allclose(
        reopened.trace(numbers).probabilities, network.trace(numbers).probabilities, rtol=1e-5, atol=1e-7
    )


def test_its_methods_of_attribution_know_its_numbers(tmp_path):
    path = tmp_path / "mine.keras"
    path.write_bytes(saved(measuring(9), ".keras"))
    network = cnnviz.load(path)
    numbers = measured(9)
    hidden = cnnviz.attribution.occlusion(network, numbers, "2", patch=1, stride=1)
    # The logits are what the softmax of the last layer gets.
    layer = network.layers[-1]

    def logit(given: np.ndarray) -> float:
        before = network.trace(given)["second"].output
        return float((before @ layer.weights["kernel"] + layer.weights["bias"])[2])

    expected = [logit(numbers) - logit(np.where(np.arange(9) == index, 0, numbers)) for index in range(9)]
    np.testing.assert_allclose(hidden[0], expected, rtol=1e-3, atol=1e-4)
    assert np.ptp(hidden) > 0.01


def test_the_command_line_takes_it_with_the_same_sentences(tmp_path, capsys):
    path, row = tmp_path / "mine.keras", tmp_path / "row.csv"
    path.write_bytes(saved(measuring(9, "number"), ".keras"))
    numbers = measured(9)
    row.write_text("; ".join(map(str, numbers)).replace(".", ","), encoding="utf-8")
    network = cnnviz.load(path)
    value = float(network.trace(numbers).probabilities[0])
    for given in (str(row), row.read_text(encoding="utf-8")):
        assert main(["classify", given, "--network", str(path)]) == 0
        assert float(capsys.readouterr().out) == pytest.approx(value, rel=1e-5)
    command = ["explain", str(row), "--network", str(path), "--layer", "first", "--unit", "3", "--json"]
    assert main(command) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["value"] == pytest.approx(told["output"], rel=1e-4)
    assert main(["classify", "1 2 3", "--network", str(path)]) == 2
    assert capsys.readouterr().err.startswith("It reads 9 numbers, and 3 were given: write 9 numbers in a line")
    assert main(["classify", str(path), "--network", str(path)]) == 2
    assert capsys.readouterr().err.startswith("It reads 9 numbers, no picture")
    assert main(["open", str(path)]) == 0
    said = capsys.readouterr().out
    assert "input       9 numbers, no picture\n" in said and f"numbers     {AS_GIVEN}\n" in said
    assert "pixels" not in said
