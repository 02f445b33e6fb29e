"""Occlusion: hide a patch of the picture, and let the network answer again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from cnnviz.attribution.method import Method
from cnnviz.attribution.question import Picture, Progress, Reweighted, ask
from cnnviz.pictures.kinds import PictureKind

if TYPE_CHECKING:
    from cnnviz.network import Network

METHOD = Method(
    title="Occlusion",
    words="How much the logit falls, blue, or rises, orange, when a patch there is hidden: an experiment that "
    "anyone can repeat by hand. It misses what only two patches together show, and what replaces the patch can itself "
    "mislead the network.",
    formula="logit of the picture − logit of the picture with the patch hidden",
    source="Zeiler and Fergus 2014",
    url="https://arxiv.org/abs/1311.2901",
    signed=True,
)


def hidden_value(kind: PictureKind) -> float:
    """Return the value of a hidden patch's pixels: middle grey in colour pictures, else 0, the background."""
    return 0.5 if kind == "colour" else 0.0


def hidden_words(kind: PictureKind) -> str:
    """Return hidden_value in words.

    Example:
        >>> hidden_words("digits")
        '0, empty paper'
    """
    if kind == "numbers":
        return "0"
    meaning = {"digits": "empty paper", "drawings": "empty paper", "greyscale": "black", "colour": "middle grey"}[kind]
    return f"{hidden_value(kind):g}, {meaning}"


def default_patch(shape: tuple[int, ...]) -> int:
    """Return the default side of a patch, in pixels: a seventh of the shorter side of a picture of this shape.

    Example:
        >>> default_patch((28, 28, 1)), default_patch((150, 150, 3))
        (4, 21)
    """
    return max(1, min(shape[:2]) // 7)


def patch_slices(shape: tuple[int, ...], patch: int, stride: int) -> list[tuple[slice, slice]]:
    """Return the rows and columns that each patch hides.

    The picture is divided into cells of stride × stride pixels, row by row. Each cell has a patch around it, centred on
    the cell; the parts of a patch outside the picture are cut off.

        top = row · stride + floor((stride - patch) / 2)        and so for the left side

    Args:
        shape: (height, width, ...) of the picture.
        patch: The side of a patch, in pixels.
        stride: The side of a cell, in pixels, and so the distance from one patch to the next.
    Raises:
        ValueError: If the patch is larger than the picture, or the stride larger than the patch. One sentence to show.
    Example:
        >>> patch_slices((4, 4), 2, 2)[1]
        (slice(0, 2, None), slice(2, 4, None))
        >>> len(patch_slices((28, 28, 1), 4, 1))
        784
    """
    height, width = shape[:2]
    largest = min(height, width)
    if not 1 <= patch <= largest:
        raise ValueError(f"A patch of {patch} × {patch} does not fit into {height} × {width}: choose 1 to {largest}.")
    if not 1 <= stride <= patch:
        raise ValueError(
            f"A stride of {stride} does not go with a patch of {patch}: choose 1 to {patch}, or some pixels are never "
            "hidden."
        )
    rows, cols = (
        [slice(max(top, 0), min(top + patch, size)) for top in _tops(size, patch, stride)] for size in (height, width)
    )
    return [(row, col) for row in rows for col in cols]


def occlusion(
    network: Network | Reweighted,
    picture: Picture,
    label: int | str | None = None,
    *,
    patch: int | None = None,
    stride: int | None = None,
    progress: Progress | None = None,
) -> npt.NDArray[np.float32]:
    """Return how much a class's logit falls when a patch around each pixel is hidden.

        occlusion[row, col] = logit[label](picture) - logit[label](picture with the patch of the pixel's cell hidden)

    patch_slices says where the patches are, hidden_value what replaces them.

    Args:
        network: The network, or a Reweighted one.
        picture: Anything that Network.input_for takes, or a float32 array of the network's input shape.
        label: The name or index of a class; the predicted one by default.
        patch: The side of a patch, in pixels; a seventh of the picture's by default.
        stride: The distance from one patch to the next, in pixels; half a patch by default. All pixels of a cell of
            stride × stride pixels get the same value.
        progress: Called with the share that is done, from 0 to 1. An exception that it raises ends the work.
    Returns:
        (height, width) float32, positive and negative.
    Raises:
        ValueError: If the patch is larger than the picture, or the stride larger than the patch. One sentence to show.
    References:
        Zeiler & Fergus, arXiv:1311.2901.
    """
    question = ask(network, picture, label)
    values, hidden = question.values, hidden_value(question.network.kind)
    height, width, _ = values.shape
    patch = default_patch(values.shape) if patch is None else patch
    stride = max(1, patch // 2) if stride is None else stride
    patches = patch_slices(values.shape, patch, stride)
    # A patch over empty background changes nothing, so its drop is 0 without asking.
    changing = [cell for cell, slices in enumerate(patches) if (values[slices] != hidden).any()]
    drops, whole = np.zeros(len(patches), np.float32), question.logits(values[None])
    for start in range(0, len(changing), question.batch_size):
        hidden_cells = changing[start : start + question.batch_size]
        batch = np.repeat(values[None], len(hidden_cells), axis=0)
        for image, cell in zip(batch, hidden_cells, strict=True):
            image[patches[cell]] = hidden
        drops[hidden_cells] = whole - question.logits(batch)
        if progress:
            progress((start + len(hidden_cells)) / len(changing))
    cells = drops.reshape(-(-height // stride), -(-width // stride))
    stretched: npt.NDArray[np.float32] = cells.repeat(stride, axis=0).repeat(stride, axis=1)
    return stretched[:height, :width]


def _tops(size: int, patch: int, stride: int) -> range:
    """Return where the patches begin along one axis; the first and last may reach beyond the picture."""
    first = (stride - patch) // 2
    return range(first, first + size, stride)
