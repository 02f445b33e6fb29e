"""*Share*: whoever opens the link that a visitor made sees the same, and its address says what is hidden and locked."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.main_page import SEVEN, MainPage
from tests.browser.navigation import IDLE
from tests.browser.test_accessibility import look_through

CODE_SIDE = 280


def open_share(page: Page) -> Locator:
    page.get_by_role("button", name="Share").click()
    dialog = page.get_by_role("dialog", name="Share what you see")
    dialog.get_by_role("button", name="Copy link").wait_for()
    return dialog


def choose(dialog: Locator, region: str, level: str) -> None:
    dialog.get_by_role("radiogroup", name=region).get_by_role("radio", name=level).click()


def link(dialog: Locator) -> Locator:
    return dialog.get_by_role("textbox", name="The link")


def test_a_drawing_is_shared_with_its_answer_hidden(serve, open_page):
    page = open_page(serve("app.py"))
    main = MainPage(page).wait()
    main.draw(SEVEN)
    main.wait_for_label("7")
    expect(page).to_have_url(re.compile("strokes="))
    page.locator(IDLE).wait_for()
    before = page.url
    dialog = open_share(page)
    expect(link(dialog)).to_have_value(before)
    code = dialog.get_by_role("img", name=before, exact=True)
    box = code.bounding_box()
    assert box["width"] == box["height"] >= CODE_SIDE
    assert code.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == box["width"]

    choose(dialog, "What the network reads", "hidden")
    choose(dialog, "The choice of the network", "shown")
    expect(link(dialog)).to_have_value(f"{before}&hide=answer&lock=network-choice")
    shared = link(dialog).input_value()
    expect(dialog.get_by_role("img", name=shared, exact=True)).to_be_visible()
    assert page.url == before, "the sharer's own page is as it was"

    other = open_page(shared, alone=True)
    other.locator('[data-testid="network-map"][data-state="ready"]').wait_for()
    other.locator(IDLE).wait_for()
    assert parse_qs(urlsplit(other.url).query) == parse_qs(urlsplit(shared).query)
    dialog = open_share(other)
    hidden = dialog.get_by_role("radiogroup", name="What the network reads").get_by_role("radio", name="hidden")
    expect(hidden).to_be_checked()
    dialog.get_by_role("button", name="Everything").click()
    expect(link(dialog)).to_have_value(before)
    choose(dialog, "The links to other pages", "shown")
    expect(link(dialog)).to_have_value(f"{before}&lock=navigation")
    locked = open_page(f"{before}&lock=navigation", alone=True)
    locked.locator('[data-testid="network-map"][data-state="ready"]').wait_for()
    expect(locked.get_by_role("button", name="Share", exact=True)).to_have_count(0)


def test_the_step_and_the_frame_follow_what_is_chosen_and_are_copied(serve, open_page):
    page = open_page(f"{serve('app.py')}/why?source=Samples&sample=3", alone=True)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    dialog = open_share(page)
    dialog.get_by_text("As a step of a lesson").click()
    dialog.get_by_role("button", name="Question first").click()
    step = dialog.get_by_role("textbox", name="The step")
    expect(step).to_have_value(re.compile(r"see: why\?network=\w+&source=Samples&sample=3\nhide: \[answer\]"))
    dialog.get_by_role("button", name="Copy step").click()
    expect(dialog.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == step.input_value()
    dialog.get_by_text("In a course").click()
    frame = dialog.get_by_role("textbox", name="The frame").input_value()
    source = f"{link(dialog).input_value()}&embed=true".replace("&", "&amp;")
    assert f'src="{source}"' in frame

    # In a frame the state is the same, and the address keeps what Streamlit reads of it.
    page.set_content(f"<!doctype html><title>A course</title>{frame}")
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("heading", level=1, name="Why")).to_be_visible()
    expect(inside.get_by_role("button", name="Share")).to_be_visible()
    assert "embed=true" in page.frames[1].url and "hide=answer" in page.frames[1].url


def test_without_a_clipboard_the_text_is_copied_all_the_same(serve, open_page):
    # As a page is at an address of the school's own network, without https.
    no_clipboard = "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })"
    page = open_page(f"{serve('app.py')}/x_or_o", init_script=no_clipboard)
    dialog = open_share(page)
    page.evaluate("() => addEventListener('copy', () => (window.copied = true))")
    dialog.get_by_role("button", name="Copy link").click()
    expect(dialog.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.evaluate("window.copied")


def test_by_keyboard_it_opens_is_chosen_in_and_closes(serve, open_page):
    page = open_page(f"{serve('app.py')}/datasets")
    share = page.get_by_role("button", name="Share")
    share.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Share what you see")
    dialog.get_by_role("button", name="Copy link").wait_for()
    # A page without a network has none to choose.
    expect(dialog.get_by_role("radiogroup", name="The choice of the network")).to_have_count(0)
    dialog.get_by_role("button", name="Kiosk").focus()
    page.keyboard.press("Space")
    expect(link(dialog)).to_have_value(re.compile("lock=navigation$"))
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(share).to_be_focused()
    # What was chosen and not sent is not kept: the dialog says what the page is.
    dialog = open_share(page)
    expect(link(dialog)).not_to_have_value(re.compile("lock="))


def test_nobody_is_shut_out_of_it(serve, open_page):
    page = open_page(serve("app.py"))
    MainPage(page).wait()
    dialog = open_share(page)
    expect(dialog.get_by_text("Only this computer can open this link")).to_be_visible()
    dialog.get_by_text("As a step of a lesson").click()
    look_through(page)


@pytest.mark.parametrize("path", ["", "x_or_o"])
def test_on_a_phone_the_header_is_no_higher_for_it(serve, open_page, path):
    page = open_page(f"{serve('app.py')}/{path}", width=390, height=844)
    share = page.get_by_role("button", name="Share", exact=True)
    expect(share).to_be_visible()
    name, links = page.get_by_role("heading", level=1), page.get_by_role("navigation", name="Pages")
    page.locator(IDLE).wait_for()
    box, title, above = share.bounding_box(), name.bounding_box(), links.bounding_box()
    assert title["y"] <= box["y"] + box["height"] / 2 <= title["y"] + title["height"]
    assert above["height"] < 40, "the links are on one line"
    assert box["x"] + box["width"] <= 390 and min(box["width"], box["height"]) >= 24
