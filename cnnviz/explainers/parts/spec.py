"""A layer as a visitor writes it down who builds a network: what it takes, not what it is fed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Literal, Self, get_type_hints

from cnnviz.explainers.parts.parameters import OneOf, Parameter
from cnnviz.layer import Layer

Shape = tuple[int, ...]
Size = tuple[int, int]
"""(height, width), in cells."""

CELLWISE = {
    "r": ("relu", "ReLU"),
    "l": ("leaky_relu", "leaky ReLU"),
    "t": ("tanh", "tanh"),
    "g": ("sigmoid", "sigmoid"),
}
"""The functions of one number, by their letters in a link: the name in Keras, and the name beside a field."""

BUILT_IN = {"i": ("linear", "–")} | CELLWISE
"""What a layer can have built in."""

PADDING = OneOf("padding", {"v": ("valid", "valid"), "p": ("same", "same")})
BIAS = OneOf("bias", {"b": (True, "yes"), "n": (False, "no")})


@dataclass(frozen=True)
class Spec:
    """One layer as it is written down.

    A subclass has a field for everything that the layer takes, named as in Keras, its type Annotated with a Parameter.

    Attributes:
        mark: The letter that begins it in a link.
        title: Its name on a button.
        order: Where its button stands among the others: the smallest first.
        classes: The Keras classes it stands for; the first is the one it makes, unless keras_class says otherwise.
        needs: What it can be fed: "maps" (height, width, channels), a "row" of values, or either.
    """

    mark: ClassVar[str]
    title: ClassVar[str]
    order: ClassVar[int]
    classes: ClassVar[tuple[str, ...]]
    needs: ClassVar[Literal["maps", "row", "either"]] = "either"

    @classmethod
    def from_layer(cls, layer: Layer) -> Self:
        """Return what makes a layer like this one, which is of one of the `classes`."""
        values = {}
        for name in parameters(cls):
            value = layer.config[name]
            values[name] = tuple(value) if isinstance(value, list) else value
        return cls(**values)

    def __str__(self) -> str:
        return self.title

    @property
    def keras_class(self) -> str:
        """The Keras class of the layer it makes."""
        return self.classes[0]

    def config(self) -> dict[str, Any]:
        """Return that layer's Keras configuration, without its name."""
        return asdict(self)

    def misfit(self, shape: Shape) -> str | None:
        """Return why it cannot be fed this shape, in a sentence that says what would fit; None if it can.

        Args:
            shape: What it `needs`: (height, width, channels) or (units,).
        """
        return None


_PARAMETERS: dict[type[Spec], Mapping[str, Parameter]] = {}


def parameters(spec: type[Spec]) -> Mapping[str, Parameter]:
    """Return what a layer takes, by the name that Keras has for it."""
    if spec not in _PARAMETERS:
        hints = get_type_hints(spec, include_extras=True)
        _PARAMETERS[spec] = {field.name: hints[field.name].__metadata__[0] for field in fields(spec)}
    return _PARAMETERS[spec]
