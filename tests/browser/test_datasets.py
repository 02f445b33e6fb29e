"""The datasets page in real Chromium: what it shows of a picture are that picture's numbers."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from cnnviz import bundled
from cnnviz.datasets import dataset
from cnnviz.datasets.folder import data_folder
from cnnviz.datasets.statistics import standardised, values_of


@pytest.fixture
def open_datasets(serve, open_page):
    """open_datasets(title, **options) -> the page of one data set."""

    def open_datasets(title: str, **options) -> Page:
        page = open_page(f"{serve('app.py')}/datasets", **options)
        page.get_by_test_id("dataset-classes").wait_for(timeout=120_000)
        choose(page, title)
        return page

    return open_datasets


def choose(page: Page, title: str) -> None:
    page.get_by_role("radio", name=title, exact=True).click()
    for part in ("pictures", "classes"):
        page.locator(f'[data-testid=dataset-{part}][data-set="{title}"]').wait_for()


def dataset_named(title: str):
    return next(
        each for each in map(dataset, ("mnist", "fashion_mnist", "cifar10", "cats_vs_dogs")) if each.title == title
    )


def numbers(grid: Locator) -> list[float]:
    return [float(text.replace("−", "-")) for text in grid.locator("span").all_inner_texts() if text]


def pressed(page: Page) -> int:
    pictures = page.get_by_test_id("dataset-picture").all()
    return [picture.get_attribute("aria-pressed") for picture in pictures].index("true")


def pixel_in_words(page: Page) -> tuple[int, int]:
    row, col = re.search(r"Row (\d+), column (\d+)", page.locator(".place").inner_text()).groups()
    return int(row), int(col)


@pytest.mark.parametrize("title", ["MNIST", "CIFAR-10"])
def test_a_picture_is_shown_in_its_channels_and_numbers(open_datasets, title):
    page, whole = open_datasets(title), dataset_named(title)
    test, channels = whole.shipped.test, whole.shape[2]
    place = 10
    image = test.images[place]
    page.get_by_test_id("dataset-picture").nth(place).click()
    expect(
        page.get_by_role("heading", name=re.compile(rf"^Test picture {whole.shipped.indices[place]}:"))
    ).to_be_visible()

    glass = page.get_by_test_id("dataset-channel").last
    side = glass.bounding_box()["width"]
    scale = side / whole.shape[1]
    assert scale == int(scale) > 1
    row, col = 14, 9
    glass.hover(position={"x": (col + 0.5) * scale, "y": (row + 0.5) * scale})
    assert pixel_in_words(page) == (row, col)
    grids = page.get_by_test_id("dataset-numbers")
    expect(grids).to_have_count(channels)
    for channel in range(channels):
        shown = numbers(grids.nth(channel))
        reach = int(len(shown) ** 0.5) // 2
        around = image[row - reach : row + reach + 1, col - reach : col + reach + 1, channel]
        assert shown == around.ravel().tolist()

    patch = image[row - 1 : row + 2, col - 1 : col + 2]
    standard = standardised(patch, values_of(whole.shipped.train.images))
    for stage, expected, half in ((0, patch, 0), (1, patch / 255, 0.00501), (2, standard, 0.00501)):
        patches = page.get_by_test_id("dataset-stage").nth(stage).get_by_test_id("dataset-patch")
        for channel in range(channels):
            np.testing.assert_allclose(numbers(patches.nth(channel)), expected[..., channel].ravel(), atol=half)

    hot = page.get_by_test_id("dataset-onehot").locator("li")
    ones = [item.locator("b").inner_text() for item in hot.all()]
    assert ones == ["1" if label == test.labels[place] else "0" for label in range(len(whole.classes))]
    assert hot.locator("span").all_inner_texts() == list(whole.classes)


def test_arrow_keys_pick_pictures_and_pixels(open_datasets):
    page = open_datasets("MNIST")
    thumbs = page.get_by_test_id("dataset-picture")
    thumbs.first.click()
    for key, expected in (("ArrowRight", 1), ("End", 47), ("ArrowLeft", 46), ("Home", 0)):
        page.keyboard.press(key)
        expect(thumbs.nth(expected)).to_be_focused()
        expect(thumbs.nth(expected)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowDown")
    above, below = (thumbs.nth(place).bounding_box() for place in (0, pressed(page)))
    assert above["x"] == below["x"] and above["y"] < below["y"]
    glass = page.get_by_test_id("dataset-channel")
    glass.focus()
    row, col = pixel_in_words(page)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    assert pixel_in_words(page) == (row - 1, col + 1)
    for _ in range(40):
        page.keyboard.press("ArrowLeft")
    assert pixel_in_words(page) == (row - 1, 0)


def test_the_classes_are_counted(open_datasets):
    page = open_datasets("CIFAR-10")
    cards = page.get_by_test_id("dataset-class")
    expect(cards).to_have_count(10)
    for card, name in zip(cards.all(), dataset("cifar10").classes, strict=True):
        # The whole set's counts where the machine has it.
        assert re.sub(r"\s+", " ", card.inner_text()) in (
            f"{name} training 200 test 100",
            f"{name} training 5,000 test 1,000",
        )


def test_a_test_picture_is_opened_in_a_network(open_datasets):
    page = open_datasets("MNIST")
    place = 29
    network = next(name for name in bundled.names() if bundled.dataset_of(name).name == "mnist" and name != "mnist_lab")
    # Both in one moment: what was picked is still to be told when the page is left.
    page.get_by_test_id("dataset-pictures").evaluate(PICK_AND_OPEN, [place, network])
    page.locator('[data-testid="network-map"][data-state="ready"]').wait_for(timeout=120_000)
    index = dataset("mnist").shipped.indices[place]
    expect(page).to_have_url(re.compile(rf"/\?network={network}&source=Samples&picture={index}$"))
    expect(page.get_by_text(f"picture {index} of the MNIST test set")).to_be_visible()


def test_training_pictures_are_only_looked_at(open_datasets):
    page = open_datasets("MNIST")
    page.get_by_role("radio", name="Training pictures").click()
    expect(page.get_by_role("heading", name=re.compile("^Training picture:"))).to_be_visible()
    expect(page.get_by_role("group", name="Open it in a network")).to_have_count(0)
    page.get_by_role("button", name="Next page").click()
    expect(page.get_by_text("49 to 96 of 2,000")).to_be_visible()
    expect(page).to_have_url(re.compile("part=training&page=2"))
    expect(page.get_by_test_id("stMain")).not_to_contain_text(str(data_folder()))


PICK_AND_OPEN = """(root, [place, network]) => {
    root.querySelectorAll("[data-testid=dataset-picture]")[place].click();
    [...root.querySelectorAll(".open button")].find((button) => button.textContent === network).click()
}"""

OUTSIDE = """(root) => [...root.querySelectorAll(".picked > *, .stage > *, li, .cells")]
    .filter((node) => node.getBoundingClientRect().left < 0 || node.getBoundingClientRect().right > innerWidth)
    .map((node) => node.outerHTML)"""


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_fits_its_window(open_datasets, width, color_scheme):
    page = open_datasets("MNIST", width=width, color_scheme=color_scheme)
    for title in ("MNIST", "CIFAR-10", "Cats and dogs"):
        choose(page, title)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        for part in ("pictures", "classes"):
            assert page.get_by_test_id(f"dataset-{part}").evaluate(OUTSIDE) == []
    colour = page.get_by_test_id("dataset-pictures").evaluate("(node) => getComputedStyle(node).color")
    assert (sum(map(float, re.findall(r"[\d.]+", colour)[:3])) > 380) == (color_scheme == "dark")
