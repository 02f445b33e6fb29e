"""Pictures made to be misread: against a gradient by hand, and measured as the file has them."""

from __future__ import annotations

import json

import keras
import numpy as np
import pytest
from keras import layers

import cnnviz
from cnnviz import bundled
from cnnviz.__main__ import main
from cnnviz.datasets.samples import load_samples
from cnnviz.network import Network
from cnnviz.pictures.input_png import input_png
from cnnviz.pictures.prepare import prepare
from cnnviz.what_if.adversarial import along, fgsm, on_8_bits, pgd, smallest_epsilon
from cnnviz.what_if.answer_curve import Curve, answers_along, turns_from
from tests.support.close import SHARE, assert_fgsm

LEVEL = 1 / 255


def _input(name: str, sample: int) -> np.ndarray:
    dataset = bundled.dataset_of(name)
    if dataset.kind == "digits":
        return prepare(load_samples(dataset.name).ink(sample)).input
    return cnnviz.load(name).input_for(load_samples(dataset.name).image(sample))


def _read(network: Network, picture: np.ndarray) -> int:
    """Return the class that is read, ten times more clearly than rounding could turn it."""
    *_, second, first = np.sort(probabilities := network.probabilities(picture[None])[0])
    assert first - second > 10 * SHARE
    return int(probabilities.argmax())


@pytest.fixture(scope="module")
def linear() -> tuple[Network, np.ndarray]:
    """A network whose logits are the picture's 4 numbers times a matrix, and that matrix."""
    keras.utils.set_random_seed(5)
    dense = layers.Dense(3, use_bias=False)
    model = keras.Sequential([layers.Input((2, 2, 1)), layers.Flatten(), dense, layers.Softmax()])
    matrix = np.float32([[1, -2, 0.5], [0.25, 1, -1], [3, 0, 1], [-1, 2, 0]])
    dense.set_weights([matrix])
    return Network("linear", model), matrix


@pytest.mark.parametrize("label", range(3))
def test_the_step_has_the_signs_of_the_gradient_worked_out_by_hand(linear, label):
    network, matrix = linear
    values = on_8_bits(np.float32([[0.4, 0.5], [0.6, 0.3]])[..., None])
    logits = values.ravel() @ matrix
    shares = np.exp(logits) / np.exp(logits).sum()
    # The papers' loss, -log p[label], has this gradient.
    loss = (matrix @ (shares - np.eye(3)[label])).reshape(2, 2, 1)
    assert np.abs(loss).min() > 0.01, "no sign may hang on rounding"
    np.testing.assert_allclose(fgsm(network, values, label, 10 * LEVEL), values + 10 * LEVEL * np.sign(loss), atol=1e-6)
    np.testing.assert_allclose(
        fgsm(network, values, 0, 10 * LEVEL, target=label), values - 10 * LEVEL * np.sign(loss), atol=1e-6
    )
    odds = network.compiled.odds_gradients(network.weights, values[None], label)[0]
    np.testing.assert_allclose(odds * (1 - shares[label]), loss, rtol=1e-4)


def test_the_gradient_does_not_vanish_where_the_network_is_sure():
    network = cnnviz.load("mnist_lab")
    values = _input("mnist_lab", 0)
    label = _read(network, values)
    assert network.probabilities(values[None])[0, label] > 0.9999
    assert np.abs(network.compiled.odds_gradients(network.weights, values[None], label)).max() > 0.1


@pytest.mark.parametrize("attack", [fgsm, pgd])
def test_no_value_changes_by_more_than_epsilon_and_all_are_on_8_bits(attack):
    network, values = cnnviz.load("mnist_mlp"), _input("mnist_mlp", 3)
    picture = attack(network, values, _read(network, values), 13 * LEVEL)
    assert np.abs(picture - on_8_bits(values)).max() == pytest.approx(13 * LEVEL, abs=1e-6)
    assert picture.min() >= 0 and picture.max() <= 1 and picture.dtype == np.float32
    np.testing.assert_array_equal(picture, on_8_bits(picture))
    np.testing.assert_array_equal(attack(network, values, 0, 0), on_8_bits(values))


@pytest.mark.parametrize(
    ("name", "sample", "target"), [("mnist_lab", 3, None), ("mnist_mlp", 0, 8), ("cifar_small", 3, 2)]
)
def test_the_smallest_epsilon_of_fgsm_flips_and_no_smaller_one_does(name, sample, target):
    network, values = cnnviz.load(name), _input(name, sample)
    label = _read(network, values)
    flip = smallest_epsilon(fgsm, network, values, label, target)
    assert_fgsm(flip.picture, network, values, label, flip.levels, target)
    read = _read(network, flip.picture)
    assert read == target if target is not None else read != label
    for levels in range(1, flip.levels):
        before = _read(network, fgsm(network, values, label, levels * LEVEL, target))
        assert before != target if target is not None else before == label


def test_pgd_needs_less_and_one_level_less_fails():
    network, values = cnnviz.load("mnist_lab"), _input("mnist_lab", 0)
    label = _read(network, values)
    flip = smallest_epsilon(pgd, network, values, label)
    assert flip.levels < smallest_epsilon(fgsm, network, values, label).levels
    # Its steps go by the signs of what rounding has a part in: many epsilons at once may take other ways than one.
    for picture in (flip.picture, pgd(network, values, label, flip.levels * LEVEL)):
        assert np.abs(picture - on_8_bits(values)).max() == pytest.approx(flip.levels * LEVEL, abs=1e-6)
        np.testing.assert_array_equal(picture, on_8_bits(picture))
        assert _read(network, picture) != label
    assert _read(network, pgd(network, values, label, (flip.levels - 1) * LEVEL)) == label
    assert smallest_epsilon(pgd, network, values, label, most=flip.levels - 1) is None


def test_a_curve_is_what_a_plain_loop_gives():
    network, values = cnnviz.load("mnist_lab"), _input("mnist_lab", 0)
    label, levels = _read(network, values), np.arange(129.0)
    loop = np.stack([network.trace_input(fgsm(network, values, label, k * LEVEL)).probabilities for k in levels])

    def answer(some: np.ndarray) -> np.ndarray:
        return network.probabilities(along(fgsm, network, values, label, None, some * LEVEL))

    curve = answers_along(answer, levels)
    np.testing.assert_allclose(curve.probabilities, loop[curve.values.astype(int)], atol=1e-5)
    (turn,) = turns_from(curve, 0)
    assert turn.value == smallest_epsilon(fgsm, network, values, label).levels
    assert turn[1:] == (label, _read(network, fgsm(network, values, label, turn.value * LEVEL)))
    assert (np.diff(curve.values) > 0).all() and len(curve.values) < 90


def test_a_curve_asks_about_every_value_where_the_answer_turns():
    batch_sizes = []

    def answer(values: np.ndarray) -> np.ndarray:
        batch_sizes.append(len(values))
        return np.eye(2, dtype=np.float32)[(values >= 41).astype(int)]

    curve = answers_along(answer, np.arange(-180.0, 181))
    assert turns_from(curve, 0) == [(41.0, 0, 1)]
    assert batch_sizes == [61, 5]
    assert turns_from(Curve(curve.values, np.ones((66, 2), np.float32)), 0) == []


@pytest.mark.parametrize("name", ["mnist_lab", "mnist_cnn", "fashion_cnn", "cifar_small"])
@pytest.mark.parametrize("sample", [0, 5])
def test_the_saved_picture_is_misread_by_the_command_line(name, sample, tmp_path, capsys):
    network, values = cnnviz.load(name), _input(name, sample)
    label = _read(network, values)
    flip = smallest_epsilon(fgsm, network, values, label)
    path = tmp_path / "fooled.png"
    path.write_bytes(input_png(flip.picture))
    np.testing.assert_array_equal(network.input_for(str(path)), flip.picture)
    assert main(["classify", str(path), "--network", name, "--json"]) == 0
    top = json.loads(capsys.readouterr().out)["top"][0]
    assert top["label"] == network.labels[_read(network, flip.picture)] != network.labels[label]
    assert top["probability"] == pytest.approx(network.probabilities(flip.picture[None]).max(), abs=SHARE)


def test_a_digit_can_be_made_to_be_read_as_a_class_of_ones_choice(tmp_path, capsys):
    network, values = cnnviz.load("mnist_lab"), _input("mnist_lab", 0)
    flip = smallest_epsilon(fgsm, network, values, 7, 3)
    (tmp_path / "fooled.png").write_bytes(input_png(flip.picture))
    assert main(["classify", str(tmp_path / "fooled.png"), "--network", "mnist_lab"]) == 0
    assert capsys.readouterr().out.split()[0] == "3"
