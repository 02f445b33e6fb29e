"""The page's Python side: which reading it hands to the browser."""

from __future__ import annotations

import numpy as np
import pytest

import cnnviz
from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.prepare import prepare
from cnnviz.ui.state import Selection
from tests.networks import IN_DEPTH
from tests.support.close import assert_close
from tests.support.page import open_page
from tests.support.wire import unpack

SAMPLE = 14


def messages_of(**selection) -> list[tuple[dict, dict[str, np.ndarray]]]:
    """Return what the page sends to its components, in order, for a visitor's selection."""
    page = open_page("pages/layer_by_layer.py", Selection(**selection))
    return [unpack(component.proto.bytes) for component in page.get("bidi_component") if component.proto.bytes]


@pytest.mark.parametrize("name", IN_DEPTH)
def test_the_page_sends_the_networks_answer_to_the_visitors_picture(name):
    trace = cnnviz.load(name).trace_input(prepare(load_samples().ink(SAMPLE)).input)
    header, arrays = messages_of(network=name, source="Samples", sample=SAMPLE)[-1]
    assert header["network"] == name
    np.testing.assert_array_equal(arrays["input"], trace.input)
    assert_close(arrays["softmax"], trace.probabilities)


def test_kernels_go_ahead_of_the_answer():
    cnnviz.load("mnist_lab")
    network, dense, answer = (arrays for _, arrays in messages_of(network="mnist_lab"))
    assert "conv2d.kernel" in network
    assert set(dense) == {"dense.kernel", "dense_1.kernel"}
    assert "input" in answer
