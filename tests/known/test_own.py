"""Networks that visitors bring: they stay as long as somebody holds them, and no longer."""

from __future__ import annotations

import gc

import keras
import numpy as np
import pytest
from keras import layers

from cnnviz import known
from cnnviz.known import own
from cnnviz.known.own import GoneError, open_for_all, open_own
from cnnviz.opening.errors import ModelFileError
from tests.opening.files import saved, with_random_weights


@pytest.fixture(scope="module")
def content() -> bytes:
    """A small network that reads digits, as a .keras file."""
    model = keras.Sequential(
        [
            layers.Input((28, 28, 1)),
            layers.Conv2D(4, 5, strides=2, activation="relu"),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return saved(with_random_weights(model), ".keras")


def test_it_is_what_the_file_holds(content):
    network = open_own(content, "my digits.keras")
    assert network.title == "my digits"
    assert (network.form, network.kind, network.dataset.shape) == ("Keras 3 (.keras)", "digits", (28, 28, 1))
    assert [layer.kind for layer in network.layers] == ["Conv2D", "Flatten", "Dense"]
    assert network.parameters == known.load(network.name).parameters
    assert all(not array.any() for layer in network.layers for array in layer.weights.values())


def test_the_same_file_is_the_same_network_and_other_names_are_another(content):
    first = open_own(content, "model.keras")
    assert open_own(content, "model.keras") is first
    named = open_own(content, "model.keras", labels=[f"digit {index}" for index in range(10)])
    assert named.name != first.name
    assert named.labels[3] == "digit 3"


def test_nobody_can_work_its_name_out_from_the_file(content, monkeypatch):
    first = open_own(content, "model.keras").name
    gc.collect()
    monkeypatch.setattr(own, "_secret", b"another process")
    assert open_own(content, "model.keras").name != first


def test_it_goes_with_the_last_who_holds_it(content):
    network = open_own(content, "going.keras")
    name = network.name
    assert known.exists(name)
    del network
    gc.collect()
    assert not known.exists(name)
    with pytest.raises(GoneError, match="Open its file again"):
        own.network_of(name)


def test_what_was_not_asked_for_the_longest_makes_room(content, monkeypatch):
    first = open_own(content, "first.keras")
    second = open_own(content, "second.keras")
    monkeypatch.setattr(own, "MOST_BYTES", 2 * first.bytes)
    known.load(first.name)
    third = open_own(content, "third.keras")
    assert known.load(first.name).title == "first"
    assert known.load(third.name).title == "third"
    with pytest.raises(GoneError):
        known.load(second.name)
    # Opened again, it is the same as before, and another makes room for it.
    assert open_own(content, "second.keras") is second
    assert known.load(second.name).title == "second"
    assert sum(network.name in own._networks for network in (first, second, third)) == 2


def test_what_is_opened_for_all_stays_and_keeps_its_name(content, monkeypatch):
    monkeypatch.setattr(own, "_for_all", {})
    name = open_for_all(content, "class.keras").name
    gc.collect()
    assert own.for_all() == [name]
    assert known.load(name).title == "class"
    monkeypatch.setattr(own, "_secret", b"another process")
    assert open_for_all(content, "class.keras").name == name


def test_names_of_classes_are_no_markup(content):
    labels = [f"**[{index}](http://example.org)** <b>" for index in range(10)]
    network = open_own(content, "model.keras", labels=labels)
    assert not set("".join(network.labels)) & set("[]<>*`$|~:")


def test_a_file_that_is_none_is_refused_in_a_sentence():
    with pytest.raises(ModelFileError, match=r"\.$"):
        open_own(b"not a model", "model.keras")


def test_its_answers_are_those_of_keras(content, tmp_path):
    (tmp_path / "model.keras").write_bytes(content)
    model = keras.models.load_model(tmp_path / "model.keras")
    network = open_own(content, "model.keras", scale="0..1")
    picture = np.random.default_rng(0).random((28, 28, 1), np.float32)
    expected = np.asarray(model(picture[None]))[0]
    np.testing.assert_allclose(known.load(network.name).trace_input(picture).probabilities, expected, atol=1e-6)
