"""One channel of a layer, with the pictures that excite it: what the page Looks for speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cnnviz import bundled
from cnnviz.bundled.blueprint import read_blueprint
from cnnviz.channels.excitement import Excitement, NetworkExcitement
from cnnviz.datasets.dataset import Dataset
from cnnviz.explainers.signs import signed_layers
from cnnviz.layer import Layer
from cnnviz.receptive_field import Region, receptive_field
from cnnviz.trace import Trace


@dataclass(frozen=True)
class Seen:
    """A picture that a channel has seen.

    Attributes:
        place: Its place in the test set; -1 for the visitor's own.
        picture: (height, width, channels) uint8.
        label: The class it shows; None where that is not known.
        value: The channel's largest value in it.
        cell: The row and column of the cell that has it; 0, 0 for a unit.
        region: The pixels that this cell depends on.
    """

    place: int
    picture: np.ndarray
    label: int | None
    value: float
    cell: tuple[int, int]
    region: Region


@dataclass(frozen=True)
class Channel:
    """One channel of a bundled network's layer; in a layer of units, one unit.

    Attributes:
        network: The network's name.
        layer: The layer, without weights.
        channel: Which of its channels.
        measured: What excites the network.
    """

    network: str
    layer: Layer
    channel: int
    measured: NetworkExcitement

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """All layers of the network."""
        return read_blueprint(bundled.weights_path(self.network))

    @cached_property
    def place(self) -> int:
        """The layer's place among them."""
        return [layer.name for layer in self.layers].index(self.layer.name)

    @property
    def excitement(self) -> Excitement:
        """What excites the layer."""
        return self.measured.layers[self.layer.name]

    @property
    def seen(self) -> Dataset:
        """The data set whose pictures the network reads."""
        return bundled.dataset_of(self.network)

    @property
    def picture_shape(self) -> tuple[int, ...]:
        """Of what the network gets: (height, width, channels)."""
        return self.layers[0].input_shape

    @property
    def kind(self) -> str:
        """Whether it is a channel or a unit, or an output."""
        if len(self.layer.output_shape) == 3:
            return "channel"
        return "output" if self.is_output else "unit"

    @property
    def is_output(self) -> bool:
        """Whether its layer has a unit for each class: the last one, or the one before its softmax."""
        *_, last = self.layers
        return self.layer in (last, *([self.layers[-2]] if last.kind == "Softmax" else []))

    @property
    def is_softmax(self) -> bool:
        """Whether its values are probabilities."""
        return self.layer.kind == "Softmax" or self.layer.activation == "softmax"

    @cached_property
    def is_signed(self) -> bool:
        """Whether its values can be below 0."""
        return signed_layers(self.layers)[self.place]

    @cached_property
    def meets_relu(self) -> bool:
        """Whether the next thing that happens to its values, but for being chosen among, is a ReLU."""
        after = (
            each for each in self.layers[self.place + 1 :] if each.kind not in ("MaxPooling2D", "Dropout", "Flatten")
        )
        following = next(after, None)
        return following is not None and (following.kind == "ReLU" or following.activation == "relu")

    def best(self, channel: int, count: int = 9) -> list[Seen]:
        """Return the pictures that excite a channel of the layer most, as far as they are here; no silent ones."""
        found, some = self.excitement, []
        for place, value, cell in zip(
            found.pictures[channel, :count].tolist(),
            found.values[channel, :count].tolist(),
            found.places[channel, :count].tolist(),
            strict=True,
        ):
            picture = self.seen.test_picture(place)
            if picture is not None and (value != 0 or self.is_signed):
                region = self.patch(cell)
                some.append(Seen(place, picture, _labels(self.seen).get(place), value, tuple(cell), region))
        return some

    def answer(self, trace: Trace) -> Seen:
        """Return what a picture gives the channel."""
        output = trace[self.layer.name].output[..., self.channel]
        cell = np.unravel_index(int(output.argmax()), output.shape) if output.ndim else (0, 0)
        cell = int(cell[0]), int(cell[1])
        region = self.patch(cell)
        return Seen(-1, np.rint(trace.input * 255).astype(np.uint8), None, float(output.max()), cell, region)

    def patch(self, cell: tuple[int, int]) -> Region:
        """Return the pixels that a cell of the layer depends on; all of them in a layer of units."""
        return receptive_field(self.layers[: self.place + 1], *cell)

    def position(self, cell: tuple[int, int]) -> tuple[int, ...]:
        """Return the place of a cell of the channel in the layer's output."""
        return (*cell, self.channel) if len(self.layer.output_shape) == 3 else (self.channel,)


def _labels(seen: Dataset) -> dict[int, int]:
    return dict(zip(seen.shipped.indices.tolist(), seen.shipped.test.labels.tolist(), strict=True))
