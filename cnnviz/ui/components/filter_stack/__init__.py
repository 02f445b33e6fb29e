"""Several filters on one colour picture: their maps as a stack, and the sum behind any cell of it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cnnviz.arithmetic import Axis
from cnnviz.labs.first_filters import Filters
from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pack

_HTML = """
<div class="filter-stack themed" data-testid="filter-stack">
  <section><h2 class="depth" data-testid="filter-stack-depth"></h2><div class="maps"></div>
    <div class="scale" data-region="output output-size"></div>
    <p class="sum" role="status" data-region="sums" data-testid="filter-stack-sum"></p></section>
  <div class="columns">
    <section><h2>The picture and the window</h2><div class="picture"></div></section>
    <section><h2>Window × filter, channel by channel</h2><div class="cards" data-region="sums"></div></section>
    <section><h2>What the next layer gets</h2>
      <div class="pile" data-region="output output-size" aria-hidden="true"></div></section>
  </div>
</div>
"""

_mount = component(
    "filter_stack",
    js="filter_stack/filter_stack.js",
    html=_HTML,
    css=("shared/buttons.css", "shared/lab_part.css", "matrix/matrix.css", "filter_stack/filter_stack.css"),
    sends=("cell",),
)


def show_filter_stack(
    picture: npt.NDArray[np.float32],
    filters: Filters,
    outputs: npt.NDArray[np.float32],
    axis: Axis,
    *,
    cell: tuple[int, int, int],
    key: str,
) -> None:
    """Show the maps of several filters on a picture. Pointing at a cell of a map asks the server for nothing.

    Args:
        picture: (side, side, 3) float32 in [0, 1].
        filters: The filters.
        outputs: (rows, cols, filters) float32: their maps.
        axis: The positions of the windows, the same along both axes.
        cell: (row, column, filter) of the cell whose sum is shown at first.
        key: The element's key; its state is {"cell": [row, column, filter]}.
    """
    header = {
        "size": axis.kernel_size,
        "stride": axis.stride,
        "pad": axis.pad_before,
        "side": axis.size,
        "shape": outputs.shape,
        "learned": filters.learned,
        "cell": cell,
    }
    arrays = {"picture": picture, "kernel": filters.kernel, "bias": filters.bias, "outputs": outputs}
    _mount(data=pack(header, arrays), key=key)
