"""The Why page in real Chromium: what is shown of a pixel is what Python computes, without asking it."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

import cnnviz
from cnnviz import attribution
from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.prepare import prepare
from cnnviz.ui.state import Selection
from tests.browser.traffic import Traffic

NAME = "mnist_lab"
VALUES = prepare(load_samples().ink(Selection().sample)).input


@pytest.fixture
def open_why(serve, open_page):
    """open_why(**options) -> the page, reached by its link, with `traffic`, which counts what it and the server say."""

    def open_why(**options) -> Page:
        page = open_page("about:blank", **options)
        page.traffic = Traffic(page)
        page.goto(f"{serve('app.py')}/why?network={NAME}")
        expect(_panel(page, "occlusion").locator(".board canvas")).to_be_visible(timeout=120_000)
        return page

    return open_why


def _panel(page: Page, method: str):
    return page.get_by_test_id("why").locator(f"section[data-method={method}]")


def _shown(page: Page, method: str) -> float:
    return float(_panel(page, method).get_by_test_id("why-value").locator("b").inner_text().replace("−", "-"))


def _point_at(page: Page, method: str, row: int, col: int) -> None:
    box = _panel(page, method).locator(".board").bounding_box()
    pitch = box["width"] / VALUES.shape[1]
    page.mouse.move(box["x"] + (col + 0.5) * pitch, box["y"] + (row + 0.5) * pitch)
    expect(_panel(page, method).get_by_test_id("why-value")).to_contain_text(f"row {row}, col {col}")


def _choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def _saved(page: Page, method: str, button: str) -> bytes:
    with page.expect_download() as download:
        _panel(page, method).get_by_role("button", name=button).click()
    assert download.value.suggested_filename == f"{NAME}-{method}-7.{button.lower()}"
    return download.value.path().read_bytes()


def test_pointing_shows_both_maps_values_without_asking_the_server(open_why):
    page, network = open_why(), cnnviz.load(NAME)
    cam, hidden = attribution.grad_cam(network, VALUES), attribution.occlusion(network, VALUES, patch=4, stride=2)
    page.traffic.settle()
    expect(_panel(page, "occlusion")).to_contain_text("4 × 4 pixels that are all set to 0, empty paper")
    for row, col in [(0, 0), (14, 20), (27, 27), (20, 9)]:
        _point_at(page, "occlusion", row, col)
        assert _shown(page, "grad_cam") == pytest.approx(cam[row, col], abs=1e-4)
        assert _shown(page, "occlusion") == pytest.approx(hidden[row, col], abs=1e-4)
        expect(page.get_by_test_id("why-picture-value")).to_contain_text(f"row {row}, col {col}: ink")
    _panel(page, "grad_cam").locator(".board").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    assert _shown(page, "grad_cam") == pytest.approx(cam[19, 10], abs=1e-4)
    page.get_by_test_id("why-opacity").focus()
    page.keyboard.press("Home")
    page.get_by_test_id("why-alone").check()
    page.wait_for_url("**opacity=0*")
    page.wait_for_url("**alone=yes*")
    page.traffic.assert_only_the_view_was_said()


def test_maps_can_be_saved_and_their_colours_are_their_signs(open_why):
    page, network = open_why(), cnnviz.load(NAME)
    map = attribution.occlusion(network, VALUES, patch=4, stride=2)
    saved = np.loadtxt(io.BytesIO(_saved(page, "occlusion", "CSV")), delimiter=",")
    np.testing.assert_allclose(saved, map, atol=1e-5)
    page.get_by_test_id("why-alone").check()
    pixels = np.asarray(Image.open(io.BytesIO(_saved(page, "occlusion", "PNG"))).convert("RGB"), int)[::8, ::8]
    assert pixels.shape[:2] == map.shape
    clear = np.abs(map) > 0.05 * np.abs(map).max()
    assert clear.sum() > 20
    assert ((pixels[..., 2] > pixels[..., 0]) == (map > 0))[clear].all()


def test_a_link_shows_another_class_and_method_and_the_check(open_why):
    page, network = open_why(), cnnviz.load(NAME)
    _choose(page, "How", "Saliency")
    expect(_panel(page, "saliency").locator(".board canvas")).to_be_visible()
    page.get_by_text("Make the network's weights random").click()
    row = page.get_by_test_id("cascade").locator("section[data-method=Saliency]")
    expect(row.locator("figure")).to_have_count(5, timeout=30_000)
    _, stages = attribution.cascade(attribution.saliency, network, VALUES)
    shown = [float(text.replace("−", "-")) for text in row.locator(".rank").all_inner_texts()]
    assert shown == pytest.approx([stage.absolute for stage in stages], abs=0.011)
    with_signs = page.get_by_test_id("cascade").locator("section[data-method=Occlusion]")
    _, stages = attribution.cascade(attribution.occlusion, network, VALUES, patch=4, stride=2)
    shown = [float(text.replace("−", "-")) for text in with_signs.locator(".rank").all_inner_texts()]
    assert shown == pytest.approx([stage.signed for stage in stages], abs=0.011)
    assert "method=saliency" in page.url and "trust=yes" in page.url
    page.get_by_role("button", name="Reset").click()
    expect(_panel(page, "grad_cam").locator(".board canvas")).to_be_visible()
    expect(page.get_by_test_id("cascade")).to_have_count(0)
    assert "method" not in page.url and "trust" not in page.url


@pytest.mark.parametrize(("width", "color_scheme"), [(1440, "light"), (390, "dark")])
def test_the_page_fits_its_window(open_why, width, color_scheme):
    page = open_why(width=width, color_scheme=color_scheme)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    for method in ("grad_cam", "occlusion"):
        box = _panel(page, method).locator(".board").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert box["width"] % VALUES.shape[1] == 0
