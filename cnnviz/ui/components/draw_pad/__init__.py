"""The drawing pad: strokes by mouse, pen, finger or keyboard, sent to the server one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from cnnviz.pictures.strokes import PEN_WIDTH, Stroke
from cnnviz.pictures.strokes_json import drawing_to_json, parse_drawing
from cnnviz.ui.components.mount import component

_HTML = """
<div class="draw-pad" data-region="picture">
  <div class="paper">
    <canvas data-testid="pad" tabindex="0" role="application" aria-label="Drawing pad: draw a digit with mouse, pen or
      finger. Or use the keyboard: arrow keys move the pen, with Shift in small steps; Space puts it down and lifts it;
      Control Z undoes the last stroke; Delete clears the pad."></canvas>
    <p class="hint" aria-hidden="true"></p>
    <div class="cursor" hidden></div>
  </div>
  <div class="tools" role="group" aria-label="Drawing tools">
    <span class="preview" aria-hidden="true"><span class="dot"></span></span>
    <input data-testid="pad-pen" type="range" min="6" max="34" aria-label="Pen width" title="Pen width">
    <button data-testid="pad-undo" type="button" disabled>Undo</button>
    <button data-testid="pad-clear" type="button" disabled>Clear</button>
  </div>
  <p class="lost" role="alert" hidden>Not connected. What you draw stays, and is read as soon as the server answers
    again.</p>
  <p class="status" role="status"></p>
</div>
"""


_mount = component("draw_pad", js="draw_pad/pad.js", html=_HTML, css=("draw_pad/pad.css",), sends=("drawing",))


def drawn_on(key: str, *, version: int = 0) -> list[Stroke] | None:
    """Return the strokes on a pad, even before it is shown again; None if the visitor has not drawn on it yet."""
    sent = st.session_state.get(key, {}).get("drawing")
    return parse_drawing(sent) if isinstance(sent, dict) and sent.get("version", version) == version else None


def shown_for(key: str, *, version: int = 0) -> str | None:
    """Return the name of the reading that the browser already shows for what is drawn on a pad; None if it does not."""
    sent = st.session_state.get(key, {}).get("drawing")
    return sent.get("shown") if isinstance(sent, dict) and sent.get("version", version) == version else None


def draw_pad(
    strokes: Sequence[Stroke], *, key: str, version: int = 0, question: Mapping[str, Any] | None = None
) -> list[Stroke]:
    """Show the pad and return the strokes on it.

    While the pad is on screen, the browser's drawing counts: the script runs again after every stroke, undo and clear.
    Streamlit forgets the drawing when another page is shown: keep what this returns, and pass it in again.

    Args:
        strokes: The strokes on the pad when it appears.
        key: The element's key; its state is {"drawing": ...}, see `parse_drawing`.
        version: With any other number than in the last run, `strokes` replace what is drawn.
        question: What the pad asks the server about each drawing, see cnnviz.ui.stroke.route; None asks nothing.
    Returns:
        The strokes now on the pad, in drawing order.
    """
    drawn = drawn_on(key, version=version)
    strokes = strokes if drawn is None else drawn
    pen = strokes[-1].width if strokes else PEN_WIDTH
    data = {"version": version, "pen": pen, "question": question, **drawing_to_json(strokes)}
    _mount(key=key, data=data)
    return list(strokes)
