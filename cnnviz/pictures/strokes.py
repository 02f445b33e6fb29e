"""Draw pen strokes as the pixels of the drawing pad."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

PAD_SIZE = 280
"""Side of the square pad, in pad pixels: ten for every pixel the network gets."""
PEN_WIDTH = 16
"""Width of the pen on a new pad, in pad pixels."""
_SUPERSAMPLING = 2


class Stroke(NamedTuple):
    """One line drawn without lifting the pen.

    Attributes:
        points: (x, y) in pad pixels; x to the right, y downwards, the origin at the top left.
        width: Width of the pen, in pad pixels.
    """

    points: Sequence[tuple[float, float]]
    width: float = PEN_WIDTH


def draw_strokes(strokes: Sequence[Stroke]) -> npt.NDArray[np.float32]:
    """Return the ink that the strokes leave on the pad, with round pen ends.

    Args:
        strokes: The strokes in drawing order. Parts outside the pad are cut off.
    Returns:
        (280, 280) float32 in [0, 1]; 0 is paper, 1 is ink; edges are anti-aliased.
    Example:
        >>> float(draw_strokes([Stroke([(140, 140)], width=20)])[140, 140])
        1.0
    """
    scale = _SUPERSAMPLING
    canvas = Image.new("L", (PAD_SIZE * scale, PAD_SIZE * scale))
    pen = ImageDraw.Draw(canvas)
    for points, width in strokes:
        path = [(x * scale, y * scale) for x, y in points]
        radius = width * scale / 2
        if len(path) > 1:
            pen.line(path, fill=255, width=round(2 * radius))
        for x, y in path:
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return np.asarray(canvas.reduce(scale), np.float32) / np.float32(255)
