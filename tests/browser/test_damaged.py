"""Damaged files of one network, in a real browser: each costs its own part of a page, and a sentence stands there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.main_page import START_SECONDS
from tests.damage import copy_models, damage

NAME, OTHER = "mnist_lab", "mnist_mlp"


@pytest.fixture
def open_damaged(serve, open_page, tmp_path, monkeypatch):
    """open_damaged(page, file) -> a page of the app once a file of mnist_lab is damaged."""
    models = copy_models(tmp_path, monkeypatch, NAME, OTHER)

    def open_damaged(page: str, file: str) -> Page:
        damage(models / f"{NAME}{file}", "cut short")
        opened = open_page(f"{serve('tests/browser/damaged_app.py')}/?page={page}&models={models}&network={NAME}")
        sentence = opened.get_by_role("alert").filter(has_text=f"models/{NAME}{file} is damaged: ")
        expect(sentence).to_be_visible(timeout=START_SECONDS * 1000)
        expect(opened.get_by_test_id("stException")).to_have_count(0)
        expect(opened.get_by_test_id("stMain")).not_to_contain_text(str(models))
        return opened

    return open_damaged


def test_networks_without_the_weights_of_one_shows_the_others(open_damaged):
    page = open_damaged("networks", ".keras")
    expect(page.locator(".comparison").get_by_role("link", name=OTHER, exact=True)).to_be_visible()
    expect(page.locator(".comparison").get_by_role("link", name=NAME, exact=True)).to_have_count(0)


def test_networks_without_the_figures_of_one_shows_its_card(open_damaged):
    page = open_damaged("networks", "/scores.json")
    expect(page.get_by_role("heading", name=NAME, exact=True)).to_be_visible()


def test_mistakes_without_the_figures_shows_the_matrix_of_the_answers(open_damaged):
    page = open_damaged("mistakes", "/scores.json")
    expect(page.get_by_test_id("confusion")).to_be_visible()


def test_looks_for_without_what_excites_the_channels_says_so(open_damaged):
    open_damaged("looks_for", "/excitement.npz")
