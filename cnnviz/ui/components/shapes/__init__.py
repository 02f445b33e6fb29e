"""A network built layer by layer: fields for its settings, and the shapes and costs that follow."""

from __future__ import annotations

import base64
import io
from dataclasses import asdict, dataclass
from functools import cache
from math import prod
from typing import Any

import streamlit as st
from PIL import Image

from cnnviz.architecture.presets import Preset, examples, networks
from cnnviz.architecture.shapes import Row, Shapes, shapes_to_csv
from cnnviz.architecture.specs import SPECS
from cnnviz.architecture.text import INPUT_SIDES, MOST_LAYERS
from cnnviz.architecture.typed import Typed, from_json
from cnnviz.costs import BYTES, memory_text, multiply_adds, new_values, weights_per_neuron
from cnnviz.datasets.samples import load_samples
from cnnviz.explainers import kind_of, role_of
from cnnviz.explainers.parts.parameters import OneOf, Parameter, Share
from cnnviz.explainers.parts.spec import Shape, parameters
from cnnviz.layer import Layer, shape_text
from cnnviz.ui.components.mount import component

_HTML = """
<div class="shapes themed" data-testid="shapes" data-state="waiting">
  <div class="bar"></div>
  <div class="totals" data-testid="shapes-totals" role="status"></div>
  <div class="strip" data-testid="shapes-strip" data-region="shapes"></div>
  <div class="columns">
    <div class="main">
      <div class="notes"></div>
      <table class="rows" aria-label="The layers, from the input to the answer"></table>
      <div class="add" role="group" aria-label="Add a layer at the end"></div>
    </div>
    <aside class="sight" data-testid="shapes-sight"></aside>
  </div>
  <div class="below">
    <section class="code"></section>
    <section class="instead" data-testid="shapes-instead"></section>
  </div>
</div>
"""


def _picture(dataset: str) -> str:
    """Return the first sample of a data set as a data URI."""
    image, file = load_samples(dataset).image(0), io.BytesIO()
    Image.fromarray(image.squeeze()).save(file, "WEBP", quality=82)
    return f"data:image/webp;base64,{base64.b64encode(file.getvalue()).decode()}"


def _field(name: str, parameter: Parameter) -> dict[str, Any]:
    if isinstance(parameter, OneOf):
        return {"name": name, "label": parameter.label, "options": {k: v[1] for k, v in parameter.options.items()}}
    return {
        "name": name,
        "label": parameter.label,
        "empty": getattr(parameter, "empty", ""),
        "mode": "decimal" if isinstance(parameter, Share) else "text",
    }


@cache
def _fixed() -> dict[str, Any]:
    """Return what the browser needs for any network: the kinds of layers, the fields of the input, two pictures."""
    kinds = {
        spec.mark: {
            "title": spec.title,
            "fields": [_field(name, parameter) for name, parameter in parameters(spec).items()],
            "usual": {name: parameter.write(getattr(spec(), name)) for name, parameter in parameters(spec).items()},
        }
        for spec in SPECS
    }
    return {
        "kinds": kinds,
        "side_names": [side.label for side in INPUT_SIDES],
        "most_layers": MOST_LAYERS,
        "pictures": {"digit": _picture("mnist"), "photo": _picture("cats_vs_dogs")},
    }


_mount = component(
    "shapes",
    js="shapes/builder.js",
    html=_HTML,
    css=("shared/buttons.css", "shapes/shapes.css", "shapes/rows.css"),
    sends=("edit",),
)


@dataclass(frozen=True)
class Sent:
    """The last message from the browser.

    Attributes:
        number: The number of the message; it grows from message to message.
        typed: The texts of all fields; None if the visitor asked for a preset.
        preset: The name of that preset, "" for the one that the page begins with.
        chosen: The number of the layer that was picked, from 1; None if none was picked.
    """

    number: int
    typed: Typed | None
    preset: str
    chosen: int | None


def sent_by(key: str) -> Sent | None:
    """Return the last message from the browser, even before the builder is shown again; None if there is none."""
    sent = st.session_state.get(key, {}).get("edit")
    if not isinstance(sent, dict) or type(sent.get("number")) is not int:
        return None
    typed, preset, chosen = from_json(sent), sent.get("preset"), sent.get("chosen")
    if typed is not None:
        preset = ""
    elif not isinstance(preset, str):
        return None
    return Sent(sent["number"], typed, preset, chosen if type(chosen) is int else None)


def show_builder(
    typed: Typed,
    shapes: Shapes | None,
    *,
    number: int,
    chosen: int | None,
    preset: Preset | None,
    code: str,
    key: str,
) -> None:
    """Show the builder.

    Args:
        typed: The texts of all fields.
        shapes: The shapes and costs of the network; None if the fields of the input cannot be read.
        number: The number of the browser's message that this answers; 0 if there was none.
        chosen: The number of the layer that is shown in detail, from 1; None for the last layer of maps.
        preset: The preset that the fields describe; None if they describe no preset.
        code: The network as Keras code.
        key: The element's key.
    """
    count = len(shapes.rows) if shapes else 0
    data = _fixed() | {
        "number": number,
        "sides": typed.sides,
        "layers": [[layer.kind.mark, layer.texts] for layer in typed.layers],
        "faults": {"sides": typed.faults(), "layers": [layer.faults() for layer in typed.layers]},
        "rows": [_row(row) for row in shapes.rows] if shapes else [],
        "problem": _problem(shapes, count, len(typed.layers)),
        "chosen": _chosen(chosen, shapes),
        "input": _input(shapes.input_shape) if shapes else None,
        "totals": _totals(shapes) if shapes else [],
        "preset": preset.name if preset else "",
        "presets": {
            "Examples": [preset.name for preset in examples()],
            "Networks of this app": [preset.name for preset in networks()],
        },
        "notes": [asdict(note) for note in preset.notes(shapes)] if preset and shapes else [],
        "code": code,
        "csv": shapes_to_csv(shapes) if shapes else "",
        "instead": _instead(shapes) if shapes else [],
        "conclusion": _conclusion(shapes) if shapes else "",
    }
    _mount(data=data, key=key)


def _row(row: Row) -> dict[str, Any]:
    layer = row.layer
    words, values = kind_of(layer).describe(layer), new_values(layer)
    return {
        "title": words.title,
        "words": words.words,
        "shape": layer.output_shape,
        "unchanged": layer.output_shape == layer.input_shape and "kernel" not in layer.weights,
        "output": _shape(layer.output_shape),
        "size": _size(layer, words.shape),
        "weights": f"{layer.parameters:,}",
        "weights_sum": _sum(words.parameters) if layer.parameters else "",
        "measured": f"{layer.measured:,} of them not trained" if layer.measured else "",
        "adds": f"{multiply_adds(layer):,}",
        "adds_sum": _sum(words.multiply_adds),
        "values": f"{values:,}",
        "memory": memory_text(BYTES * values) if values else "",
        "field": shape_text(row.field[:2]) if row.field else "all",
        "jump": row.field[2:] if row.field else None,
        "cell": row.cell,
        "region": row.region,
    }


def _shape(shape: tuple[int, ...]) -> str:
    """Return a shape in words, with commas in large numbers."""
    return " × ".join(f"{size:,}" for size in shape)


def _size(layer: Layer, explained: str) -> str:
    """Return how the output's size follows from the input's, in a few words; `explained` says it in full."""
    if role_of(layer) == "units":
        return "one for each unit"
    return "unchanged" if explained.startswith("unchanged") else _sum(explained)


def _sum(text: str) -> str:
    """Return a sum without its result, which the page shows beside it."""
    return text if "rows" in text else text.partition(" = ")[0]


def _problem(shapes: Shapes | None, count: int, layers: int) -> dict[str, Any] | None:
    if shapes and count == layers:
        return None
    return {"layer": count, "text": shapes.problem} if shapes else {"layer": -1, "text": ""}


def _chosen(number: int | None, shapes: Shapes | None) -> int | None:
    """Return the index of the row that is shown in detail: the one that was picked, or else the last one of maps."""
    rows = shapes.rows if shapes else ()
    if number is not None and 1 <= number <= len(rows):
        return number - 1
    maps = [index for index, row in enumerate(rows) if row.field and len(row.layer.output_shape) == 3]
    return maps[-1] if maps else len(rows) - 1 if rows else None


def _input(shape: Shape) -> dict[str, Any]:
    values = prod(shape)
    return {
        "shape": shape,
        "output": _shape(shape),
        "values": f"{values:,}",
        "memory": memory_text(BYTES * values),
    }


def _totals(shapes: Shapes) -> list[list[str]]:
    costs, biases = shapes.costs, shapes.biases
    measured = sum(layer.measured for layer in shapes.layers)
    details = [f"{costs.parameters - biases:,} without biases"] if biases else []
    details += [f"{measured:,} not trained"] if measured else []
    details += ["of the layers that fit"] if shapes.problem else []
    return [
        ["weights", f"{costs.parameters:,}", "; ".join(details), memory_text(costs.weight_bytes)],
        ["multiply-adds", f"{costs.multiply_adds:,}", "for one picture", ""],
        [
            "activations",
            f"{costs.activation_bytes // BYTES:,}",
            f"the input and every layer's values, {BYTES} bytes each",
            memory_text(costs.activation_bytes),
        ],
    ]


def _instead(shapes: Shapes) -> list[list[str]]:
    """Return, for three input shapes, the product, the number of weights of one dense unit on all pixels, and words."""
    examples = [((28, 28, 3), "a small colour picture"), ((200, 200, 3), "a modest photograph")]
    return [
        ["·".join(map(str, shape)), f"{weights_per_neuron(shape):,}", words]
        for shape, words in [*examples, (shapes.input_shape, "your input")]
    ]


def _conclusion(shapes: Shapes) -> str:
    """Return a sentence on how many weights a dense layer would need in the place of the first convolution."""
    first = next((layer for layer in shapes.layers if role_of(layer) == "filters"), None)
    if first is None or first.input_shape != shapes.input_shape:
        return ""
    positions = first.outputs // first.output_shape[-1]
    return (
        f"Your first convolution has {first.parameters:,} weights in all, and makes {first.outputs:,} values with "
        f"them: it uses the same ones at all {positions:,} places. A dense layer that makes as many values would have "
        f"{weights_per_neuron(shapes.input_shape) * first.outputs:,} weights."
    )
