"""The steps from the picture to the network's input, and the network's answer."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from cnnviz.explainers import role_of
from cnnviz.pictures.network_input import Preparation
from cnnviz.trace import Trace
from cnnviz.ui.components.mount import component
from cnnviz.ui.wire import pack

_THUMBNAIL = 56
"""The largest size of a step's picture in pixels, along its longer side."""

_HTML = """
<div class="answer" data-testid="answer" data-state="waiting">
  <p class="stale" role="status" hidden>This answers what was there before, not your drawing.</p>
  <div class="steps" role="group" aria-label="What the network sees" data-region="picture" data-lock="none"></div>
  <div data-region="answer">
    <div class="verdict"><span class="digit"></span><p class="words" role="status"></p></div>
    <table class="bars">
      <thead>
        <tr>
          <td></td><th class="label">probability</th><td></td>
          <th class="label" data-region="logits" data-cover="?">logit</th>
        </tr>
      </thead>
      <tbody></tbody>
    </table>
  </div>
  <dialog class="numbers" aria-label="The input in numbers" data-region="picture" data-lock="none"></dialog>
</div>
"""

_mount = component("answer", js="answer/answer.js", html=_HTML, css=("answer/answer.css",), sends=("missing",))


def show_answer(message: bytes, *, key: str) -> None:
    """Show the steps of the preparation and, once there is one, the answer.

    Args:
        message: An answer_message, or a reference to one that the browser already has.
        key: The element's key. "missing" in its state names a reading that a reference was to and the browser lacks.
    """
    _mount(data=message, key=key)


def answer_message(preparation: Preparation, trace: Trace | None = None, *, name: str = "") -> bytes:
    """Return the message for the browser: the steps as small pictures, the logits and the probabilities.

    Args:
        preparation: How the picture became the network's input.
        trace: The network's answer; None while the network is being loaded.
        name: The name by which a reference stands for this answer, see Reading.name.
    """
    arrays = {"input": preparation.input} | {step: _thumbnail(array) for step, array in preparation.steps.items()}
    header: dict[str, Any] = {
        "reading": name,
        "offset": preparation.offset,
        "labels": (),
        "changed": preparation.changed,
    }
    if trace:
        last = list(trace.values())[-1]
        arrays["probabilities"] = last.output
        header["labels"] = trace.labels
        header["answer"] = last.output.shape
        if role_of(last.layer) == "probabilities":
            arrays["logits"] = last.input
    return pack(header, arrays)


def _thumbnail(picture: npt.NDArray[np.uint8] | npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return a picture, uint8 or float32 in [0, 1], as float32 in [0, 1] with sides of at most 56 pixels."""
    factor = _THUMBNAIL / max(picture.shape[:2])
    if factor < 1:
        size = max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor))
        small = Image.fromarray(np.ascontiguousarray(picture)).resize(size, Image.Resampling.BOX)
        picture = np.asarray(small)
    return picture.astype(np.float32) / np.float32(255) if picture.dtype == np.uint8 else picture.astype(np.float32)
