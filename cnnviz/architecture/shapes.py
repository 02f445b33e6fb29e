"""The table of a network that a visitor builds: sizes, weights, multiply-adds, memory and receptive field by layer."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from cnnviz.bundled.blueprint import layer_of
from cnnviz.costs import BYTES, Costs, costs, multiply_adds, new_values
from cnnviz.explainers import role_of
from cnnviz.explainers.parts.spec import Shape, Spec
from cnnviz.layer import Layer, shape_text
from cnnviz.receptive_field import ONE_PIXEL, Field, Region, receptive_field

_HEADINGS = (
    *("number", "layer", "output", "weights", "not_trained", "multiply_adds", "values", "bytes"),
    *("field_height", "field_width", "field_row_jump", "field_col_jump"),
)


@dataclass(frozen=True)
class Row:
    """One layer of the table.

    Attributes:
        layer: The layer, with its shapes.
        field: The receptive field of one of its values, far from the edges; None if that is the whole input.
        cell: The cell in the middle of the layer's maps or, after Flatten, of the maps that were flattened; None where
            every value sees the whole input.
        region: The part of the input that this cell sees, cut at the edges.
    """

    layer: Layer
    field: Field | None
    cell: tuple[int, int] | None
    region: Region


@dataclass(frozen=True)
class Shapes:
    """The whole table, up to the first layer that does not fit.

    Attributes:
        input_shape: (height, width, channels).
        rows: The layers that fit, from the first on.
        problem: Why the next layer does not fit, in a sentence; "" if all layers fit.
    """

    input_shape: Shape
    rows: tuple[Row, ...]
    problem: str

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers of the rows."""
        return tuple(row.layer for row in self.rows)

    @property
    def costs(self) -> Costs:
        """The costs of these layers together, and the memory of the input."""
        if not self.rows:
            return Costs(0, 0, 0, BYTES * prod(self.input_shape))
        return costs(self.layers)

    @property
    def biases(self) -> int:
        """How many of the parameters are biases."""
        return sum(layer.weights["bias"].size for layer in self.layers if "bias" in layer.weights)


def work_out(shape: Shape, specs: Sequence[Spec | str]) -> Shapes:
    """Return the table of a network.

    Args:
        shape: The input's shape, (height, width, channels).
        specs: The layers; in the place of one that cannot be read, a sentence that says why.
    Example:
        >>> from cnnviz.architecture.text import text_to_specs
        >>> shapes = work_out((32, 32, 3), text_to_specs("c10k5-m2-f-d2"))
        >>> [row.layer.output_shape for row in shapes.rows]
        [(28, 28, 10), (14, 14, 10), (1960,), (2,)]
        >>> shapes.costs.parameters
        4682
    """
    rows: list[Row] = []
    flat_since = ""
    for number, spec in enumerate(specs, start=1):
        before = rows[-1].layer.output_shape if rows else shape
        if isinstance(spec, str):
            return Shapes(shape, tuple(rows), spec)
        problem = misfit(spec, before, flat_since)
        if problem:
            return Shapes(shape, tuple(rows), problem)
        layer = layer_of(spec.keras_class, {**spec.config(), "name": f"layer_{number}"}, before)
        rows.append(_row([*(row.layer for row in rows), layer], rows[-1] if rows else None))
        if len(layer.output_shape) < len(before):
            flat_since = f"{spec} (layer {number})"
    return Shapes(shape, tuple(rows), "")


def misfit(spec: Spec, shape: Shape, flat_since: str = "") -> str | None:
    """Return why a layer does not fit an input, in a sentence that says what to do about it; None if it fits.

    Args:
        spec: The layer.
        shape: The shape that comes in, (height, width, channels) or (values,).
        flat_since: The layer that turned the maps into a row of values, as in "Flatten (layer 2)"; "" if none did.
    """
    if spec.needs == "maps" and len(shape) != 3:
        values = f"{shape[0]:,} value{'s' if shape[0] > 1 else ''}"
        return (
            f"{spec} slides over maps, height × width × channels, but a row of {values} comes in: move it up, before "
            f"{flat_since}."
        )
    if spec.needs == "row" and len(shape) != 1:
        return (
            f"{spec} takes a row of values, but maps of {shape_text(shape)} come in: put Flatten or Global average "
            "pooling before it."
        )
    return spec.misfit(shape)


def shapes_to_csv(shapes: Shapes) -> str:
    """Return the table as CSV: one line per layer, the input first."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_HEADINGS)
    size = prod(shapes.input_shape)
    writer.writerow([0, "Input", _plain(shapes.input_shape), 0, 0, 0, size, BYTES * size, *ONE_PIXEL])
    for number, row in enumerate(shapes.rows, start=1):
        layer = row.layer
        counts = [layer.parameters, layer.measured, multiply_adds(layer), new_values(layer), BYTES * new_values(layer)]
        writer.writerow([number, layer.kind, _plain(layer.output_shape), *counts, *(row.field or ["all"] * 4)])
    return file.getvalue()


def _plain(shape: Shape) -> str:
    return "x".join(map(str, shape))


def _row(layers: list[Layer], before: Row | None) -> Row:
    """Return the row of the last of these layers, which comes after the row `before`."""
    layer, height, width = layers[-1], *layers[0].input_shape[:2]
    row, col = height // 2, width // 2
    field: Field | None = ONE_PIXEL
    cell: tuple[int, int] | None = (row, col)
    region = Region(row, col, row + 1, col + 1)
    if before:
        field, cell, region = before.field, before.cell, before.region
    role, flattened = role_of(layer), len(layer.output_shape) < len(layer.input_shape)
    if field is None or role in ("units", "probabilities") or (flattened and role != "flatten"):
        return Row(layer, None, None, Region(0, 0, height, width))
    if field.after(layer) == field:
        return Row(layer, field, cell, region)
    row, col = layer.output_shape[0] // 2, layer.output_shape[1] // 2
    return Row(layer, field.after(layer), (row, col), receptive_field(layers, row, col))
