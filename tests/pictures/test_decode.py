"""Files, images and arrays of every kind: what is read, and the one sentence for what is not."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from cnnviz.pictures.decode import WORKING_SIDE, decode
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.limits import MAX_BYTES
from cnnviz.pictures.read_ink import read_ink
from cnnviz.pictures.strokes import Stroke, draw_strokes

HEIC = Path(__file__).with_name("seven.heic")
SEVEN = [Stroke([(80, 70), (200, 70), (120, 220)])]
PIXELS = np.asarray(Image.fromarray((draw_strokes(SEVEN) * 255).astype(np.uint8)).resize((64, 48)))


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def header_of_png(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds no pixels to speak of."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("mode", ["L", "RGB", "P"])
@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("BMP", {}), ("GIF", {}), ("WEBP", {"lossless": True})])
def test_lossless_files_keep_every_pixel(kind, options, mode):
    picture = decode(encoded(Image.fromarray(PIXELS).convert(mode), kind, **options))
    assert np.array_equal(picture.grey, PIXELS / np.float32(255))
    assert picture.colour.shape == (48, 64, 3)


def test_a_jpeg_is_close():
    assert np.abs(decode(encoded(Image.fromarray(PIXELS), "JPEG", quality=95)).grey - PIXELS / 255).max() < 0.1


def test_a_cmyk_jpeg_is_not_a_negative():
    grey = decode(encoded(Image.fromarray(PIXELS).convert("RGB").convert("CMYK"), "JPEG", quality=95)).grey
    assert np.abs(grey - PIXELS / 255).mean() < 0.02


def test_16_bits_are_scaled_not_clipped():
    deep = PIXELS.astype(np.uint16) * 257
    assert np.allclose(decode(encoded(Image.fromarray(deep), "PNG")).grey, PIXELS / 255, atol=1e-6)
    assert np.allclose(decode(deep).grey, PIXELS / 255, atol=1e-6)


def test_one_bit():
    assert set(np.unique(decode(encoded(Image.fromarray(PIXELS).convert("1"), "PNG")).grey)) == {0, 1}


def test_the_first_frame_of_a_gif():
    frames = [Image.fromarray(PIXELS), Image.fromarray(255 - PIXELS)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert np.array_equal(decode(data).grey, PIXELS / np.float32(255))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_turns_the_picture_upright(orientation):
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = Image.fromarray(PIXELS)
    if orientation > 1:
        stored = stored.transpose(turns[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert np.array_equal(decode(encoded(stored, "PNG", exif=exif)).grey, PIXELS / np.float32(255))


@pytest.mark.parametrize(("ink", "paper"), [(0, 255), (255, 0)])
def test_ink_without_paper_gets_the_paper_it_shows_on(ink, paper):
    drawing = np.full((*PIXELS.shape, 4), ink, np.uint8)
    drawing[..., 3] = PIXELS
    grey = decode(encoded(Image.fromarray(drawing), "PNG")).grey
    assert grey[0, 0] == paper / 255
    assert np.abs(grey - np.where(ink, PIXELS, 255 - PIXELS) / 255).max() < 0.01


def test_a_palette_with_a_transparent_entry():
    palette = Image.fromarray((PIXELS > 127).astype(np.uint8))
    palette.putpalette([255, 0, 0, 0, 0, 0])
    grey = decode(encoded(palette, "PNG", transparency=0)).grey
    assert np.array_equal(grey, np.where(PIXELS > 127, 0, 1))


def test_yellow_on_white_is_seen():
    drawing = np.full((*PIXELS.shape, 3), 255, np.uint8)
    drawing[..., 2] = 255 - PIXELS
    assert np.ptp(decode(drawing).grey) == 1


@pytest.mark.parametrize(
    "array",
    [
        PIXELS,
        PIXELS[..., None],
        np.repeat(PIXELS[..., None], 3, axis=2),
        np.dstack([PIXELS, PIXELS, PIXELS, np.full_like(PIXELS, 255)]),
        PIXELS.astype(int),
        PIXELS / 255,
        PIXELS.astype(np.float32),
    ],
    ids=["uint8", "one channel", "RGB", "RGBA", "int", "floats to 1", "floats to 255"],
)
def test_arrays(array):
    assert np.allclose(decode(array).grey, PIXELS / 255, atol=1e-6)


def test_a_bool_array():
    assert np.array_equal(decode(PIXELS > 127).grey, PIXELS > 127)


def test_a_pil_image_stays_as_it_was():
    image = Image.fromarray(PIXELS)
    assert np.array_equal(decode(image).grey, PIXELS / np.float32(255))
    assert image.size == (64, 48)


def test_paths(tmp_path):
    path = tmp_path / "seven.png"
    path.write_bytes(encoded(Image.fromarray(PIXELS), "PNG"))
    assert np.array_equal(decode(path).grey, decode(str(path)).grey)


def test_large_pictures_are_reduced():
    assert max(decode(np.zeros((1500, 3000), np.uint8)).grey.shape) == WORKING_SIDE


def test_a_heic_photo_is_opened_upright():
    """A digit of 280 x 240 pixels that the camera turned by a quarter, as its EXIF data say."""
    picture = decode(HEIC)
    assert picture.grey.shape == (280, 240)
    assert not picture.exact
    assert picture.grey[64, 100] < 0.2 < 0.8 < picture.grey[200, 30], "the bar of the 7 is at the top"


@pytest.mark.parametrize("size", [(8064, 6048), (4960, 7016)], ids=["a phone of 48 megapixels", "A4 at 600 dpi"])
def test_a_large_jpeg_is_reduced_while_it_is_decoded(size, monkeypatch):
    decoded, load = [], JpegImageFile.load

    def noted(image):
        decoded.append(image.size)
        return load(image)

    monkeypatch.setattr(JpegImageFile, "load", noted)
    photo = Image.new("L", size, 220)
    photo.paste(40, (size[0] // 2, 500, size[0] // 2 + 400, size[1] - 500))
    grey = decode(encoded(photo, "JPEG")).grey
    assert WORKING_SIDE <= max(decoded[0]) <= max(size) // 4
    assert max(grey.shape) == WORKING_SIDE
    assert grey[512, grey.shape[1] // 2 + 5] < 0.25 < 0.8 < grey[512, 20]


def jpeg_claiming(width: int, height: int, *, progressive: bool = False) -> bytes:
    """A small JPEG whose header claims another size."""
    file = io.BytesIO()
    Image.fromarray(PIXELS).convert("L").save(file, "JPEG", progressive=progressive)
    data = bytearray(file.getvalue())
    frame = data.index(b"\xff\xc2" if progressive else b"\xff\xc0")
    data[frame + 5 : frame + 9] = height.to_bytes(2) + width.to_bytes(2)
    return bytes(data)


REFUSED = {
    "jpeg of 130 megapixels": (jpeg_claiming(13_000, 10_000), "120 megapixels"),
    "progressive jpeg of 60 megapixels": (jpeg_claiming(10_000, 6_000, progressive=True), "50 megapixels"),
    "jpeg of 30,000 pixels": (jpeg_claiming(30_000, 1_000), "20,000 pixels a side"),
    "empty": (b"", "empty"),
    "pdf": (b"%PDF-1.7\n", "PDF"),
    "svg": (b'<?xml version="1.0"?><!-- made by hand --><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
    "bare svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
    "heic cut short": (HEIC.read_bytes()[:1500], "damaged or cut short"),
    "heic without a picture": (b"\0\0\0\x18ftypheic\0\0\0\0", "damaged or cut short"),
    "avif": (b"\0\0\0\x18ftypavif\0\0\0\0", "AVIF"),
    "tiff": (encoded(Image.fromarray(PIXELS), "TIFF"), "TIFF"),
    "text": (b"a digit, honestly", "not a picture"),
    "png cut short": (encoded(Image.fromarray(PIXELS), "PNG")[:150], "damaged or cut short"),
    "jpeg cut short": (encoded(Image.fromarray(PIXELS), "JPEG")[:-200], "damaged or cut short"),
    "gif cut short": (encoded(Image.fromarray(PIXELS), "GIF")[:60], "damaged or cut short"),
    "webp cut short": (encoded(Image.fromarray(PIXELS), "WEBP")[:100], "damaged or cut short"),
    "bmp cut short": (encoded(Image.fromarray(PIXELS), "BMP")[:100], "damaged or cut short"),
    "30,000 x 30,000": (header_of_png(30_000, 30_000), "too large"),
    "a bomb by Pillow's measure": (header_of_png(9_999, 9_999), "too large"),
    "too many pixels": (header_of_png(6_000, 5_000), "6,000 x 5,000"),
    "too wide": (header_of_png(10_001, 400), "too large"),
    "too thin": (header_of_png(5_100, 100), "too long and thin"),
    "too many bytes": (b"\x89PNG\r\n\x1a\n" + bytes(MAX_BYTES), "20 MB"),
    "missing": ("no/such/picture.png", "no picture at"),
    "folder": (".", "folder"),
    "NUL in the path": ("a\0b", "picture"),
    "number": (7, "int"),
    "one axis": (np.zeros(784), "shape"),
    "two channels": (np.zeros((8, 8, 2)), "shape"),
    "no pixels": (np.zeros((0, 8)), "no pixels"),
    "NaN": (np.full((8, 8), np.nan), "NaN"),
    "negative": (np.full((8, 8), -1.0), "0 to 1"),
    "too bright": (np.full((8, 8), 300), "0 to 255"),
    "complex": (np.zeros((8, 8), complex), "complex"),
    "words": (np.array([["a"]]), "not a picture"),
    "huge array": (np.broadcast_to(np.uint8(0), (30_000, 30_000)), "too large"),
}


@pytest.mark.parametrize(("source", "says"), REFUSED.values(), ids=REFUSED)
def test_one_sentence_for_what_cannot_be_read(source, says):
    with pytest.raises(PictureError) as refused:
        decode(source)
    sentence = str(refused.value)
    assert says in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_nothing_is_decoded_before_the_limits_are_checked(monkeypatch):
    def decoded(*_):
        raise AssertionError("a decoder was opened")

    monkeypatch.setattr(Image, "_getdecoder", decoded)
    with pytest.raises(PictureError, match="too large"):
        decode(header_of_png(6_000, 5_000))


@pytest.mark.parametrize("kind", ["TIFF", "PPM", "ICO", "TGA", "PDF"])
def test_no_other_kind_is_opened(kind):
    with pytest.raises(PictureError):
        decode(encoded(Image.fromarray(PIXELS).convert("RGB"), kind))


def test_no_warning_escapes():
    with warnings.catch_warnings(record=True) as escaped:
        warnings.simplefilter("always")
        with pytest.raises(PictureError):
            decode(header_of_png(9_999, 9_999))
    assert not escaped


WHOLE = [encoded(Image.fromarray(PIXELS), kind) for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP")]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=6),
    st.floats(0.05, 1),
)
def test_a_damaged_file_raises_nothing_but_a_picture_error(data, changes, kept):
    damaged = bytearray(data)
    for where, value in changes:
        damaged[int(where * len(damaged))] = value
    try:
        reading = read_ink(bytes(damaged[: int(kept * len(damaged))]))
    except PictureError:
        return
    assert reading.ink.dtype == np.float32
    assert 0 <= reading.ink.min() <= reading.ink.max() <= 1


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 50), st.integers(1, 50), st.integers(0, 2**32 - 1), st.sampled_from([None, True, False]))
def test_any_array_gives_ink_or_a_picture_error(height, width, seed, invert):
    random = np.random.default_rng(seed)
    array = random.integers(0, 256, (height, width), np.uint8) * (random.random((height, width)) < random.random())
    try:
        reading = read_ink(array, invert=invert)
    except PictureError:
        return
    assert reading.ink.shape == (height, width)
    assert 0 <= reading.ink.min() <= reading.ink.max() <= 1
