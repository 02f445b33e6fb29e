"""Worksheets in a browser, as they are printed: nothing is cut, nothing needs colours, and axe finds nothing."""

from __future__ import annotations

import re

import pytest

from cnnviz import lessons
from cnnviz.lessons.paper import worksheet
from cnnviz.ui.lessons.pins import AppPages
from tests.browser.test_accessibility import AXE, BEYOND, LOOK

PAGES = AppPages()
A4, LETTER = 680, 702
"""What the margins of 15 mm leave of a page in width, in pixels of 1/96 inch, rounded down."""

CUT = """() => {
    const edge = document.documentElement.clientWidth
    return [...document.querySelectorAll("body *")]
        .filter((part) => part.getBoundingClientRect().right > edge + 1 || part.getBoundingClientRect().left < -1)
        .map((part) => `${part.tagName} ${part.className} ${part.getBoundingClientRect().right}: ${part.textContent}`)
}"""
"""What reaches beyond the paper."""

SQUEEZED = """() => [...document.querySelectorAll("td, th")]
    .filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
    .map((cell) => cell.textContent)"""
"""The numbers that are wider than their cells."""

COLOURS = """() => [...document.querySelectorAll("*")].flatMap((part) => {
    const style = getComputedStyle(part)
    return ["color", "backgroundColor", "borderTopColor", "borderLeftColor", "fill", "stroke"]
        .map((name) => style[name].match(/[0-9.]+/g)?.slice(0, 3) ?? [])
        .filter((parts) => new Set(parts).size > 1)
        .map((parts) => `${part.tagName} ${part.className}: ${parts}`)
})"""
"""Colours that are no grey."""


@pytest.fixture(scope="module", params=lessons.names())
def documents(request):
    """The sheets of a lesson, and the key to them."""
    lesson = lessons.load(request.param, PAGES)
    return [worksheet(lesson, PAGES, variants=range(2), key=key) for key in (False, True)]


def test_nothing_is_cut_or_coloured_or_shuts_people_out(documents, open_page):
    page = open_page("about:blank")
    for html in documents:
        page.set_content(html)
        for width in (A4, LETTER):
            page.set_viewport_size({"width": width, "height": 1000})
            page.emulate_media(media="print")
            assert page.evaluate(CUT) == []
            assert page.evaluate(SQUEEZED) == []
        assert page.evaluate(COLOURS) == []
        page.emulate_media(media="screen")
        page.add_script_tag(path=AXE)
        faults = page.evaluate(LOOK, [BEYOND, []])
        assert not faults, "\n\n".join("\n".join(fault) for fault in faults)


@pytest.mark.parametrize("name", [lessons.names()[0], lessons.names()[1]])
def test_two_sheets_are_printed_with_a_foot_on_every_page(name, open_page):
    page = open_page("about:blank")
    page.set_content(worksheet(lessons.load(name, PAGES), PAGES, variants=[0, 1]))
    together = _pages(page.pdf(format="A4"))
    page.set_content(worksheet(lessons.load(name, PAGES), PAGES, variants=[0]))
    alone = _pages(page.pdf(format="A4"))
    # Each sheet begins on a page of its own, and one sheet of paper is hardly enough.
    assert 2 <= alone <= 4 and alone * 2 - 1 <= together <= alone * 2 + 1
    # A browser repeats the foot of a table that is a table's foot.
    assert page.locator("footer").evaluate("(foot) => getComputedStyle(foot).display") == "table-footer-group"


def _pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
