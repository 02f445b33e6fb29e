"""A lesson beside the pages: how one comes to it, what stays of one's answers, and how one leaves it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.lesson_walk import COVERED

NAME = "3_one_number"
IS_COVERED = f"(shown => shown.length > 0 && shown.every(each => each === 'hidden'))(({COVERED})('sums'))"


def panel(page: Page):
    shown = page.get_by_test_id("lesson-panel")
    expect(shown.get_by_role("progressbar")).to_have_count(0)
    return shown


def test_answers_outlast_back_a_reload_and_another_page(serve, open_page):
    page = open_page(f"{serve('app.py')}/?lesson={NAME}")
    # The name alone leads to the first step's page, with all that it shows there.
    expect(page).to_have_url(re.compile(r"/layer_by_layer\?.*pin=conv2d\.0-0-3.*lesson=3_one_number"))
    lesson = panel(page)
    expect(lesson.locator("h2")).to_have_text("Over blank paper")
    expect(lesson.get_by_role("button", name="Next")).to_be_disabled()
    page.wait_for_function(IS_COVERED)
    lesson.get_by_role("radio", name="1.0000").check()
    lesson.get_by_role("button", name="Send").click()
    expect(lesson.locator("h2")).to_have_text("Only the bias")
    expect(lesson.get_by_test_id("lesson-verdict")).to_contain_text("1.0000")
    page.wait_for_function(f"({COVERED})('sums').includes('visible')")
    page.go_back()
    expect(lesson.locator("h2")).to_have_text("Over blank paper")
    expect(lesson.get_by_test_id("lesson-answer")).to_contain_text("1.0000")
    expect(lesson.get_by_role("button", name="Next")).to_be_enabled()
    page.reload()
    expect(panel(page).get_by_test_id("lesson-answer")).to_contain_text("1.0000")
    # Another page still has the lesson beside it, and the way back to the step's own.
    page.get_by_role("button", name="Look inside").click()
    page.get_by_role("link", name="Filters").click()
    expect(page).to_have_title("Filters · cnnviz")
    panel(page).get_by_role("button", name="Back to the step’s page").click()
    expect(page).to_have_title("Layer by layer · cnnviz")
    expect(panel(page).get_by_test_id("lesson-answer")).to_contain_text("1.0000")


def test_whoever_leaves_a_lesson_sees_everything(serve, open_page):
    page = open_page(f"{serve('app.py')}/layer_by_layer?source=Samples&pin=conv2d.0-0-3&lesson={NAME}")
    lesson = panel(page)
    page.wait_for_function(IS_COVERED)
    lesson.get_by_role("button", name="Leave the lesson").click()
    expect(page.get_by_test_id("lesson-panel")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/layer_by_layer\?(?!.*lesson=)"))
    page.wait_for_function(f"({COVERED})('sums').includes('visible')")


def test_a_lesson_that_is_not_here_is_named_in_a_sentence(serve, open_page):
    page = open_page(f"{serve('app.py')}/networks?lesson=mine-12345678")
    expect(page.get_by_text("That link opens a lesson that is not here")).to_be_visible()
    expect(page.get_by_test_id("lesson-panel")).to_have_count(0)
