"""Networks to begin with: every bundled one, and the examples that articles work through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from cnnviz import bundled
from cnnviz.architecture.shapes import Shapes
from cnnviz.architecture.specs import spec_of
from cnnviz.architecture.text import text_to_specs
from cnnviz.bundled.blueprint import read_blueprint
from cnnviz.bundled.files import DamagedFileError
from cnnviz.costs import BYTES
from cnnviz.explainers.parts.spec import Shape, Spec


@dataclass(frozen=True)
class Note:
    """A remark about a network.

    Attributes:
        text: One or a few sentences.
        layer: The number of the layer that the remark is about, counted from 1; None for the whole network.
    """

    text: str
    layer: int | None = None


@dataclass(frozen=True)
class Preset:
    """A network with a name.

    Attributes:
        name: Its name in a list.
        shape: The input's shape.
        specs: The layers.
        notes: Returns the remarks about it, given its table.
    """

    name: str
    shape: Shape
    specs: tuple[Spec, ...]
    notes: Callable[[Shapes], list[Note]] = lambda shapes: []


def _filters(shapes: Shapes) -> list[Note]:
    layer = shapes.layers[0]
    height, width, channels, filters = layer.weights["kernel"].shape
    size, out = shapes.input_shape[0], layer.output_shape[0]
    return [
        Note(
            f"(W − F + 2P) / S + 1 = ({size} − {height} + 2·0) / 1 + 1 = {out}. Every filter is {height} × {width} × "
            f"{channels}: it always reaches through all {channels} channels, and makes one map. So {filters} filters "
            f"make {filters} maps."
        )
    ]


def _cats_and_dogs(shapes: Shapes) -> list[Note]:
    convolution, dense = (layer for layer in shapes.layers if layer.weights)
    inputs = dense.input_shape[0]
    with_one_unit = convolution.parameters + inputs + 1
    return [
        Note(
            f"The article prints {with_one_unit:,} trainable parameters. That is the count for one output unit, "
            f"{convolution.parameters:,} + {inputs + 1:,}; two units, one for cats and one for dogs, have "
            f"{convolution.parameters:,} + {dense.parameters:,} = {shapes.costs.parameters:,}."
        )
    ]


def _vgg(shapes: Shapes) -> list[Note]:
    size = shapes.costs.activation_bytes
    values = size // BYTES
    first, second = (layer.weights["kernel"] for layer in shapes.layers[3:5])
    without = shapes.costs.parameters - shapes.biases
    return [
        Note(
            f"The article's total, “24M * 4 bytes ~= 93MB / image”, is wrong: the input and the rows below are "
            f"{values:,} values, and 4 bytes each make {size:,} bytes, which is {size / 2**20:.1f} MiB."
        ),
        Note(f"Its weights leave out the biases: {without:,}. With them there are {shapes.costs.parameters:,}."),
        Note(
            f"{second.shape[2]} maps come in, so this row has {_times(second.shape)} = {second.size:,} weights, "
            f"without biases. {_times(first.shape)} is right in the row above, where {first.shape[2]} maps come in: a "
            "table that prints it here too has a misprint.",
            layer=5,
        ),
    ]


def _times(sizes: tuple[int, ...]) -> str:
    return "·".join(map(str, sizes))


_VGG = (
    "c64pr-c64pr-m-c128pr-c128pr-m-c256pr-c256pr-c256pr-m-c512pr-c512pr-c512pr-m-c512pr-c512pr-c512pr-m"
    "-f-d4096r-d4096r-d1000z"
)

_EXAMPLES = (
    ("VGG-16", (224, 224, 3), _VGG, _vgg),
    ("Cats and dogs at 300 × 300", (300, 300, 3), "c10k5-r-m2-f-d2-z", _cats_and_dogs),
    ("Ten filters of 5 × 5 × 3", (32, 32, 3), "c10k5", _filters),
    ("Ten filters of 3 × 3 × 3", (32, 32, 3), "c10k3", _filters),
)


@cache
def examples() -> tuple[Preset, ...]:
    """Return the examples that articles work through."""
    return tuple(Preset(name, shape, text_to_specs(text), notes) for name, shape, text, notes in _EXAMPLES)


def networks() -> tuple[Preset, ...]:
    """Return the bundled networks; those with the same architecture share one preset, with all their names.

    One whose file is damaged is left out.
    """
    names: dict[tuple[Shape, tuple[Spec, ...]], list[str]] = {}
    for name in bundled.names():
        try:
            layers = read_blueprint(bundled.weights_path(name))
        except DamagedFileError:
            continue
        names.setdefault((layers[0].input_shape, tuple(map(spec_of, layers))), []).append(name)
    return tuple(Preset(", ".join(alike), shape, specs) for (shape, specs), alike in names.items())


def preset_of(shape: Shape, specs: tuple[Spec, ...]) -> Preset | None:
    """Return the preset with this input and these layers; None if there is none."""
    presets = (*examples(), *networks())
    return next((preset for preset in presets if (preset.shape, preset.specs) == (shape, specs)), None)
