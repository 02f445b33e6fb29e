"""What holds for every method that explains an answer, on every bundled network; a new method is found and tested."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import cnnviz
from cnnviz import attribution
from tests.networks import SEVEN, hand_made, input_of
from tests.support.close import BACKWARD, assert_close

BUNDLED = cnnviz.networks()
SMALL = [name for name in BUNDLED if not name.startswith("cats_dogs")]


@pytest.fixture(params=attribution.names())
def name(request) -> str:
    return request.param


@pytest.mark.parametrize("network_name", BUNDLED)
def test_a_map_is_of_the_pictures_size_and_always_the_same(name, network_name):
    network = cnnviz.load(network_name)
    if reason := attribution.unfit(name, network):
        assert network.name in reason and reason.endswith(".")
        with pytest.raises(ValueError, match=reason):
            attribution.function(name)(network, input_of(network))
        return
    shares = []
    values = network.input_for(cnnviz.bundled.dataset_of(network_name).shipped.test.images[0])
    map = attribution.function(name)(network, values, progress=shares.append)
    assert map.shape == network.input_shape[:2] and map.dtype == np.float32
    assert np.isfinite(map).all() and np.ptp(map) > 0
    assert attribution.method(name).signed or map.min() >= 0
    assert shares == sorted(shares) and shares[-1] == 1 and shares[0] > 0
    if network_name in SMALL:
        assert_close(attribution.function(name)(network, values), map, BACKWARD)


def test_a_method_says_what_it_is(name):
    method = attribution.method(name)
    assert method.title and method.formula and method.source[-4:].isdigit() and method.url.startswith("https://")
    assert method.words.count(". ") == 1 and method.words.endswith(".")
    assert attribution.function(name) is getattr(attribution, name)
    assert "Returns:" in attribution.function(name).__doc__
    assert name in attribution.__all__


def test_there_is_a_file_for_each():
    files = {path.stem for path in Path(attribution.__file__).parent.glob("*.py")}
    assert {"grad_cam", "saliency", "smooth_grad", "occlusion", "integrated_gradients"} < set(attribution.names())
    assert set(attribution.names()) < files
    with pytest.raises(ValueError, match="There is no method 'tea_leaves': there are grad_cam, "):
        attribution.method("tea_leaves")


def test_the_predicted_class_is_explained_unless_another_is_given(name):
    network = cnnviz.load("mnist_lab")
    explain = attribution.function(name)
    predicted = explain(network, SEVEN)
    assert_close(explain(network, SEVEN, "7"), predicted, BACKWARD)
    assert_close(explain(network, SEVEN, 7), predicted, BACKWARD)
    assert np.abs(explain(network, SEVEN, "1") - predicted).max() > 1e-3
    for wrong in ("x", 10, -1):
        with pytest.raises(ValueError, match="mnist_lab has no class"):
            explain(network, SEVEN, wrong)


def test_a_picture_is_prepared_as_everywhere(name, tmp_path):
    from PIL import Image

    network = cnnviz.load("mnist_lab")
    Image.fromarray((SEVEN[..., 0] * 255).round().astype(np.uint8)).save(tmp_path / "seven.png")
    prepared = network.input_for(tmp_path / "seven.png")
    explain = attribution.function(name)
    assert_close(explain(network, str(tmp_path / "seven.png")), explain(network, prepared), BACKWARD)


def test_what_progress_raises_ends_the_work(name):
    def stop(share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        attribution.function(name)(cnnviz.load("mnist_lab"), SEVEN, progress=stop)


@pytest.mark.parametrize("network_name", ["functions-inside", "functional", "global-pooling", "colour-vgg"])
def test_networks_of_ones_own_are_explained_too(name, network_name):
    network = hand_made(network_name)
    options = {"patch": 2, "stride": 1} if name == "occlusion" else {}
    map = attribution.function(name)(network, input_of(network), 1, **options)
    assert map.shape == network.input_shape[:2] and np.isfinite(map).all()
