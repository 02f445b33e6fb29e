"""Saliency and Grad-CAM against tf-keras-vis, on 50 test pictures of every bundled network."""

from __future__ import annotations

import numpy as np
import pytest

import cnnviz
from benchmarks.attribution import logits_of, tf_keras_vis_classes
from cnnviz import attribution, bundled
from cnnviz.attribution.grad_cam import default_layer

PICTURES = 50


def _pictures(name: str) -> np.ndarray:
    """Return test pictures. Of cats and dogs a single one ships: it is moved and turned until there are enough."""
    images = bundled.dataset_of(name).shipped.test.images[:PICTURES].astype(np.float32) / 255
    if len(images) == PICTURES:
        return images
    random = np.random.default_rng(1)
    moved = [np.roll(images[0], random.integers(-70, 70, 2), axis=(0, 1)) for _ in range(PICTURES)]
    return np.stack([image[:, :: random.choice([-1, 1])] for image in moved])


def _assert_alike(ours: np.ndarray, theirs: np.ndarray) -> None:
    assert ours.shape == theirs.shape
    np.testing.assert_allclose(ours, theirs, rtol=1e-2, atol=1e-3 * np.abs(theirs).max())
    for one, other in zip(ours, theirs, strict=True):
        assert np.ptp(other) == 0 or np.corrcoef(one.ravel(), other.ravel())[0, 1] >= 0.99


@pytest.mark.parametrize("name", cnnviz.networks())
def test_maps_are_those_of_tf_keras_vis(name):
    network, pictures, model = cnnviz.load(name), _pictures(name), logits_of(name)
    labels = model([pictures]).numpy().argmax(axis=1).tolist()

    def of_each(method, *arguments, **options):
        """Return the maps of the pictures, asked one at a time.

        In a batch convolutions add up in another order, which can turn a tie of a max pooling: a gradient then goes
        another way, and the maps of a deep network differ by more than rounding.
        """
        return np.concatenate(
            [
                method(lambda output, label=label: output[0, label], picture[None], *arguments, **options)
                for picture, label in zip(pictures, labels, strict=True)
            ]
        )

    saliency, grad_cam = (each(model, clone=False) for each in tf_keras_vis_classes())
    theirs = of_each(saliency, normalize_map=False)
    _assert_alike(np.stack([attribution.saliency(network, picture) for picture in pictures]), theirs)
    if attribution.unfit("grad_cam", network):
        return
    convolution = [layer.name for layer in network.layers if layer.kind == "Conv2D"][-1]
    for layer, own_choice in ((default_layer(network), None), (convolution, convolution)):
        maps = of_each(grad_cam, layer, seek_penultimate_conv_layer=False, normalize_cam=False)
        _assert_alike(
            np.stack([attribution.grad_cam(network, picture, layer=own_choice) for picture in pictures]), maps
        )
