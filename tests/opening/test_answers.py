"""What opened networks answer with: classes, also where one unit tells two apart; a number; or a map."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import pytest
from keras import layers
from PIL import Image

import cnnviz
from cnnviz import attribution
from cnnviz.__main__ import main
from cnnviz.channels.effects import channel_effects
from cnnviz.explainers import kind_of
from cnnviz.network import Network
from tests.opening.files import pictures, saved, with_random_weights

SHAPE = (12, 12, 1)


def _model(*last: keras.Layer) -> keras.Model:
    first = [layers.Conv2D(3, 3, activation="relu"), layers.MaxPooling2D(), layers.Flatten()]
    return with_random_weights(keras.Sequential([layers.Input(SHAPE), *first, *last]))


MODELS: dict[str, Callable[[], keras.Model]] = {
    "sigmoid": lambda: _model(layers.Dense(1, activation="sigmoid")),
    "sigmoid as a layer": lambda: _model(layers.Dense(1), layers.Activation("sigmoid")),
    "number": lambda: _model(layers.Dense(1)),
    "map": lambda: _model(
        layers.Dense(16), layers.Reshape((4, 4, 1)), layers.Conv2DTranspose(1, 3, 3, "same", activation="sigmoid")
    ),
}
TWO_CLASSES = [name for name in MODELS if name.startswith("sigmoid")]


def _opened(name: str, folder: Path, **options) -> tuple[Network, keras.Model, np.ndarray]:
    """Return a network opened from a file, the model in it, and a picture."""
    model = MODELS[name]()
    path = folder / "mine.keras"
    path.write_bytes(saved(model, ".keras"))
    return cnnviz.load(path, scale="0..1", **options), model, pictures(SHAPE, 1)[0]


@pytest.mark.parametrize("name", TWO_CLASSES)
def test_one_unit_with_a_sigmoid_is_the_share_of_the_second_of_two_classes(name, tmp_path):
    network, model, picture = _opened(name, tmp_path)
    share = float(model(picture[None])[0, 0])
    assert network.labels == ("0", "1") and network.answers == "classes"
    np.testing.assert_allclose(network.probabilities(picture[None])[0], [1 - share, share], rtol=1e-5)
    trace = network.trace_input(picture)
    top = trace.top()
    assert top == sorted(top, key=lambda pair: -pair[1]) and len(top) == 2
    assert dict(top)["1"] == pytest.approx(share, rel=1e-5)
    for added in list(trace.values())[-2:]:
        assert "cnnviz put this layer behind the network" in kind_of(added.layer).describe(added.layer).words
        for unit in range(added.output.size):
            assert added.explain(unit).value == pytest.approx(float(added.output[unit]), rel=1e-5)


@pytest.mark.parametrize("name", TWO_CLASSES)
def test_of_two_classes_each_has_a_logit_that_speaks_against_the_other(name, tmp_path):
    network, model, picture = _opened(name, tmp_path, labels=["cat", "dog"])
    share = float(model(picture[None])[0, 0])
    logits = network.compiled.logits(network.weights, picture[None])[0]
    assert logits[1] - logits[0] == pytest.approx(np.log(share / (1 - share)), rel=1e-4)
    cat, dog = (attribution.gradient_times_input(network, picture, label) for label in ("cat", "dog"))
    assert np.abs(dog).max() > 0
    np.testing.assert_allclose(cat, -dog, rtol=1e-4, atol=1e-7)
    ranking = channel_effects(network, picture)
    assert ranking.log_odds == pytest.approx(abs(np.log(share / (1 - share))), rel=1e-4)


def test_a_unit_without_a_function_is_a_number(tmp_path):
    network, model, picture = _opened("number", tmp_path)
    assert (network.labels, network.answers, network.answer_text) == ((), "number", "a number")
    trace = network.trace_input(picture)
    assert trace.top() == []
    np.testing.assert_allclose(trace.probabilities, model(picture[None])[0], rtol=1e-5)
    assert attribution.saliency(network, picture).max() > 0
    with pytest.raises(ValueError, match="no class '1': it answers with a number"):
        attribution.saliency(network, picture, "1")


def test_a_map_is_no_class(tmp_path):
    network, model, picture = _opened("map", tmp_path)
    assert (network.labels, network.answers) == ((), "map")
    assert repr(network) == "<Network mine: 12 × 12 × 1 -> a map of 12 × 12 × 1 values>"
    trace = network.trace_input(picture)
    assert trace.top() == [] and trace.probabilities.shape == (12, 12, 1)
    np.testing.assert_allclose(network.probabilities(picture[None]), model(picture[None]), rtol=1e-4, atol=1e-6)
    for ask in (lambda: attribution.saliency(network, picture), lambda: channel_effects(network, picture)):
        with pytest.raises(ValueError, match="mine answers with a map of 12 × 12 × 1 values: there is no class"):
            ask()


@pytest.mark.parametrize("name", ["number", "map"])
def test_labels_for_what_has_no_classes_are_refused(name, tmp_path):
    with pytest.raises(ValueError, match="It answers with a number or a map, not with classes, and 2 labels are given"):
        _opened(name, tmp_path, labels=["cat", "dog"])


@pytest.mark.parametrize("name", MODELS)
def test_the_command_line_prints_each_kind_of_answer(name, tmp_path, capsys):
    network, _, _ = _opened(name, tmp_path)
    picture = tmp_path / "picture.png"
    Image.fromarray((pictures(SHAPE, 1)[0, ..., 0] * 255).astype(np.uint8)).save(picture)
    values = network.trace(picture).probabilities
    command = ["classify", str(picture), "--network", str(tmp_path / "mine.keras"), "--scale", "0..1"]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert main([*command, "--json"]) == 0
    as_json = json.loads(capsys.readouterr().out)
    if name in TWO_CLASSES:
        assert said.splitlines() == [f"{label}  {share:8.2%}" for label, share in network.trace(picture).top()]
        assert [row["label"] for row in as_json["top"]] == [label for label, _ in network.trace(picture).top()]
    elif name == "number":
        assert float(said) == pytest.approx(float(values[0]), rel=1e-5)
        assert as_json["number"] == pytest.approx(float(values[0]), rel=1e-5)
    else:
        assert said == f"a map of 12 × 12 × 1 values from {values.min():.6g} to {values.max():.6g}\n"
        assert as_json["shape"] == [12, 12, 1] and as_json["map"] == pytest.approx([values.min(), values.max()])


def test_the_command_line_explains_a_feature_of_a_token(tmp_path, capsys):
    picture = keras.Input(SHAPE)
    tokens = layers.Reshape((9, 4), name="tokens")(layers.Conv2D(4, 4, strides=4)(picture))
    asked = layers.MultiHeadAttention(2, 3, name="attention")(tokens, tokens)
    answer = layers.Dense(3, activation="softmax")(layers.Flatten()(layers.Dense(5, name="each")(asked)))
    path, shown = tmp_path / "tokens.keras", tmp_path / "picture.png"
    path.write_bytes(saved(with_random_weights(keras.Model(picture, answer)), ".keras"))
    Image.fromarray((pictures(SHAPE, 1)[0, ..., 0] * 255).astype(np.uint8)).save(shown)
    network = cnnviz.load(path, scale="0..1")
    trace = network.trace(shown)
    command = ["explain", str(shown), "--network", str(path), "--scale", "0..1", "--layer"]
    assert main([*command, "each", "--token", "7", "--feature", "3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["output"] == float(trace["each"].output[7, 3]) == pytest.approx(told["value"], rel=1e-4)
    assert main([*command, "attention", "--token", "7", "--feature", "3"]) == 0
    said = capsys.readouterr().out
    assert "as TensorFlow computed it" in said and said.endswith("so only TensorFlow's value is shown.\n")
    assert main([*command, "tokens", "--row", "1", "--col", "2", "--channel", "0"]) == 2
    assert "The layer 'tokens' needs --token TOKEN --feature FEATURE and nothing else." in capsys.readouterr().err
    with pytest.raises(ValueError, match=r"has token 0 to 8, feature 0 to 4\. Received: \(9, 0\)"):
        trace["each"].explain(9, 0)
