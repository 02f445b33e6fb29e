"""What a visitor has done to a picture, as a recipe: a short text, and what it means.

A recipe is KIND_NUMBER_NUMBER..., several joined by "~": "turn_31~noise_0.1_3". Numbers at the end that are as usual
are left out. The order of the text means nothing: kinds are applied in the order of CHANGE_KINDS.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from cnnviz.what_if import transforms

Changes = Mapping[str, tuple[float, ...]]
"""The numbers of each kind of change, in the order of its ChangeKind."""

_JOINT, _POINT = "~", "_"
_LONGEST = 400


@dataclass(frozen=True)
class Number:
    """A number that a kind of change is made with.

    Attributes:
        title: What it is.
        low: The smallest.
        high: The largest.
        step: From one to the next; a whole number where only whole ones do.
        usual: Without it: this changes nothing, or is where one begins.
        unit: What comes after it.
    """

    title: str
    low: float
    high: float
    step: float
    usual: float
    unit: str = ""

    def values(self) -> np.ndarray:
        """Return every value that it may take, ascending."""
        count = round((self.high - self.low) / self.step)
        return np.round(self.low + self.step * np.arange(count + 1), 4)

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
        title: What it does.
        numbers: What it is made with.
        strengths: How many of these, from the first on, change nothing as long as they are as usual; the others say
            where, or which.
        change: change(image, *numbers) -> image; None for what needs more than the picture.
    """

    title: str
    numbers: tuple[Number, ...]
    strengths: int = 1
    change: Callable[..., np.ndarray] | None = None

    @property
    def usual(self) -> tuple[float, ...]:
        """All numbers as usual."""
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
"""Every kind of change, in the order in which they are made."""

TRANSFORMS = {name: kind for name, kind in CHANGE_KINDS.items() if kind.change}
"""Those that need nothing but the picture."""

ATTACKS = ("fgsm", "pgd")


def parse_changes(text: str) -> dict[str, tuple[float, ...]]:
    """Return the recipe that a text says; what is unknown, or no number that may be, is left out.

    Example:
        >>> parse_changes("turn_31~noise_0.1~turn_x~size_1e9~fold_3")
        {'turn': (31.0,), 'noise': (0.1, 0)}
    """
    found = {}
    for item in text[:_LONGEST].split(_JOINT):
        name, *numbers = item.split(_POINT)
        kind = CHANGE_KINDS.get(name)
        if kind is None or len(numbers) > len(kind.numbers):
            continue
        values = [_value(text, number) for text, number in zip(numbers, kind.numbers, strict=False)]
        if None not in values:
            found[name] = (*values, *kind.usual[len(values) :])
    return _in_order(found)


def format_changes(recipe: Changes) -> str:
    """Return a recipe as text; "" where all is as usual.

    Example:
        >>> format_changes({"noise": (0.1, 3), "turn": (31.0,), "blur": (0,)})
        'turn_31~noise_0.1_3'
    """
    items = []
    for name, values in _in_order(recipe).items():
        usual = CHANGE_KINDS[name].usual
        kept = max(place for place, value in enumerate(values) if value != usual[place]) + 1
        items.append(_POINT.join([name, *(f"{value:.6g}" for value in values[:kept])]))
    return _JOINT.join(items)


def effective(recipe: Changes) -> dict[str, tuple[float, ...]]:
    """Return the part of a recipe that changes something.

    Example:
        >>> effective({"noise": (0, 3), "turn": (31.0,)})
        {'turn': (31.0,)}
    """
    return {
        name: values
        for name, values in recipe.items()
        if values[: CHANGE_KINDS[name].strengths] != CHANGE_KINDS[name].usual[: CHANGE_KINDS[name].strengths]
    }


def with_change(recipe: Changes, name: str, values: tuple[float, ...]) -> dict[str, tuple[float, ...]]:
    """Return the recipe with other numbers of one kind."""
    return _in_order({**recipe, name: values})


def without(recipe: Changes, names) -> dict[str, tuple[float, ...]]:
    """Return the recipe without some kinds."""
    return {name: values for name, values in recipe.items() if name not in names}


def transformed(image: np.ndarray, recipe: Changes) -> np.ndarray:
    """Return the picture after those changes of a recipe that need nothing else.

    Args:
        image: (height, width, channels), float32 in [0, 1].
        recipe: The changes.
    """
    for name, values in _in_order(effective(recipe)).items():
        if name in TRANSFORMS:
            image = TRANSFORMS[name].change(image, *values)
    return image


def changes_in_words(recipe: Changes, labels: tuple[str, ...]) -> str:
    """Return what a recipe does, in words.

    Args:
        recipe: The changes.
        labels: The names of the network's classes.
    Example:
        >>> changes_in_words({"move": (3, 0), "turn": (31,), "fgsm": (8, -1)}, ())
        'moved 3 right, turned 31°, FGSM with ε = 8/255'
    """
    return ", ".join(_words(name, values, labels) for name, values in effective(recipe).items())


def _words(name: str, values: tuple[float, ...], labels: tuple[str, ...]) -> str:
    first = CHANGE_KINDS[name].numbers[0].words(values[0])
    match name, values:
        case "morph", (share, sample, _):
            return f"{share:.0%} of the way to sample {sample:g}".replace("%", " %")
        case "move", (right, down):
            across = f"{abs(right):g} {'right' if right > 0 else 'left'}" if right else ""
            along = f"{abs(down):g} {'down' if down > 0 else 'up'}" if down else ""
            return f"moved {' and '.join(filter(None, (across, along)))}"
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


def _hide(image: np.ndarray, size: int, left: float, top: float) -> np.ndarray:
    """Hide a square whose middle is at these hundredths of the picture's width and height."""
    row, col = (round(share / 100 * length - size / 2) for share, length in zip((top, left), image.shape, strict=False))
    return transforms.occlude(image, size, row, col)


def _in_order(recipe: Changes) -> dict[str, tuple[float, ...]]:
    """Return the recipe in the order of CHANGE_KINDS, without what is as usual altogether."""
    return {
        name: recipe[name]
        for name in CHANGE_KINDS
        if recipe.get(name, CHANGE_KINDS[name].usual) != CHANGE_KINDS[name].usual
    }


def _value(text: str, number: Number) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    if not math.isfinite(value) or not number.low <= value <= number.high:
        return None
    whole = isinstance(number.step, int)
    return None if whole and value != round(value) else value
