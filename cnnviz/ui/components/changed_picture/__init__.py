"""A picture before and after a change, what was read in both, and what would be read along the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnnviz.network import Network
from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pack
from cnnviz.what_if.answer_curve import Curve, Turn
from cnnviz.what_if.changes import Number

_HTML = """
<div class="changed themed" data-testid="changed-picture">
  <div class="pictures"></div>
  <div class="answers"><p class="verdict" role="status"></p><table><tbody></tbody></table></div>
  <div class="along"></div>
</div>
"""

_mount = component(
    "changed_picture",
    js="changed_picture/changed.js",
    html=_HTML,
    css=("changed_picture/changed.css",),
    sends=("pick",),
)


@dataclass(frozen=True, eq=False)
class Shown:
    """A picture, or a difference of two.

    Attributes:
        title: What it is.
        values: (height, width, channels) float32.
        limit: The end of the colour scale of a difference, whose middle is 0; None for a picture.
        note: What stands below it.
    """

    title: str
    values: np.ndarray
    limit: float | None = None
    note: str = ""


@dataclass(frozen=True, eq=False)
class Along:
    """The answers along a number.

    Attributes:
        number: What is turned.
        at: Where it stands.
        curve: The answers.
        turns: Where they turn into others, seen from `start`.
        start: Where the number changes nothing.
    """

    number: Number
    at: float
    curve: Curve
    turns: list[Turn]
    start: float

    def words(self, labels: tuple[str, ...]) -> str:
        """Return where the answer turns, in a sentence or two."""
        if not self.turns:
            read = labels[self.curve.read[int(np.abs(self.curve.values - self.start).argmin())]]
            low, high = self.number.words(self.number.low), self.number.words(self.number.high)
            return f"From {low} to {high} it is read as {read} all the way."
        first, *others = self.turns
        words = (
            f"At {self.number.words(first.value)} the answer turns from {labels[first.before]} to {labels[first.after]}"
        )
        return words + "".join(f", at {self.number.words(turn.value)} to {labels[turn.after]}" for turn in others) + "."


def show_changed_picture(
    network: Network,
    pictures: list[Shown],
    before: np.ndarray,
    after: np.ndarray,
    along: Along | None,
    *,
    key: str,
    on_pick=lambda: None,
) -> None:
    """Show the pictures and the answers. Pointing at the curve asks for nothing.

    Args:
        network: Who answered.
        pictures: From left to right.
        before: (classes,) float32, the probabilities of the first picture.
        after: Those of the last one.
        along: The answers along the number that is turned.
        key: The element's key.
        on_pick: Runs when the visitor clicked the curve: see picked().
    """
    header = {
        "network": network.original.name,
        "reads": network.kind,
        "input_shape": network.input_shape,
        "labels": network.labels,
        "pictures": [{"title": each.title, "limit": each.limit, "note": each.note} for each in pictures],
    }
    arrays = {f"picture-{place}": each.values for place, each in enumerate(pictures)}
    arrays |= {"before": before, "after": after}
    if along:
        header["along"] = {
            "title": along.number.title,
            "unit": along.number.unit,
            "ends": [along.number.low, along.number.high],
            "at": along.at,
            "words": along.words(network.labels),
            "turns": [turn._asdict() for turn in along.turns],
        }
        arrays |= {"values": along.curve.values, "shares": along.curve.probabilities}
    _mount(data=pack(header, arrays), key=key, on_pick_change=on_pick)


def picked(number: Number, *, key: str) -> float | None:
    """Return the value that the visitor has just clicked on the curve.

    Args:
        number: What is turned.
        key: The element's key.
    """
    value = st.session_state.get(key, {}).get("pick")
    if type(value) not in (int, float) or not number.low <= value <= number.high:
        return None
    return float(number.values()[np.abs(number.values() - value).argmin()])
