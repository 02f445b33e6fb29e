"""A layer of a network, described without the framework that computes it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt


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
        input_shape: (height, width, channels) or (units,), without the batch axis.
        output_shape: Likewise.
    """

    name: str
    kind: str
    config: Mapping[str, Any]
    weights: Mapping[str, npt.NDArray[np.float32]] = field(repr=False)
    input_shape: tuple[int, ...]
    output_shape: tuple[int, ...]

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


def shape_text(shape: tuple[int, ...]) -> str:
    """Return a shape as it is written on the page.

    Example:
        >>> shape_text((28, 28, 6))
        '28 × 28 × 6'
    """
    return " × ".join(str(size) for size in shape)
