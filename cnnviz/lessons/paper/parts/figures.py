"""What stands on paper beside words: numbers in a grid, cells of ink, and pictures in greys."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from cnnviz.facts.parts.shown import number

_SMALL = 49
"""Up to so many cells a grid is printed again wherever it is needed."""
_DENSE = 10
"""Grids with more columns have smaller cells."""


@dataclass(frozen=True)
class Numbers:
    """Numbers in a grid; rows and columns count from 0.

    Attributes:
        caption: What they are.
        cells: The numbers as text, row by row.
        marked: The rows and columns of those with a heavy frame.
    """

    caption: str
    cells: tuple[tuple[str, ...], ...]
    marked: frozenset[tuple[int, int]] = frozenset()

    @property
    def content(self) -> object:
        """What it shows, whatever it is called."""
        return self.cells

    @property
    def comes_again(self) -> bool:
        """Whether it is printed again where an earlier step has it."""
        return bool(self.marked) or len(self.cells) * len(self.cells[0]) <= _SMALL

    @property
    def is_dense(self) -> bool:
        """Whether its cells are smaller."""
        return len(self.cells[0]) > _DENSE

    @property
    def width(self) -> float:
        """How wide it is on paper, in millimetres."""
        least, digit = (6.2, 1.7) if self.is_dense else (7.5, 1.9)
        longest = max(len(text) for row in self.cells for text in row)
        return 5.5 + max(least, 1.5 + digit * longest) * len(self.cells[0])


@dataclass(frozen=True)
class Inked:
    """A picture of cells, each ink or paper.

    Attributes:
        caption: What it shows.
        ink: Whether each cell is ink, row by row.
    """

    caption: str
    ink: tuple[tuple[bool, ...], ...]

    @property
    def content(self) -> object:
        """What it shows, whatever it is called."""
        return self.ink

    @property
    def comes_again(self) -> bool:
        """Whether it is printed again where an earlier step has it."""
        return len(self.ink) * len(self.ink[0]) <= _SMALL

    @property
    def side(self) -> float:
        """The side of a cell on paper, in millimetres."""
        return 5.5 if len(self.ink[0]) <= 4 else 3.9

    @property
    def width(self) -> float:
        """How wide it is on paper, in millimetres."""
        return (len(self.ink[0]) + 1.1) * self.side

    @property
    def words(self) -> str:
        """Where the ink is, for who cannot see it."""
        rows = [
            f"row {row}: {', '.join(str(col) for col, ink in enumerate(cells) if ink)}"
            for row, cells in enumerate(self.ink)
            if any(cells)
        ]
        return f"{self.caption}. Columns with ink, {'; '.join(rows)}" if rows else f"{self.caption}. No ink"


@dataclass(frozen=True)
class Photo:
    """A picture in greys.

    Attributes:
        caption: What it shows.
        uri: The picture as a data: URI of a PNG.
    """

    caption: str
    uri: str
    comes_again = False
    width = 30.0

    @property
    def content(self) -> object:
        """What it shows, whatever it is called."""
        return self.uri


Figure = Numbers | Inked | Photo


@dataclass(frozen=True)
class Empty:
    """An empty grid, to point at a cell of or to draw in.

    Attributes:
        rows, cols: How many it has.
        under: A picture in it, faintly, as a data: URI; "" for none.
    """

    rows: int
    cols: int
    under: str = ""

    @property
    def side(self) -> float:
        """The side of a cell on paper, in millimetres."""
        most = max(self.rows, self.cols)
        return 8 if most <= 8 else 5.5 if most <= 16 else 84 / most

    @property
    def width(self) -> float:
        """How wide it is on paper, in millimetres."""
        return (self.cols + 1.8) * self.side

    @property
    def every(self) -> int:
        """Each row and column of this many has its number beside it."""
        return 1 if max(self.rows, self.cols) <= 16 else 5


def grid(
    caption: str, values: npt.NDArray[np.generic], marked: frozenset[tuple[int, int]] = frozenset(), decimals: int = 2
) -> Numbers:
    """Return numbers as a grid, with decimals where one of them has some.

    Args:
        caption: What they are.
        values: (rows, columns), any real dtype.
        marked: The rows and columns of those with a heavy frame.
        decimals: The most that are shown.
    Example:
        >>> grid("The kernel", np.array([[-1, 0], [0.5, 2]])).cells
        (('−1', '0'), ('0.5', '2'))
    """

    def text(value: float) -> str:
        shown = number(value, decimals)
        return shown.rstrip("0").rstrip(".") if "." in shown else shown

    return Numbers(caption, tuple(tuple(text(float(value)) for value in row) for row in values.tolist()), marked)


def inked(caption: str, cells: npt.NDArray[np.generic]) -> Inked:
    """Return cells as ink where they are above 0. They are (rows, columns)."""
    return Inked(caption, tuple(tuple(bool(cell > 0) for cell in row) for row in cells.tolist()))


def photo(caption: str, values: npt.NDArray[np.floating], *, in_ink: bool) -> Photo:
    """Return a network's input in greys.

    Args:
        caption: What it shows.
        values: (height, width, channels) in [0, 1], of one channel or of three.
        in_ink: Whether 1 is ink: on paper ink is black.
    """
    levels = np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)
    grey = Image.fromarray(levels[..., 0] if levels.shape[2] == 1 else levels).convert("L")
    file = BytesIO()
    (ImageOps.invert(grey) if in_ink else grey).save(file, "PNG", optimize=True)
    return Photo(caption, f"data:image/png;base64,{b64encode(file.getvalue()).decode()}")
