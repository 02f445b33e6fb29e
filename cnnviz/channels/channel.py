"""One channel of a layer and the pictures that excite it: the subject of the page Looks for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from cnnviz import known
from cnnviz.channels.excitement import Excitement, NetworkExcitement
from cnnviz.datasets.dataset import Dataset
from cnnviz.explainers import computes, kind_of, role_of, signed_layers
from cnnviz.layer import Layer, as_maps
from cnnviz.receptive_field import Region, receptive_field
from cnnviz.trace import Trace


@dataclass(frozen=True)
class Response:
    """A picture, and how strongly a channel responds to it.

    Attributes:
        index: Of the picture in the test set; -1 for the visitor's own.
        picture: (height, width, channels) uint8.
        label: The class it shows; None where that is not known.
        value: The largest value in the channel's map.
        cell: The row and column of that value; (0, 0) for a unit.
        region: The pixels that this cell depends on.
    """

    index: int
    picture: npt.NDArray[np.uint8]
    label: int | None
    value: float
    cell: tuple[int, int]
    region: Region


@dataclass(frozen=True)
class Channel:
    """One channel of a layer of a network; in a dense layer, one unit.

    Attributes:
        network: The network's name.
        layer: The layer, without weights.
        channel: The channel's index in the layer.
        measured: What excites the network.
    """

    network: str
    layer: Layer
    channel: int
    measured: NetworkExcitement

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """All layers of the network."""
        return known.layers_of(self.network)

    @cached_property
    def layer_index(self) -> int:
        """The layer's index among them."""
        return [layer.name for layer in self.layers].index(self.layer.name)

    @property
    def excitement(self) -> Excitement:
        """What excites the layer's channels."""
        return self.measured.layers[self.layer.name]

    @property
    def dataset(self) -> Dataset:
        """The data set whose pictures the network reads."""
        return known.dataset_of(self.network)

    @property
    def picture_shape(self) -> tuple[int, ...]:
        """The shape of the network's input: (height, width, channels)."""
        return self.layers[0].input_shape

    @property
    def kind(self) -> str:
        """The word for it: "channel" in a layer of maps, "output" where units stand for classes, else "unit"."""
        if len(as_maps(self.layer.output_shape)) == 3:
            return "channel"
        return "output" if self.is_output else "unit"

    @property
    def is_output(self) -> bool:
        """Whether the layer has a unit for each class: the last layer, or the one before its softmax."""
        *_, last = self.layers
        return self.layer in (last, *([self.layers[-2]] if role_of(last) == "probabilities" else []))

    @property
    def is_softmax(self) -> bool:
        """Whether the layer's values are probabilities."""
        return kind_of(self.layer).activation(self.layer) == "softmax"

    @cached_property
    def is_signed(self) -> bool:
        """Whether the layer's values can be negative."""
        return signed_layers(self.layers)[self.layer_index]

    @cached_property
    def meets_relu(self) -> bool:
        """Whether a ReLU follows, directly or after layers that only select values, such as max pooling."""
        after = self.layers[self.layer_index + 1 :]
        following = next((layer for layer in after if computes(layer) and role_of(layer) != "largest"), None)
        return following is not None and kind_of(following).activation(following) == "relu"

    def best(self, channel: int, count: int = 9) -> list[Response]:
        """Return the test pictures that excite a channel of the layer most, the strongest first.

        Pictures that are not on this machine are left out, and so are those to which a channel that is never negative
        responds with 0.

        Args:
            channel: Of this layer; it need not be this one.
            count: How many pictures to look at, at most 9.
        """
        excitement, responses = self.excitement, []
        for index, value, (row, col) in zip(
            excitement.pictures[channel, :count].tolist(),
            excitement.values[channel, :count].tolist(),
            excitement.cells[channel, :count].tolist(),
            strict=True,
        ):
            picture = self.dataset.test_picture(index)
            if picture is not None and (value != 0 or self.is_signed):
                label = _shipped_labels(self.dataset).get(index)
                responses.append(Response(index, picture, label, value, (row, col), self.patch((row, col), channel)))
        return responses

    def response(self, trace: Trace) -> Response:
        """Return the channel's response to a picture that the network has read."""
        values = trace[self.layer.name].output
        output = values.reshape(as_maps(values.shape))[..., self.channel]
        row, col = np.unravel_index(int(output.argmax()), output.shape) if output.ndim else (0, 0)
        cell = int(row), int(col)
        picture = np.rint(trace.input * 255).astype(np.uint8)
        return Response(-1, picture, None, float(output.max()), cell, self.patch(cell, self.channel))

    def patch(self, cell: tuple[int, int], channel: int) -> Region:
        """Return the pixels that a cell of a channel of the layer depends on; all of them in a dense layer."""
        return receptive_field(self.layers[: self.layer_index + 1], *self._place(cell, channel))

    def position(self, cell: tuple[int, int]) -> tuple[int, ...]:
        """Return the index of a cell of the channel in the layer's output.

        It is (row, column, channel), (token, feature) or (unit,).
        """
        return self._place(cell, self.channel)

    def _place(self, cell: tuple[int, int], channel: int) -> tuple[int, ...]:
        shape = as_maps(self.layer.output_shape)
        if len(shape) == 1:
            return (channel,)
        tokens = len(self.layer.output_shape) == 2
        return (cell[0] * shape[1] + cell[1], channel) if tokens else (*cell, channel)


def _shipped_labels(dataset: Dataset) -> dict[int, int]:
    """Return the labels of the test pictures that ship with cnnviz, by their indices in the test set."""
    return dict(zip(dataset.shipped.indices.tolist(), dataset.shipped.test.labels.tolist(), strict=True))
