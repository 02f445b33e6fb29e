"""A network in the course of its training is what Keras makes of the weights kept then."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from cnnviz import bundled
from cnnviz.bundled.run_folder import RunFolder
from cnnviz.results import snapshots
from tests.networks import SEVEN
from tests.support.close import assert_close

# Keras 3's own code, not ours.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy:DeprecationWarning")


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """The folder and the model of a training of mnist_lab of a few steps, whose weights were kept twice."""
    from cnnviz.training.callbacks import Keep

    keras.utils.set_random_seed(3)
    model = bundled.recipe("mnist_lab").build()
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    folder = RunFolder(tmp_path_factory.mktemp("mnist_lab"), "mnist_lab")
    random = np.random.default_rng(0)
    images, labels = random.random((64, 28, 28, 1), np.float32), random.integers(0, 10, 64)
    model.fit(
        images,
        labels,
        validation_data=(images, labels),
        epochs=2,
        verbose=0,
        callbacks=[Keep(folder, (0, 2))],
    )
    return folder, model


@pytest.fixture
def kept(trained, monkeypatch):
    """The trained model; what was kept of its training is mnist_lab's record."""
    folder, model = trained
    monkeypatch.setattr(bundled, "record", lambda name: folder)
    return model


def test_the_epochs_are_those_kept_in_order(kept):
    assert snapshots.epochs("mnist_lab") == [0, 2]


def test_every_layer_answers_as_keras_does_with_the_weights_kept(kept):
    network = snapshots.network_at("mnist_lab", 2)
    rounded = bundled.recipe("mnist_lab").build()
    rounded.set_weights([weights.astype(np.float16).astype(np.float32) for weights in kept.get_weights()])
    every = keras.Model(rounded.inputs[0], [layer.output for layer in rounded.layers])
    trace = network.trace_input(SEVEN)
    for layer, expected in zip(trace.values(), every(SEVEN[None]), strict=True):
        assert_close(layer.output, np.asarray(expected)[0])
    exact = kept(SEVEN[None]).numpy()[0]
    np.testing.assert_allclose(trace.probabilities, exact, atol=2e-3)
    assert network.labels == tuple("0123456789")


def test_epochs_differ(kept):
    before, after = (snapshots.network_at("mnist_lab", epoch).trace_input(SEVEN).probabilities for epoch in (0, 2))
    assert not np.allclose(before, after)


def test_an_epoch_that_was_not_kept_is_refused_with_those_that_were(kept):
    with pytest.raises(ValueError, match=r"after epoch 7 were not kept\. Those kept: 0, 2\."):
        snapshots.network_at("mnist_lab", 7)


def test_a_network_without_snapshots_has_no_epochs(tmp_path, monkeypatch):
    monkeypatch.setattr(bundled, "MODELS", tmp_path)
    assert snapshots.epochs("mnist_lab") == []
    assert snapshots.names() == []
