"""Digits drawn with a pen, prepared as on the pad: MNIST has only scans, and few of some ways of writing."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cnnviz.bundled.files import reading, written_whole
from cnnviz.datasets.dataset import Part
from cnnviz.datasets.pendigits import HELD_OUT_WRITERS, Drawing, load_drawings
from cnnviz.pictures.prepare import prepare
from cnnviz.training.styles import styled_drawings

SEED = 20
VERSIONS_PER_DRAWING = 10
WIDENED = 0.5
"""The share of drawings whose strokes are widened if they are thin; the others teach to read thin strokes too."""
THINNEST, THICKEST = 6.0, 34.0
"""Widths of the pen, in pad pixels."""


def drawn_pictures(cache: Path) -> Part:
    """Return the digits of all writers that are not held out, and those in rare styles, each in many versions.

    Args:
        cache: The .npz file to store them in, or to read them from: drawing them takes minutes.
    Returns:
        Images (count, 28, 28, 1) uint8 and labels (count,) int64.
    Raises:
        FileNotFoundError: If the pen drawings are not in the data folder.
        DamagedFileError: If the file is damaged. The message says what to do.
    """
    from filelock import FileLock

    cache.parent.mkdir(parents=True, exist_ok=True)
    # Of several trainings that begin together, one draws and the others wait.
    with FileLock(cache.with_name(f".{cache.name}.lock")):
        if not cache.exists():
            _draw(cache)
    said = reading(cache, str(cache), "delete it, and the digits are drawn again")
    # NumPy leaves a file open that it cannot read.
    with said, cache.open("rb") as file, np.load(file) as data:
        return Part(data["images"], data["labels"].astype(np.int64))


def _draw(cache: Path) -> None:
    random = np.random.default_rng(SEED)
    drawings = [drawing for drawing in load_drawings() if drawing.writer not in HELD_OUT_WRITERS]
    drawings += styled_drawings(SEED)
    images = [_version(drawing, random) for drawing in drawings for _ in range(VERSIONS_PER_DRAWING)]
    labels = np.repeat([drawing.label for drawing in drawings], VERSIONS_PER_DRAWING)
    with written_whole(cache) as path:
        np.savez_compressed(path, images=np.stack(images), labels=labels)


def _version(drawing: Drawing, random: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Return a random version, (28, 28, 1): large or small, tilted and slanted, with a thin or a thick pen."""
    size = random.uniform(60, 240)
    # A thicker pen would fill the loops: nobody can tell an 8 from a 1 then.
    pen_width = size * math.exp(random.uniform(math.log(0.035), math.log(0.26)))
    angle, slant, stretch = random.normal(0, math.radians(8)), random.normal(0, 0.12), random.uniform(0.85, 1.18)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    ink = drawing.ink(
        size=size,
        pen_width=min(max(pen_width, THINNEST), THICKEST),
        transform=turn @ np.array([[stretch, slant], [0, 1 / stretch]]),
    )
    return np.rint(prepare(ink, widen=bool(random.random() < WIDENED)).input * 255).astype(np.uint8)
