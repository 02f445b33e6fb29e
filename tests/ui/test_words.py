"""What nobody understood when it was read aloud is written in no file of the app again."""

from __future__ import annotations

import re

import pytest

from cnnviz.bundled.home import ROOT

TEXTS = {
    path.relative_to(ROOT).as_posix(): re.sub(r"[\"`]\s*\+?\s*\n\s*f?[\"`]", "", path.read_text(encoding="utf-8"))
    for folder in ("cnnviz", "pages")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".js", ".md"}
}
"""What is written in each file; strings that go on in the next line are put together."""


@pytest.mark.parametrize(
    "words",
    [
        "dark ink on light paper round",
        "Nothing becomes ½",
        "what is learned fades from layer to layer",
        "belongs to inputs from 0 to 1, so it stays behind",
        "Outlines wander",
        "Pixels fade",
    ],
)
def test_words_that_nobody_understood_are_gone(words):
    assert [name for name, text in TEXTS.items() if words in text] == []


def test_strings_are_read_across_lines():
    assert "so through many layers little is left to learn from" in TEXTS["cnnviz/labs/activations.py"]
