"""The components' JavaScript modules, for tests that call them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route

from cnnviz.ui.components.modules import FOLDER, url

_ALONE = "http://127.0.0.1:1/"
"""Where modules are without a server: nothing listens there, the test answers itself."""

_IMPORT = """async (names) => {
  for (const name of names) Object.assign(globalThis, await import(new URL(name, document.baseURI).href))
}"""


def open_with_modules(open_page: Callable[[str], Page], *names: str) -> Page:
    """Open an empty page whose globals are what some modules export.

    Args:
        open_page: Returns a page that shows a URL.
        names: The modules, relative to the components' folder.
    """
    page = open_page("about:blank")
    page.route(f"{_ALONE}**", _answer)
    page.goto(_ALONE)
    page.evaluate(_IMPORT, list(names))
    return page


def in_module(name: str, expression: str) -> str:
    """Return JavaScript for a page of the app: an expression of what one of its modules exports.

    >>> print(in_module("shared/view_state.js", "viewed('pin')"))  # doctest: +ELLIPSIS
    import(new URL("cnnviz/js/.../shared/view_state.js", document.baseURI).href).then((module) => module.viewed('pin'))
    """
    return f'import(new URL("{url(name)}", document.baseURI).href).then((module) => module.{expression})'


def _answer(route: Route) -> None:
    name = urlsplit(route.request.url).path.removeprefix("/")
    if name.endswith(".js"):
        route.fulfill(body=(FOLDER / name).read_text(encoding="utf-8"), content_type="text/javascript")
    else:
        route.fulfill(body="<!DOCTYPE html><title>modules</title>", content_type="text/html")
