"""The controls that choose a data set and a page of its pictures. What is chosen is in the URL."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnviz import datasets
from cnnviz.datasets.browse import Browsable
from cnnviz.datasets.dataset import Dataset
from cnnviz.pictures.kinds import PICTURE_KINDS
from cnnviz.ui import state

PARTS = ("training", "test")
_ALL = "all classes"
# Pictures of more than 64 pixels a side are shown larger, and fewer at once.
_SMALL, _MANY, _FEW = 64, 48, 12


def choose_dataset() -> Dataset:
    """Show the control and return the data set that was chosen; at first the one that the network learned from."""
    every = sorted(
        map(datasets.dataset, datasets.names()), key=lambda each: (PICTURE_KINDS.index(each.kind), each.shape)
    )
    names = [each.name for each in every]
    asked = st.query_params.get("set")
    name = st.segmented_control(
        "Data set",
        names,
        default=asked if asked in names else state.selection().dataset.name,
        format_func=lambda name: datasets.dataset(name).title,
        required=True,
        label_visibility="collapsed",
        key="set",
    )
    return datasets.dataset(name)


def choose_pictures(whole: Dataset, browsable: Browsable) -> tuple[str, np.ndarray]:
    """Show the controls for the pictures to look at.

    Returns:
        "training" or "test", and (count,) int64: the places in that part of the pictures on the page that was chosen.
    """
    asked = st.query_params.to_dict()
    if asked.get("set") != whole.name:
        asked = {}
    parts = PARTS if len(browsable.pictures.train.labels) else PARTS[1:]
    classes = [_ALL, *whole.classes]
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="filter"):
        part = st.segmented_control(
            "Part",
            parts,
            default=asked.get("part") if asked.get("part") in parts else parts[-1],
            format_func=lambda part: f"{part.capitalize()} pictures",
            required=True,
            label_visibility="collapsed",
            key=f"part-{whole.name}",
        )
        label = st.selectbox(
            "Class",
            classes,
            index=classes.index(asked["class"]) if asked.get("class") in classes else 0,
            label_visibility="collapsed",
            width=180,
            key=f"class-{whole.name}",
        )
        labels = browsable.pictures[PARTS.index(part)].labels
        places = np.arange(len(labels)) if label == _ALL else np.flatnonzero(labels == whole.classes.index(label))
        size = _MANY if whole.shape[0] <= _SMALL else _FEW
        pages = max(1, -(-len(places) // size))
        same = (asked.get("part", parts[-1]), asked.get("class", _ALL)) == (part, label)
        page = st.pagination(
            pages, default=min(_page_in(asked) if same else 1, pages), key=f"page-{whole.name}-{part}-{label}"
        )
        some = places[(page - 1) * size : page * size]
        first = (page - 1) * size + 1
        st.caption(
            f"{first:,} to {first + len(some) - 1:,} of {len(places):,}" if len(some) else "none", width="content"
        )
    _write_url(
        whole, {"part": parts[-1], "class": _ALL, "page": "1"}, {"part": part, "class": label, "page": str(page)}
    )
    return part, some


def _page_in(asked: dict[str, str]) -> int:
    page = asked.get("page", "")
    return int(page) or 1 if page.isascii() and page.isdecimal() and len(page) < 6 else 1


def _write_url(whole: Dataset, usual: dict[str, str], chosen: dict[str, str]) -> None:
    """Make the URL say what is chosen, without what is usual and with what others put there."""
    before = st.query_params.to_dict()
    query = {name: value for name, value in before.items() if name not in chosen} | {"set": whole.name}
    query |= {name: value for name, value in chosen.items() if value != usual[name]}
    if before != query:
        st.query_params.from_dict(query)
