"""Digits that 30 people drew with a pen on a tablet, replayed on the pixels of the drawing pad.

Source: E. Alpaydin and F. Alimoglu, Pen-Based Recognition of Handwritten Digits, UCI Machine Learning
Repository, doi:10.24432/C5MG6K, original trajectories of the training part. Licence: CC BY 4.0.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cnnviz.datasets.folder import find_file
from cnnviz.pictures.strokes import PAD_SIZE, PEN_WIDTH, Stroke, draw_strokes

FILE = "pendigits_strokes_train.jsonl.gz"
KEPT_WRITERS = (5, 10, 15, 20, 25, 30)
"""Whole writers that no network is trained on: the published figures are measured on them."""
_TABLET_SIZE = 500


@dataclass(frozen=True)
class Drawing:
    """One digit as it was written.

    Attributes:
        label: 0 to 9.
        writer: 1 to 30.
        paths: One (points, 2) float64 array a stroke: x to the right and y downwards, in tablet units, 0 to 500.
    """

    label: int
    writer: int
    paths: tuple[np.ndarray, ...]

    def ink(
        self,
        *,
        size: float = 200,
        pen_width: float = PEN_WIDTH,
        centre: tuple[float, float] | None = None,
        transform: np.ndarray | None = None,
    ) -> np.ndarray:
        """Return the digit drawn on the pad.

        Args:
            size: Longer side of the digit, in pad pixels, without the width of the pen.
            pen_width: In pad pixels.
            centre: (x, y) of the middle of the digit, in pad pixels; the middle of the pad by default.
            transform: (2, 2) matrix that turns or slants the digit.
        Returns:
            (280, 280) float32 in [0, 1], as draw_strokes.
        """
        every = np.concatenate(self.paths)
        middle = (every.min(axis=0) + every.max(axis=0)) / 2
        matrix = np.eye(2) if transform is None else transform
        span = np.ptp((every - middle) @ matrix.T, axis=0).max()
        factor = size / max(span, 1e-6)
        target = np.array(centre or (PAD_SIZE / 2, PAD_SIZE / 2))
        return draw_strokes(
            [
                Stroke([tuple(point) for point in (path - middle) @ matrix.T * factor + target], pen_width)
                for path in self.paths
            ]
        )


def load_drawings() -> list[Drawing]:
    """Return all 7,494 drawings. Raises FileNotFoundError with where the file is looked for."""
    path: Path = find_file(FILE)
    drawings = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            paths = tuple(np.array([(x, _TABLET_SIZE - y) for x, y in stroke], float) for stroke in record["strokes"])
            drawings.append(Drawing(record["label"], int(record["comment"][1]), paths))
    return drawings
