"""The controls that choose a data set and a page of its pictures."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnnviz import datasets
from cnnviz.datasets.browse import Browsable
from cnnviz.datasets.dataset import Dataset
from cnnviz.pictures.kinds import PICTURE_KINDS
from cnnviz.ui import state
from cnnviz.ui.datasets.declared import DATASETS, PARTS, Browsed

_ALL = "all classes"
# Pictures of more than 64 pixels a side are shown larger, and fewer at once.
_SMALL, _MANY, _FEW = 64, 48, 12


def choose_dataset() -> Dataset:
    """Show the control and return the data set that was chosen; at first the one that the network learned from."""
    by_kind = sorted(
        map(datasets.dataset, datasets.names()), key=lambda dataset: (PICTURE_KINDS.index(dataset.kind), dataset.shape)
    )
    name = state.chosen(DATASETS).set or state.selection().dataset.name
    st.segmented_control(
        "Data set",
        [dataset.name for dataset in by_kind],
        format_func=lambda name: datasets.dataset(name).title,
        required=True,
        label_visibility="collapsed",
        **state.shown("set", name, lambda name: state.keep(DATASETS, Browsed(set=name))),
    )
    return datasets.dataset(name)


def choose_pictures(whole: Dataset, browsable: Browsable) -> tuple[str, npt.NDArray[np.int64]]:
    """Show the controls for the pictures to look at.

    Returns:
        "training" or "test", and (count,) int64: the indices in that part of the pictures on the page that was chosen.
    """
    parts = PARTS if len(browsable.pictures.train.labels) else PARTS[1:]
    classes = [_ALL, *whole.classes]
    chosen = state.chosen(DATASETS)
    part = chosen.part if chosen.part in parts else parts[-1]
    label = chosen.class_ if chosen.class_ in whole.classes else _ALL
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="filter"):
        st.segmented_control(
            "Part",
            parts,
            format_func=lambda part: f"{part.capitalize()} pictures",
            required=True,
            label_visibility="collapsed",
            **state.shown(f"part-{whole.name}", part, lambda part: _choose(whole, part=part, page=1)),
        )
        st.selectbox(
            "Class",
            classes,
            label_visibility="collapsed",
            width=180,
            **state.shown(f"class-{whole.name}", label, lambda label: _choose_class(whole, label)),
        )
        pictures = browsable.pictures
        labels = (pictures.train if part == PARTS[0] else pictures.test).labels
        indices = np.arange(len(labels)) if label == _ALL else np.flatnonzero(labels == whole.classes.index(label))
        size = _MANY if whole.shape[0] <= _SMALL else _FEW
        pages = max(1, -(-len(indices) // size))
        page = min(chosen.page, pages)
        # A pagination cannot be told to show another page, so it begins anew under another key.
        key = f"page-{whole.name}-{state.given()}"
        st.pagination(pages, default=page, key=key, on_change=lambda: _choose(whole, page=st.session_state[key]))
        shown = indices[(page - 1) * size : page * size]
        first = (page - 1) * size + 1
        st.caption(
            f"{first:,} to {first + len(shown) - 1:,} of {len(indices):,}" if len(shown) else "none", width="content"
        )
    state.choose(DATASETS, set=whole.name, part=part, class_=None if label == _ALL else label, page=page)
    return part, shown


def _choose(whole: Dataset, **changes: Any) -> None:
    state.choose(DATASETS, **{"set": whole.name, "picked": 0} | changes)
    # The grid gets other pictures, and begins with the first of them.
    state.show_given()


def _choose_class(whole: Dataset, label: str) -> None:
    _choose(whole, class_=None if label == _ALL else label, page=1)
