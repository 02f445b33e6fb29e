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


def _alike(ours: np.ndarray, theirs: np.ndarray, largest: float) -> bool:
    if not np.allclose(ours, theirs, rtol=1e-2, atol=1e-3 * largest):
        return False
    return np.ptp(theirs) == 0 or np.corrcoef(ours.ravel(), theirs.ravel())[0, 1] >= 0.99


@pytest.mark.parametrize("name", cnnviz.networks())
def test_maps_are_those_of_tf_keras_vis(name):
    network, pictures, model = cnnviz.load(name), _pictures(name), logits_of(name)
    labels = model([pictures]).numpy().argmax(axis=1).tolist()

    def assert_alike(ours, method, *arguments, **options):
        """Compare our maps, made one picture at a time, with those of a batch, or else with that of the picture alone.

        In a batch convolutions add up in another order, which can turn a tie of a max pooling: the gradient then goes
        another way, and the maps of a deep network differ by more than rounding.
        """

        def score(output):
            return [output[row, label] for row, label in enumerate(labels)]

        theirs = method(score, pictures, *arguments, **options)
        largest = np.abs(theirs).max()
        for one, other, picture, label in zip(ours, theirs, pictures, labels, strict=True):
            assert one.shape == other.shape
            if not _alike(one, other, largest):
                alone = method(lambda output, label=label: output[0, label], picture[None], *arguments, **options)
                assert _alike(one, alone[0], largest)

    saliency, grad_cam = (each(model, clone=False) for each in tf_keras_vis_classes())
    assert_alike([attribution.saliency(network, picture) for picture in pictures], saliency, normalize_map=False)
    if attribution.unfit("grad_cam", network):
        return
    convolution = [layer.name for layer in network.layers if layer.kind == "Conv2D"][-1]
    for layer, own_choice in ((default_layer(network), None), (convolution, convolution)):
        ours = [attribution.grad_cam(network, picture, layer=own_choice) for picture in pictures]
        assert_alike(ours, grad_cam, layer, seek_penultimate_conv_layer=False, normalize_cam=False)
