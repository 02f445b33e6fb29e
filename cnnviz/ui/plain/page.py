"""A page of plain HTML, in the app's colours, light or dark as the system is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

import streamlit
from starlette.responses import HTMLResponse

from cnnviz.ui.components import modules
from cnnviz.ui.components.mount import joined

_HTML = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>{title} · cnnviz</title>
<style>
{css}
</style>
{preloads}
<script type="module" src="./{entry}"></script>
</head>
<body>
{body}
</body>
</html>
"""


_FONTS = Path(streamlit.__file__).parent / "static" / "static" / "media"


def plain_page(title: str, body: str, *, js: str, css: Sequence[str] = ()) -> HTMLResponse:
    """Return a page one level below the app's address.

    Args:
        title: What the browser calls it.
        body: Its content, safe HTML.
        js: The path of the module that it runs, relative to the components' folder.
        css: The paths of its style sheets, likewise.
    Raises:
        FileNotFoundError: If a file is missing.
    """
    preloads = "".join(f'<link rel="modulepreload" href="./{modules.url(name)}">' for name in modules.needed_by(js))
    # What :host is to a component, the whole document is here.
    styles = _font() + joined("shared/themed.css", "plain/plain.css", *css).replace(":host", ":root")
    html = _HTML.format(title=escape(title), css=styles, preloads=preloads, entry=modules.url(js), body=body)
    return HTMLResponse(html, headers={"cache-control": "no-cache"})


@cache
def _font() -> str:
    """Return the style that names the letters of Streamlit's own pages; nothing where it comes without them."""
    font = next(_FONTS.glob("SourceSansVF-Upright*.woff2"), None)
    if font is None:
        return ""
    source = f'url("./static/media/{font.name}") format("woff2")'
    return f'@font-face {{ font-family: "Source Sans"; font-weight: 200 900; font-display: swap; src: {source} }}\n'
