"""The pad's direct way to an answer: what the server says, and that the page shows the same by either way."""

from __future__ import annotations

import json
import struct
import urllib.request

import numpy as np
import pytest
from playwright.sync_api import expect

import cnnviz
from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.network_input import prepare_strokes
from cnnviz.pictures.prepare import prepare
from cnnviz.pictures.read_ink import read_drawing
from cnnviz.pictures.strokes import Stroke, draw_strokes
from cnnviz.pictures.strokes_json import drawing_to_json
from cnnviz.ui.picture.reading import Reading
from tests.browser.main_page import SEVEN, MainPage
from tests.browser.modules import in_module

SAMPLE_LABEL = str(load_samples().labels[1])
DRAWING = drawing_to_json([Stroke(tuple(SEVEN), 16)])
ROUTE = "**/cnnviz/reading"


@pytest.fixture(scope="module")
def url(serve, browser):
    """The app, with mnist_lab loaded."""
    page = browser.new_page()
    page.goto(serve("app.py"))
    MainPage(page).wait()
    page.close()
    return serve("app.py")


@pytest.mark.parametrize("centre", [True, False])
def test_the_answer_is_the_librarys(url, centre):
    question = json.dumps({"network": "mnist_lab", "centre": centre, **DRAWING}).encode()
    with urllib.request.urlopen(f"{url}/cnnviz/reading", question) as response:
        status, headers, body = response.status, response.headers, response.read()
    strokes = [Stroke(tuple(SEVEN), 16)]
    reading = Reading(cnnviz.load("mnist_lab"), prepare_strokes(strokes, centre=centre))
    ink = read_drawing(draw_strokes(strokes)).ink
    np.testing.assert_array_equal(reading.preparation.input, prepare(ink, centre=centre).input)
    assert (status, headers["x-reading"]) == (200, reading.name)
    assert body == struct.pack("<I", len(reading.message)) + reading.message + reading.answer


def test_a_stroke_is_answered_directly_and_streamlit_sends_no_maps_again(open_page, url):
    received = []
    page = open_page("about:blank")
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))
    page.goto(f"{url}/?sample=1")
    main = MainPage(page).wait()
    # On a busy machine the pad may tell Streamlit before the answer is there, and gets it twice.
    for _ in range(10):
        received.clear()
        with page.expect_response(ROUTE) as answered:
            main.draw(SEVEN)
        assert answered.value.status == 200
        main.wait_for_label("7")
        # Streamlit's run is over once the caption below the empty pad is gone.
        expect(page.get_by_text("A sample is being read.")).to_have_count(0)
        # The page's own messages remain, those of the URL among them; the maps would be as long as the answer.
        if sum(received) < 40_000 < len(answered.value.body()):
            return
        page.get_by_test_id("pad-clear").click()
        main.wait_for_label(SAMPLE_LABEL)
    raise AssertionError(f"Streamlit sent {sum(received):,} bytes for a stroke that was answered already.")


def test_without_the_direct_way_streamlit_answers(open_page, url):
    page = open_page("about:blank")
    page.route(ROUTE, lambda route: route.fulfill(status=204))
    page.goto(url)
    main = MainPage(page).wait()
    main.draw(SEVEN)
    main.wait_for_label("7")


def test_an_answer_that_the_browser_lacks_is_sent_by_streamlit(open_page, url):
    main = MainPage(open_page(url)).wait()
    main.draw([(30, 30), (75, 32), (60, 95)])
    caption = main.answer.get_by_test_id("input-numbers")
    switch = main.page.get_by_test_id("stCheckbox").filter(has_text="Centre my drawing").locator("label")
    expect(main.page.get_by_text("A sample is being read.")).to_have_count(0)
    switch.click()
    expect(caption).to_contain_text("squashed")
    main.page.evaluate(in_module("shared/readings.js", "readingStore.name = 'gone'"))
    switch.click()
    expect(caption).to_contain_text("centred")
