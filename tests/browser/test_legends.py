"""The legends of colour scales name NaN and the infinities where they are shown, and only there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.modules import open_with_modules

LEGENDS = {
    "scene/grid.js": "(values) => legend(gridOf([values.length], values), true, false)",
    "matrix/matrix.js": "(values) => scaleLegend(3, true, [[0, 1], values])",
    "filters/controls.js": "(values) => legend('this kernel', 3, true, values)",
    "network_map/surroundings.js": """(values) => {
      const host = document.createElement("div")
      const network = { layers: [], input_shape: [1, 1, 1] }
      const reading = { network, input: [0], outputs: [[1], values] }
      showLegend(host, { reading, focus: { k: -1, position: [0, 0, 0] }, limits: [[1]], scale: "layer" })
      return host
    }""",
}
"""By module: what makes its legend of some values."""

SWATCHES = """([values, legendOf]) => {
  document.body.replaceChildren(legendOf(values))
  return [...document.querySelectorAll(".beyond")].map((swatch) => [
    swatch.textContent,
    swatch.querySelector("b").style.background.replaceAll(", ", " "),
  ])
}"""


def swatches(page: Page, legend: str, values: str) -> list[list[str]]:
    """Return the words and the colours that a legend of some values has beside its scale."""
    return page.evaluate(f"({SWATCHES})([{values}, {legend}])")


@pytest.mark.parametrize("module", LEGENDS)
def test_a_legend_names_what_no_scale_reaches_where_it_is_shown(open_page, module):
    page = open_with_modules(open_page, "shared/colour.js", module)
    colours = [page.evaluate(f"cssColour({value}, 1)") for value in ("NaN", "Infinity", "-Infinity")]
    words = ["not a number", "+∞", "−∞"]
    named = [list(pair) for pair in zip(words, colours, strict=True)]
    assert swatches(page, LEGENDS[module], "[0, -Infinity, NaN, Infinity, NaN]") == [
        [text, colour.replace(", ", " ")] for text, colour in named
    ]
    assert [text for text, _ in swatches(page, LEGENDS[module], "[1, Infinity]")] == ["+∞"]
    assert swatches(page, LEGENDS[module], "[1, -2, 0]") == []
