"""A picture before and after a change, the answer to both, and the answers to every change in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnnviz.network import Network
from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pack
from cnnviz.what_if.answer_curve import Curve, Turn
from cnnviz.what_if.changes import Number

_HTML = """
<div class="changed themed" data-testid="changed-picture">
  <div class="pictures"></div>
  <div class="answers" data-region="changed-answer"><p class="verdict" role="status"></p>
    <table><tbody></tbody></table></div>
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
class TitledPicture:
    """A picture, or the difference of two pictures.

    Attributes:
        title: The words above it.
        values: (height, width, channels) float32, in [0, 1] for a picture.
        limit: For a difference the end of its colour scale, which goes from -limit to limit; None for a picture.
        note: The words below it.
    """

    title: str
    values: npt.NDArray[np.float32]
    limit: float | None = None
    note: str = ""


@dataclass(frozen=True, eq=False)
class AnswersAlong:
    """How the answer changes while one number of a change goes from its lowest to its highest value.

    Attributes:
        number: The number.
        at: Its present value.
        curve: The answers to its values.
        turns: Where the answer becomes another one, going outwards from `start`.
        start: The value at which the picture is unchanged.
        regions: The regions that this is part of, see cnnviz/lessons/regions.py.
    """

    number: Number
    at: float
    curve: Curve
    turns: list[Turn]
    start: float
    regions: str = "curve"

    def words(self, labels: tuple[str, ...]) -> str:
        """Return a sentence on where the answer changes. `labels` are the names of the classes."""
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
    pictures: list[TitledPicture],
    before: npt.NDArray[np.float32],
    after: npt.NDArray[np.float32],
    along: AnswersAlong | None,
    *,
    key: str,
    on_pick: Callable[[], None] = lambda: None,
) -> None:
    """Show the pictures and the answers. Pointing at the curve asks the server for nothing.

    Args:
        network: The network that answered.
        pictures: The pictures, from left to right.
        before: (classes,) float32: the probabilities for the first picture.
        after: (classes,) float32: the probabilities for the last picture.
        along: The answers to other values of the number that the visitor changes; None shows no curve.
        key: The element's key.
        on_pick: Called when the visitor has clicked the curve: see picked().
    """
    header: dict[str, Any] = {
        "network": network.original.name,
        "reads": network.kind,
        "input_shape": network.input_shape,
        "labels": network.labels,
        "pictures": [{"title": picture.title, "limit": picture.limit, "note": picture.note} for picture in pictures],
    }
    arrays: dict[str, npt.NDArray[Any]] = {f"picture-{index}": shown.values for index, shown in enumerate(pictures)}
    arrays |= {"before": before, "after": after}
    if along:
        header["along"] = {
            "title": along.number.title,
            "unit": along.number.unit,
            "ends": [along.number.low, along.number.high],
            "at": along.at,
            "words": along.words(network.labels),
            "regions": along.regions,
            "turns": [turn._asdict() for turn in along.turns],
        }
        arrays |= {"values": along.curve.values, "shares": along.curve.probabilities}
    _mount(data=pack(header, arrays), key=key, on_pick_change=on_pick)


def picked(number: Number, *, key: str) -> float | None:
    """Return the value that the visitor has just clicked on the curve; None if there was no click.

    Args:
        number: The number of show_changed_picture's `along`.
        key: The element's key.
    """
    value = st.session_state.get(key, {}).get("pick")
    if type(value) not in (int, float) or not number.low <= value <= number.high:
        return None
    return float(number.values()[np.abs(number.values() - value).argmin()])
