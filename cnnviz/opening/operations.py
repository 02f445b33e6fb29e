"""What is written with +, −, × and ÷ in the code of a model, as layers that do the same.

Keras 3 writes maps + 3 as an operation Add whose arguments are an output and a number; Keras 2 as a TFOpLambda, whose
function is "__operators__.add" and whose other argument, y, is a number or an output.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Fed = tuple[dict[str, Any], Any]
"""A layer as a file writes it, and one of the nodes that say what feeds it."""

_CONSTANT = "_CONSTANT_VALUE"
"""What stands in place of a layer's name where Keras 2 writes a number."""


def as_layer(layer: dict[str, Any], node: Any) -> Fed:
    """Return a layer and what feeds it, with a layer of another kind in place of an operation.

    What is no such operation comes back as it is.
    """
    if layer.get("class_name") == "TFOpLambda":
        return _of_keras_2(layer, node)
    arguments, module = node.get("args") if isinstance(node, dict) else None, layer.get("module")
    # In a .h5 file there is no module.
    is_operation = module is None or (isinstance(module, str) and module.startswith(("keras.src.ops.", "keras.ops")))
    if not is_operation or not isinstance(arguments, list) or len(arguments) != 2:
        return layer, node
    numbers = [each for each in arguments if _is_number(each)]
    rescaling = _rescaling(layer, layer.get("class_name"), numbers[0], arguments[0] is numbers[0]) if numbers else None
    if rescaling is None or len(numbers) > 1:
        return layer, node
    return rescaling, {**node, "args": [each for each in arguments if each is not numbers[0]]}


_FUNCTIONS = {
    "__operators__.add": "Add",
    "math.add": "Add",
    "math.subtract": "Subtract",
    "math.multiply": "Multiply",
    "math.truediv": "TrueDivide",
    "math.divide": "TrueDivide",
}
"""Function of TensorFlow -> the operation of Keras 3 that does the same."""


def _of_keras_2(layer: dict[str, Any], node: Any) -> Fed:
    config = layer.get("config")
    function = config.get("function") if isinstance(config, dict) else None
    kind = _FUNCTIONS.get(function) if isinstance(function, str) else None
    fits = isinstance(node, list) and len(node) == 4 and isinstance(node[0], str) and isinstance(node[3], dict)
    if kind is None or not fits:
        return layer, node
    *first, options = node
    other = options.get("y")
    if set(options) - {"y", "name"} or options.get("name") is not None:
        return layer, node
    is_first = first[0] == _CONSTANT
    number, tensor = (first[2], other) if is_first else (other, first)
    if _is_number(number) and isinstance(tensor, list):
        rescaling = _rescaling(layer, kind, number, is_first)
        return (layer, node) if rescaling is None else (rescaling, [[*tensor[:3], {}]])
    if is_first or not isinstance(other, list) or kind not in ("Add", "Subtract", "Multiply"):
        return layer, node
    return {"class_name": kind, "name": _name(layer), "config": {"name": _name(layer)}}, [
        [*first, {}],
        [*other[:3], {}],
    ]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _rescaling(layer: Mapping[str, Any], kind: Any, number: float, is_first: bool) -> dict[str, Any] | None:
    """Return the Rescaling that does the same as an operation with a number; None if there is none."""
    if kind not in _FACTORS:
        return None
    try:
        scale, offset = _FACTORS[kind](float(number), is_first)
    except (ZeroDivisionError, OverflowError):
        return None
    config = {"name": _name(layer), "scale": scale, "offset": offset}
    return {"class_name": "Rescaling", "name": config["name"], "config": config}


def _name(layer: Mapping[str, Any]) -> str:
    config = layer.get("config")
    names = [layer.get("name"), config.get("name") if isinstance(config, dict) else None]
    return next((name for name in names if isinstance(name, str)), "operation")


def _quotient(number: float, is_first: bool) -> tuple[float, float]:
    # A number divided by an output is no rescaling.
    return (1 / (0.0 if is_first else number)), 0.0


_FACTORS: Mapping[str, Callable[[float, bool], tuple[float, float]]] = {
    "Add": lambda number, is_first: (1.0, number),
    "Subtract": lambda number, is_first: (-1.0, number) if is_first else (1.0, -number),
    "Multiply": lambda number, is_first: (number, 0.0),
    "TrueDivide": _quotient,
    "Divide": _quotient,
}
"""Operation -> (number, whether it stands first) -> scale and offset of the Rescaling that does the same."""
