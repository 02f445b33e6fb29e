"""What became of the picture on its way to the network, and what the network answered."""

from __future__ import annotations

import numpy as np
from PIL import Image

from cnnviz.explainers import role_of
from cnnviz.pictures.network_input import Preparation
from cnnviz.trace import Trace
from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pack

_THUMBNAIL = 56

_HTML = """
<div class="answer" data-testid="answer" data-state="waiting">
  <div class="steps" role="group" aria-label="What the network sees"></div>
  <div class="verdict"><span class="digit"></span><p class="words" role="status"></p></div>
  <table class="bars">
    <thead><tr><th></th><th class="label">probability</th><th></th><th class="label">logit</th></tr></thead>
    <tbody></tbody>
  </table>
  <dialog class="numbers" aria-label="The input in numbers"></dialog>
</div>
"""

_mount = component("answer", js="answer/answer.js", html=_HTML, css=("answer/answer.css",), sends=("missing",))


def show_answer(message: bytes, *, key: str) -> None:
    """Show the steps of the preparation and, once there is one, the answer.

    Args:
        message: An answer_message, or a reference to one that the browser has.
        key: The element's key; its state's "missing" names a reading that the browser was referred to and lacks.
    """
    _mount(data=message, key=key)


def answer_message(preparation: Preparation, trace: Trace | None = None, *, name: str = "") -> bytes:
    """Return the message for the browser: the steps as small pictures, the logits and the probabilities.

    Args:
        preparation: How the picture became the network's input.
        trace: The network's answer; None while it is being loaded.
        name: What this answer is called where it is referred to.
    """
    arrays = {"input": preparation.input} | {step: _thumbnail(array) for step, array in preparation.steps.items()}
    header = {"reading": name, "offset": preparation.offset, "labels": (), "changed": preparation.changed}
    if trace:
        last = list(trace.values())[-1]
        arrays["probabilities"] = last.output
        header["labels"] = trace.labels
        if role_of(last.layer) == "probabilities":
            arrays["logits"] = last.input
    return pack(header, arrays)


def _thumbnail(picture: np.ndarray) -> np.ndarray:
    """Return ink, or colours as float32 in [0, 1], with the longer side no more than 56 pixels."""
    factor = _THUMBNAIL / max(picture.shape[:2])
    if factor < 1:
        size = max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor))
        small = Image.fromarray(np.ascontiguousarray(picture)).resize(size, Image.Resampling.BOX)
        picture = np.asarray(small)
    return picture.astype(np.float32) / 255 if picture.dtype == np.uint8 else picture
