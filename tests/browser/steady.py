"""Where an element is, once it stands still: the mouse's own moves wait for nothing."""

from __future__ import annotations

from playwright.sync_api import FloatRect, Locator

_STANDS_STILL = """(node) => new Promise((resolve) => {
  let before = ""
  const look = () => {
    const { x, y, width, height } = node.getBoundingClientRect()
    const now = [x, y, width, height].join()
    if (now === before) resolve()
    else {
      before = now
      requestAnimationFrame(look)
    }
  }
  look()
})"""


def steady_box(locator: Locator) -> FloatRect:
    """Return the box of an element that two frames show at the same place, in pixels of the page."""
    locator.evaluate(_STANDS_STILL)
    box = locator.bounding_box()
    assert box, "it is on screen"
    return box
