"""The changes that a visitor has made to a picture: their meaning, and a short text for links.

A change is written KIND_NUMBER_NUMBER..., several are joined by "~": "turn_31~noise_0.1_3". Usual numbers at the end of
a change are left out. The order in the text has no meaning: changes are applied in the order of CHANGE_KINDS.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnnviz.what_if import transforms
from cnnviz.what_if.transforms import FloatImage

Changes = Mapping[str, tuple[float, ...]]
"""By kind of change, its numbers in the order of its ChangeKind."""

_JOINT, _POINT = "~", "_"
_LONGEST = 400


@dataclass(frozen=True)
class Number:
    """A number that a kind of change takes.

    Attributes:
        title: What the number is.
        low: The smallest value.
        high: The largest value.
        step: From one value to the next; an int where only whole numbers are allowed.
        usual: The default: it changes nothing, or is where a visitor begins.
        unit: Written after a value.
    """

    title: str
    low: float
    high: float
    step: float
    usual: float
    unit: str = ""

    def values(self) -> npt.NDArray[np.float64]:
        """Return every value that the number may have, ascending."""
        count = round((self.high - self.low) / self.step)
        return np.round(self.low + self.step * np.arange(count + 1.0), 4)

    def words(self, value: float) -> str:
        """Return a value with its unit.

        Example:
            >>> Number("Turned", -180, 180, 1, 0, "°").words(-31.0)
            '−31°'
        """
        return f"{value:g}{self.unit}".replace("-", "−")


@dataclass(frozen=True)
class ChangeKind:
    """A kind of change.

    Attributes:
        title: Its name for visitors.
        numbers: The numbers that it takes.
        strengths: How many of them, counted from the first, are strengths: while these are as usual, nothing changes.
            The other numbers only say where, or which.
        change: change(image, *numbers) -> image; None for a kind that needs more than the picture.
    """

    title: str
    numbers: tuple[Number, ...]
    strengths: int = 1
    change: Callable[..., FloatImage] | None = None

    @property
    def usual(self) -> tuple[float, ...]:
        """The usual value of every number."""
        return tuple(number.usual for number in self.numbers)


CHANGE_KINDS = {
    "morph": ChangeKind(
        "Morphed",
        (
            Number("Towards it", 0, 1, 0.01, 0),
            Number("Sample", 0, 999, 1, 1),
            Number("Way", 0, 1, 1, 0),
        ),
    ),
    "move": ChangeKind(
        "Move",
        (
            Number("To the right", -10, 10, 1, 0, " pixels"),
            Number("Down", -10, 10, 1, 0, " pixels"),
        ),
        2,
        lambda image, right, down: transforms.translate(image, down, right),
    ),
    "turn": ChangeKind("Turn", (Number("Clockwise", -180, 180, 1, 0, "°"),), 1, transforms.rotate),
    "size": ChangeKind("Size", (Number("Times", 0.3, 2, 0.02, 1, " times"),), 1, transforms.scale),
    "thickness": ChangeKind("Thickness", (Number("Thicker", -2, 3, 0.1, 0, " pixels"),), 1, transforms.thicken),
    "blur": ChangeKind("Blur", (Number("Blurred over", 0, 5, 0.1, 0, " pixels"),), 1, transforms.blur),
    "contrast": ChangeKind("Contrast", (Number("Times", -1, 2, 0.05, 1, " times"),), 1, transforms.contrast),
    "noise": ChangeKind(
        "Noise",
        (Number("Strength", 0, 1, 0.02, 0), Number("Which noise", 0, 99, 1, 0)),
        1,
        lambda image, strength, seed: transforms.noise(image, strength, int(seed)),
    ),
    "hide": ChangeKind(
        "Hide",
        (
            Number("Side of the square", 0, 20, 1, 0, " pixels"),
            Number("Middle, from the left", 0, 100, 1, 50, " %"),
            Number("Middle, from the top", 0, 100, 1, 50, " %"),
        ),
        1,
        lambda image, size, left, top: _hide(image, int(size), left, top),
    ),
    "fgsm": ChangeKind("FGSM", (Number("Epsilon", 0, 128, 1, 0, "/255"), Number("Towards class", -1, 99, 1, -1))),
    "pgd": ChangeKind("PGD", (Number("Epsilon", 0, 128, 1, 0, "/255"), Number("Towards class", -1, 99, 1, -1))),
}
"""Every kind of change, in the order in which they are applied."""

TRANSFORMS = {name: kind for name, kind in CHANGE_KINDS.items() if kind.change}
"""The kinds that need nothing but the picture."""

ATTACKS = ("fgsm", "pgd")


def parse_changes(text: str) -> dict[str, tuple[float, ...]]:
    """Return the changes that a text says. Unknown kinds, and kinds with a number that is not allowed, are left out.

    Example:
        >>> parse_changes("turn_31~noise_0.1~turn_x~size_1e9~fold_3")
        {'turn': (31.0,), 'noise': (0.1, 0)}
    """
    changes: dict[str, tuple[float, ...]] = {}
    for item in text[:_LONGEST].split(_JOINT):
        name, *texts = item.split(_POINT)
        kind = CHANGE_KINDS.get(name)
        if kind is None or len(texts) > len(kind.numbers):
            continue
        values = [_value(text, number) for text, number in zip(texts, kind.numbers, strict=False)]
        allowed = [value for value in values if value is not None]
        if len(allowed) == len(values):
            changes[name] = (*allowed, *kind.usual[len(allowed) :])
    return _in_order(changes)


def format_changes(changes: Changes) -> str:
    """Return changes as text; "" where every number is as usual.

    Example:
        >>> format_changes({"noise": (0.1, 3), "turn": (31.0,), "blur": (0,)})
        'turn_31~noise_0.1_3'
    """
    items = []
    for name, values in _in_order(changes).items():
        usual = CHANGE_KINDS[name].usual
        last = max(index for index, value in enumerate(values) if value != usual[index])
        items.append(_POINT.join([name, *(f"{value:.6g}" for value in values[: last + 1])]))
    return _JOINT.join(items)


def effective(changes: Changes) -> dict[str, tuple[float, ...]]:
    """Return only the changes that have an effect.

    Example:
        >>> effective({"noise": (0, 3), "turn": (31.0,)})
        {'turn': (31.0,)}
    """
    return {
        name: values
        for name, values in changes.items()
        if values[: CHANGE_KINDS[name].strengths] != CHANGE_KINDS[name].usual[: CHANGE_KINDS[name].strengths]
    }


def with_change(changes: Changes, name: str, values: tuple[float, ...]) -> dict[str, tuple[float, ...]]:
    """Return the changes with other numbers for one kind."""
    return _in_order({**changes, name: values})


def without(changes: Changes, names: Collection[str]) -> dict[str, tuple[float, ...]]:
    """Return the changes without some kinds."""
    return {name: values for name, values in changes.items() if name not in names}


def transformed(image: FloatImage, changes: Changes) -> FloatImage:
    """Return the picture after the changes that need nothing but the picture; the others are left to the caller.

    Args:
        image: (height, width, channels), float32 in [0, 1].
        changes: The changes.
    """
    for name, values in _in_order(effective(changes)).items():
        change = CHANGE_KINDS[name].change
        if change:
            image = change(image, *values)
    return image


def changes_in_words(changes: Changes, labels: tuple[str, ...]) -> str:
    """Return the effect of changes in words.

    Args:
        changes: The changes.
        labels: The names of the network's classes.
    Example:
        >>> changes_in_words({"move": (3, 0), "turn": (31,), "fgsm": (8, -1)}, ())
        'moved 3 right, turned 31°, FGSM with ε = 8/255'
    """
    return ", ".join(_words(name, values, labels) for name, values in effective(changes).items())


def _words(name: str, values: tuple[float, ...], labels: tuple[str, ...]) -> str:
    first = CHANGE_KINDS[name].numbers[0].words(values[0])
    match name, values:
        case "morph", (share, sample, _):
            return f"{share:.0%} of the way to sample {sample:g}".replace("%", " %")
        case "move", (right, down):
            sideways = f"{abs(right):g} {'right' if right > 0 else 'left'}" if right else ""
            upright = f"{abs(down):g} {'down' if down > 0 else 'up'}" if down else ""
            return f"moved {' and '.join(filter(None, (sideways, upright)))}"
        case "turn", _:
            return f"turned {first}"
        case "size", _:
            return f"{first} the size"
        case "thickness", (pixels,):
            return f"{abs(pixels):g} pixels {'thicker' if pixels > 0 else 'thinner'}"
        case "blur", _:
            return f"blurred over {first}"
        case "contrast", _:
            return f"{first} the contrast"
        case "noise", _:
            return f"noise of {first}"
        case "hide", _:
            return f"a square of {first} hidden"
        case _, (_, target):
            towards = f" towards {labels[int(target)]}" if 0 <= target < len(labels) else ""
            return f"{CHANGE_KINDS[name].title} with ε = {first}{towards}"
    raise ValueError(f"There is no change {name!r}.")


def _hide(image: FloatImage, size: int, left: float, top: float) -> FloatImage:
    """Return the picture with a square hidden whose middle is at these hundredths of its width and height."""
    row, col = (round(share / 100 * length - size / 2) for share, length in zip((top, left), image.shape, strict=False))
    return transforms.occlude(image, size, row, col)


def _in_order(changes: Changes) -> dict[str, tuple[float, ...]]:
    """Return the changes in the order of CHANGE_KINDS, without those whose numbers are all as usual."""
    return {
        name: changes[name]
        for name in CHANGE_KINDS
        if changes.get(name, CHANGE_KINDS[name].usual) != CHANGE_KINDS[name].usual
    }


def _value(text: str, number: Number) -> float | None:
    """Return the value that a text says; None where it says none that the number may have."""
    try:
        value = float(text)
    except ValueError:
        return None
    if not math.isfinite(value) or not number.low <= value <= number.high:
        return None
    whole = isinstance(number.step, int)
    return None if whole and value != round(value) else value
