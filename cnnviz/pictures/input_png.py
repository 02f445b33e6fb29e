"""A network's input as a PNG file, marked so that it is read back unchanged.

Drawings and photographs are cut out, scaled and centred before a network gets them, which would undo changes to single
pixels. So the file has a text chunk "cnnviz: input", and a picture with this mark and of the network's size is left
unchanged.
"""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt
from PIL import Image
from PIL.PngImagePlugin import PngInfo

_KEY, _VALUE = "cnnviz", "input"


def input_png(values: npt.NDArray[np.float32]) -> bytes:
    """Return a network's input as a marked PNG.

    Args:
        values: (height, width, 1 or 3), float32 in [0, 1]; rounded to 8 bits.
    Returns:
        The bytes of the file.
    """
    pixels = np.rint(values * 255).astype(np.uint8)
    mark = PngInfo()
    mark.add_text(_KEY, _VALUE)
    file = io.BytesIO()
    Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels).save(file, "PNG", pnginfo=mark)
    return file.getvalue()


def is_input(image: Image.Image) -> bool:
    """Return whether an opened picture is marked as a network's input."""
    return getattr(image, "format", None) == "PNG" and image.info.get(_KEY) == _VALUE
