"""A network's input saved as a PNG that says what it is, so that it is read again exactly as it was.

What people draw or photograph is cut out, scaled and centred before a network gets it. That would undo a change of
single pixels. So the file has a text chunk, cnnviz: input, and a picture with that mark and of the network's size is
left as it is.
"""

from __future__ import annotations

import io

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

_KEY, _VALUE = "cnnviz", "input"


def input_png(values: np.ndarray) -> bytes:
    """Return a network's input as a marked PNG.

    Args:
        values: (height, width, 1 or 3), float32 in [0, 1]; rounded to 8 bits.
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
