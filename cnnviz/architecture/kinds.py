"""The layers that can be put on a stack. A new kind is a new class in KINDS.

A class says what its layers take (its fields, each with a Parameter), which Keras layer they are, and when one does not
fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_type_hints

from cnnviz.architecture.parameters import Choice, Pair, Parameter, Share, Whole
from cnnviz.arithmetic import Axis
from cnnviz.layer import Layer, shape_text

Shape = tuple[int, ...]
Size = tuple[int, int]


_CELLWISE = {
    "r": ("relu", "ReLU"),
    "l": ("leaky_relu", "leaky ReLU"),
    "t": ("tanh", "tanh"),
    "g": ("sigmoid", "sigmoid"),
}
_FUNCTIONS = _CELLWISE | {"z": ("softmax", "softmax")}
_PADDING = Choice("padding", {"v": ("valid", "valid"), "p": ("same", "same")})
_BIAS = Choice("bias", {"b": (True, "yes"), "n": (False, "no")})
_WINDOW = Pair("", "window", most=99)
_WINDOW_STRIDE = Pair("s", "stride", most=99, empty="as window")
_THEN = {"i": ("linear", "–")}


@dataclass(frozen=True)
class Spec:
    """One layer as it is written down: what it takes, not what it is fed.

    Attributes:
        mark: The letter that begins it in a link.
        title: Its name on a button.
        classes: The Keras classes it stands for; the first is the one it makes, unless keras_class says otherwise.
        needs: What it can be fed: "maps" (height, width, channels), a "row" of values, or either.
    """

    mark: ClassVar[str]
    title: ClassVar[str]
    classes: ClassVar[tuple[str, ...]]
    needs: ClassVar[Literal["maps", "row", "either"]] = "either"

    @classmethod
    def from_layer(cls, layer: Layer) -> Spec:
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
        """Return why it cannot be fed this shape, in a sentence that says what would do; None if it can.

        Args:
            shape: What it `needs`.
        """


@cache
def parameters(kind: type[Spec]) -> Mapping[str, Parameter]:
    """Return what a kind of layer takes, by the name that Keras has for it."""
    hints = get_type_hints(kind, include_extras=True)
    return {each.name: hints[each.name].__metadata__[0] for each in fields(kind)}


@dataclass(frozen=True)
class Convolution(Spec):
    mark, title, classes, needs = "c", "Convolution", ("Conv2D",), "maps"

    filters: Annotated[int, Whole("", "filters", most=8192)] = 32
    kernel_size: Annotated[Size, Pair("k", "kernel", most=99)] = (3, 3)
    strides: Annotated[Size, Pair("s", "stride", most=99)] = (1, 1)
    padding: Annotated[str, _PADDING] = "valid"
    dilation_rate: Annotated[Size, Pair("d", "dilation", most=99)] = (1, 1)
    activation: Annotated[str, Choice("then", _THEN | _CELLWISE)] = "linear"
    use_bias: Annotated[bool, _BIAS] = True

    def misfit(self, shape: Shape) -> str | None:
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:
            return "Keras has no stride and dilation above 1 in one convolution: set one of the two to 1."
        return _window_misfit(shape, self.kernel_size, self.padding, self.dilation_rate)


class _Pooling(Spec):
    needs = "maps"

    @classmethod
    def from_layer(cls, layer: Layer) -> Spec:
        size, strides = (tuple(layer.config[name]) for name in ("pool_size", "strides"))
        return cls(size, None if strides == size else strides, layer.config["padding"])

    def config(self) -> dict[str, Any]:
        return asdict(self) | {"strides": self.strides or self.pool_size}

    def misfit(self, shape: Shape) -> str | None:
        return _window_misfit(shape, self.pool_size, self.padding)


@dataclass(frozen=True)
class MaxPooling(_Pooling):
    mark, title, classes = "m", "Max pooling", ("MaxPooling2D",)

    pool_size: Annotated[Size, _WINDOW] = (2, 2)
    strides: Annotated[Size | None, _WINDOW_STRIDE] = None
    padding: Annotated[str, _PADDING] = "valid"


@dataclass(frozen=True)
class AveragePooling(_Pooling):
    mark, title, classes = "a", "Average pooling", ("AveragePooling2D",)

    pool_size: Annotated[Size, _WINDOW] = (2, 2)
    strides: Annotated[Size | None, _WINDOW_STRIDE] = None
    padding: Annotated[str, _PADDING] = "valid"


@dataclass(frozen=True)
class Activation(Spec):
    mark, title, classes = "r", "Activation", ("Activation", "ReLU", "Softmax")

    activation: Annotated[str, Choice("function", _FUNCTIONS)] = "relu"

    def __str__(self) -> str:
        name = next(name for each, name in _FUNCTIONS.values() if each == self.activation)
        return name[0].upper() + name[1:]

    @property
    def needs(self) -> str:
        return "row" if self.activation == "softmax" else "either"

    @classmethod
    def from_layer(cls, layer: Layer) -> Spec:
        return cls(layer.config["activation"] if layer.kind == "Activation" else layer.kind.lower())

    @property
    def keras_class(self) -> str:
        return {"relu": "ReLU", "softmax": "Softmax"}.get(self.activation, "Activation")

    def config(self) -> dict[str, Any]:
        return asdict(self) if self.keras_class == "Activation" else {}


@dataclass(frozen=True)
class BatchNormalization(Spec):
    mark, title, classes = "b", "Batch normalisation", ("BatchNormalization",)

    def config(self) -> dict[str, Any]:
        return {"axis": -1, "scale": True, "center": True, "epsilon": 0.001}


@dataclass(frozen=True)
class Dropout(Spec):
    mark, title, classes = "o", "Dropout", ("Dropout",)

    rate: Annotated[float, Share("", "rate")] = 0.5


@dataclass(frozen=True)
class Flatten(Spec):
    mark, title, classes = "f", "Flatten", ("Flatten",)


@dataclass(frozen=True)
class GlobalAverage(Spec):
    mark, title, classes, needs = "w", "Global average pooling", ("GlobalAveragePooling2D",), "maps"

    def config(self) -> dict[str, Any]:
        return {"keepdims": False}


@dataclass(frozen=True)
class Dense(Spec):
    mark, title, classes, needs = "d", "Dense", ("Dense",), "row"

    units: Annotated[int, Whole("", "units", most=65536)] = 10
    activation: Annotated[str, Choice("then", _THEN | _FUNCTIONS)] = "linear"
    use_bias: Annotated[bool, _BIAS] = True


KINDS: tuple[type[Spec], ...] = (
    Convolution,
    MaxPooling,
    AveragePooling,
    Activation,
    BatchNormalization,
    Dropout,
    Flatten,
    GlobalAverage,
    Dense,
)
"""Every kind, in the order in which they are offered."""


def spec_of(layer: Layer) -> Spec:
    """Return what makes a layer like this one.

    Raises:
        ValueError: If no kind does. The message names the layer.
    """
    for kind in KINDS:
        if layer.kind in kind.classes:
            return kind.from_layer(layer)
    raise ValueError(f"The layer {layer.name!r} is a {layer.kind}, which cannot be put on a stack.")


def _window_misfit(shape: Shape, size: Size, padding: str, dilation: Size = (1, 1)) -> str | None:
    if padding == "same":
        return None
    reach = tuple(Axis(1, cells, dilation_rate=rate).extent for cells, rate in zip(size, dilation, strict=True))
    if reach[0] <= shape[0] and reach[1] <= shape[1]:
        return None
    largest = tuple((length - 1) // rate + 1 for length, rate in zip(shape[:2], dilation, strict=True))
    dilated = f" with dilation {Pair('', '', 0).write(dilation)}" if max(dilation) > 1 else ""
    return (
        f"A window of {shape_text(size)}{dilated} needs at least {shape_text(reach)} cells, but the maps that come in "
        f"have {shape_text(shape[:2])}: at most {shape_text(largest)} fits{dilated}, and any size does with padding "
        "“same”."
    )
