"""What it costs to read one picture: multiplications, and memory."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from cnnviz.explainers import computes, kind_of
from cnnviz.layer import Layer

BYTES = 4
"""Of one float32."""


@dataclass(frozen=True)
class Costs:
    """What a network costs.

    Attributes:
        parameters: Its weights, those included that were measured, not learned (of batch normalisation).
        multiply_adds: Multiplications with addition for one picture.
        weight_bytes: Memory of all its weights, as float32.
        activation_bytes: Memory of the input and of what every layer computes for one picture, as float32.
    """

    parameters: int
    multiply_adds: int
    weight_bytes: int
    activation_bytes: int


def costs(layers: tuple[Layer, ...]) -> Costs:
    """Return what a network of these layers costs."""
    parameters = sum(layer.parameters for layer in layers)
    values = prod(layers[0].input_shape) + sum(map(new_values, layers))
    return Costs(parameters, sum(map(multiply_adds, layers)), BYTES * parameters, BYTES * values)


def multiply_adds(layer: Layer) -> int:
    """Return a layer's multiplications with addition for one picture.

    A kernel is used once at every place of the output; batch normalisation is one for each value. What only compares,
    adds up or leaves values as they are (pooling, ReLU, flatten) counts as none.
    """
    return kind_of(layer).multiply_adds(layer)


def weights_per_neuron(shape: tuple[int, ...]) -> int:
    """Return how many weights one neuron has that reads all of an input, or one filter a window, of this shape.

    Example:
        >>> weights_per_neuron((28, 28, 3)), weights_per_neuron((200, 200, 3))
        (2352, 120000)
    """
    return prod(shape)


def new_values(layer: Layer) -> int:
    """Return how many values a layer computes for one picture; each takes memory.

    Flatten and dropout hand on the values that they get, so they need none of their own.
    """
    return layer.outputs if computes(layer) else 0


def memory_text(count: int) -> str:
    """Return a number of bytes in the unit that suits it.

    Example:
        >>> memory_text(512), memory_text(458_216), memory_text(4_800_000)
        ('512 bytes', '458 KB', '4.8 MB')
    """
    if count < 1000:
        return f"{count} bytes"
    if count < 999_500:
        return f"{count / 1000:.{0 if count >= 9_950 else 1}f} KB"
    return f"{count / 1_000_000:.1f} MB"
