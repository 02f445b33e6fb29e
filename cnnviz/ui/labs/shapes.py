"""The stack that a visitor builds on the page Shapes, as its URL says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cnnviz.architecture.presets import examples, networks
from cnnviz.architecture.text import MOST_LAYERS, shape_to_text, specs_to_text, text_to_shape, text_to_specs
from cnnviz.architecture.typed import Typed, written
from cnnviz.explainers.parts.spec import Shape, Spec
from cnnviz.ui import state
from cnnviz.ui.state.codecs import whole
from cnnviz.ui.state.parameters import Codec, Table

if TYPE_CHECKING:
    from cnnviz.ui.components.shapes import Sent

_EMPTY = "-"
"""What stands for no layer at all."""


@dataclass(frozen=True)
class Stack:
    """A stack of layers. At the start it is the network mnist_lab, and no layer is picked.

    Attributes:
        input: The input's shape.
        layers: The layers.
        look: The number of the layer that is looked at, from 1; None for none.
    """

    input: Shape = (28, 28, 1)
    layers: tuple[Spec, ...] = text_to_specs("c6k5p-m2-r-c16k5p-m2-r-f-d128-r-d10-z")
    look: int | None = None


def _read_layers(text: str) -> tuple[Spec, ...] | None:
    return () if text == _EMPTY else text_to_specs(text) or None


SHAPES = Table(
    Stack(),
    {
        "input": Codec(text_to_shape, shape_to_text),
        "layers": Codec(_read_layers, lambda specs: specs_to_text(specs) or _EMPTY),
        "look": whole(1, MOST_LAYERS),
    },
)


def chosen_stack(sent: Sent | None) -> tuple[Typed, int | None]:
    """Return what the fields hold, and the number of the layer that is explained, from 1; None for none.

    Args:
        sent: What the browser sent; None takes the stack from the state.
    """
    if sent and sent.typed:
        return sent.typed, sent.chosen
    stack = state.chosen(SHAPES)
    if sent:
        preset = next((preset for preset in (*examples(), *networks()) if preset.name == sent.preset), None)
        stack = Stack(preset.shape, tuple(preset.specs)) if preset else Stack()
    return written(stack.input, stack.layers), stack.look


def keep_stack(shape: Shape, specs: Sequence[Spec], chosen: int | None) -> None:
    """Keep a stack that can be read."""
    state.choose(SHAPES, input=shape, layers=tuple(specs), look=chosen or None)
