"""What a visitor has chosen, kept across pages and, but for pictures, in the URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

import streamlit as st

from cnnviz import bundled
from cnnviz.bundled.blueprint import read_blueprint
from cnnviz.datasets.dataset import Dataset
from cnnviz.edits import Edit, fitting, format_edits, parse_edits
from cnnviz.pictures.strokes import Stroke
from cnnviz.what_if.changes import format_changes, parse_changes

Source = Literal["Draw", "Upload", "Samples", "Camera"]
SOURCES: tuple[Source, ...] = get_args(Source)
START_NETWORK = "mnist_lab"
"""The network that shows best: all of it fits a projector at once."""


@dataclass(frozen=True)
class Selection:
    """What a visitor has chosen.

    Attributes:
        network: The name of a bundled network.
        source: Where the picture comes from.
        sample: Which picture of the gallery.
        picture: Which picture of the whole test set, where one was chosen on another page; it goes before the gallery.
        cell: Which cell of the confusion matrix: the class shown and the class read, as places in Dataset.classes.
        partner: The name of the network that is compared with this one; None for the most instructive.
        edits: How the network's trained numbers were changed. They belong to the network they were made on.
        change: What is done to the picture once it is the network's input: a recipe of cnnviz/what_if/changes.py.
        centre: Whether the digit is cut out, scaled and centred as MNIST's were.
        invert: Whether dark ink on light paper is turned round where it is found.
        strokes: What is drawn on the pad.
        upload: The bytes of the uploaded picture.
        photo: The bytes of the camera's picture.
    """

    network: str = START_NETWORK
    source: Source = "Draw"
    sample: int = 0
    picture: int | None = None
    cell: tuple[int, int] | None = None
    partner: str | None = None
    edits: tuple[Edit, ...] = ()
    change: str = ""
    centre: bool = True
    invert: bool = True
    strokes: tuple[Stroke, ...] = ()
    upload: bytes | None = None
    photo: bytes | None = None

    @property
    def dataset(self) -> Dataset:
        """The data set that the network learned from, and whose pictures it reads."""
        return bundled.dataset_of(self.network)


_DEFAULT = Selection()
_IN_URL = ("network", "source", "sample", "picture", "cell", "partner", "edits", "change", "centre", "invert")


def selection() -> Selection:
    """Return this visitor's selection; on the first visit it is read from the URL."""
    if "selection" not in st.session_state:
        st.session_state.selection = from_query(st.query_params)
    return st.session_state.selection


def select(**changes) -> Selection:
    """Change some of the selection, and the URL with it.

    What was chosen of one data set is let go of with a network that learned from another, and edits with any other.
    """
    before = selection()
    if changes.get("network", before.network) != before.network:
        changes = {"edits": ()} | changes
    if bundled.dataset_of(changes.get("network", before.network)) is not before.dataset:
        changes = {"sample": 0, "picture": None, "cell": None, "partner": None, "change": ""} | changes
    st.session_state.selection = replace(before, **changes)
    write_url()
    return st.session_state.selection


def write_url() -> None:
    """Make the URL say what is selected, if it does not yet. What else a page has put there stays."""
    before = st.query_params.to_dict()
    query = to_query(selection()) | {name: value for name, value in before.items() if name not in _IN_URL}
    if before != query:
        st.query_params.from_dict(query)


def to_query(chosen: Selection) -> dict[str, str]:
    """Return the selection as URL parameters; what is as it was at the start is left out."""
    values = {name: getattr(chosen, name) for name in _IN_URL if getattr(chosen, name) != getattr(_DEFAULT, name)}
    texts = {"cell": lambda cell: "-".join(map(str, cell)), "edits": format_edits}
    return {name: texts.get(name, str)(value) for name, value in values.items()}


def from_query(query: Mapping[str, str]) -> Selection:
    """Return the selection that URL parameters name; what is unknown or impossible is left as it was at the start.

    Example:
        >>> from_query({"sample": "12", "centre": "False", "source": "Telepathy"}).sample
        12
    """
    read = {
        "network": lambda text: text if text in bundled.names() else None,
        "source": lambda text: text if text in SOURCES else None,
        "sample": _whole_number,
        "picture": _whole_number,
        "cell": _cell,
        "partner": lambda text: text if text in bundled.names() else None,
        "change": lambda text: format_changes(parse_changes(text)),
        "centre": {"True": True, "False": False}.get,
        "invert": {"True": True, "False": False}.get,
    }
    found = {name: read[name](query[name]) for name in read if name in query}
    chosen = replace(_DEFAULT, **{name: value for name, value in found.items() if value is not None})
    return replace(chosen, edits=edits_of(chosen.network, query.get("edits", "")))


def edits_of(network: str, text: str) -> tuple[Edit, ...]:
    """Return the edits that a text says and that can be made on a bundled network."""
    if not text:
        return ()
    return fitting(read_blueprint(bundled.weights_path(network)), parse_edits(text))


def _whole_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def _cell(text: str) -> tuple[int, int] | None:
    shown, _, read = text.partition("-")
    places = _whole_number(shown), _whole_number(read)
    return None if None in places else places
