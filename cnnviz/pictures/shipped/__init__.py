"""The photograph that ships with the app: Eileen Collins, by NASA, in the public domain."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from cnnviz.pictures.decode import decode


@cache
def astronaut() -> np.ndarray:
    """Return (512, 512, 3) uint8, read-only.

    Example:
        >>> astronaut().shape
        (512, 512, 3)
    """
    colour = decode(Path(__file__).with_name("astronaut.webp")).colour.copy()
    colour.flags.writeable = False
    return colour
