"""Ways of writing digits that are rare in the data, drawn as strokes: a 1 with a foot, a square 6, a barred 7."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cnnviz.datasets.pendigits import Drawing

WRITER = 0
"""The writer of these drawings: nobody."""
DRAWINGS_PER_STYLE = 90
"""How many hands write each style."""
TREMBLE = 0.035
"""How far each point is from where the style has it: the standard deviation, as a share of the digit's height."""

Points = tuple[tuple[float, float], ...]


def _ring(x: float, y: float, across: float, down: float, start: float = -90, turn: float = 370) -> Points:
    """Return points around an ellipse with its middle at (x, y), from an angle in degrees on, by `turn` degrees."""
    angles = np.radians(np.linspace(start, start + turn, 12))
    return tuple((x + across * float(np.cos(angle)), y + down * float(np.sin(angle))) for angle in angles)


STYLES: dict[str, tuple[int, bool, tuple[Points, ...]]] = {
    "1 with a flag and a foot": (
        1,
        False,
        (((0.12, 0.3), (0.45, 0.02), (0.45, 1)), ((0.05, 1), (0.85, 1))),
    ),
    "1 with a long flag": (1, False, (((0, 0.55), (0.5, 0), (0.5, 1)),)),
    "1 with a short flag": (1, False, (((0.2, 0.2), (0.42, 0), (0.45, 1)),)),
    "1 with a hooked flag": (1, True, (((0.1, 0.4), (0.15, 0.2), (0.5, 0), (0.52, 0.4), (0.5, 1)),)),
    "1 with a foot": (1, False, (((0.45, 0), (0.45, 1)), ((0.1, 1), (0.8, 1)))),
    "2 with a loop": (
        2,
        True,
        (
            (
                (0.1, 0.25),
                (0.25, 0),
                (0.75, 0),
                (0.85, 0.3),
                (0.5, 0.65),
                (0.15, 1),
                (0, 0.85),
                (0.2, 0.72),
                (0.5, 0.9),
                (0.75, 1),
                (1, 0.9),
            ),
        ),
    ),
    "2 with corners": (2, False, (((0.05, 0.15), (0.3, 0), (0.8, 0.05), (0.8, 0.35), (0, 1), (0.9, 1)),)),
    "3 with a flat top": (3, False, (((0.1, 0), (0.85, 0), (0.4, 0.4), (0.8, 0.55), (0.75, 0.9), (0.1, 1)),)),
    "4 open": (4, False, (((0.25, 0), (0.05, 0.6), (0.95, 0.6)), ((0.68, 0.25), (0.62, 1)))),
    "4 open, tall": (4, False, (((0.15, 0.05), (0.1, 0.5), (0.75, 0.5)), ((0.78, 0), (0.75, 1)))),
    "4 closed": (4, False, (((0.68, 1), (0.68, 0), (0, 0.68), (0.95, 0.68)),)),
    "4 with a flag": (4, False, (((0.55, 0), (0.05, 0.65), (0.95, 0.65)), ((0.6, 0.4), (0.58, 1)))),
    "5 with corners": (5, False, (((0.85, 0), (0.15, 0), (0.12, 0.45), (0.8, 0.45), (0.8, 1), (0.05, 1)),)),
    "6 square": (6, False, (((0.85, 0), (0.1, 0.05), (0.08, 1), (0.85, 1), (0.85, 0.5), (0.1, 0.5)),)),
    "6 square, with a slanted stem": (
        6,
        False,
        (((0.6, 0), (0.08, 0.45), (0.1, 1), (0.85, 1), (0.85, 0.5), (0.1, 0.5)),),
    ),
    "6 with a bar and a round loop": (
        6,
        True,
        (
            (
                (0.9, 0),
                (0.5, 0),
                (0.2, 0.05),
                (0.05, 0.5),
                (0.1, 0.9),
                (0.5, 1),
                (0.9, 0.85),
                (0.8, 0.5),
                (0.4, 0.45),
                (0.1, 0.6),
            ),
        ),
    ),
    "7 barred": (7, False, (((0.05, 0), (0.9, 0), (0.35, 1)), ((0.15, 0.5), (0.85, 0.48)))),
    "7 barred, with a serif": (7, False, (((0.05, 0.18), (0.05, 0), (0.9, 0.02), (0.4, 1)), ((0.2, 0.5), (0.9, 0.5)))),
    "7 with a serif": (7, False, (((0.05, 0.2), (0.05, 0), (0.9, 0), (0.5, 0.5), (0.4, 1)),)),
    "8 of two rings": (8, True, (_ring(0.45, 0.25, 0.3, 0.25, 90), _ring(0.45, 0.75, 0.38, 0.26))),
    "8 with corners": (
        8,
        False,
        (((0.8, 0.05), (0.15, 0), (0.2, 0.3), (0.85, 0.7), (0.8, 1), (0.1, 1), (0.1, 0.75), (0.85, 0.3), (0.8, 0)),),
    ),
    "9 with a loop below": (
        9,
        True,
        (
            (
                (0.8, 0.15),
                (0.5, 0),
                (0.1, 0.1),
                (0.15, 0.45),
                (0.5, 0.5),
                (0.8, 0.1),
                (0.78, 0.6),
                (0.7, 0.95),
                (0.4, 1.05),
                (0.1, 0.9),
            ),
        ),
    ),
    "9 open": (
        9,
        True,
        (((0.15, 0.0), (0.05, 0.3), (0.25, 0.5), (0.7, 0.35), (0.78, 0.02), (0.75, 0.5), (0.6, 1), (0.2, 1)),),
    ),
    "9 with a straight stem": (
        9,
        True,
        ((*_ring(0.4, 0.27, 0.36, 0.27, 0, 380), (0.77, 0.5), (0.75, 0.75), (0.74, 1)),),
    ),
    "9 with corners": (9, False, (((0.8, 0.45), (0.1, 0.45), (0.1, 0), (0.8, 0), (0.8, 1)),)),
}
"""Each style by name: its digit, whether its strokes are round, and the points of each stroke, (x, y) in a box of
height 1 with y downwards."""


def styled_drawings(seed: int) -> list[Drawing]:
    """Return digits in all styles, each of many unsteady hands.

    Args:
        seed: The seed of the random numbers.
    """
    random = np.random.default_rng(seed)
    return [
        Drawing(label, WRITER, _written(strokes, is_round, random))
        for label, is_round, strokes in STYLES.values()
        for _ in range(DRAWINGS_PER_STYLE)
    ]


def _written(
    strokes: tuple[Points, ...], is_round: bool, random: np.random.Generator
) -> tuple[npt.NDArray[np.float64], ...]:
    """Return the strokes as one hand writes them, in tablet units."""
    width = random.uniform(0.45, 1.0)
    roundness = int(random.integers(2, 4)) if is_round else int(random.integers(0, 3))
    paths = []
    for points in strokes:
        path = np.array(points) + random.normal(0, TREMBLE, (len(points), 2))
        paths.append(_rounded(path, roundness) * (500 * width, 500))
    return tuple(paths)


def _rounded(path: npt.NDArray[np.float64], times: int) -> npt.NDArray[np.float64]:
    """Return a path whose corners are cut off, its ends kept.

    References:
        Chaikin, An Algorithm for High-Speed Curve Generation (1974).
    """
    for _ in range(times if len(path) > 2 else 0):
        near, far = 0.75 * path[:-1] + 0.25 * path[1:], 0.25 * path[:-1] + 0.75 * path[1:]
        between = np.stack([near, far], axis=1).reshape(-1, 2)
        path = np.concatenate([path[:1], between[1:-1], path[-1:]])
    return path
