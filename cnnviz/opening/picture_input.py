"""A network's input with rows, columns and channels, however its file has it: a picture, or a row of numbers.

Many networks of digits take 28 x 28 or 784 numbers. The values stay the same and in the same order; only the axes of
the input are others, so a network gets a Flatten before it or loses a Reshape. Numbers that make no square, such as
47 measurements, are no picture: they are one row of one channel, and no drawing is squeezed into them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isqrt
from typing import TypeGuard

from cnnviz.opening.errors import ModelFileError
from cnnviz.opening.limits import NUMBERS, SIDE
from cnnviz.opening.plain import FLATTEN, FLATTEN_NUMBERS, INPUT, Node

Nodes = tuple[Node, ...]
_CHANNELS = (1, 3)
_LEAST_SIDE = 4
_LEAST_NUMBERS = 2
OPEN_SIDE = {1: 28, 3: 224}
"""Channels -> the side of the picture of a network that takes any size."""


def as_picture(nodes: Sequence[Node], shape: tuple[int | None, ...]) -> tuple[Nodes, tuple[int, int, int]]:
    """Return a network that takes a picture or a row of numbers, and its shape: height, width, channels.

    Args:
        nodes: The network as its file has it.
        shape: Of its input; None for a size that is open.
    Raises:
        ModelFileError: If its input is neither.
    """
    if len(shape) == 3 and is_row(shape):
        return tuple(nodes), _row_of(shape[1])
    if len(shape) == 3:
        channels = shape[2]
        if channels not in _CHANNELS:
            raise ModelFileError(f"Its input has {channels} channels; pictures with 1 channel or with 3 work.")
        height, width = (OPEN_SIDE[channels] if side is None else side for side in shape[:2])
        return tuple(nodes), _checked(height, width, channels)
    if None in shape:
        raise ModelFileError("Its input is a list of any length; a picture, such as 28 × 28 × 1, would work.")
    if len(shape) == 2:
        picture = _checked(int(shape[0] or 0), int(shape[1] or 0), 1)
    else:
        picture = _of_numbers(int(shape[0] or 0))
    return _laid_out(tuple(nodes), picture, rows=len(shape) == 2), picture


def is_row(shape: Sequence[int | None]) -> TypeGuard[tuple[int, int, int]]:
    """Return whether an input of rows, columns and channels is a row of numbers, and no picture."""
    return shape[0] == 1 and shape[1] is not None and shape[2] == 1


def _checked(height: int, width: int, channels: int) -> tuple[int, int, int]:
    if not _LEAST_SIDE <= min(height, width) <= max(height, width) <= SIDE:
        raise ModelFileError(
            f"Its input is {height} × {width}; pictures of {_LEAST_SIDE} to {SIDE} pixels a side work."
        )
    return height, width, channels


def _of_numbers(count: int) -> tuple[int, int, int]:
    """Return the shape of a square picture of so many numbers, or else of a row of them."""
    for channels in _CHANNELS:
        side = isqrt(count // channels)
        if side * side * channels == count and side >= 8:
            return side, side, channels
    return _row_of(count)


def _row_of(count: int) -> tuple[int, int, int]:
    if not _LEAST_NUMBERS <= count <= NUMBERS:
        raise ModelFileError(
            f"It takes {count:,} numbers, which are no square picture; an input such as 784 or 28 × 28 × 1 would work, "
            f"and so would {_LEAST_NUMBERS} to {NUMBERS:,} numbers that are no picture."
        )
    return 1, count, 1


def _laid_out(nodes: Nodes, picture: tuple[int, int, int], *, rows: bool) -> Nodes:
    readers = [node for node in nodes if INPUT in node.inputs]
    if all(node.kind == "Reshape" and tuple(node.config["target_shape"]) == picture for node in readers):
        return _without(nodes, readers)
    if rows and all(node.kind == "Flatten" for node in readers):
        return nodes
    if rows:
        first = readers[0]
        raise ModelFileError(
            f"Its input has no axis for channels, and its layer {first.name!r} ({first.kind}) reads it row by row; "
            "networks that flatten it first work."
        )
    flatten = Node(FLATTEN_NUMBERS if is_row(picture) else FLATTEN, "Flatten", {}, (INPUT,))
    shifted = (
        replace(node, inputs=tuple(0 if index == INPUT else index + 1 for index in node.inputs)) for node in nodes
    )
    return (flatten, *shifted)


def _without(nodes: Nodes, left_out: Sequence[Node]) -> Nodes:
    """Return the nodes without some that read the picture and change nothing of it."""
    gone = {index for index, node in enumerate(nodes) if node in left_out}
    kept = [index for index in range(len(nodes)) if index not in gone]
    numbers = {index: number for number, index in enumerate(kept)} | dict.fromkeys(gone, INPUT) | {INPUT: INPUT}
    if not kept:
        raise ModelFileError("It has no layers.")
    return tuple(replace(nodes[index], inputs=tuple(numbers[each] for each in nodes[index].inputs)) for index in kept)
