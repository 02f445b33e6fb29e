"""Which layers put out negative values."""

from __future__ import annotations

from cnnviz.explainers import explainer_of
from cnnviz.layer import Layer

_NEVER_NEGATIVE = frozenset({"relu", "sigmoid", "softmax"})


def signed_layers(layers: tuple[Layer, ...]) -> list[bool]:
    """Return for each layer whether its output can be negative, given an input that cannot."""
    signed, result = False, []
    for layer in layers:
        geometry = explainer_of(layer).geometry(layer)
        activation = "softmax" if layer.kind == "Softmax" else geometry.get("activation")
        if activation in _NEVER_NEGATIVE:
            signed = False
        elif layer.weights:
            signed = True
        result.append(signed)
    return result
