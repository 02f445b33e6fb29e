"""Changes to a trained network: channels switched off, and numbers of its kernels and biases set to others.

A change is written as LAYER.off.CHANNEL, LAYER.bias.CHANNEL.VALUE or LAYER.kernel.PLACE.VALUE, where the place has all
axes of the kernel: "conv2d.kernel.0-2-0-3.0.25" sets row 0, column 2 of filter 3 for input channel 0. Several are
joined by "~".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import numpy as np

from cnnviz.explainers import role_of
from cnnviz.layer import Layer
from cnnviz.matrix_text import number_text

MOST_EDITS = 100
LARGEST = 1000.0
"""The largest size of a number that may be set."""

_JOINT = "~"
_LONGEST = 100


@dataclass(frozen=True)
class ChannelOff:
    """A channel of a convolution, or a unit of a dense layer, that puts out zero.

    Its kernel and its bias are set to zero. A batch normalisation before the next layer with a kernel would make
    something else of that zero again: there the channel's mean and shift are zero too.
    """

    layer: str
    channel: int


@dataclass(frozen=True)
class Bias:
    """A bias that is set to another number."""

    layer: str
    channel: int
    value: float


@dataclass(frozen=True)
class KernelCell:
    """A number of a kernel that is set to another.

    Attributes:
        layer: The layer's name.
        place: (row, col, in_channel, filter) of a convolution, (input, unit) of a dense layer.
        value: The number.
    """

    layer: str
    place: tuple[int, ...]
    value: float


Edit = ChannelOff | Bias | KernelCell


def format_edits(edits: Iterable[Edit]) -> str:
    """Return changes as text.

    Example:
        >>> format_edits([ChannelOff("conv2d", 3), KernelCell("conv2d", (0, 2, 0, 3), 0.25)])
        'conv2d.off.3~conv2d.kernel.0-2-0-3.0.25'
    """
    return _JOINT.join(_text(edit) for edit in edits)


def parse_edits(text: str) -> tuple[Edit, ...]:
    """Return the changes that a text says, at most MOST_EDITS; what is no change is left out.

    Example:
        >>> parse_edits("conv2d.off.3~conv2d.bias.0.much~conv2d.bias.0.-1.5")
        (ChannelOff(layer='conv2d', channel=3), Bias(layer='conv2d', channel=0, value=-1.5))
    """
    found = (_edit(item) for item in text[: MOST_EDITS * _LONGEST].split(_JOINT))
    return without_repeats(edit for edit in found if edit is not None)[:MOST_EDITS]


def without_repeats(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return changes without those that a later one of the same number or channel takes the place of."""
    last: dict[Edit, Edit] = {}
    for edit in edits:
        target = edit if isinstance(edit, ChannelOff) else replace(edit, value=0.0)
        last.pop(target, None)
        last[target] = edit
    return tuple(last.values())


def fitting(layers: Sequence[Layer], edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the changes that can be made: those whose layer, channel and place there are."""
    by_name = {layer.name: layer for layer in layers}
    return tuple(edit for edit in edits if edit.layer in by_name and _fits(by_name[edit.layer], edit))


def edited_layers(layers: Sequence[Layer], edits: Iterable[Edit]) -> tuple[Layer, ...]:
    """Return layers with changed weights; those without a change are the same objects.

    Args:
        layers: A network's, in order.
        edits: The changes. Of two that set the same number the later one counts; a channel that is off stays off.
    Raises:
        ValueError: If there is no such layer, channel or place. The message names the change.
    """
    edits = tuple(edits)
    wrong = sorted(set(edits) - set(fitting(layers, edits)), key=_text)
    if wrong:
        raise ValueError(f"The network has no place for {_text(wrong[0])}.")
    weights = [dict(layer.weights) for layer in layers]
    places = {layer.name: place for place, layer in enumerate(layers)}
    touched: set[tuple[int, str]] = set()

    def own(place: int, name: str) -> np.ndarray:
        """The array that may be changed: a copy."""
        if (place, name) not in touched:
            touched.add((place, name))
            weights[place][name] = weights[place][name].copy()
        return weights[place][name]

    for edit in sorted(edits, key=lambda edit: isinstance(edit, ChannelOff)):
        place = places[edit.layer]
        match edit:
            case KernelCell(_, cell, value):
                own(place, "kernel")[cell] = value
            case Bias(_, channel, value):
                own(place, "bias")[channel] = value
            case ChannelOff(_, channel):
                for later, name in _zeroed(layers, place):
                    own(later, name)[..., channel] = 0
    for place, name in touched:
        weights[place][name].flags.writeable = False
    changed = {place for place, _ in touched}
    return tuple(
        replace(layer, weights=weights[place]) if place in changed else layer for place, layer in enumerate(layers)
    )


def edit_words(edit: Edit, layers: Sequence[Layer]) -> str:
    """Return a change in words: "conv2d channel 3 off", "dense unit 0 weight 7 = −0.25".

    Args:
        edit: The change.
        layers: Of the network on which it is made.
    """
    match edit:
        case ChannelOff(layer, channel):
            has_maps = any(each.name == layer and len(each.output_shape) == 3 for each in layers)
            return f"{layer} {'channel' if has_maps else 'unit'} {channel} off"
        case Bias(layer, channel, value):
            return f"{layer} bias {channel} = {_number(value)}"
        case KernelCell(layer, (row, col, in_channel, filter), value):
            return f"{layer} filter {filter} row {row} column {col} of channel {in_channel} = {_number(value)}"
        case KernelCell(layer, (input, unit), value):
            return f"{layer} unit {unit} weight {input} = {_number(value)}"
    raise ValueError(f"This is no change: {edit!r}.")


def edits_words(edits: Sequence[Edit], layers: Sequence[Layer], most: int = 3) -> str:
    """Return changes in words, no more than a few of them: "conv2d channel 0 off, conv2d channel 1 off and 1 more"."""
    more = f" and {len(edits) - most} more" if len(edits) > most else ""
    return f"{', '.join(edit_words(edit, layers) for edit in edits[:most])}{more}"


def digest(edits: Iterable[Edit]) -> str:
    """Return a short name that other changes do not have."""
    return blake2b(format_edits(edits).encode(), digest_size=6).hexdigest()


def _zeroed(layers: Sequence[Layer], place: int) -> list[tuple[int, str]]:
    """Return the places of the layers, and the names of their weights, of which a channel that is off has none."""
    found = [(place, name) for name in ("kernel", "bias") if name in layers[place].weights]
    for later in range(place + 1, len(layers)):
        if "kernel" in layers[later].weights or role_of(layers[later]) == "flatten":
            break
        found += [(later, name) for name in ("moving_mean", "beta") if name in layers[later].weights]
    return found


def _fits(layer: Layer, edit: Edit) -> bool:
    if "kernel" not in layer.weights:
        return False
    if isinstance(edit, KernelCell):
        shape = layer.weights["kernel"].shape
        return len(edit.place) == len(shape) and all(at < size for at, size in zip(edit.place, shape, strict=True))
    return edit.channel < layer.output_shape[-1] and (isinstance(edit, ChannelOff) or "bias" in layer.weights)


def _text(edit: Edit) -> str:
    match edit:
        case ChannelOff(layer, channel):
            return f"{layer}.off.{channel}"
        case Bias(layer, channel, value):
            return f"{layer}.bias.{channel}.{number_text(value)}"
        case KernelCell(layer, place, value):
            return f"{layer}.kernel.{'-'.join(map(str, place))}.{number_text(value)}"


def _edit(text: str) -> Edit | None:
    parts = text.split(".", 3)
    if len(parts) < 3:
        return None
    layer, kind, at, *value = parts
    places = [_place(each) for each in at.split("-")]
    if not layer or None in places or len(places) > 4:
        return None
    if kind == "off" and len(places) == 1 and not value:
        return ChannelOff(layer, places[0])
    number = _value(value[0]) if value else None
    if number is None:
        return None
    if kind == "bias" and len(places) == 1:
        return Bias(layer, places[0], number)
    return KernelCell(layer, tuple(places), number) if kind == "kernel" else None


def _place(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None


def _value(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= LARGEST else None


def _number(value: float) -> str:
    return f"{value:.4g}".replace("-", "−")
