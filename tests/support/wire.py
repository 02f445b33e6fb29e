"""The messages for the browser, read in Python."""

from __future__ import annotations

import json
import struct

import numpy as np


def unpack(message: bytes) -> tuple[dict, dict[str, np.ndarray]]:
    """Return a message's header, and its arrays, float32, by name. Nothing may be left over."""
    (length,) = struct.unpack_from("<I", message)
    assert length % 4 == 0
    header = json.loads(message[4 : 4 + length])
    floats = np.frombuffer(message, "<f4", offset=4 + length)
    arrays = {
        name: floats[offset : offset + int(np.prod(shape))].reshape(shape)
        for name, (offset, shape) in header["arrays"].items()
    }
    assert sum(array.size for array in arrays.values()) == floats.size
    return header, arrays
