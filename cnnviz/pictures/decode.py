"""Decode bytes, a path, a PIL image or an array into an upright picture of bounded size.

Uploads are not to be trusted: only six decoders are ever opened, size limits are checked on the header before any
pixel is decoded, and every error that a damaged file causes in a decoder becomes one sentence for the visitor.
"""

from __future__ import annotations

import io
import os
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import ExifTags, Image

from cnnviz.pictures.arrays import image_from_array
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.file_formats import USE_ANOTHER, format_of
from cnnviz.pictures.input_png import is_input
from cnnviz.pictures.limits import MAX_BYTES, USE_SMALLER, check_jpeg_size, check_size

Source = str | os.PathLike[str] | bytes | Image.Image | npt.NDArray[Any]
"""What anyone may bring as a picture: a path, the bytes of a file, a PIL image or an array; see decode."""
WORKING_SIDE = 1024
"""A picture that is longer than this, in pixels a side, is reduced to it as soon as it is decoded."""

_LIGHT_TONE, _ONE_TONE = 140, 40
"""Light ink without paper has a mean lightness above the first and a standard deviation below the second, of 255."""
_PILLOW_NAMES = {"HEIC": "HEIF"}
"""The names that Pillow has for formats, where they are others than ours."""
_ONE_AT_A_TIME = threading.Lock()
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""For each EXIF orientation, the transposition that makes the picture upright."""


class Picture(NamedTuple):
    """An upright picture, opaque, at most WORKING_SIDE pixels a side.

    Attributes:
        colour: (height, width, 3) uint8.
        grey: (height, width) float32 in [0, 1], 0 is black.
        exact: Whether the pixels are free of lossy compression.
        is_input: Whether the file is marked as a network's input: see cnnviz/pictures/input_png.py.
    """

    colour: npt.NDArray[np.uint8]
    grey: npt.NDArray[np.float32]
    exact: bool
    is_input: bool


def decode(source: Source) -> Picture:
    """Return the picture in a file, in bytes, in a PIL image or in an array.

    Args:
        source: A path or bytes of a PNG, JPEG, WebP, GIF (its first frame), BMP or HEIC; a PIL image; or an array,
            (height, width), (height, width, 1), (height, width, 3) or (height, width, 4), of bool, whole numbers
            from 0 to 255, uint16 from 0 to 65,535, floats in [0, 1] or floats in [0, 255].
    Returns:
        The picture, turned upright by its EXIF orientation and laid on paper where it is transparent.
    Raises:
        PictureError: If it is anything else, damaged or too large.
    """
    if isinstance(source, np.ndarray):
        source = image_from_array(source)
    if isinstance(source, Image.Image):
        check_size(*source.size)
        with _decoding("picture"):
            return _from_image(source)
    if isinstance(source, str | os.PathLike):
        source = _read_file(source)
    if isinstance(source, bytes | bytearray | memoryview):
        return _from_bytes(source)
    raise PictureError(
        f"This {type(source).__name__} cannot be read as a picture: give a path, bytes, a PIL image or a NumPy array."
    )


def _read_file(path: str | os.PathLike[str]) -> bytes:
    try:
        file = Path(os.fsdecode(path))
        if file.is_file():
            with file.open("rb") as stream:
                return stream.read(MAX_BYTES + 1)
        is_folder = file.is_dir()
    except (OSError, ValueError) as error:
        raise PictureError("The file cannot be opened: check its path, and that you may read it.") from error
    if is_folder:
        raise PictureError(f"{file} is a folder: give the path of a picture.")
    raise PictureError(f"There is no picture at {file}: check the path.")


def _from_bytes(data: bytes | bytearray | memoryview) -> Picture:
    if len(data) > MAX_BYTES:
        raise PictureError(f"The file is too large: use one of at most {MAX_BYTES // 10**6} MB.")
    data = bytes(data)
    kind = format_of(data)
    if kind == "HEIC":
        _open_heic()
    with _decoding(kind), Image.open(io.BytesIO(data), formats=[_PILLOW_NAMES.get(kind, kind)]) as image:
        if kind == "JPEG":
            check_jpeg_size(*image.size, progressive="progressive" in image.info)
            # It is decoded at a half, a quarter or an eighth of its size, for much less work.
            image.draft(None, _reduced(*image.size))
        check_size(*image.size)
        return _from_image(image)


@cache
def _open_heic() -> None:
    """Teach Pillow to open HEIC, which costs time and memory that only those who bring such a photo should spend."""
    import pi_heif

    pi_heif.register_heif_opener()


@contextmanager
def _decoding(kind: str) -> Iterator[None]:
    """Turn every error of a decoder into a PictureError, and suppress its warnings.

    Only one picture is decoded at a time: this bounds the memory of many uploads, and catch_warnings needs it.
    """
    with _ONE_AT_A_TIME, warnings.catch_warnings(action="ignore"):
        try:
            yield
        except PictureError:
            raise
        except Image.DecompressionBombError as error:
            raise PictureError(f"The picture is too large: {USE_SMALLER}.") from error
        except Exception as error:
            raise PictureError(f"The {kind} is damaged or cut short: send it again, or {USE_ANOTHER}.") from error


def _reduced(width: int, height: int) -> tuple[int, int]:
    """Return the (width, height) to which a picture of this size is reduced."""
    factor = min(1, WORKING_SIDE / max(width, height))
    return max(1, round(width * factor)), max(1, round(height * factor))


def _from_image(image: Image.Image) -> Picture:
    exact, marked = _is_exact(image), is_input(image)
    image.load()
    turn = _upright_turn(image)
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        image = image_from_array(_deep_pixels(image))
    elif image.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode not in ("L", "RGB", "RGBA"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    size = _reduced(*image.size)
    if size != image.size:
        image = image.resize(size, Image.Resampling.HAMMING, reducing_gap=2)
    if turn is not None:
        image = image.transpose(turn)
    if image.mode == "RGBA":
        image = _on_paper(image)
    if image.mode == "F":
        grey = np.asarray(image)
        return Picture(np.repeat(np.rint(grey * 255).astype(np.uint8)[..., None], 3, axis=2), grey, exact, marked)
    grey = np.asarray(_greyscale(image), np.float32) / np.float32(255)
    return Picture(np.asarray(image.convert("RGB")), grey, exact, marked)


def _is_exact(image: Image.Image) -> bool:
    return getattr(image, "format", None) not in ("JPEG", "MPO", "WEBP", "HEIF")


def _upright_turn(image: Image.Image) -> Image.Transpose | None:
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:
        # Damaged EXIF data are no reason to refuse a picture whose pixels are sound.
        return None


def _deep_pixels(image: Image.Image) -> npt.NDArray[Any]:
    """Return the pixels of an image of more than 8 bits, as uint16 where they fit."""
    pixels = np.asarray(image)
    if pixels.dtype.kind != "f" and pixels.min() >= 0 and pixels.max() <= 65535:
        return pixels.astype(np.uint16)
    return pixels


def _on_paper(image: Image.Image) -> Image.Image:
    """Lay a transparent picture on white paper; on black if everything visible has one light tone."""
    pixels = np.asarray(image)
    alpha = pixels[..., 3].astype(np.float32)
    light = np.asarray(image.convert("RGB").convert("L"), np.float32)
    visible = float(alpha.sum()) or 1.0
    mean = float((light * alpha).sum()) / visible
    spread = float(((light - mean) ** 2 * alpha).sum() / visible) ** 0.5
    is_light_ink = alpha.min() < 255 and mean > _LIGHT_TONE and spread < _ONE_TONE
    paper = Image.new("RGBA", image.size, "black" if is_light_ink else "white")
    return Image.alpha_composite(paper, image).convert("RGB")


def _greyscale(image: Image.Image) -> Image.Image:
    """Return the picture's lightness, or the colour channel with far more contrast, as for yellow ink on white."""
    grey = image.convert("L")
    if image.mode == "L":
        return grey
    low, high = _range_of(grey)
    spans = [top - bottom for bottom, top in map(_range_of, image.split())]
    if max(spans) <= 2 * (high - low):
        return grey
    return image.getchannel(spans.index(max(spans)))


def _range_of(channel: Image.Image) -> tuple[int, int]:
    """Return the darkest and the lightest value of an 8-bit channel."""
    pixels = np.asarray(channel)
    return int(pixels.min()), int(pixels.max())
