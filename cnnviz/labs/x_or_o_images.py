"""Images of an X or an O, (9, 9) int8 of 1 for ink and −1 for paper: samples, changes to them, and their text form."""

from __future__ import annotations

import re

import numpy as np

from cnnviz.labs.x_or_o import SIDE


def drawn(*rows: str) -> np.ndarray:
    """Return the image that nine rows of text show: # is ink.

    Example:
        >>> drawn(*["........#"] * 9)[0].tolist()
        [-1, -1, -1, -1, -1, -1, -1, -1, 1]
    """
    return np.array([[1 if cell == "#" else -1 for cell in row] for row in rows], np.int8)


def move(image: np.ndarray, down: int, right: int) -> np.ndarray:
    """Return the image moved by some cells. It does not wrap: what leaves is gone, and paper comes in.

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


def thicken_ink(image: np.ndarray) -> np.ndarray:
    """Return the image with ink on all four sides of every cell that has ink.

    Example:
        >>> thicken_ink(drawn(".........", ".#.......", *["........."] * 7))[:3, :3].tolist()
        [[-1, 1, -1], [1, 1, 1], [-1, 1, -1]]
    """
    return np.max([image, *(move(image, *step) for step in ((-1, 0), (1, 0), (0, -1), (0, 1)))], axis=0)


def flip_some(image: np.ndarray, count: int, random: np.random.Generator) -> np.ndarray:
    """Return the image with `count` cells turned from ink to paper or from paper to ink.

    Example:
        >>> int((flip_some(SAMPLES["X"], 3, np.random.default_rng()) != SAMPLES["X"]).sum())
        3
    """
    flipped = image.copy()
    flipped.flat[random.choice(image.size, count, replace=False)] *= -1
    return flipped


def differences(image: np.ndarray, other: np.ndarray) -> int:
    """Return how many cells of two images differ.

    Example:
        >>> differences(SAMPLES["X"], SAMPLES["shifted"]), differences(SAMPLES["X"], SAMPLES["O"])
        (26, 21)
    """
    return int((image != other).sum())


def image_to_text(image: np.ndarray) -> str:
    """Return an image as 21 hexadecimal digits, a bit a cell, row by row.

    Example:
        >>> image_to_text(SAMPLES["X"])
        '000411105010141110400'
    """
    bits = "".join("1" if cell > 0 else "0" for cell in image.flat)
    return f"{int(bits, 2):021x}"


def text_to_image(text: str) -> np.ndarray | None:
    """Return the image of a text that image_to_text() wrote; None for any other text.

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
"""Images to begin with, by name: the article's X first."""
