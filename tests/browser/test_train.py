"""The Train page in real Chromium: a visitor trains a stack, steers it, and looks inside what it has become."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import time
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import keras
import numpy as np
import psutil
import pytest
from playwright.sync_api import Page, expect

import cnnviz
from benchmarks.launch import ROOT, running_server
from cnnviz.live.recipe import Recipe
from cnnviz.live.sample import pictures_of
from tests.browser.main_page import START_SECONDS
from tests.browser.steady import steady_box

LONG = START_SECONDS * 1000


@pytest.fixture
def open_train(serve, open_page):
    """open_train(query, **options) -> the page as a link opens it."""

    def open_train(query: str = "", **options) -> Page:
        page = open_page(f"{serve('app.py')}/train?{query}", **options)
        wait_for(page, "idle")
        return page

    return open_train


def wait_for(page: Page, state: str) -> None:
    expect(page.get_by_test_id("train")).to_have_attribute("data-state", state, timeout=LONG)


def steps(page: Page) -> int:
    return int(page.get_by_test_id("train").get_attribute("data-step"))


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download(timeout=LONG) as download:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(download.value.path()).read_bytes()


def test_a_stack_is_trained_steered_opened_and_downloaded(open_train, tmp_path):
    page = open_train("classes=3-8&stack=c4-r-m3-f-d2-z&each=40&epochs=6&batch=16")
    page.get_by_test_id("train-batch").click()
    wait_for(page, "paused")
    expect(page.get_by_test_id("train")).to_have_attribute("data-step", "1")
    page.get_by_test_id("train-epoch").click()
    expect(page.get_by_test_id("train")).to_have_attribute("data-step", "4", timeout=LONG)
    wait_for(page, "paused")
    before = page.get_by_test_id("train-filters").evaluate("canvas => canvas.toDataURL()")
    rate = page.get_by_test_id("train-rate")
    expect(rate).to_have_value("0.003")
    page.get_by_label("×3: three times the learning rate").click()
    expect(rate).to_have_value("0.009")
    page.get_by_test_id("train-go").or_(page.get_by_test_id("train-start")).filter(visible=True).first.click()
    wait_for(page, "done")
    assert steps(page) == 24
    assert page.get_by_test_id("train-filters").evaluate("canvas => canvas.toDataURL()") != before
    # The card says what the network reads of the official test pictures, and the files hold that network.
    card = page.get_by_text(re.compile(r"of 200 official test pictures"))
    expect(card).to_be_visible(timeout=LONG)
    said = float(re.search(r"([\d.]+)% of 200 official", card.inner_text().replace("\n", " "))[1])
    test = pictures_of(Recipe(classes=(3, 8))).test
    path = tmp_path / "network.keras"
    path.write_bytes(downloaded(page, "Network"))
    assert cnnviz.load(path).labels
    read = keras.models.load_model(path).predict(test.images / np.float32(255), verbose=0).argmax(1)
    assert said == pytest.approx(100 * (read == test.labels).mean(), abs=0.051)
    with zipfile.ZipFile(io.BytesIO(downloaded(page, "Program"))) as program:
        assert set(program.namelist()) == {"train.py", "pictures.npz"}
        assert "RATES = {0: 0.003, 4: 0.009" in program.read("train.py").decode()
    assert downloaded(page, "History").decode().splitlines()[0] == "epoch,loss,accuracy,val_loss,val_accuracy"
    # Opened, it is a network like any other: a cell of it is explained down to its products.
    page.get_by_role("button", name="Open it").click()
    expect(page).to_have_url(re.compile(r"network=own-"), timeout=LONG)
    expect(page.get_by_test_id("network-map")).to_have_attribute("data-state", "ready", timeout=LONG)
    expect(page.get_by_test_id("ledger")).to_contain_text(re.compile(r"TensorFlow: .*✓"), timeout=LONG)


def test_my_digit_is_followed_while_it_learns(open_train):
    page = open_train("stack=c4-r-m3-f-d10-z&each=20&epochs=3")
    page.get_by_test_id("train-epoch").click()
    wait_for(page, "paused")
    maps = page.get_by_test_id("train-maps")
    canvas = maps.locator("canvas").first
    before = canvas.evaluate("canvas => canvas.toDataURL()")
    pad = page.get_by_test_id("pad")
    pad.scroll_into_view_if_needed()
    box = steady_box(pad)
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.8, steps=8)
    page.mouse.up()
    expect_changed(page, before)


def expect_changed(page: Page, before: str) -> None:
    page.wait_for_function(
        "before => document.querySelector('[data-testid=train-maps] canvas')?.toDataURL() !== before",
        arg=before,
        timeout=LONG,
    )


def test_a_stack_that_cannot_be_trained_is_told_before_anything_starts(serve, open_page):
    page = open_page(f"{serve('app.py')}/train?stack=c8-r-f-d7-z")
    expect(page.get_by_test_id("train-status")).to_contain_text("end the stack with Dense 10 and Softmax", timeout=LONG)
    expect(page.get_by_test_id("train-start")).to_be_disabled()


def test_a_rate_far_too_large_says_what_to_change(open_train):
    page = open_train("stack=c8-c8-f-d10-z&each=20&optimizer=momentum&rate=10&epochs=200")
    page.get_by_test_id("train-start").click()
    expect(page.get_by_test_id("train-status")).to_contain_text("Begin again with", timeout=LONG)
    wait_for(page, "failed")


def test_a_reload_keeps_the_settings_and_says_what_is_gone(open_train):
    page = open_train("data=fashion_mnist&each=20&epochs=2&seed=7")
    page.get_by_test_id("train-start").click()
    wait_for(page, "done")
    page.reload()
    wait_for(page, "idle")
    assert "seed=7" in page.url and "data=fashion_mnist" in page.url


def test_a_web_process_that_is_killed_takes_its_workers_along_and_the_page_starts_anew(browser, tmp_path):
    page = browser.new_context().new_page()
    page.set_default_timeout(LONG)
    with running_server(ROOT / "app.py", tmp_path / "log.txt") as server:
        page.goto(f"{server.url}/train?each=20&epochs=200&seed=7")
        wait_for(page, "idle")
        page.get_by_test_id("train-start").click()
        wait_for(page, "running")
        workers = [
            child.pid for child in psutil.Process(server.pid).children() if "live.worker" in str(child.cmdline())
        ]
        assert workers
        os.kill(server.pid, signal.SIGKILL)
    end = time.monotonic() + START_SECONDS
    while any(psutil.pid_exists(pid) for pid in workers):
        assert time.monotonic() < end
        time.sleep(0.1)
    with running_server(ROOT / "app.py", tmp_path / "log.txt", port=urlsplit(server.url).port):
        # The address keeps the settings: the same network learns the same once more.
        start = page.get_by_test_id("train-start").or_(page.get_by_test_id("train-again")).filter(visible=True)
        expect(start.first).to_be_enabled()
        expect(page.get_by_test_id("train")).to_have_attribute("data-state", re.compile("idle|failed|stopped"))
        start.first.click()
        wait_for(page, "running")
        assert "seed=7" in page.url
    page.context.close()


def test_two_trainings_are_looked_back_at_side_by_side(open_train):
    page = open_train("stack=c4-r-m3-f-d10-z&each=20&epochs=3")
    for _ in range(2):
        # So few pictures may be learned before one sees that it goes on: what counts is that it was begun.
        with page.expect_response(lambda answer: answer.url.endswith("/cnnviz/train") and answer.ok):
            page.get_by_test_id("train-start").or_(page.get_by_test_id("train-again")).filter(
                visible=True
            ).first.click()
        wait_for(page, "done")
    page.get_by_text("Look back: any epoch").click()
    back = page.get_by_test_id("look-back")
    expect(back).to_have_attribute("data-state", "ready", timeout=LONG)
    panels = page.get_by_test_id("back-panel")
    expect(panels).to_have_count(2)
    expect(panels.nth(0).get_by_test_id("back-run").locator("option:checked")).to_contain_text("2 · ")
    # The table of the runs may have grown only now, and nobody is asked for what nobody sees.
    panels.nth(1).scroll_into_view_if_needed()
    for number in range(2):
        expect(panels.nth(number)).to_have_attribute("data-epoch", "3")
    filters = (
        panels.nth(0)
        .get_by_test_id("back-filters")
        .locator("canvas")
        .or_(panels.nth(0).locator("canvas[data-testid=back-filters]"))
        .first
    )
    learned = filters.evaluate("canvas => canvas.toDataURL()")
    slider = (
        panels.nth(0)
        .get_by_test_id("back-epoch")
        .locator("input")
        .or_(panels.nth(0).locator("input[data-testid=back-epoch]"))
        .first
    )
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    # Both move, to before anything was learned.
    for number in range(2):
        expect(panels.nth(number)).to_have_attribute("data-epoch", "0", timeout=LONG)
    assert filters.evaluate("canvas => canvas.toDataURL()") != learned


def test_forged_questions_get_a_sentence(serve, open_page):
    page = open_page(f"{serve('app.py')}/train")
    asked = page.request
    url = f"{serve('app.py')}/cnnviz/train"
    for body in ("", "[]", "{}", json.dumps({"visit": 1, "do": "fly"}), "{" * 9_000):
        answer = asked.post(url, data=body)
        assert answer.status == 400 and answer.text().startswith("An order to a training is JSON"), body
    assert asked.post(url, data="x" * 30_000).status == 413
    answer = asked.post(url, data=json.dumps({"visit": "nobody", "do": "start", "recipe": {}}))
    assert answer.status == 404 and "reload it" in answer.text()
    assert asked.get(f"{url}?visit=nobody&run=1").status == 404
    assert asked.get(f"{url}?visit=nobody&run=1&since=x").status == 400
