"""Four activation functions: their curves, and a map before and after each of them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import numpy.typing as npt

from cnnviz.labs.activations import FUNCTIONS
from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pack

LEAST_REACH = 4.0
"""The curves go at least this far to both sides of zero."""

POINTS = 161
"""The number of points of a curve; odd, so that zero is one of them."""

_mount = component(
    "activations",
    js="activations/activations.js",
    html="""
<div class="activations themed" data-testid="activations" data-state="waiting">
  <div class="source"></div>
  <div class="functions"></div>
  <p class="spoken" role="status"></p>
</div>
""",
    css=("shared/buttons.css", "matrix/matrix.css", "pooling/pooling.css", "activations/activations.css"),
)


def show_activations(values: npt.NDArray[np.float32] | None, title: str, slope: float, *, key: str) -> None:
    """Show the functions. Pointing at a cell or a curve asks the server for nothing: the browser has all values.

    Args:
        values: (height, width) float32, the map that the functions are applied to; None for the curves alone.
        title: What the map is.
        slope: The slope of leaky ReLU below zero.
        key: The element's key.
    """
    reach = max(LEAST_REACH, float(np.ceil(np.abs(values).max())) if values is not None else 0)
    z = np.linspace(-reach, reach, POINTS)
    texts = [field.name for field in fields(next(iter(FUNCTIONS.values()))) if field.type == "str"]
    header = {
        "title": title,
        "slope": slope,
        "functions": [{name: getattr(function, name) for name in texts} for function in FUNCTIONS.values()],
    }
    arrays: dict[str, npt.NDArray[Any]] = {"z": z} | _applied("curve", z, slope)
    if values is not None:
        arrays |= {"map": values} | _applied("map", values.astype(np.float64), slope)
    _mount(data=pack(header, arrays), key=key)


def _applied(name: str, z: npt.NDArray[np.float64], slope: float) -> dict[str, npt.NDArray[np.float64]]:
    """Return the values and the derivatives of all functions at z, each (functions, *z.shape) float64."""
    return {
        f"{name}.values": np.stack([function.value(z, slope) for function in FUNCTIONS.values()]),
        f"{name}.slopes": np.stack([function.derivative(z, slope) for function in FUNCTIONS.values()]),
    }
