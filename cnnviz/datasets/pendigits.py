"""Digits that 30 people drew with a pen on a tablet, replayed on the pixels of the drawing pad.

Source: E. Alpaydin and F. Alimoglu, Pen-Based Recognition of Handwritten Digits, UCI Machine Learning
Repository, doi:10.24432/C5MG6K, original trajectories of the training part. Licence: CC BY 4.0.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cnnviz.datasets.folder import find_file
from cnnviz.pictures.strokes import PAD_SIZE, PEN_WIDTH, Stroke, draw_strokes

FILE = "pendigits_strokes_train.jsonl.gz"
HELD_OUT_WRITERS = (5, 10, 15, 20, 25, 30)
"""No network is trained on any drawing of these writers: the published figures are measured on them."""
_TABLET_SIZE = 500


@dataclass(frozen=True)
class Drawing:
    """One digit, stroke by stroke.

    Attributes:
        label: The digit, 0 to 9.
        writer: 1 to 30.
        paths: For each stroke (points, 2) float64: x to the right and y downwards, in tablet units, 0 to 500.
    """

    label: int
    writer: int
    paths: tuple[npt.NDArray[np.float64], ...]

    def ink(
        self,
        *,
        size: float = 200,
        pen_width: float = PEN_WIDTH,
        centre: tuple[float, float] | None = None,
        transform: npt.NDArray[np.float64] | None = None,
    ) -> npt.NDArray[np.float32]:
        """Return the digit drawn on the pad.

        Args:
            size: Longer side of the digit between the centres of its strokes, in pad pixels.
            pen_width: Width of the pen, in pad pixels.
            centre: (x, y) of the middle of the digit, in pad pixels; the middle of the pad by default.
            transform: (2, 2) matrix that turns or slants the digit.
        Returns:
            (280, 280) float32 in [0, 1], 1 = ink; see draw_strokes.
        """
        points = np.concatenate(self.paths)
        middle = (points.min(axis=0) + points.max(axis=0)) / 2
        matrix = np.eye(2) if transform is None else transform
        span = np.ptp((points - middle) @ matrix.T, axis=0).max()
        factor = size / max(span, 1e-6)
        target = np.array(centre or (PAD_SIZE / 2, PAD_SIZE / 2))
        return draw_strokes(
            [
                Stroke([tuple(point) for point in (path - middle) @ matrix.T * factor + target], pen_width)
                for path in self.paths
            ]
        )


def load_drawings() -> list[Drawing]:
    """Return all 7,494 drawings.

    Raises:
        FileNotFoundError: If the file is not in the data folder. The message says where to put it.
    """
    drawings = []
    with gzip.open(find_file(FILE), "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            paths = tuple(np.array([(x, _TABLET_SIZE - y) for x, y in stroke], float) for stroke in record["strokes"])
            drawings.append(Drawing(record["label"], int(record["comment"][1]), paths))
    return drawings
