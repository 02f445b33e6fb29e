"""Weights that slide over a matrix, one window at a time, with every product written out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cnnviz.arithmetic import Axis
from cnnviz.labs.sliding import pad_after
from cnnviz.ui.components.mount import component
from cnnviz.ui.edited import Edited

_HTML = """
<section class="by-hand themed" data-testid="by-hand" aria-label="One window at a time">
  <div class="steps" data-region="output-size" role="group" aria-label="Step through the windows">
    <button type="button" class="back" data-testid="by-hand-back">◀ Previous</button>
    <button type="button" class="play" data-testid="by-hand-play"></button>
    <button type="button" class="on" data-testid="by-hand-next">Next ▶</button>
    <span class="count" data-testid="by-hand-count"></span>
  </div>
  <p class="fault" role="alert" data-testid="by-hand-fault"></p>
  <div class="board">
    <figure class="input"><figcaption></figcaption><div class="place"></div></figure>
    <i aria-hidden="true">×</i>
    <figure class="weights"><figcaption>weights</figcaption><div class="place"></div></figure>
    <i aria-hidden="true">=</i>
    <figure class="products"><figcaption>products</figcaption><div class="place" data-region="sums"></div></figure>
    <i aria-hidden="true">→</i>
    <figure class="output"><figcaption></figcaption><div class="place" data-region="output output-size"></div>
      <div class="scale" data-region="output output-size"></div></figure>
  </div>
  <div role="status" data-region="sums">
    <p class="products-sum" data-testid="by-hand-sum"></p>
    <p class="terms-sum" data-testid="by-hand-terms"></p>
  </div>
</section>
"""

_mount = component(
    "by_hand",
    js="by_hand/by_hand.js",
    html=_HTML,
    css=("shared/buttons.css", "shared/lab_part.css", "matrix/matrix.css", "by_hand/by_hand.css"),
    sends=("typed", "window"),
)


def show_by_hand(
    picture: Edited, weights: Edited, output: npt.NDArray[np.float64], axis: Axis, *, window: int, key: str
) -> None:
    """Show how an output is computed, window by window. The numbers of `picture` and `weights` can be edited.

    Args:
        picture: (size, size): the matrix under the weights.
        weights: (kernel_size, kernel_size).
        output: (output_size, output_size) float64: the sum of products of every window.
        axis: The positions of the windows, the same along both axes.
        window: The number of the window that is shown at first, from 1.
        key: The element's key; its state is {"typed": the edited texts, "window": the number of the window}.
    """
    before, after = axis.pad_before, pad_after(axis)
    data = {
        "input": picture.values.tolist(),
        "weights": weights.values.tolist(),
        "texts": {"input": picture.texts, "weights": weights.texts},
        "fault": " ".join(filter(None, (picture.fault, weights.fault))),
        "output": output.tolist(),
        "stride": axis.stride,
        "pads": [before, before, after, after],
        "window": window,
    }
    _mount(data=data, key=key)
