"""A network from a file that somebody brought: read, its scale found, and opened up like one of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cnnviz.network import Network
from cnnviz.opening import read_file
from cnnviz.opening.build import SCALES, build
from cnnviz.opening.plain import PlainNetwork
from cnnviz.opening.scale import FoundScale, find_scale
from cnnviz.pictures.kinds import PICTURE_KINDS, PictureKind


@dataclass(frozen=True)
class Opened:
    """A network, what its file holds, and what was found out about it."""

    network: Network
    plain: PlainNetwork
    found: FoundScale


def open_content(
    content: bytes,
    name: str,
    *,
    labels: Sequence[str] | None = None,
    scale: str | None = None,
    kind: PictureKind | None = None,
) -> Opened:
    """Open the content of a model file, whoever made it: nothing in it is run.

    Args:
        content: All of the file.
        name: What to call the network.
        labels: The names of its classes; by default those of the file or of the data set that it reads, else numbers.
        scale: A key of SCALES, the range of numbers that its training gave to its pixels; by default it is found.
        kind: The kind of pictures that it reads; by default that of the data set that it reads, or by its channels.
    Raises:
        ModelFileError: If the file cannot be opened. The message is one sentence to show.
        UnsupportedLayerError: If a layer cannot be explained. The message names it.
        ValueError: If the number of labels is another than that of its classes, or scale or kind is unknown.
    """
    if scale is not None and scale not in SCALES:
        raise ValueError(f"There is no scale {scale!r}: give one of {', '.join(SCALES)}.")
    if kind is not None and kind not in PICTURE_KINDS:
        raise ValueError(f"There is no kind of pictures {kind!r}: give one of {', '.join(PICTURE_KINDS)}.")
    plain = read_file(content)
    model = build(plain)
    found = FoundScale(scale, True, "You said so.") if scale else find_scale(plain, model)
    if found.scale != "0..1":
        model = build(plain, found.scale)
    classes = model.output_shape[-1]
    given = tuple(labels) if labels is not None else plain.labels or (found.data.classes if found.data else None)
    if given is not None and len(given) != classes:
        if labels is not None:
            raise ValueError(f"It has {classes} classes, and {len(given)} labels are given.")
        given = None
    network = Network(name, model, labels=given, kind=kind or _kind(plain, found))
    return Opened(network, plain, found)


def _kind(plain: PlainNetwork, found: FoundScale) -> PictureKind:
    if found.data:
        return found.data.kind
    if plain.input_shape[2] == 3:
        return "colour"
    return "digits" if plain.input_shape == (28, 28, 1) else "greyscale"
