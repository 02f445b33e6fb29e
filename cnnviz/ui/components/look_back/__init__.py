"""What the networks of finished trainings were after each of their epochs: two of them side by side."""

from __future__ import annotations

from typing import Any

from cnnviz.ui.components.mount import component

_SAMPLES = {
    "left": '<path class="held line" d="M0,7h34"/><circle class="held" cx="17" cy="7" r="4"/>',
    "right": '<path class="beside line" d="M0,7h34"/><path class="beside" d="M17,2l5,5 -5,5 -5,-5z"/>',
}
"""How each panel's line is drawn in the plot."""


def _sample(side: str) -> str:
    """Return a short piece of the line of the run on a side."""
    return f'<svg class="sample" width="34" height="14" aria-hidden="true">{_SAMPLES[side]}</svg>'


def _panel(side: str) -> str:
    """Return the HTML of the panel on a side, "left" or "right"."""
    return f"""
    <div class="panel {side}" role="group" aria-label="The {side} run" data-testid="back-panel" hidden>
      <div class="which">{_sample(side)}
        <select aria-label="The {side} run" data-testid="back-run"></select></div>
      <p class="changed"></p>
      <div class="rail"><button type="button" class="play" data-testid="back-play">▶ Play</button>
        <input type="range" min="0" step="1" aria-label="Epoch of the {side} run" data-testid="back-epoch"></div>
      <p class="now" data-testid="back-now"></p>
      <p class="figures" data-testid="back-figures" data-region="training-curve" data-cover="?"></p>
      <p class="says" role="status"></p>
      <div class="seen" hidden>
        <section class="reading"><h2>Your picture</h2><div class="answer"><div class="input"></div>
          <table data-testid="back-answer"><caption class="spoken">How sure it is of each answer</caption>
            <tbody></tbody></table></div><div class="maps" data-testid="back-maps"></div></section>
        <section class="kernels"><h2>Filters</h2><p class="legend"></p>
          <canvas role="img" data-testid="back-filters"></canvas></section>
      </div>
    </div>"""


_HTML = f"""
<div class="look-back train themed" data-testid="look-back" data-state="loading">
  <section class="overview"><h2>Accuracy on held-out pictures</h2>
    <div data-region="training-curve">
      <svg role="img" aria-label="Accuracy: not measured" data-testid="back-plot"></svg></div>
    <p class="key"><span>{_sample("left")}<span></span></span>
      <span>{_sample("right")}<span></span></span></p></section>
  <label class="together"><input type="checkbox" checked data-testid="back-together">
    Move both sliders together</label>
  <div class="panels">{_panel("left")}{_panel("right")}
  </div>
  <p class="faint">The weights of every epoch are kept in half precision: what you see here may differ from the live
    network in the fourth digit.</p>
  <p class="spoken news" role="status"></p>
</div>
"""

_mount = component(
    "look_back",
    js="look_back/look_back.js",
    html=_HTML,
    css=("shared/buttons.css", "train/train.css", "look_back/look_back.css"),
)


def show_look_back(data: dict[str, Any], *, key: str) -> None:
    """Show what the networks of trainings were after each epoch. The browser asks the server for it by itself.

    Args:
        data: What BackData in look_back/types.js lists: visit, url, runs and picture.
        key: The element's key.
    """
    _mount(data=data, key=key)
