"""The page at /reach: what it tries on a plain server, and where a network cuts the websocket or more."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

ROWS = ["page", "modules", "get", "post", "large", "upload", "socket", "https", "clock", "cookies"]
TIMED = ROWS[:7]
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"


@pytest.fixture
def reach(serve, open_page):
    """reach(query, block) -> the page once everything was tried; block is called with the page before it is opened."""

    def reach(query: str = "", block=None, **options) -> Page:
        page = open_page("about:blank", **options)
        if block:
            block(page)
        page.goto(f"{serve('app.py')}/reach{query}")
        expect(page.get_by_role("button", name="Copy this report")).to_be_visible()
        return page

    return reach


def marks(page: Page) -> dict[str, str]:
    rows = page.locator("tr[data-key]").all()
    return {row.get_attribute("data-key"): row.get_attribute("data-mark") for row in rows}


def summary(page: Page):
    return page.locator("#summary")


def test_on_a_plain_server_everything_gets_through(reach, serve):
    page = reach("?c=kt%20rm")
    assert marks(page) == dict.fromkeys(ROWS, "ok")
    expect(summary(page)).to_have_text("Everything gets through.")
    for key in TIMED:
        expect(page.locator(f"[data-key={key}] .time")).to_have_text(re.compile(r"^\d[\d,]* ms$"))
    root = serve("app.py")
    link = page.get_by_role("link", name="KTRM")
    expect(link).to_have_attribute("href", f"{root}/?c=KTRM")
    assert page.get_by_alt_text(f"QR code of {root}/?c=KTRM").evaluate("image => image.naturalWidth") > 200


def test_without_websockets_the_row_and_the_summary_say_so(reach):
    page = reach("?c=KTRM", lambda page: page.route_web_socket("**/_stcore/stream", lambda socket: socket.close()))
    assert marks(page) == dict.fromkeys(ROWS, "ok") | {"socket": "bad"}
    expect(page.locator("[data-key=socket]")).to_contain_text("Ask the administrator: Let websockets")
    expect(summary(page)).to_contain_text("The websocket does not get through: the app’s pages stay empty.")
    page.get_by_role("link", name="Draw and vote without it").click()
    expect(page).to_have_url(re.compile(r"/without\?c=KTRM$"))


def test_a_proxy_that_refuses_large_bodies_and_put_is_named(reach):
    def block(page: Page) -> None:
        page.route(
            "**/cnnviz/reach",
            lambda route: (
                route.fulfill(status=400 if route.request.method == "PUT" else 200, body="<html>Blocked</html>")
                if len(route.request.post_data_buffer or b"") > 1000
                else route.continue_()
            ),
        )

    page = reach("", block, refused=True)
    found = marks(page)
    assert [key for key, mark in found.items() if mark == "bad"] == ["large", "upload"]
    expect(page.locator("[data-key=large]")).to_contain_text("Something else answers in the server’s place.")
    expect(summary(page)).to_contain_text("Drawings (POST, 100 kB) and Pictures (PUT, 1 MB) do not get through.")


def test_the_report_can_be_copied_without_a_clipboard(reach):
    page = reach("", init_script=NO_CLIPBOARD)
    page.get_by_role("button", name="Copy this report").click()
    report = page.get_by_label("The report").input_value()
    assert "Everything gets through." in report and report.count("✓") == len(ROWS)
    assert "✓ The websocket (" in report


def test_a_page_whose_websocket_is_cut_leads_on(serve, open_page):
    page = open_page("about:blank")
    page.route_web_socket("**/_stcore/stream", lambda socket: socket.close())
    page.goto(f"{serve('app.py')}/filters?c=KTRM")
    expect(page.get_by_text("lets the page through but not its websocket")).to_be_visible()
    expect(page.get_by_role("link", name="test what gets through")).to_have_attribute(
        "href", f"{serve('app.py')}/reach?c=KTRM"
    )
    page.get_by_role("link", name="Draw and vote without it").click()
    expect(page).to_have_url(f"{serve('app.py')}/without?c=KTRM")
