"""An activation before or after three kinds of pooling: both results side by side, what differs outlined."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from cnnviz.labs.activations import FUNCTIONS
from cnnviz.labs.pooling_compared import POOLING_KINDS, Comparison
from cnnviz.labs.swapped import activated, reason, swap
from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pack

_mount = component(
    "swapped",
    js="swapped/swapped.js",
    html="""
<div class="swapped themed" data-testid="swapped" data-state="waiting">
  <div class="kinds"></div>
  <p class="key"><i></i>Outlined: the order makes a difference.</p>
  <p class="spoken" role="status"></p>
</div>
""",
    css=("shared/buttons.css", "matrix/matrix.css", "pooling/pooling.css", "swapped/swapped.css"),
)


def show_swapped_of(compared: Comparison, function: str, slope: float, *, is_typed: bool, key: str) -> None:
    """Show both orders for every kind of pooling. Pointing at a cell asks the server for nothing.

    Args:
        compared: The input before it is moved, and how it is pooled.
        function: The activation, one of FUNCTIONS.
        slope: Of leaky ReLU below zero.
        is_typed: Whether the input was typed: then all cells have their numbers.
        key: The element's key.
    """
    source = compared.before.input
    arrays: dict[str, npt.NDArray[Any]] = {"input": source, "activated": activated(source, function, slope)}
    kinds = {}
    for kind in POOLING_KINDS:
        swapped = swap(
            source,
            compared.window,
            stride=compared.stride,
            padding=compared.padding,
            kind=kind,
            function=function,
            slope=slope,
        )
        arrays |= {f"{kind}.{name}": getattr(swapped, name) for name in ("pooled", "first", "last", "differs")}
        kinds[kind] = {"differ": int(swapped.differs.sum()), "reason": reason(kind, function, slope)}
    header = {
        "title": FUNCTIONS[function].title,
        "typed": is_typed,
        "window": compared.window,
        "rows": compared.rows.tolist(),
        "cols": compared.cols.tolist(),
        "kinds": kinds,
    }
    _mount(data=pack(header, arrays), key=key)
