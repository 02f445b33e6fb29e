"""The filters of every convolution: their kernels in numbers, and how strongly each responds to the picture."""

from __future__ import annotations

from cnnviz.ui.components.mount import component

_HTML = """
<div class="filters themed" data-testid="filters" data-state="waiting">
  <p class="waiting">The network is on its way.</p>
  <div class="controls"></div>
  <div class="columns">
    <section class="gallery" aria-label="All filters of the layer">
      <p class="note"></p>
      <div class="cards" role="group" aria-label="Filters: arrow keys pick one"></div>
    </section>
    <section class="picked" aria-label="The picked filter"></section>
  </div>
</div>
"""


_mount = component(
    "filters",
    js="filters/filters.js",
    html=_HTML,
    css=("shared/buttons.css", "filters/filters.css", "filters/picked.css"),
)


def show_filters(message: bytes, *, key: str) -> None:
    """Show the gallery of a layer's filters, and the picked filter.

    Args:
        message: The reading, as cnnviz.ui.wire.trace_message packs it.
        key: The element's key.
    """
    _mount(data=message, key=key)
