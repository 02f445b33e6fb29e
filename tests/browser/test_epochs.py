"""The Epochs page in real Chromium: what the slider shows is what the network was and answered after each epoch."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from cnnviz import bundled
from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.prepare import prepare
from cnnviz.results import snapshots
from cnnviz.ui.state import Selection
from tests.browser.traffic import Traffic

NAME = "mnist_lab"


@pytest.fixture
def open_epochs(serve, open_page):
    """open_epochs(**options) -> the page, with `traffic`, which counts what it and the server say."""

    def open_epochs(**options) -> Page:
        page = open_page("about:blank", **options)
        page.traffic = Traffic(page)
        page.goto(f"{serve('app.py')}/epochs?network={NAME}")
        expect(page.locator("[data-testid=epochs][data-state=ready]")).to_be_visible(timeout=120_000)
        return page

    return open_epochs


def _answer(page: Page) -> dict[str, str]:
    rows = page.get_by_test_id("epochs-answer").locator("tr").all()
    return {row.locator("th").inner_text(): row.locator(".share").inner_text() for row in rows}


def _percent(text: str) -> float:
    return float(text.strip("<> %")) / 100


def _pixels(page: Page, test_id: str) -> str:
    return page.get_by_test_id(test_id).evaluate("(canvas) => canvas.toDataURL()")


def _assert_shows(page: Page, epoch: int) -> None:
    expect(page.locator(f"[data-testid=epochs][data-epoch='{epoch}']")).to_be_visible()
    values = prepare(load_samples().ink(Selection().sample)).input
    expected = snapshots.network_at(NAME, epoch).trace_input(values).probabilities
    shown = _answer(page)
    assert list(shown) == list("0123456789")
    np.testing.assert_allclose([_percent(text) for text in shown.values()], expected, atol=1.01e-4)
    row = next((row for row in bundled.record(NAME).epochs() if row["epoch"] + 1 == epoch), None)
    if row:
        words = page.get_by_test_id("epochs-accuracy").inner_text()
        validation, training = (_percent(part.split()[1]) for part in words.split(",")[:2])
        assert validation == pytest.approx(row["val_accuracy"], abs=5.1e-5)
        assert training == pytest.approx(float(row["accuracy"]), abs=5.1e-5)


def test_the_slider_shows_every_epoch_without_asking_the_server_for_one(open_epochs):
    page = open_epochs()
    slider, epochs = page.get_by_test_id("epochs-slider"), snapshots.epochs(NAME)
    _assert_shows(page, epochs[-1])
    page.traffic.settle()
    slider.focus()
    page.keyboard.press("Home")
    expect(page.get_by_test_id("epochs-now")).to_have_text("before training")
    expect(page.get_by_test_id("epochs-accuracy")).to_contain_text("random")
    pictures = set()
    for epoch in epochs:
        _assert_shows(page, epoch)
        pictures.add((_pixels(page, "epochs-filters"), _pixels(page, "epochs-maps")))
        page.keyboard.press("ArrowRight")
    assert len(pictures) == len(epochs)
    page.traffic.assert_only_the_view_was_said()


def test_the_filters_are_painted_in_the_colours_of_their_weights(open_epochs):
    page = open_epochs()
    epoch = snapshots.epochs(NAME)[-1]
    kernel = snapshots.network_at(NAME, epoch).layers[0].weights["kernel"]
    height, _, _, filters = kernel.shape
    canvas = page.get_by_test_id("epochs-filters")
    pitch, scale = 126, 120 // height
    for row, col, filter in [(0, 0, 0), (2, 3, filters - 1), (4, 4, 1)]:
        x, y = 1 + filter * pitch + col * scale + scale // 2, 1 + row * scale + scale // 2
        red, _, blue, _ = canvas.evaluate(
            "(canvas, [x, y]) => [...canvas.getContext('2d').getImageData(x, y, 1, 1).data]", [x, y]
        )
        assert (blue > red) == (kernel[row, col, 0, filter] > 0)


def test_playing_runs_through_the_epochs(open_epochs):
    page = open_epochs()
    epochs = snapshots.epochs(NAME)
    play = page.get_by_test_id("epochs-play")
    play.click()
    expect(play).to_contain_text("Pause")
    for epoch in epochs[:3]:
        expect(page.locator(f"[data-testid=epochs][data-epoch='{epoch}']")).to_be_visible()
    play.click()
    expect(play).to_contain_text("Play")


def test_the_epoch_is_in_the_url_and_stays_with_another_layer(open_epochs):
    page = open_epochs()
    page.get_by_test_id("epochs-slider").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    epoch = snapshots.epochs(NAME)[1]
    page.wait_for_url(f"**epoch={epoch}*")
    page.get_by_test_id("stSelectbox").nth(1).click()
    page.get_by_role("option", name="conv2d_1", exact=True).click()
    expect(page.get_by_role("heading", name="The 16 feature maps of conv2d_1")).to_be_visible()
    _assert_shows(page, epoch)
    assert f"epoch={epoch}" in page.url and "layer=conv2d_1" in page.url


@pytest.mark.parametrize(("width", "color_scheme"), [(1440, "light"), (390, "dark")])
def test_the_page_fits_its_window(open_epochs, width, color_scheme):
    page = open_epochs(width=width, color_scheme=color_scheme)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    for test_id in ("epochs-slider", "epochs-now", "epochs-filters", "epochs-maps", "epochs-answer"):
        box = page.get_by_test_id(test_id).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
