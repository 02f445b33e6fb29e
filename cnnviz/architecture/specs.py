"""The layers that a visitor can put into a network: what every kind of layer offers, in the order of the buttons."""

from __future__ import annotations

from cnnviz.explainers import layer_kinds
from cnnviz.explainers.parts.spec import Spec
from cnnviz.layer import Layer

SPECS: tuple[type[Spec], ...] = tuple(
    sorted((spec for kind in layer_kinds() for spec in kind.specs), key=lambda spec: spec.order)
)
"""Every layer that is offered."""


def spec_of(layer: Layer) -> Spec:
    """Return what makes a layer like this one.

    Raises:
        ValueError: If it is of a kind that is not offered. The message names the layer.
    """
    for spec in SPECS:
        if layer.kind in spec.classes:
            return spec.from_layer(layer)
    raise ValueError(f"The layer {layer.name!r} is a {layer.kind}, which cannot be put into a network here.")
