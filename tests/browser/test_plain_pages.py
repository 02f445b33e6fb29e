"""The pages of plain HTML, looked through by axe: light and dark, on a projector and on a phone."""

from __future__ import annotations

import json
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.browser.main_page import START_SECONDS
from tests.browser.test_accessibility import AXE, BEYOND, COLOURS, LOOK, WINDOWS


def reach(page: Page, url: str) -> None:
    page.goto(f"{url}/reach?c=KTRM")
    expect(page.get_by_role("button", name="Copy this report")).to_be_visible()


def without(page: Page, url: str) -> None:
    page.goto(f"{url}/without")
    page.locator('[data-testid="network-map"][data-state="ready"]').wait_for(timeout=START_SECONDS * 1000)


def in_a_room(page: Page, url: str) -> None:
    body = json.dumps({"lesson": "6_how_sure_is_sure", "variant": 0}).encode()
    request = urllib.request.Request(f"{url}/cnnviz/room", body, {"content-type": "application/json"})
    with urllib.request.urlopen(request) as response:
        code = json.loads(response.read())["code"]
    page.goto(f"{url}/without?c={code}")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("button", name="Send")).to_be_visible(timeout=START_SECONDS * 1000)


@pytest.mark.parametrize("show", [reach, without, in_a_room])
def test_axe_finds_nothing(serve, open_page, show):
    page = open_page("about:blank", alone=True)
    show(page, serve("app.py"))
    page.evaluate(AXE.read_text())
    found = []
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            faults = page.evaluate(LOOK, [[], COLOURS] if scheme == "dark" else [BEYOND, []])
            found += ["\n".join((f"{scheme}, {width} pixels wide", *fault)) for fault in faults]
        # Nothing is wider than the window.
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not found, "\n\n".join(found)
