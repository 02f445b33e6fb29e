"""The course of a training as a small curve in a table."""

from __future__ import annotations

from collections.abc import Sequence

SPARK_WIDTH, _HEIGHT = 132, 36
_MARGIN = 3


def sparkline(rows: Sequence[tuple[float, float, float, float, float]]) -> str:
    """Return the held-out accuracy of every epoch as SVG, from 0 to 100 %.

    Args:
        rows: Of at least two epochs, see learner.Epoch.
    """
    accuracies = [row[4] for row in rows]
    wide, high = SPARK_WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN
    points = [
        (_MARGIN + wide * number / (len(accuracies) - 1), _MARGIN + high * (1 - accuracy))
        for number, accuracy in enumerate(accuracies)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    words = f"Held-out accuracy: {accuracies[0]:.0%} after the first epoch, {accuracies[-1]:.0%} after the last."
    return (
        f'<svg role="img" aria-label="{words}" width="{SPARK_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {SPARK_WIDTH} {_HEIGHT}"><title>{words}</title>'
        f'<path d="M{_MARGIN},{_HEIGHT - _MARGIN}h{wide}" stroke="currentColor" opacity=".3"/>'
        f'<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="currentColor"/></svg>'
    )
