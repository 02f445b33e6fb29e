"""A layer of a network, described without the framework that computes it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

PICTURE = -1
"""Among the layers that feed another, the picture."""


SHARES = "shares_of_both_classes"
"""The name of a last layer that puts the shares of two classes side by side, of which the network has the second."""

AXES = {3: ("row", "col", "channel"), 2: ("token", "feature"), 1: ("unit",)}
"""Number of axes of a layer's values -> what a position along each is called."""


class UnsupportedLayerError(ValueError):
    """A layer that cannot be explained; the message names it and says what would work."""


@dataclass(frozen=True)
class Layer:
    """One layer.

    Attributes:
        name: Its Keras name.
        kind: The name of its Keras class, e.g. "Conv2D".
        config: Its Keras configuration (`layer.get_config()`).
        weights: Read-only float32 arrays by their Keras names: "kernel", "bias".
        input_shape: (height, width, channels), (tokens, features) or (units,), without the batch axis; of several
            inputs, the first.
        output_shape: Likewise.
        inputs: The layers that feed it, by their places in the network; PICTURE is the picture. None is the layer
            before it.
        other_shapes: The shapes of its inputs after the first.
    """

    name: str
    kind: str
    config: Mapping[str, Any]
    weights: Mapping[str, npt.NDArray[np.float32]] = field(repr=False)
    input_shape: tuple[int, ...]
    output_shape: tuple[int, ...]
    inputs: tuple[int, ...] | None = None
    other_shapes: tuple[tuple[int, ...], ...] = ()

    @property
    def input_shapes(self) -> tuple[tuple[int, ...], ...]:
        """The shapes of all its inputs."""
        return (self.input_shape, *self.other_shapes)

    def fed_by(self, place: int) -> tuple[int, ...]:
        """Return the layers that feed it, by their places in the network, given its own; PICTURE is the picture."""
        return (place - 1,) if self.inputs is None else self.inputs

    @property
    def parameters(self) -> int:
        """The number of its weights, learned or measured."""
        return sum(weights.size for weights in self.weights.values())

    @property
    def measured(self) -> int:
        """The number of its parameters that are measured, not learned: batch normalisation's means and variances."""
        return sum(weights.size for name, weights in self.weights.items() if name.startswith("moving_"))

    @property
    def bias(self) -> npt.NDArray[np.float32]:
        """(filters,) or (units,) float32; zeros if the layer has none."""
        return self.weights.get("bias", np.zeros(self.output_shape[-1], np.float32))

    @property
    def activation(self) -> str:
        """The Keras name of the activation built into the layer; "linear" if there is none."""
        activation = self.config.get("activation") or "linear"
        return str(activation if isinstance(activation, str) else activation.get("class_name", "unknown"))

    def unsupported(self, what: str) -> UnsupportedLayerError:
        """Return an error that names this layer and the reason why it cannot be explained."""
        return UnsupportedLayerError(f"The layer {self.name!r} ({self.kind}) cannot be explained: {what}.")

    @property
    def outputs(self) -> int:
        """The number of values in its output."""
        return math.prod(self.output_shape)


def as_maps(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return the shape in which values are shown: that of tokens is one of maps, a map for each feature.

    The values stay in their order. Tokens whose number is a square lie as the patches of a picture do from which most
    are made; others lie below one another.

    Example:
        >>> as_maps((49, 64)), as_maps((50, 64)), as_maps((28, 28, 1)), as_maps((10,))
        ((7, 7, 64), (50, 1, 64), (28, 28, 1), (10,))
    """
    if len(shape) != 2:
        return shape
    tokens, features = shape
    side = math.isqrt(tokens)
    return (side, side, features) if side * side == tokens else (tokens, 1, features)


def position_text(position: tuple[int, ...]) -> str:
    """Return where a value stands, in words.

    Example:
        >>> position_text((4, 5, 0)), position_text((7,))
        ('row 4, column 5, channel 0', 'unit 7')
    """
    names = (name.replace("col", "column") for name in AXES[len(position)])
    return ", ".join(f"{name} {index}" for name, index in zip(names, position, strict=True))


def shape_text(shape: tuple[int, ...]) -> str:
    """Return a shape as it is written on the page.

    Example:
        >>> shape_text((28, 28, 6))
        '28 × 28 × 6'
    """
    return " × ".join(str(size) for size in shape)
