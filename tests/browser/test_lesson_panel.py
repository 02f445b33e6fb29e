"""The lesson panel in real Chromium: every kind of question by mouse and by keyboard alone, and what Python gets."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessibility import AXE, BEYOND, COLOURS, LOOK, SMALL

APP = "tests/browser/lesson_panel_app.py"
STEPS = ["explain", "choose", "order", "number", "class", "classes", "cell", "draw"]
STEPS += ["vote", "work", "do", "reveal", "reflect", "waits"]
AT = {step: index for index, step in enumerate(STEPS)}
"""The steps of the app, by what they ask for."""


class Panel:
    """The panel on the page of lesson_panel_app.py."""

    def __init__(self, page: Page):
        self.page = page
        self.node = page.get_by_test_id("lesson-panel")
        self.heading = self.node.get_by_role("heading", level=2)
        self.send = self.node.get_by_role("button", name="Send", exact=True)
        self.next = self.node.get_by_role("button", name="Next →")
        self.answer = self.node.get_by_test_id("lesson-answer")
        expect(self.heading).to_be_visible()

    def button(self, name: str) -> Locator:
        return self.node.get_by_role("button", name=name, exact=True)

    def radio(self, name: str) -> Locator:
        return self.node.get_by_role("radio", name=name, exact=True)

    def field(self, name: str) -> Locator:
        return self.node.get_by_label(name, exact=True)

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, target: Locator) -> None:
        """Press Tab until the target has the focus."""
        for _ in range(60):
            if target.evaluate("(node) => node.getRootNode().activeElement === node"):
                return
            self.keys("Tab")
        raise AssertionError(f"Tab does not lead to {target}")

    def received(self) -> dict[str, Any]:
        return json.loads(self.page.get_by_test_id("stText").inner_text())

    def said(self, count: int = 1) -> list[dict[str, Any]]:
        """Return what Python was told, once that is so many things or more."""
        counts = "(count) => JSON.parse(document.querySelector('[data-testid=stText]').innerText).said.length >= count"
        self.page.wait_for_function(counts, arg=count)
        return self.received()["said"]

    def last(self) -> dict[str, Any]:
        """Return what Python was told last, once it has answered."""
        expect(self.button("Sending…")).to_have_count(0)
        return self.said()[-1]


@pytest.fixture
def show(open_page, serve) -> Callable[..., Panel]:
    """show(step, **options) -> the panel at that step."""
    return lambda step, **options: Panel(open_page(f"{serve(APP)}/?lesson=here&at={AT[step]}", **options))


def test_an_option_is_chosen_by_mouse_and_the_answer_stays(show):
    panel = show("choose")
    expect(panel.send).to_be_disabled()
    panel.send.click(force=True)
    expect(panel.next).to_be_disabled()
    expect(panel.node.get_by_text("Answer first")).to_be_visible()
    panel.node.get_by_text("more than 0").click()
    panel.send.click()
    expect(panel.answer).to_contain_text("more than 0")
    assert panel.said() == [{"what": "answer", "step": AT["choose"], "text": "more than 0", "sure": 0}]
    expect(panel.radio("0")).to_have_count(0)
    expect(panel.next).to_be_enabled()


def test_an_option_is_chosen_by_keyboard_and_the_next_step_has_the_focus(show):
    panel = show("choose")
    panel.tab_to(panel.radio("0"))
    panel.keys("ArrowDown", "ArrowDown", "Enter")
    expect(panel.answer).to_be_focused()
    assert panel.last()["text"].startswith("less than 0")
    panel.tab_to(panel.next)
    panel.keys("Enter")
    expect(panel.heading).to_have_text("Where is it largest: order?")
    expect(panel.heading).to_be_focused()
    panel.page.go_back()
    expect(panel.heading).to_have_text("Where is it largest: choose?")
    expect(panel.answer).to_contain_text("less than 0")


def test_items_are_put_in_order_by_mouse(show):
    panel = show("order")
    items = panel.node.locator(".order li")
    box, below = items.nth(0).bounding_box(), items.nth(2).bounding_box()
    panel.page.mouse.move(box["x"] + 60, box["y"] + 20)
    panel.page.mouse.down()
    panel.page.mouse.move(box["x"] + 60, below["y"] + below["height"] - 6, steps=12)
    panel.page.mouse.up()
    expect(items.nth(2)).to_contain_text("convolution")
    panel.button("Move pooling down").click()
    panel.send.click()
    expect(panel.answer).to_contain_text("a dense layer with many more units, pooling, convolution")
    assert panel.last()["text"] == "2-1-0"


def test_items_are_put_in_order_by_keyboard(show):
    panel = show("order")
    panel.tab_to(panel.button("Move pooling up"))
    panel.keys("Enter")
    expect(panel.button("Move pooling up")).to_be_focused()
    expect(panel.node.get_by_text("pooling is now number 1 of 3.")).to_be_attached()
    panel.keys("Enter")
    panel.tab_to(panel.send)
    panel.keys("Enter")
    expect(panel.answer).to_be_focused()
    assert panel.last()["text"] == "1-0-2"


def test_a_number_that_is_not_understood_stays_and_the_reason_is_said(show):
    panel = show("number")
    field = panel.field("Your answer, in %")
    panel.tab_to(field)
    panel.page.keyboard.type("eleven cars")
    panel.keys("Enter")
    expect(panel.node.get_by_role("alert")).to_have_text("That is no number. Type one such as 0.4 or 40 %.")
    expect(field).to_have_value("eleven cars")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    # Once more: nothing that Python says is another, and still the button comes back, before one may try again anyway.
    panel.keys("Enter")
    expect(panel.send).to_be_enabled(timeout=15_000)
    expect(panel.node.get_by_role("alert")).to_have_text("That is no number. Type one such as 0.4 or 40 %.")
    assert [said["text"] for said in panel.said(2)] == ["eleven cars"] * 2
    field.fill("11")
    panel.send.click()
    expect(panel.answer).to_contain_text("11 %")


def test_a_class_is_chosen_among_few_and_among_many(show):
    panel = show("class")
    panel.tab_to(panel.radio("airplane"))
    panel.keys("ArrowRight", "ArrowRight")
    panel.tab_to(panel.send)
    panel.keys("Enter")
    expect(panel.answer).to_contain_text("bird")
    panel.next.click()
    expect(panel.heading).to_have_text("Where is it largest: classes?")
    panel.node.get_by_role("combobox").select_option("class 23")
    panel.send.click()
    expect(panel.answer).to_contain_text("class 23")


def test_a_cell_is_typed_or_pointed_at(show):
    panel = show("cell")
    row, column = panel.field("Row"), panel.field("Column")
    panel.tab_to(row)
    panel.page.keyboard.type("4")
    expect(panel.node.get_by_text("Rows go from 0 to 3.")).to_be_visible()
    panel.keys("Backspace")
    panel.page.keyboard.type("3")
    panel.keys("Tab")
    panel.page.keyboard.type("5")
    # What a component does where a cell of it is clicked, in the module that the page has.
    covers = (
        "performance.getEntriesByType('resource').map(({ name }) => name).find((name) => /shared.covers.js/.test(name))"
    )
    assert panel.page.evaluate(f"async () => (await import({covers})).pointedCell()") == [3, 5]
    panel.page.evaluate(f"async () => (await import({covers})).pointAt([2, 1])")
    expect(row).to_have_value("2")
    expect(column).to_have_value("1")
    panel.keys("Enter")
    expect(panel.answer).to_contain_text("row 2, column 1")
    assert panel.last()["text"] == "2-1"


def test_a_drawing_is_handed_in(show):
    panel = show("draw")
    panel.tab_to(panel.button("Use my drawing"))
    panel.keys("Enter")
    expect(panel.answer).to_contain_text("your drawing")
    assert panel.last()["text"] == "drawn"


def test_a_vote_has_two_rounds_and_asks_how_sure_one_is(show):
    panel = show("vote")
    panel.radio("0").check()
    expect(panel.send).to_be_disabled()
    expect(panel.node.get_by_text("Say how sure you are")).to_be_visible()
    panel.tab_to(panel.radio("a guess"))
    panel.keys("Space", "ArrowRight")
    panel.send.click()
    expect(panel.answer).to_contain_text("First you answered")
    expect(panel.answer).to_contain_text("rather sure")
    expect(panel.radio("0")).not_to_be_checked()
    expect(panel.node.get_by_text("Answer again first")).to_be_visible()
    panel.radio("more than 0").check()
    panel.radio("certain").check()
    panel.send.click()
    expect(panel.answer).to_contain_text("Then you answered")
    expect(panel.answer).to_contain_text("more than 0")
    step = AT["vote"]
    assert panel.said(2) == [
        {"what": "answer", "step": step, "text": "0", "sure": 2},
        {"what": "answer", "step": step, "text": "more than 0", "sure": 4, "again": True},
    ]


def test_a_ledger_says_which_numbers_are_right_until_they_are_changed(show):
    panel = show("work")
    blank, total = panel.field("row 0, column 2: 24 × 1"), panel.field("Sum")
    panel.tab_to(blank)
    panel.page.keyboard.type("24")
    panel.keys("Tab")
    panel.page.keyboard.type("41")
    panel.keys("Enter")
    expect(panel.node.get_by_text("1 of 2 is right.")).to_be_visible()
    marks = panel.node.locator(".mark")
    expect(marks).to_have_text(["✓ right", "✗ wrong"])
    expect(total).to_be_focused()
    expect(panel.button("Show me")).to_be_visible()
    total.fill("40")
    expect(marks).to_have_text(["✓ right", ""])
    panel.keys("Enter")
    expect(total).to_be_disabled()
    expect(total).to_have_value("40")
    expect(panel.node.get_by_text("✓ Right", exact=True)).to_be_visible()
    assert panel.last()["text"] == "24|40"


def test_goals_are_checked_and_may_be_left(show):
    panel = show("do")
    expect(panel.button("Go on without it")).to_be_hidden()
    panel.button("Check").click()
    expect(panel.node.locator(".mark")).to_have_text(["✗ not yet", "✓ reached"])
    expect(panel.node.get_by_text("Now: 1.3 times")).to_be_visible()
    expect(panel.button("Show me one")).to_be_visible()
    panel.button("Go on without it").click()
    expect(panel.next).to_be_enabled()
    assert [said["what"] for said in panel.said(2)] == ["check", "skip"]


def test_a_sentence_begins_with_a_starter_and_its_letters_are_no_shortcuts(show):
    panel = show("reflect")
    runs = panel.received()["runs"]
    panel.button("I had thought …").click()
    expect(panel.field("Your sentence")).to_be_focused()
    panel.page.keyboard.type("rarely of c")
    expect(panel.field("Your sentence")).to_have_value("I had thought rarely of c")
    panel.send.click()
    expect(panel.answer).to_contain_text("I had thought rarely of c")
    panel.said()
    assert panel.received()["runs"] == runs + 1


def test_what_is_typed_stays_while_the_page_runs_and_after_another_step(show):
    panel = show("reflect")
    panel.field("Your sentence").fill("It lights up")
    runs = panel.received()["runs"]
    panel.page.get_by_role("slider").press("ArrowRight")
    panel.page.wait_for_function(f"document.querySelector('[data-testid=stText]').innerText.includes('{runs + 1}')")
    expect(panel.field("Your sentence")).to_have_value("It lights up")
    panel.button("← Back").click()
    expect(panel.heading).to_have_text("The largest sum")
    panel.next.click()
    expect(panel.heading).to_have_text("In your words")
    expect(panel.field("Your sentence")).to_have_value("It lights up")


def test_the_first_step_takes_no_focus_and_dots_lead_to_steps(show):
    panel = show("explain")
    expect(panel.heading).not_to_be_focused()
    steps = panel.node.get_by_role("navigation", name="Steps of the lesson")
    expect(steps.locator("[aria-current=step]")).to_have_attribute("title", "Step 1: A 7 is a grid (open)")
    expect(steps.get_by_role("button").last).to_be_disabled()
    steps.get_by_role("button", name="Step 12").click()
    expect(panel.heading).to_have_text("The largest sum")
    expect(panel.heading).to_be_focused()
    expect(panel.node.get_by_test_id("lesson-verdict")).to_contain_text("You may have thought: a large sum is")
    expect(panel.node.get_by_text("The sum that makes it")).to_be_visible()
    panel.button("Leave the lesson").click()
    expect(panel.node).to_have_count(0)


def test_a_visitor_who_has_gone_elsewhere_finds_back_and_begins_again(show, serve):
    panel = show("waits")
    expect(panel.node.get_by_role("progressbar")).to_be_visible()
    panel.button("Begin again").click()
    assert panel.last() == {"what": "restart"}
    panel.page.goto(f"{serve(APP)}/?lesson=here&at=1&away=1")
    panel.button("← Back to the step’s page").click()
    expect(panel.button("← Back to the step’s page")).to_be_hidden()


def test_a_dialog_lies_above_the_panel(show):
    panel = show("choose")
    panel.page.get_by_role("button", name="Open a dialog").click()
    expect(panel.page.get_by_text("It lies above everything.")).to_be_visible()
    box = panel.node.bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (1100, 0, 340, 900)
    at_top = "([x, y]) => document.elementFromPoint(x, y).closest('[data-testid=stBidiComponentIsolated]') === null"
    assert panel.page.evaluate(at_top, [1270, 450])
    panel.keys("Escape")
    expect(panel.page.get_by_text("It lies above everything.")).to_have_count(0)
    panel.page.wait_for_function(f"!({at_top})([1270, 450])")


def test_the_sheet_of_a_phone_collapses_to_its_title(show):
    panel = show("choose", width=390, height=844)
    box = panel.node.bounding_box()
    assert box["x"] == 0 and box["width"] == 390
    assert box["height"] <= 0.46 * 844 + 1
    assert box["y"] + box["height"] == pytest.approx(844, abs=1)
    toggle = panel.node.locator(".toggle")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    toggle.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "false")
    expect(panel.heading).to_be_hidden()
    assert panel.node.bounding_box()["height"] < 60
    toggle.click()
    expect(panel.heading).to_be_visible()


WIDE = """(node) => [node, ...node.querySelectorAll("*")]
    // What is only heard, and the dots of a narrow window, which scroll.
    .filter((each) => getComputedStyle(each).clipPath === "none" && !each.matches("nav ol"))
    .filter((each) => each.clientWidth && each.scrollWidth > each.clientWidth + 1)
    .map((each) => `too wide: ${each.outerHTML}`)"""


@pytest.mark.parametrize("step", ["order", "cell", "vote", "work", "reveal", "reflect"])
def test_axe_finds_nothing_and_nothing_is_too_wide(show, step):
    panel = show(step)
    page = panel.page
    page.add_script_tag(path=AXE)
    found = []
    for width, height in ((1440, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        found += [*page.evaluate(SMALL), *panel.node.evaluate(WIDE)]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += page.evaluate(LOOK, [[], COLOURS] if scheme == "dark" else [BEYOND, []])
    assert not found, "\n\n".join(map(str, found))
