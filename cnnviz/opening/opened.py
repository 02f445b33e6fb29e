"""What a file holds that somebody brought: a Keras model, and all that a network of the app needs beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cnnviz.layer import shape_text
from cnnviz.opening import read_file
from cnnviz.opening.build import SCALES, build
from cnnviz.opening.picture_input import is_row
from cnnviz.opening.plain import PlainNetwork
from cnnviz.opening.scale import SAID, FoundScale, find_scale
from cnnviz.pictures.kinds import PICTURE_KINDS, PictureKind

if TYPE_CHECKING:
    import keras


@dataclass(frozen=True)
class Opened:
    """A model, what its file holds, and what was found out about it.

    Attributes:
        model: The Keras model, which takes pictures of numbers from 0 to 1, or a row of any numbers.
        labels: The names of its classes, where they are known.
        kind: The kind of pictures that it reads.
        plain: What the file holds.
        found: The range of its pixels, and how it was found.
        classes: How many classes it tells apart; 0 if it answers with a number or a map.
    """

    model: keras.Model
    labels: tuple[str, ...] | None
    kind: PictureKind
    plain: PlainNetwork
    found: FoundScale
    classes: int


def open_content(
    content: bytes,
    *,
    labels: Sequence[str] | None = None,
    scale: str | None = None,
    kind: PictureKind | None = None,
) -> Opened:
    """Open the content of a model file, whoever made it: nothing in it is run.

    Args:
        content: All of the file.
        labels: The names of its classes; by default those of the file or of the data set that it reads, else numbers.
        scale: A key of SCALES, the range of numbers that its training gave to its pixels; by default it is found.
        kind: The kind of pictures that it reads; by default that of the data set that it reads, or by its channels.
    Raises:
        ModelFileError: If the file cannot be opened. The message is one sentence to show.
        ValueError: If the number of labels is another than that of its classes, scale or kind is unknown, or a scale or
            a kind of pictures is given for a network that reads numbers.
    """
    if scale is not None and scale not in SCALES:
        raise ValueError(f"There is no scale {scale!r}: give one of {', '.join(SCALES)}.")
    if kind is not None and kind not in PICTURE_KINDS:
        raise ValueError(f"There is no kind of pictures {kind!r}: give one of {', '.join(PICTURE_KINDS)}.")
    plain = read_file(content)
    _check_settings(plain, scale, kind)
    found = FoundScale(scale, True, SAID) if scale else find_scale(plain)
    model = build(plain, found.scale)
    classes = model.output_shape[-1] if len(model.output_shape) == 2 and model.output_shape[-1] > 1 else 0
    given = tuple(labels) if labels is not None else plain.labels or (found.data.classes if found.data else None)
    if given is not None and len(given) != classes:
        if labels is not None:
            has = f"It has {classes} classes" if classes else "It answers with a number or a map, not with classes"
            raise ValueError(f"{has}, and {len(given)} labels are given.")
        given = None
    return Opened(model, given, kind or _kind(plain, found), plain, found, classes)


def _check_settings(plain: PlainNetwork, scale: str | None, kind: PictureKind | None) -> None:
    """Raise ValueError where what is said of the pictures that a network reads does not fit it."""
    if is_row(plain.input_shape):
        if scale is not None or kind not in (None, "numbers"):
            raise ValueError(
                f"It reads {plain.input_shape[1]:,} numbers, no picture, and they go in as they are: "
                "leave scale and kind away."
            )
    elif kind == "numbers":
        raise ValueError(f"It reads pictures of {shape_text(plain.input_shape)}, no numbers: give another kind.")


def _kind(plain: PlainNetwork, found: FoundScale) -> PictureKind:
    if is_row(plain.input_shape):
        return "numbers"
    if found.data:
        return found.data.kind
    if plain.input_shape[2] == 3:
        return "colour"
    return "digits" if plain.input_shape == (28, 28, 1) else "greyscale"
