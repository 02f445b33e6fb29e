"""How large networks are folded, and their small maps."""

from __future__ import annotations

from itertools import pairwise

import keras
import numpy as np
import pytest
from keras import layers

from cnnviz.large.folding import Folded, folded
from cnnviz.large.thumbnails import MAPS, SIDE, telling, thumbnails
from cnnviz.network import Network
from tests.networks import MODELS, hand_made


def names_of(network: Network, in_columns: Folded) -> list[list[str]]:
    return [[network.layers[place].name for place in column] for column in in_columns.columns]


def deep() -> keras.Model:
    """Return a model with a block that goes round three convolutions, padded as MobileNet pads."""
    picture = keras.Input((16, 16, 3))
    stem = layers.ZeroPadding2D(((0, 1), (0, 1)), name="pad")(picture)
    stem = layers.Conv2D(4, 3, strides=2, name="stem")(stem)
    stem = layers.ReLU(name="relu")(layers.BatchNormalization(name="bn")(stem))
    inside = layers.Conv2D(8, 1, name="expand")(stem)
    inside = layers.ReLU(name="expand_relu")(inside)
    inside = layers.DepthwiseConv2D(3, padding="same", name="depthwise")(inside)
    inside = layers.Conv2D(4, 1, name="project")(inside)
    added = layers.Add(name="add")([stem, inside])
    return keras.Model(picture, layers.Dense(2, name="answer")(layers.Flatten(name="flatten")(added)))


def test_what_belongs_together_shares_a_column():
    network = Network("deep", deep(), kind="colour")
    assert names_of(network, folded(network.layers)) == [
        ["pad", "stem", "bn", "relu"],
        ["expand", "expand_relu"],
        ["depthwise"],
        ["project"],
        ["add"],
        ["flatten"],
        ["answer"],
    ]


def test_a_lane_leads_round_a_block():
    in_columns = folded(Network("deep", deep(), kind="colour").layers)
    assert in_columns.lanes == ((0, 4),)
    assert in_columns.blocks == ((1, 4),)


@pytest.mark.parametrize("name", MODELS)
def test_every_layer_is_in_one_column_behind_the_layer_that_feeds_it(name):
    network = hand_made(name)
    in_columns = folded(network.layers)
    assert sorted(place for column in in_columns.columns for place in column) == list(range(len(network.layers)))
    for index, column in enumerate(in_columns.columns):
        for before, place in pairwise(column):
            assert network.layers[place].fed_by(place) == (before,)
        for place in column:
            assert in_columns.column_of(place) == index
    # What feeds a column stands before it; what is not the column beside it has a lane.
    for index, (first, *_) in enumerate(in_columns.columns):
        sources = {in_columns.column_of(source) for source in network.layers[first].fed_by(first)}
        assert all(source < index for source in sources)
        assert {source for source, to in in_columns.lanes if to == index} == {
            source for source in sources if source < index - 1
        }
    for first, last in in_columns.blocks:
        inside = range(first, last + 1)
        crossing = {
            in_columns.column_of(source)
            for column in in_columns.columns[last + 1 :]
            for source in network.layers[column[0]].fed_by(column[0])
        }
        assert not crossing & set(inside[:-1]), "one value goes out of a block"


def test_a_small_map_is_the_mean_of_what_it_stands_for():
    output = np.random.default_rng(0).normal(size=(57, 112, 3)).astype(np.float32)
    small = thumbnails(output, (0, 2))
    assert small.values.shape == (2, SIDE, SIDE)
    rows, cols = np.arange(57) * SIDE // 57, np.arange(112) * SIDE // 112
    first = [output[(np.arange(SIDE)[row] * 57) // SIDE : ((row + 1) * 57) // SIDE, :4, 2].mean() for row in (0, 13)]
    scale = small.limit / 127
    np.testing.assert_allclose(small.values[1, [0, 13], 0] * scale, first, atol=scale)
    assert len(rows) == 57 and len(cols) == 112


def test_small_outputs_keep_their_cells():
    output = np.arange(18, dtype=np.float32).reshape(3, 2, 3) - 9
    small = thumbnails(output, (1,))
    np.testing.assert_allclose(small.values[0] * small.limit / 127, output[..., 1], atol=small.limit / 127)


@pytest.mark.parametrize("units", [1, 8, 100, 1280])
def test_units_are_all_there(units):
    output = np.random.default_rng(1).normal(size=units).astype(np.float32)
    small = thumbnails(output, ())
    assert small.values.shape[0] == MAPS
    flat = small.values.reshape(-1)[:units] * (small.limit / 127)
    np.testing.assert_allclose(flat, output, atol=small.limit / 127)


def test_tokens_are_small_maps_too():
    output = np.random.default_rng(2).normal(size=(9, 12)).astype(np.float32)
    as_maps = output.reshape(3, 3, 12)
    np.testing.assert_array_equal(thumbnails(output, (1, 5)).values, thumbnails(as_maps, (1, 5)).values)
    assert telling([output, 2 * output]) == telling([as_maps, 2 * as_maps])


def test_what_is_no_number_is_painted_as_nothing():
    output = np.full((4, 4, 2), np.nan, np.float32)
    output[0, 0] = np.inf, 3
    small = thumbnails(output, (0, 1))
    assert small.limit == 3
    assert small.values[1, 0, 0] == 127
    assert not small.values[0].any()


def test_the_most_telling_channels_vary_most_and_stay_in_order():
    outputs = [np.zeros((5, 5, 12), np.float32) for _ in range(2)]
    for channel in (3, 9, 4):
        outputs[1][..., channel] = channel
    chosen = telling(outputs)
    assert len(chosen) == MAPS
    assert set(chosen) >= {3, 4, 9}
    assert list(chosen) == sorted(chosen)
    assert telling([np.zeros(5, np.float32)]) == ()
