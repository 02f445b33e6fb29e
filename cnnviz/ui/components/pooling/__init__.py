"""A map pooled in three ways, before and after it is moved by some cells; its numbers can be edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy.typing as npt
import streamlit as st

from cnnviz.labs.pooling_compared import Comparison
from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pack

_HTML = """
<div class="pooling themed" data-testid="pooling" data-state="waiting">
  <p class="fault" role="alert" data-testid="pooling-fault"></p>
  <section class="before row"><div class="source"></div>
    <div class="results"><div class="outputs"></div>
      <dl data-testid="pooling-sums" data-region="pooled"></dl></div></section>
  <div class="moving">
    <h2>Move the input</h2>
    <div class="arrows" role="group" aria-label="Move the input"></div>
    <p><span role="status" data-testid="pooling-changes"></span>
      <span class="corners faint" hidden>Marked corners: changed.</span></p>
  </div>
  <section class="after row"><div class="source"></div>
    <div class="results"><div class="outputs"></div>
      <dl data-testid="pooling-moved-sums" data-region="pooled"></dl></div></section>
</div>
"""

_mount = component(
    "pooling",
    js="pooling/pooling.js",
    html=_HTML,
    css=("shared/buttons.css", "matrix/matrix.css", "pooling/pooling.css"),
    sends=("step", "typed"),
)

Texts = tuple[tuple[str, ...], ...]
"""The rows of texts in the cells of a map."""


def show_pooling_of(
    compared: Comparison,
    *,
    title: str,
    texts: Texts | None,
    problem: str,
    round: int,
    on_step: Callable[[], None],
    on_type: Callable[[], None],
    key: str,
) -> None:
    """Show the input and the pooled maps. Pointing at a cell asks the server for nothing.

    Args:
        compared: The input and the pooled maps, before and after moving.
        title: What the input is.
        texts: The texts in the input's cells, which the visitor can edit; None if the input cannot be edited.
        problem: A sentence on what is wrong with the settings; "" if nothing is.
        round: A number that changes with every reset: with a new one, `texts` replace what the cells say.
        on_step: Called when an arrow was pressed: see stepped().
        on_type: Called when a cell was edited: see typed().
        key: The element's key.
    """
    header = {
        "title": title,
        "texts": texts,
        "numbers": compared.before.input.tolist() if texts else None,
        "problem": problem,
        "round": round,
        "window": compared.window,
        "stride": compared.stride,
        "rows": compared.rows.tolist(),
        "cols": compared.cols.tolist(),
        "moved": [compared.down, compared.right],
        "words": compared.told(),
        "changes": {name: difference._asdict() for name, difference in compared.differences().items()},
    }
    arrays: dict[str, npt.NDArray[Any]] = {}
    for when, pooled in (("before", compared.before), ("after", compared.after)):
        arrays |= {f"{when}.input": pooled.input, f"{when}.winners": pooled.winners}
        arrays |= {f"{when}.{kind}": output for kind, output in pooled.outputs.items()}
    _mount(data=pack(header, arrays), key=key, on_step_change=on_step, on_typed_change=on_type)


def stepped(key: str) -> tuple[int, int] | None:
    """Return by how many cells down and right the visitor has just moved the input; (0, 0) undoes all moves."""
    match st.session_state.get(key, {}).get("step"):
        case [int(down), int(right)] if abs(down) <= 1 and abs(right) <= 1:
            return down, right
    return None


def typed(key: str, side: int) -> Texts | None:
    """Return the texts in the cells of a side x side input; None if what the browser sent is anything else."""
    rows = st.session_state.get(key, {}).get("typed")
    if not isinstance(rows, list) or [len(row) if isinstance(row, list) else 0 for row in rows] != [side] * side:
        return None
    if not all(isinstance(text, str) and len(text) <= 24 for row in rows for text in row):
        return None
    return tuple(map(tuple, rows))
