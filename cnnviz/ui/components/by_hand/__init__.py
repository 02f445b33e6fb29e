"""Weights on a matrix, one window at a time, every product written out."""

from __future__ import annotations

import numpy as np

from cnnviz.arithmetic import Axis
from cnnviz.labs.sliding import pad_after
from cnnviz.ui.components.mount import component
from cnnviz.ui.edited import Edited

_HTML = """
<section class="by-hand themed" data-testid="by-hand" aria-label="One window at a time">
  <div class="steps" role="group" aria-label="Step through the windows">
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
    <figure class="products"><figcaption>products</figcaption><div class="place"></div></figure>
    <i aria-hidden="true">→</i>
    <figure class="output"><figcaption></figcaption><div class="place"></div><div class="scale"></div></figure>
  </div>
  <div role="status">
    <p class="products-sum" data-testid="by-hand-sum"></p>
    <p class="terms-sum" data-testid="by-hand-terms"></p>
  </div>
</section>
"""

_mount = component(
    "by_hand",
    js="by_hand/by_hand.js",
    html=_HTML,
    css=("shared/buttons.css", "matrix/matrix.css", "by_hand/by_hand.css"),
    sends=("typed", "window"),
)


def show_by_hand(picture: Edited, weights: Edited, output: np.ndarray, axis: Axis, *, window: int, key: str) -> None:
    """Show how an output is computed, window by window; `picture` and `weights` can be typed into.

    Args:
        picture: (size, size): what the weights lie on.
        weights: (kernel_size, kernel_size).
        output: What comes of them.
        axis: How the windows lie, along both axes.
        window: Which window is shown at first, from 1.
        key: The element's key; its state there is {"typed": ..., "window": ...}.
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
