"""One file a kind of layer: how one of its values comes about, and all else that differs from kind to kind.

Each file here makes one record, KIND, whose parts cnnviz/explainers/parts/kind.py lists:

    roles           the Keras classes, and what each does to values
    explain         the numbers of one value
    describe        title, formulas, words and the Keras line
    geometry        what a browser needs to do the same arithmetic
    output_shape    the size of what comes out
    weight_shapes   the sizes of what is learned
    multiply_adds   what it costs to read one picture
    activation      the activation function that the values come out of
    signed          whether values below zero can come out
    specs           what a visitor takes who builds a network

A new kind of layer is a new file here, and one of the same name for the browser in cnnviz/ui/components/layers/.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from cnnviz.explainers.parts.kind import UNCHANGED, LayerKind, Role
from cnnviz.layer import PICTURE, Layer, UnsupportedLayerError


@cache
def layer_kinds() -> tuple[LayerKind, ...]:
    """Return every kind of layer, in the order of their files' names."""
    names = [module.name for module in iter_modules(__path__) if not module.ispkg]
    return tuple(import_module(f"{__name__}.{name}").KIND for name in names)


@cache
def _by_class() -> dict[str, LayerKind]:
    return {name: kind for kind in layer_kinds() for name in kind.roles}


def keras_classes() -> list[str]:
    """Return the names of the Keras classes that can be explained, sorted."""
    return sorted(_by_class())


def kind_of(layer: Layer) -> LayerKind:
    """Return a layer's kind, found by its Keras class.

    Raises:
        UnsupportedLayerError: If there is none. The message names the layer and the classes that work.
    """
    kind = _by_class().get(layer.kind)
    if kind is None:
        raise UnsupportedLayerError(
            f"The layer {layer.name!r} is a {layer.kind}, which cnnviz cannot explain. "
            f"It can explain {', '.join(keras_classes())}."
        )
    return kind


def role_of(layer: Layer) -> Role:
    """Return what a layer does to values."""
    role = kind_of(layer).roles[layer.kind]
    if role == "filters" and layer.config.get("groups", 1) > 1:
        return "grouped"
    return "pointwise" if role == "units" and len(layer.output_shape) > 1 else role


def computes(layer: Layer) -> bool:
    """Return whether a layer computes its values; flatten and dropout hand on those that they get."""
    return role_of(layer) not in UNCHANGED


def is_relu(layer: Layer) -> bool:
    """Return whether a layer does nothing but make max(0, x) of each x."""
    return role_of(layer) == "function" and kind_of(layer).activation(layer) == "relu"


def signed_layers(layers: Iterable[Layer], *, signed: bool = False) -> list[bool]:
    """Return for each layer of a network whether its output can be negative.

    Args:
        layers: The layers.
        signed: Whether what the network gets can be negative: a picture cannot.
    """
    result: list[bool] = []
    for place, layer in enumerate(layers):
        inputs = [signed if source == PICTURE else result[source] for source in layer.fed_by(place)]
        result.append(kind_of(layer).signed(layer, any(inputs)))
    return result
