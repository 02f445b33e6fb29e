"""A look back at the visitor's trainings, any two of them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnnviz.live.pool import Run
from cnnviz.ui.components.look_back import show_look_back
from cnnviz.ui.train.kept import changed_words, title_of
from cnnviz.ui.train.routes import URL
from cnnviz.ui.train.visits import Visit


def show_back(visit: Visit, runs: Sequence[Run]) -> None:
    """Show the networks of trainings as they were at each of their epochs.

    Args:
        visit: Whose they are.
        runs: All of them, the oldest first.
    """
    learned = [run for run in runs if run.rows]
    if not learned:
        return
    before = [None, *learned]
    with st.expander("Look back: any epoch, and two trainings side by side"):
        show_look_back(
            {
                "visit": visit.token,
                "url": f"{URL}/back",
                "runs": [
                    {
                        "name": run.name,
                        "title": title_of(run),
                        "changed": changed_words(run.recipe, last.recipe if last else None),
                        "labels": run.recipe.labels,
                        "epochs": [0, *run.epochs],
                        "rows": run.rows,
                    }
                    for run, last in zip(learned, before, strict=False)
                ],
                "picture": _number(visit.picture),
            },
            key="look-back",
        )


def _number(picture: npt.NDArray[np.float32] | None) -> int:
    """Return a number that is another for another picture."""
    content = b"" if picture is None else picture.tobytes()
    return int.from_bytes(blake2b(content, digest_size=6).digest(), "little")
