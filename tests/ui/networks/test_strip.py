"""The drawn architecture says what the layers are."""

from __future__ import annotations

from cnnviz import bundled
from cnnviz.bundled.blueprint import read_blueprint
from cnnviz.ui.networks.strip import blocks, box_size, strip_html
from tests.networks import hand_made

LAYERS = read_blueprint(bundled.weights_path("mnist_lab"))


def test_layers_that_leave_shapes_alone_join_the_one_before():
    assert [[layer.name for layer in block] for block in blocks(LAYERS)] == [
        ["conv2d"],
        ["max_pooling2d", "relu"],
        ["conv2d_1"],
        ["max_pooling2d_1", "relu_1"],
        ["flatten"],
        ["dense", "relu_2"],
        ["dense_1", "softmax"],
    ]


def test_every_shape_and_every_parameter_is_written():
    strip = strip_html(LAYERS)
    assert strip.count("<li>") == 8
    for text in (
        "28 × 28 × 1",
        "28 × 28 × 6",
        "7 × 7 × 16",
        "156 parameters",
        "100,480 parameters",
        "+ softmax",
        "<b>conv2d_1</b><small>Conv 5×5<",
    ):
        assert text in strip
    assert strip.count('class="learns"') == 4


def test_a_function_inside_a_layer_is_written():
    assert "Conv 3×3, relu" in strip_html(hand_made("functions-inside").layers)


def test_larger_maps_are_taller_and_more_maps_wider():
    sizes = [box_size(shape, 32) for shape in [(32, 32, 3), (16, 16, 3), (16, 16, 64), (4, 4, 128)]]
    assert sizes[0][1] > sizes[1][1] == sizes[2][1] > sizes[3][1] >= 6
    assert sizes[0][0] == sizes[1][0] < sizes[2][0] < sizes[3][0]
    assert box_size((100_000,), 32)[1] <= 84
