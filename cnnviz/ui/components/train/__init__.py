"""A training that the visitor watches while it goes on, and the buttons that guide it."""

from __future__ import annotations

from typing import Any

from cnnviz.ui.components.mount import component

_HTML = """
<div class="train themed" data-testid="train" data-state="loading" data-step="0">
  <div class="toolbar" role="group" aria-label="Training">
    <span class="buttons">
      <button type="button" aria-disabled="true" class="start primary" data-testid="train-start">Start</button>
      <button type="button" aria-disabled="true" class="go" data-testid="train-go" hidden>Pause</button>
      <button type="button" aria-disabled="true" class="one-batch" data-testid="train-batch">One batch</button>
      <button type="button" aria-disabled="true" class="one-epoch" data-testid="train-epoch">One epoch</button>
      <button type="button" aria-disabled="true" class="stop" data-testid="train-stop">Stop</button>
      <button type="button" aria-disabled="true" class="again" data-testid="train-again">Begin again</button>
    </span>
    <span class="rate">
      <label for="train-rate-field">Learning rate</label>
      <button type="button" class="slower" aria-label="÷3: a third of the learning rate">÷3</button>
      <input id="train-rate-field" type="number" min="0" step="any" inputmode="decimal" data-testid="train-rate">
      <button type="button" class="faster" aria-label="×3: three times the learning rate">×3</button>
    </span>
  </div>
  <div class="progress" role="progressbar" aria-label="How much of the training is done" aria-valuemin="0"
    aria-valuemax="100" aria-valuenow="0"><i></i></div>
  <div class="status" data-testid="train-status"><p class="line"></p><p class="says" role="status"></p></div>
  <div class="curves">
    <section class="of-loss"><h2>Loss</h2><div data-region="training-curve">
      <svg role="img" aria-label="Loss: not measured yet" data-testid="train-loss"></svg>
      <p class="remark"></p></div></section>
    <section class="of-accuracy"><h2>Accuracy</h2><div data-region="training-curve">
      <svg role="img" aria-label="Accuracy: not measured yet" data-testid="train-accuracy"></svg>
      <div class="guess"></div><p class="remark"></p></div></section>
  </div>
  <p class="key">
    <span><i class="dim"></i>training, every batch</span>
    <span><i class="training"></i>training, smoothed</span>
    <span class="of-held"><i class="held"></i
      ><span class="held-words">held-out pictures, after every epoch</span></span>
    <span class="other" hidden><svg class="sample" width="26" height="14" aria-hidden="true">
      <path class="beside line" d="M0,7h26"/><path class="beside" d="M13,2l5,5 -5,5 -5,-5z"/></svg
      ><span class="other-words"></span></span>
    <span class="yours" hidden><i class="you"></i>you expected</span>
  </p>
  <p class="results" data-testid="train-beside" data-region="training-curve"></p>
  <p class="before">Press Start: what the network learns appears here while it learns.</p>
  <div class="during" hidden>
    <section class="reading"><h2>Your picture</h2><div class="answer"><div class="input"></div>
      <table data-testid="train-answer"><caption class="spoken">How sure it is of each answer</caption>
        <tbody></tbody></table></div><div class="maps" data-testid="train-maps"></div></section>
    <section class="kernels"><h2>Filters</h2><p class="legend"></p>
      <canvas role="img" data-testid="train-filters"></canvas></section>
    <details class="held-out"><summary>Held-out pictures</summary>
      <div data-testid="train-confusion" data-region="training-curve"></div></details>
    <details class="last"><summary>The last batch</summary><div></div></details>
    <details class="learned"><summary>Weights and gradients</summary><div></div></details>
  </div>
  <p class="spoken news" role="status"></p>
</div>
"""

_mount = component(
    "train", js="train/train.js", html=_HTML, css=("shared/buttons.css", "train/train.css"), sends=("run",)
)


def show_training(data: dict[str, Any], *, key: str) -> None:
    """Show the buttons and what is to be seen of the training. The browser asks the server for it by itself.

    Args:
        data: What TrainData in train/types.js lists: visit, url, recipe, problem, run, rate and mark.
        key: The element's key; session_state[key]["run"] is {"run", "number"} once the visitor has started a run, and
            {"run", "status", "number"} once it has ended. The number grows.
    """
    _mount(data=data, key=key)
