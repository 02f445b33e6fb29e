"""Images of an X or an O, (9, 9) int8, 1 for ink and −1 for paper: samples, changes to them, and their text form."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from cnnviz.labs.x_or_o import SIDE

CellImage = npt.NDArray[np.int8]


def drawn(*rows: str) -> CellImage:
    """Return the image that rows of text show: # is ink, anything else is paper.

    Example:
        >>> drawn(*["........#"] * 9)[0].tolist()
        [-1, -1, -1, -1, -1, -1, -1, -1, 1]
    """
    return np.array([[1 if cell == "#" else -1 for cell in row] for row in rows], np.int8)


def move(image: CellImage, down: int, right: int) -> CellImage:
    """Return the image moved by some cells. Ink that leaves is lost, and paper comes in; negative moves up and left.

    Example:
        >>> move(np.array([[1, -1], [1, 1]]), 0, 1).tolist()
        [[-1, 1], [-1, 1]]
    """
    height, width = image.shape
    moved = np.full_like(image, -1)
    moved[max(down, 0) : height + min(down, 0), max(right, 0) : width + min(right, 0)] = image[
        max(-down, 0) : height - max(down, 0), max(-right, 0) : width - max(right, 0)
    ]
    return moved


def thicken_ink(image: CellImage) -> CellImage:
    """Return the image with ink added on all four sides of every cell that has ink.

    Example:
        >>> thicken_ink(drawn(".........", ".#.......", *["........."] * 7))[:3, :3].tolist()
        [[-1, 1, -1], [1, 1, 1], [-1, 1, -1]]
    """
    thick = image
    for down, right in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        thick = np.maximum(thick, move(image, down, right))
    return thick


def flip_cells(image: CellImage, count: int, random: np.random.Generator) -> CellImage:
    """Return the image with `count` random cells turned from ink to paper or from paper to ink.

    Example:
        >>> int((flip_cells(SAMPLES["X"], 3, np.random.default_rng()) != SAMPLES["X"]).sum())
        3
    """
    flipped = image.copy()
    flipped.flat[random.choice(image.size, count, replace=False)] *= -1
    return flipped


def differences(image: CellImage, other: CellImage) -> int:
    """Return how many cells of two images differ.

    Example:
        >>> differences(SAMPLES["X"], SAMPLES["shifted"]), differences(SAMPLES["X"], SAMPLES["O"])
        (26, 21)
    """
    return int((image != other).sum())


def image_to_text(image: CellImage) -> str:
    """Return an image as 21 hexadecimal digits, one bit per cell, row by row.

    Example:
        >>> image_to_text(SAMPLES["X"])
        '000411105010141110400'
    """
    bits = "".join("1" if cell > 0 else "0" for cell in image.flat)
    return f"{int(bits, 2):021x}"


def text_to_image(text: str) -> CellImage | None:
    """Return the image that image_to_text() wrote as this text; None for any other text.

    Example:
        >>> bool((text_to_image(image_to_text(SAMPLES["O"])) == SAMPLES["O"]).all()), text_to_image("an O")
        (True, None)
    """
    if not re.fullmatch("[01][0-9a-f]{20}", text):
        return None
    bits = f"{int(text, 16):0{SIDE * SIDE}b}"
    return np.array([1 if bit == "1" else -1 for bit in bits], np.int8).reshape(SIDE, SIDE)


_X = drawn(
    ".........",
    ".#.....#.",
    "..#...#..",
    "...#.#...",
    "....#....",
    "...#.#...",
    "..#...#..",
    ".#.....#.",
    ".........",
)
_O = drawn(
    ".........",
    "...###...",
    "..#...#..",
    ".#.....#.",
    ".#.....#.",
    ".#.....#.",
    "..#...#..",
    "...###...",
    ".........",
)
_SLANTED = drawn(
    ".........",
    "..#......",
    "..#....#.",
    "...#.##..",
    "....#....",
    "..##.#...",
    ".#....#..",
    "......#..",
    ".........",
)
_BROKEN = drawn(
    ".........",
    ".#.......",
    "......#..",
    "...#.##..",
    "....#....",
    ".....#...",
    "..#...#..",
    ".#..#..#.",
    ".........",
)

SAMPLES = {
    "X": _X,
    "O": _O,
    "shifted": move(_X, 0, 1),
    "thick": thicken_ink(_X),
    "slanted": _SLANTED,
    "broken": _BROKEN,
}
"""Sample images by name, the article's X first."""
