"""The QR code of a link: the one that segno makes, black on white, in a size that is read from the back row."""

from __future__ import annotations

import re
from base64 import b64decode
from xml.etree import ElementTree

import pytest
import segno

from cnnviz.ui.share.code import LEAST_SIDE, MODULE, QUIET, code_of, html_of, is_fine, side_of, svg_of

LINKS = ["http://192.168.1.20:8501/?network=mnist_cnn&hide=answer", f"http://192.168.1.20:8501/?strokes={'Aq_' * 480}"]


def modules_in(svg: bytes) -> list[list[int]]:
    """Return what a code's SVG paints, a row of 0 and 1 for each row of modules, without the quiet zone."""
    root = ElementTree.fromstring(svg)
    paper, ink = root.iter("{http://www.w3.org/2000/svg}path")
    assert (paper.get("fill"), ink.get("stroke")) == ("#fff", "#000")
    side = int(re.match(r"M0 0h(\d+)", paper.get("d"))[1])
    painted, x, y = [[0] * side for _ in range(side)], 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", ink.get("d")):
        first, *rest = map(float, numbers.split())
        if command == "h":
            painted[int(y)][int(x) : int(x + first)] = [1] * int(first)
            x += first
        else:
            x, y = (first, rest[0]) if command == "M" else (x + first, y + rest[0])
    assert not any(map(sum, painted[:QUIET] + painted[-QUIET:])), "there is no quiet zone"
    return [row[QUIET:-QUIET] for row in painted[QUIET:-QUIET]]


@pytest.mark.parametrize("link", LINKS)
def test_what_is_painted_is_the_code_of_the_link(link):
    assert modules_in(svg_of(code_of(link))) == [list(row) for row in segno.make(link, error="l", micro=False).matrix]


@pytest.mark.parametrize("link", LINKS)
def test_it_is_large_enough_and_every_module_is_whole_pixels(link):
    code = code_of(link)
    modules = len(code.matrix) + 2 * QUIET
    assert side_of(code) >= LEAST_SIDE and side_of(code) % modules == 0 and side_of(code) // modules >= MODULE
    assert ElementTree.fromstring(svg_of(code)).get("width") == str(side_of(code))


def test_a_long_link_is_said_to_be_fine_and_too_long_a_one_has_no_code():
    assert [is_fine(code_of(link)) for link in LINKS] == [False, True]
    assert code_of("x" * 2953).version == 40
    assert code_of("x" * 2954) is None


def test_its_words_are_the_link():
    html = html_of(code_of(LINKS[0]), LINKS[0])
    assert f'alt="{LINKS[0].replace("&", "&amp;")}"' in html
    assert b64decode(re.search(r"base64,([^\"]+)", html)[1]) == svg_of(code_of(LINKS[0]))
