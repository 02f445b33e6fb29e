"""The arithmetic of the methods that can be done again with plain loops."""

from __future__ import annotations

import keras
import numpy as np
import pytest

import cnnviz
from cnnviz import attribution, bundled
from cnnviz.attribution.occlusion import hidden_value, patch_slices
from tests.networks import SEVEN, hand_made, input_of
from tests.support.close import BACKWARD, assert_close


def _logits(name: str):
    model = keras.models.load_model(bundled.weights_path(name), compile=False)
    logits = keras.Model(model.inputs, model.layers[-2].output)
    return lambda batch: logits.predict(batch, verbose=0, batch_size=128)


@pytest.mark.parametrize(
    ("name", "patch", "stride"),
    [("mnist_cnn", 4, 1), ("mnist_lab", 5, 3), ("mnist_mlp", 7, 7), ("cifar_small", 6, 4), ("cats_dogs", 40, 31)],
)
def test_occlusion_is_a_plain_loop_over_patches(name, patch, stride):
    network = cnnviz.load(name)
    values = network.input_for(bundled.dataset_of(name).shipped.test.images[0])
    height, width, channels = values.shape
    hidden = 0.5 if channels == 3 else 0
    logits, pictures, cells = _logits(name), [values], []
    for top in range(0, height, stride):
        for left in range(0, width, stride):
            picture = values.copy()
            for row in range(top + (stride - patch) // 2, top + (stride - patch) // 2 + patch):
                for col in range(left + (stride - patch) // 2, left + (stride - patch) // 2 + patch):
                    if 0 <= row < height and 0 <= col < width:
                        picture[row, col] = hidden
            pictures.append(picture)
            cells.append((slice(top, top + stride), slice(left, left + stride)))
    whole, *others = logits(np.stack(pictures))
    expected = np.zeros((height, width))
    for cell, other in zip(cells, others, strict=True):
        expected[cell] = (whole - other)[whole.argmax()]
    map = attribution.occlusion(network, values, patch=patch, stride=stride)
    np.testing.assert_allclose(map, expected, atol=1e-5 * max(1, np.abs(whole).max()))


@pytest.mark.parametrize(("patch", "stride"), [(1, 1), (3, 2), (9, 9), (10, 4)])
def test_every_pixel_is_hidden_at_least_once(patch, stride):
    hidden = np.zeros((13, 10), int)
    for place in patch_slices(hidden.shape, patch, stride):
        hidden[place] += 1
        assert hidden[place].size
    assert hidden.min() >= 1
    assert len(patch_slices(hidden.shape, patch, stride)) == -(-13 // stride) * -(-10 // stride)


@pytest.mark.parametrize(
    ("patch", "stride", "words"),
    [(0, 1, "choose 1 to 28"), (29, 1, "A patch of 29 × 29 does not fit into 28 × 28"), (4, 5, "choose 1 to 4")],
)
def test_patches_that_make_no_sense_are_refused(patch, stride, words):
    with pytest.raises(ValueError, match=words):
        attribution.occlusion(cnnviz.load("mnist_lab"), SEVEN, patch=patch, stride=stride)


def test_what_hides_a_patch():
    assert [hidden_value(kind) for kind in ("digits", "greyscale", "colour")] == [0, 0, 0.5]


@pytest.mark.parametrize("name", cnnviz.networks())
def test_integrated_gradients_add_up_to_the_change_of_the_logit(name):
    network, logits = cnnviz.load(name), _logits(name)
    for image in bundled.dataset_of(name).shipped.test.images[:3]:
        values = image.astype(np.float32) / 255
        here, black = logits(np.stack([values, np.zeros_like(values)]))
        map = attribution.integrated_gradients(network, values)
        figure = attribution.completeness(network, values, None, map)
        assert figure.change == pytest.approx((here - black)[here.argmax()], rel=1e-3, abs=1e-4)
        assert figure.total == pytest.approx(map.astype(float).sum())
        assert figure.total == pytest.approx(figure.change, rel=0.01)
        assert figure.error <= 0.01
        assert (map[(values == 0).all(axis=-1)] == 0).all()


def test_of_a_linear_network_both_products_with_the_gradient_are_its_terms():
    network = hand_made("no-bias")
    values = input_of(network)
    products = values * attribution_slope(network)
    for method in (attribution.gradient_times_input, attribution.integrated_gradients):
        np.testing.assert_allclose(method(network, values, 2), products.sum(axis=-1), atol=1e-5)
    np.testing.assert_allclose(
        attribution.saliency(network, values, 2), np.abs(attribution_slope(network)).max(axis=-1), atol=1e-5
    )
    np.testing.assert_allclose(
        attribution.smooth_grad(network, values, 2), np.abs(attribution_slope(network)).max(axis=-1), atol=1e-5
    )


def attribution_slope(network) -> np.ndarray:
    """Return how much output 2 grows with each number, from the network's answers to a step of one in each."""
    zero = np.zeros(network.input_shape, np.float32)
    steps = [network.trace_input(step.reshape(zero.shape)).probabilities[2] for step in np.eye(zero.size, dtype="f4")]
    return np.array(steps, np.float32).reshape(zero.shape) - network.trace_input(zero).probabilities[2]


@pytest.mark.parametrize("options", [{"samples": 0}, {"noise": -0.1}])
def test_smooth_grad_refuses_what_makes_no_sense(options):
    with pytest.raises(ValueError, match="at least 1 copy"):
        attribution.smooth_grad(cnnviz.load("mnist_lab"), SEVEN, **options)


def test_smooth_grad_without_noise_is_saliency():
    network = cnnviz.load("mnist_lab")
    expected = attribution.saliency(network, SEVEN)
    np.testing.assert_allclose(attribution.smooth_grad(network, SEVEN, noise=0), expected, atol=1e-5)


def test_integrated_gradients_refuse_no_steps():
    with pytest.raises(ValueError, match="at least 1 step"):
        attribution.integrated_gradients(cnnviz.load("mnist_lab"), SEVEN, steps=0)


def test_grad_cam_takes_any_layer_with_maps_and_no_other():
    network = cnnviz.load("mnist_lab")
    last = attribution.grad_cam(network, SEVEN)
    assert_close(attribution.grad_cam(network, SEVEN, layer="relu_1"), last, BACKWARD)
    assert np.abs(attribution.grad_cam(network, SEVEN, layer="relu") - last).max() > 0
    with pytest.raises(ValueError, match="no layer 'dense' with feature maps: there are conv2d, "):
        attribution.grad_cam(network, SEVEN, layer="dense")
