"""Tiny data sets in the formats of the real ones."""

import gzip
import json
from pathlib import Path

import numpy as np

STROKES = [[[100, 400], [300, 390]], [[200, 400], [190, 250], [180, 100]]]
"""On the tablet y grows upwards: a bar on top of a long stem."""


def write_mnist(folder: Path, *, train: int, test: int) -> None:
    """Write mnist.npz with noise for pictures."""
    random = np.random.default_rng(3)
    arrays = {}
    for part, count in (("train", train), ("test", test)):
        arrays[f"x_{part}"] = random.integers(0, 256, (count, 28, 28), np.uint8)
        arrays[f"y_{part}"] = np.arange(count, dtype=np.uint8) % 10
    np.savez(folder / "mnist.npz", **arrays)


def write_drawings(folder: Path, writers: dict[int, int]) -> None:
    """Write the pen drawings' file: one drawing a writer (a number) with its label."""
    with gzip.open(folder / "pendigits_strokes_train.jsonl.gz", "wt", encoding="utf-8") as lines:
        for number, (writer, label) in enumerate(writers.items()):
            record = {"label": label, "comment": [str(label), str(writer), str(number)], "strokes": STROKES}
            lines.write(json.dumps(record) + "\n")
