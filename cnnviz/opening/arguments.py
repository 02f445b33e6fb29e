"""What an argument of a layer may be: each function here takes a value of a file and returns it, or refuses it.

What is not understood is refused, never left out: a layer would otherwise compute something else than its file says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Check = Callable[[Any], Any]

ACTIVATIONS = {
    name: name
    for name in (
        [
            "linear",
            "relu",
            "relu6",
            "elu",
            "selu",
            "softplus",
            "softsign",
            "sigmoid",
            "tanh",
            "softmax",
            "exponential",
            "gelu",
            "silu",
            "mish",
            "leaky_relu",
            "hard_sigmoid",
            "hard_silu",
        ]
    )
} | {"swish": "silu", "softmax_v2": "softmax", "relu_v2": "relu", "hard_swish": "hard_silu"}
"""Keras's names of activation functions, and what they are called today."""


_LARGEST = 1e30
"""Layers compute with float32, in which squares of larger numbers are infinite."""


class NotAllowedError(ValueError):
    """A value that an argument may not have."""


def anything(value: Any) -> Any:
    """Take any value of an argument that changes nothing of what a trained network computes."""
    return value


def number_format(value: Any) -> Any:
    """Take the name of a format of floating-point numbers, or a policy of Keras with one; the layer gets float32."""
    name = value
    if isinstance(value, dict):
        config = value.get("config")
        name = config.get("name") if isinstance(config, dict) else value
    if (name is None and value is not None) or name not in (
        None,
        "float16",
        "float32",
        "float64",
        "bfloat16",
        "mixed_float16",
        "mixed_bfloat16",
    ):
        raise NotAllowedError("a network of plain floating-point numbers would work")
    return value


def whole(least: int = 1, most: int = 1_000_000) -> Check:
    """Return a check for whole numbers in a range."""

    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise NotAllowedError(f"a whole number from {least} to {most:,} would work")
        return value

    return check


def number(value: Any) -> float:
    """Take a finite number."""
    if isinstance(value, dict) and value.get("class_name") == "__numpy__":
        value = (value.get("config") or {}).get("value")
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _LARGEST:
        raise NotAllowedError("a number would work")
    return float(value)


def positive(value: Any) -> float:
    """Take a finite number above zero."""
    checked = number(value)
    if checked <= 0:
        raise NotAllowedError("a number above zero would work")
    return checked


def numbers(value: Any) -> float | list[float]:
    """Take a finite number, or a list of at most 4,096 of them."""
    if isinstance(value, list | tuple) and len(value) <= 4096:
        return [number(each) for each in value]
    return number(value)


def optional(check: Check) -> Check:
    """Return a check that also takes None."""
    return lambda value: None if value is None else check(value)


def flag(value: Any) -> bool:
    """Take yes or no."""
    if not isinstance(value, bool) and value not in (0, 1):
        raise NotAllowedError("true or false would work")
    return bool(value)


def exactly(*allowed: Any) -> Check:
    """Return a check for a few values; others are refused."""

    def check(value: Any) -> Any:
        plain = list(value) if isinstance(value, tuple) else value
        if not any(plain == each and isinstance(plain, bool) == isinstance(each, bool) for each in allowed):
            raise NotAllowedError(f"{' or '.join(map(str, allowed))} would work")
        return plain

    return check


def pair(least: int = 1, most: int = 4096) -> Check:
    """Return a check for a whole number or two."""
    one = whole(least, most)

    def check(value: Any) -> list[int]:
        values = list(value) if isinstance(value, list | tuple) else [value, value]
        if len(values) != 2:
            raise NotAllowedError("one whole number or two would work")
        return [one(each) for each in values]

    return check


def margins(value: Any) -> list[list[int]]:
    """Take a margin on all sides: a whole number, two, or two pairs."""
    one = whole(0, 512)
    if not isinstance(value, list | tuple):
        return [[one(value)] * 2] * 2
    if len(value) != 2:
        raise NotAllowedError("a whole number, two, or two pairs would work")
    return [pair(0, 512)(each) for each in value]


def shape(value: Any) -> list[int]:
    """Take a shape of at most three axes; -1 is what is left."""
    if not isinstance(value, list | tuple) or not 1 <= len(value) <= 3:
        raise NotAllowedError("a shape of one to three axes would work")
    return [whole(-1, 1_000_000)(each) for each in value]


def order(value: Any) -> list[int]:
    """Take an order of up to three axes, counted from 1."""
    axes = sorted(value, key=str) if isinstance(value, list | tuple) else []
    if not 1 <= len(axes) <= 3 or axes != list(range(1, len(axes) + 1)):
        raise NotAllowedError("each of one to three axes once, counted from 1, would work")
    return [int(each) for each in value]


def last_axis(value: Any) -> int:
    """Take the last axis, as Keras writes it for maps: -1 or 3, be it in a list; 1 for units is told apart later."""
    if isinstance(value, list | tuple) and len(value) == 1:
        value = value[0]
    if value not in (-1, 1, 2, 3) or isinstance(value, bool):
        raise NotAllowedError("only the last axis works")
    return int(value)


def activation(value: Any) -> str:
    """Take the name of an activation function, as a word or as Keras writes a function of its own."""
    if isinstance(value, dict):
        own = value.get("registered_name") in (None, "function", value.get("config")) and value.get("module") in (
            None,
            "builtins",
            "keras.activations",
            "keras.src.activations",
        )
        if value.get("class_name") != "function" or not own:
            raise NotAllowedError(f"one of {', '.join(ACTIVATIONS)} would work")
        value = value.get("config")
    if value is None:
        return "linear"
    if not isinstance(value, str) or value not in ACTIVATIONS:
        raise NotAllowedError(f"one of {', '.join(ACTIVATIONS)} would work")
    return ACTIVATIONS[value]
