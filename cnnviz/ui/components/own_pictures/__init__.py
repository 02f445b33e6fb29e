"""Classes of pictures that a visitor makes: drawn, taken with the camera, or chosen from files."""

from __future__ import annotations

from typing import Any

from cnnviz.ui.components.mount import component

_HTML = """
<div class="own-pictures themed" data-testid="own-pictures" data-state="loading">
  <p class="waiting" role="status">Looking for your pictures …</p>
  <div class="bench">
    <div class="classes">
      <div class="cards"></div>
      <button type="button" class="another" data-testid="own-add" hidden>+ Another class</button>
    </div>
    <section class="pad" data-testid="own-pad" aria-label="Draw pictures" hidden>
      <p class="title"><label for="own-pad-class">Draw for</label>
        <select id="own-pad-class" data-testid="own-pad-class"></select></p>
      <div class="paper">
        <canvas tabindex="0" role="application" aria-label="Drawing pad: draw with mouse, pen or finger. Or use the
          keyboard: arrow keys move the pen, with Shift in small steps; Space puts it down and lifts it; Control Z
          undoes the last stroke; Delete clears the pad; Enter adds the picture. Picture files work too."></canvas>
        <p class="hint" aria-hidden="true">Draw here</p>
        <div class="cursor" hidden></div>
      </div>
      <div class="row">
        <button type="button" class="add primary" data-testid="own-pad-add">Add (Enter)</button>
        <button type="button" class="undo" data-testid="own-pad-undo">Undo</button>
        <button type="button" class="clear" data-testid="own-pad-clear">Clear</button>
        <button type="button" class="close">Close the pad</button>
      </div>
      <p class="spoken" role="status"></p>
    </section>
  </div>
  <p class="warning" data-testid="own-warning" hidden></p>
  <div class="below">
    <section class="camera" data-testid="own-camera" aria-label="Camera" hidden>
      <div class="view"><video muted playsinline aria-label="What the camera sees"></video>
        <b class="recording" hidden>Recording</b></div>
      <div class="beside"><p class="hint"></p>
        <button type="button" class="close">Close camera</button></div>
      <table class="live" data-testid="own-live" hidden>
        <caption>What your network answers now</caption><tbody></tbody></table>
    </section>
    <div class="trouble" hidden><p role="alert" data-testid="own-says"></p>
      <button type="button" class="read">OK</button></div>
  </div>
  <div class="foot" hidden>
    <p class="privacy" data-testid="own-privacy"></p>
    <div class="row">
      <button type="button" class="delete" data-testid="own-empty">Delete mine</button>
      <a class="button save" data-testid="own-save" download="my-pictures.zip">Save as zip</a>
      <button type="button" class="open">Open a zip</button>
      <input type="file" class="zip" accept=".zip,application/zip" data-testid="own-open" hidden>
    </div>
    <div class="question" data-testid="own-question" role="group" hidden></div>
  </div>
  <p class="spoken news" role="status"></p>
</div>
"""

_mount = component(
    "own_pictures",
    js="own_pictures/own_pictures.js",
    html=_HTML,
    css=("shared/buttons.css", "own_pictures/own_pictures.css"),
    sends=("changed",),
)


def show_own_pictures(data: dict[str, Any], *, key: str) -> None:
    """Show the visitor's classes and what fills them. The browser asks the server for the pictures by itself.

    Args:
        data: What OwnData in own_pictures/types.js lists: visit, url, kind, version and names.
        key: The element's key; session_state[key]["changed"] is {"number", "version"} once the visitor has changed
            something. The number grows with every change.
    """
    _mount(data=data, key=key)
