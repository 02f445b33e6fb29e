"""A network's architecture as a strip of boxes: taller for larger maps, wider for more of them."""

from __future__ import annotations

from html import escape
from math import log2, sqrt

from cnnviz.explainers import kind_of, role_of
from cnnviz.layer import Layer, shape_text

HEIGHT = 84
"""Pixels of the tallest box."""


def strip_html(layers: tuple[Layer, ...], *, weights: bool = True) -> str:
    """Return the strip as HTML: an ordered list of the input and of every block of layers.

    Args:
        layers: The layers.
        weights: Whether it says how many parameters a block has.
    """
    shape = layers[0].input_shape
    boxes = [_box("<b>input</b>", shape, 0, shape[0], weights)]
    boxes += [
        _box(_names(block), block[-1].output_shape, sum(layer.parameters for layer in block), shape[0], weights)
        for block in blocks(layers)
    ]
    return f'<ol class="strip" aria-label="Layers, from the input to the answer">{"".join(boxes)}</ol>'


def blocks(layers: tuple[Layer, ...]) -> list[list[Layer]]:
    """Return the layers in groups: a layer without a kernel that keeps the shape belongs to the layer before it."""
    groups: list[list[Layer]] = []
    for layer in layers:
        if groups and layer.input_shape == layer.output_shape and "kernel" not in layer.weights:
            groups[-1].append(layer)
        else:
            groups.append([layer])
    return groups


def _names(block: list[Layer]) -> str:
    """Return the names of a block's layers as HTML, and what the first one is where it has weights."""
    first, *others = block
    followed = "".join(f"<small>+ {escape(other.name)}</small>" for other in others)
    if role_of(first) not in ("filters", "units"):
        return f"<b>{escape(first.name)}</b>{followed}"
    title = kind_of(first).describe(first).title
    what = title if first.activation == "linear" else f"{title}, {first.activation}"
    return f"<b>{escape(first.name)}</b><small>{escape(what)}</small>{followed}"


def _box(names: str, shape: tuple[int, ...], parameters: int, side: int, says: bool) -> str:
    width, height = box_size(shape, side)
    weights = f"<small>{parameters:,} parameters</small>" if parameters and says else ""
    kind = "learns" if parameters else "still"
    return (
        f'<li><span class="well"><i class="{kind}" style="width:{width}px;height:{height}px"></i></span>'
        f"{names}<span>{shape_text(shape)}</span>{weights}</li>"
    )


def box_size(shape: tuple[int, ...], side: int) -> tuple[int, int]:
    """Return the width and height in pixels of the box of a shape; `side` is that of the input's maps.

    Example:
        >>> box_size((28, 28, 1), 28), box_size((14, 14, 16), 28), box_size((10,), 28)
        ((6, 84), (24, 59), (8, 22))
    """
    if len(shape) == 1:
        return 8, min(HEIGHT, round(6.5 * log2(shape[0] + 1)))
    return round(6 * sqrt(shape[2])), max(6, round(HEIGHT * sqrt(shape[0] / side)))
