"""Occlusion: a patch of the picture is hidden, and the network answers again."""

from __future__ import annotations

import numpy as np

from cnnviz.attribution.method import Method
from cnnviz.attribution.question import Progress, ask
from cnnviz.pictures.kinds import PictureKind

METHOD = Method(
    title="Occlusion",
    words="How much the logit falls, blue, or rises, orange, when a patch there is hidden: an experiment that "
    "anyone can repeat by hand. It cannot see what takes two patches at once, and what is put in the patch's place can "
    "itself mislead the network.",
    formula="logit of the picture − logit of the picture with the patch hidden",
    source="Zeiler and Fergus 2014",
    url="https://arxiv.org/abs/1311.2901",
    signed=True,
)


def hidden_value(kind: PictureKind) -> float:
    """Return what is put in a hidden patch's place: middle grey in colour pictures, else 0, the empty ground."""
    return 0.5 if kind == "colour" else 0.0


def default_patch(shape: tuple[int, ...]) -> int:
    """Return the side of a patch that hides a telling part of a picture of this shape: a seventh of its shorter side.

    Example:
        >>> default_patch((28, 28, 1)), default_patch((150, 150, 3))
        (4, 21)
    """
    return max(1, min(shape[:2]) // 7)


def patch_places(shape: tuple[int, ...], patch: int, stride: int) -> list[tuple[slice, slice]]:
    """Return the rows and columns that each patch hides.

    The picture is cut into cells of stride × stride pixels, row after row. Each has a patch, in the middle of which it
    lies; what of a patch would be outside of the picture is cut off.

        top = row · stride + floor((stride - patch) / 2)        and so for the left side

    Args:
        shape: (height, width, ...) of the picture.
        patch: The side of a patch, in pixels.
        stride: The side of a cell, in pixels: how far it is from one patch to the next.
    Raises:
        ValueError: If the patch is larger than the picture, or the stride than the patch. One sentence to show.
    Example:
        >>> patch_places((4, 4), 2, 2)[1]
        (slice(0, 2, None), slice(2, 4, None))
        >>> len(patch_places((28, 28, 1), 4, 1))
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
    network,
    picture,
    label: int | str | None = None,
    *,
    patch: int | None = None,
    stride: int | None = None,
    progress: Progress | None = None,
) -> np.ndarray:
    """Return how much a class's logit falls when a patch around each pixel is hidden.

        occlusion[row, col] = logit[label](picture) - logit[label](picture with the patch of the pixel's cell hidden)

    patch_places says where the patches are, hidden_value what is put in their place.

    Args:
        network: A Network.
        picture: See cnnviz.attribution.question.ask, as for label and progress.
        label: A class; the predicted one by default.
        patch: The side of a patch, in pixels; a seventh of the picture's by default.
        stride: How far it is from one patch to the next, in pixels; half a patch by default. All pixels of a cell of
            stride × stride pixels get the same value.
        progress: Hears how far the work is.
    Returns:
        (height, width) float32, of both signs.
    Raises:
        ValueError: If the patch is larger than the picture, or the stride than the patch. One sentence to show.
    References:
        Zeiler & Fergus, arXiv:1311.2901.
    """
    question = ask(network, picture, label)
    values, hidden = question.values, hidden_value(question.network.kind)
    height, width, _ = values.shape
    patch = default_patch(values.shape) if patch is None else patch
    stride = max(1, patch // 2) if stride is None else stride
    places = patch_places(values.shape, patch, stride)
    # Where a patch hides nothing that is not as empty before, the picture stays as it is.
    changing = [cell for cell, place in enumerate(places) if (values[place] != hidden).any()]
    drops, whole = np.zeros(len(places), np.float32), question.logits(values[None])
    for start in range(0, len(changing), question.batch_size):
        some = changing[start : start + question.batch_size]
        batch = np.repeat(values[None], len(some), axis=0)
        for image, cell in zip(batch, some, strict=True):
            image[places[cell]] = hidden
        drops[some] = whole - question.logits(batch)
        if progress:
            progress((start + len(some)) / len(changing))
    cells = drops.reshape(-(-height // stride), -(-width // stride))
    return cells.repeat(stride, axis=0).repeat(stride, axis=1)[:height, :width]


def _tops(size: int, patch: int, stride: int) -> range:
    """Return where the patches of one axis begin; the first and last ones may begin or end outside of the picture."""
    first = (stride - patch) // 2
    return range(first, first + size, stride)
