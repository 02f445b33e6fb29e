"""Edits of a trained network: channels switched off, and numbers of its kernels and biases replaced by others.

An edit is written as LAYER.off.CHANNEL, LAYER.bias.CHANNEL.VALUE or LAYER.kernel.INDEX.VALUE, where the index has one
number for each axis of the kernel: "conv2d.kernel.0-2-0-3.0.25" sets row 0, column 2 of filter 3 for input channel 0.
Edits are joined by "~".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from cnnviz.explainers import role_of
from cnnviz.layer import Layer
from cnnviz.matrix_text import number_text

MOST_EDITS = 100
LARGEST = 1000.0
"""A number may be set to anything from -LARGEST to LARGEST."""

_JOINT = "~"
_LONGEST = 100
"""An edit as text has at most this many characters."""


@dataclass(frozen=True)
class ChannelOff:
    """Switches off a channel of a convolution, or a unit of a dense layer: its output becomes zero.

    Its kernel and bias are set to zero. A batch normalisation before the next layer with a kernel would shift that zero
    away again, so its mean and shift for this channel are set to zero too.
    """

    layer: str
    channel: int


@dataclass(frozen=True)
class Bias:
    """Sets a bias, (filters,) or (units,), at one channel to another number."""

    layer: str
    channel: int
    value: float


@dataclass(frozen=True)
class KernelCell:
    """Sets one number of a kernel to another.

    Attributes:
        layer: The layer's name.
        index: (row, col, in_channel, filter) in a convolution, (input, unit) in a dense layer.
        value: The new number.
    """

    layer: str
    index: tuple[int, ...]
    value: float


Edit = ChannelOff | Bias | KernelCell


def format_edits(edits: Iterable[Edit]) -> str:
    """Return edits as text; parse_edits reads it.

    Example:
        >>> format_edits([ChannelOff("conv2d", 3), KernelCell("conv2d", (0, 2, 0, 3), 0.25)])
        'conv2d.off.3~conv2d.kernel.0-2-0-3.0.25'
    """
    return _JOINT.join(_text(edit) for edit in edits)


def parse_edits(text: str) -> tuple[Edit, ...]:
    """Return the edits in a text, at most MOST_EDITS. Anything that is not an edit is ignored.

    Example:
        >>> parse_edits("conv2d.off.3~conv2d.bias.0.much~conv2d.bias.0.-1.5")
        (ChannelOff(layer='conv2d', channel=3), Bias(layer='conv2d', channel=0, value=-1.5))
    """
    edits = (_edit(item) for item in text[: MOST_EDITS * _LONGEST].split(_JOINT))
    return without_repeats(edit for edit in edits if edit is not None)[:MOST_EDITS]


def without_repeats(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits in order, without those that a later edit of the same number or channel overrides."""
    last: dict[Edit, Edit] = {}
    for edit in edits:
        target = edit if isinstance(edit, ChannelOff) else replace(edit, value=0.0)
        last.pop(target, None)
        last[target] = edit
    return tuple(last.values())


def fitting(layers: Sequence[Layer], edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits that can be made on these layers: their layer, channel and kernel cell exist."""
    by_name = {layer.name: layer for layer in layers}
    return tuple(edit for edit in edits if edit.layer in by_name and _fits(by_name[edit.layer], edit))


def edited_layers(layers: Sequence[Layer], edits: Iterable[Edit]) -> tuple[Layer, ...]:
    """Return the layers with edited weights; layers without an edit are the same objects as before.

    Args:
        layers: All layers of a network, in order.
        edits: Of two that set the same number the later one counts; a channel that is switched off stays off.
    Raises:
        ValueError: If there is no such layer, channel or kernel cell. The message names the edit.
    """
    edits = tuple(edits)
    wrong = sorted(set(edits) - set(fitting(layers, edits)), key=_text)
    if wrong:
        raise ValueError(f"The network has no place for {_text(wrong[0])}.")
    weights = [dict(layer.weights) for layer in layers]
    positions = {layer.name: position for position, layer in enumerate(layers)}
    copied: set[tuple[int, str]] = set()

    def editable(position: int, name: str) -> npt.NDArray[np.float32]:
        """Return the weights of a layer, copied the first time: the original's must not change."""
        if (position, name) not in copied:
            copied.add((position, name))
            weights[position][name] = weights[position][name].copy()
        return weights[position][name]

    for edit in sorted(edits, key=lambda edit: isinstance(edit, ChannelOff)):
        position = positions[edit.layer]
        match edit:
            case KernelCell(_, index, value):
                editable(position, "kernel")[index] = value
            case Bias(_, channel, value):
                editable(position, "bias")[channel] = value
            case ChannelOff(_, channel):
                for later, name in _zeroed(layers, position):
                    editable(later, name)[..., channel] = 0
    for position, name in copied:
        weights[position][name].flags.writeable = False
    edited = {position for position, _ in copied}
    return tuple(
        replace(layer, weights=weights[position]) if position in edited else layer
        for position, layer in enumerate(layers)
    )


def edit_words(edit: Edit, layers: Sequence[Layer]) -> str:
    """Return an edit in words: "conv2d channel 3 off", "dense unit 0 weight 7 = −0.25".

    Args:
        edit: The edit.
        layers: The layers of the network on which it is made.
    """
    match edit:
        case ChannelOff(layer, channel):
            has_maps = any(other.name == layer and len(other.output_shape) == 3 for other in layers)
            return f"{layer} {'channel' if has_maps else 'unit'} {channel} off"
        case Bias(layer, channel, value):
            return f"{layer} bias {channel} = {_number(value)}"
        case KernelCell(layer, (row, col, in_channel, filter), value):
            return f"{layer} filter {filter} row {row} column {col} of channel {in_channel} = {_number(value)}"
        case KernelCell(layer, (input, unit), value):
            return f"{layer} unit {unit} weight {input} = {_number(value)}"
    raise ValueError(f"This is not an edit: {edit!r}.")


def edits_words(edits: Sequence[Edit], layers: Sequence[Layer], most: int = 3) -> str:
    """Return the first few edits in words: "conv2d channel 0 off, conv2d channel 1 off and 1 more"."""
    more = f" and {len(edits) - most} more" if len(edits) > most else ""
    return f"{', '.join(edit_words(edit, layers) for edit in edits[:most])}{more}"


def digest(edits: Iterable[Edit]) -> str:
    """Return 12 hexadecimal digits that differ for different edits."""
    return blake2b(format_edits(edits).encode(), digest_size=6).hexdigest()


_MIXING = ("flatten", "layout", "order", "across", "whole")
"""The roles of layers after which a channel is not by itself any more, beside those with a kernel."""


def _zeroed(layers: Sequence[Layer], position: int) -> list[tuple[int, str]]:
    """Return the weights to set to zero for a channel that is off: the positions of their layers, and their names."""
    zeroed = [(position, name) for name in ("kernel", "bias") if name in layers[position].weights]
    # The layers that hand the channel on as it is, each fed by one of them alone: where branches meet, they end.
    chain = {position}
    for later in range(position + 1, len(layers)):
        layer = layers[later]
        mixes = any(name.endswith("kernel") for name in layer.weights) or role_of(layer) in _MIXING
        if mixes or len(layer.fed_by(later)) > 1 or not chain.issuperset(layer.fed_by(later)):
            continue
        chain.add(later)
        zeroed += [(later, name) for name in ("moving_mean", "beta") if name in layers[later].weights]
    return zeroed


def _fits(layer: Layer, edit: Edit) -> bool:
    # A depthwise kernel has the channel on another axis.
    if "kernel" not in layer.weights or role_of(layer) not in ("filters", "units"):
        return False
    if isinstance(edit, KernelCell):
        shape = layer.weights["kernel"].shape
        return len(edit.index) == len(shape) and all(at < size for at, size in zip(edit.index, shape, strict=True))
    return edit.channel < layer.output_shape[-1] and (isinstance(edit, ChannelOff) or "bias" in layer.weights)


def _text(edit: Edit) -> str:
    match edit:
        case ChannelOff(layer, channel):
            return f"{layer}.off.{channel}"
        case Bias(layer, channel, value):
            return f"{layer}.bias.{channel}.{number_text(value)}"
        case KernelCell(layer, index, value):
            return f"{layer}.kernel.{'-'.join(map(str, index))}.{number_text(value)}"


def _edit(text: str) -> Edit | None:
    parts = text.split(".", 3)
    if len(parts) < 3:
        return None
    layer, word, index_text, *value = parts
    index = _index(index_text)
    if not layer or index is None:
        return None
    if word == "off" and len(index) == 1 and not value:
        return ChannelOff(layer, index[0])
    number = _value(value[0]) if value else None
    if number is None:
        return None
    if word == "bias" and len(index) == 1:
        return Bias(layer, index[0], number)
    return KernelCell(layer, index, number) if word == "kernel" else None


def _index(text: str) -> tuple[int, ...] | None:
    """Return up to four numbers that are joined by hyphens; None if the text is anything else."""
    numbers = text.split("-")
    are_numbers = all(number.isascii() and number.isdecimal() and len(number) < 8 for number in numbers)
    return tuple(map(int, numbers)) if are_numbers and len(numbers) <= 4 else None


def _value(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= LARGEST else None


def _number(value: float) -> str:
    return f"{value:.4g}".replace("-", "−")
