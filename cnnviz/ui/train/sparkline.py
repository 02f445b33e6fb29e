"""The course of a training as a small curve in a table."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

WIDTH, HEIGHT = 132, 36
_MARGIN = 4
_COLOUR = "#3d85d6"
"""Seen on light pages and on dark ones: a picture does not know which it is on."""

Row = tuple[float, float, float, float, float]


def show_sparkline(rows: Sequence[Row]) -> None:
    """Show the held-out accuracy of every epoch; nothing before there are two.

    Args:
        rows: Of every epoch, see learner.Epoch.
    """
    if len(rows) > 1:
        first, last = rows[0][4], rows[-1][4]
        words = f"Held-out accuracy: {first:.0%} after the first epoch, {last:.0%} after the last."
        st.image(sparkline(rows), alt=words, width=WIDTH)


def sparkline(rows: Sequence[Row]) -> str:
    """Return the same as SVG, from 0 % at its foot to 100 % at its top."""
    wide, high = WIDTH - 2 * _MARGIN, HEIGHT - 2 * _MARGIN
    points = [
        (_MARGIN + wide * number / (len(rows) - 1), _MARGIN + high * (1 - row[4])) for number, row in enumerate(rows)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="M{_MARGIN},{HEIGHT - _MARGIN}h{wide}" stroke="{_COLOUR}" opacity=".4"/>'
        f'<polyline points="{line}" fill="none" stroke="{_COLOUR}" stroke-width="2" stroke-linejoin="round"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{_COLOUR}"/></svg>'
    )
