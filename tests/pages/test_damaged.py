"""Damaged and missing files of one network: each costs its own part of a page, where a sentence stands."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

import cnnviz
from cnnviz.ui import warm_up
from cnnviz.ui.pages import PAGES
from cnnviz.ui.state import Selection
from tests.damage import copy_models, damage
from tests.support.page import components, maps_of, open_page

NAME, OTHER = "mnist_lab", "mnist_mlp"
FILES = (".keras", "/run.json", "/scores.json", "/history.csv", "/predictions.npz", "/excitement.npz")
SNAPSHOT = "/snapshots/001.npz"


@pytest.fixture
def models(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path / "no-data"))
    monkeypatch.setattr(warm_up, "_start", lambda: None)
    return copy_models(tmp_path, monkeypatch, NAME, OTHER)


def errors(at: AppTest) -> list[str]:
    """The sentences, each up to what to do."""
    assert all(error.value.endswith(".") for error in at.error)
    return [error.value.partition(": ")[0] for error in at.error]


def cards(at: AppTest) -> list[str]:
    return [heading.value for heading in at.header]


def rows(at: AppTest) -> list[str]:
    """The names in the table of all networks."""
    (table,) = (each.proto.body for each in at.get("html") if '<table class="comparison"' in each.proto.body)
    return sorted(re.findall(r'<th scope="row"><a [^>]*>(\w+)</a>', table))


# A lesson is read once, and stays: tests/ui/lessons/ has what is damaged before.
@pytest.mark.parametrize("script", [script for script in PAGES if script not in ("pages/lessons.py", "pages/class.py")])
def test_no_page_fails_where_every_file_of_its_network_is_damaged(models, script):
    for file in (*FILES, SNAPSHOT):
        damage(models / f"{NAME}{file}", "cut short")
    at = open_page(script, Selection(network=NAME))
    assert all(f"models/{NAME}" in error.value and str(models) not in error.value for error in at.error)
    labs = ("convolution_lab", "pooling_lab", "x_or_o", "shapes", "train", "datasets")
    assert bool(at.error) != any(lab in script for lab in labs)


@pytest.mark.parametrize("file", FILES[1:4])
def test_a_damaged_file_of_one_network_costs_a_sentence(models, file):
    damage(models / f"{NAME}{file}", "cut short")
    at = open_page("pages/networks.py")
    assert errors(at) == [f"models/{NAME}{file} is damaged"]
    assert cards(at) == [NAME] and rows(at) == [NAME, OTHER]


@pytest.mark.parametrize("state", ["damaged", "missing"])
def test_a_network_that_cannot_be_opened_costs_its_row_and_its_card(models, state):
    if state == "missing":
        (models / f"{NAME}.keras").unlink()
    else:
        damage(models / f"{NAME}.keras", "cut short")
    at = open_page("pages/networks.py")
    assert errors(at) == [f"models/{NAME}.keras is {state}"]
    assert cards(at) == [] and rows(at) == [OTHER]
    assert cards(open_page("pages/networks.py", network=OTHER)) == [OTHER]


def test_mistakes_shows_the_matrix_without_the_answers_and_the_answers_without_the_scores(models):
    whole = components(open_page("pages/mistakes.py"), "confusion")[0].json
    answers = (models / NAME / "predictions.npz").read_bytes()
    damage(models / NAME / "predictions.npz", "cut short")
    at = open_page("pages/mistakes.py")
    assert errors(at) == [f"models/{NAME}/predictions.npz is damaged"]
    assert not at.info and not components(at, "tiles") and components(at, "confusion")[0].json == whole

    damage(models / NAME / "scores.json", "cut short")
    at = open_page("pages/mistakes.py")
    assert errors(at) == [f"models/{NAME}/{file} is damaged" for file in ("predictions.npz", "scores.json")]
    assert not at.info and not components(at, "confusion")

    (models / NAME / "predictions.npz").write_bytes(answers)
    at = open_page("pages/mistakes.py")
    assert errors(at) == [f"models/{NAME}/scores.json is damaged"]
    assert len(components(at, "tiles")) == 3 and components(at, "confusion")[0].json == whole


def test_looks_for_says_what_is_damaged(models):
    damage(models / NAME / "excitement.npz", "cut short")
    at = open_page("pages/looks_for.py")
    assert errors(at) == [f"models/{NAME}/excitement.npz is damaged"] and not at.info
    assert not open_page("pages/looks_for.py", Selection(network=OTHER)).error


def test_epochs_leaves_out_the_epoch_that_is_damaged(models):
    cnnviz.load(NAME)
    damage(models / f"{NAME}{SNAPSHOT}", "cut short")
    damage(models / NAME / "history.csv", "cut short")
    at = open_page("pages/epochs.py")
    assert errors(at) == [f"models/{NAME}{SNAPSHOT} is damaged", f"models/{NAME}/history.csv is damaged"]
    assert len(components(at, "epochs")) == 1


def test_compare_does_without_figures_that_are_damaged(models):
    for name in (NAME, OTHER):
        cnnviz.load(name)
    damage(models / OTHER / "predictions.npz", "cut short")
    damage(models / OTHER / "scores.json", "cut short")
    at = open_page("pages/compare.py")
    assert errors(at) == [f"models/{OTHER}/predictions.npz is damaged"]
    assert f"models/{OTHER}/scores.json is damaged" in components(at, "paired_answers")[0].json
    assert len(maps_of(at)) == 2


def test_a_test_picture_is_shown_without_its_label(models):
    cnnviz.load(NAME)
    damage(models / NAME / "predictions.npz", "cut short")
    at = open_page("app.py", Selection(source="Samples", picture=3))
    (caption,) = [caption.value for caption in at.caption if "Picture 3" in caption.value]
    assert caption.startswith("Picture 3 of the MNIST test set. models/mnist_lab/predictions.npz is damaged: ")
    assert len(maps_of(at)) == 1


@pytest.mark.parametrize("script", ["app.py", "pages/mistakes.py", "pages/why.py", "pages/looks_for.py"])
@pytest.mark.parametrize("name", [NAME, OTHER])
def test_a_network_that_is_missing_is_said_and_another_can_be_chosen(models, script, name):
    (models / f"{name}.keras").unlink()
    at = open_page(script, network=name)
    assert errors(at) == [f"models/{name}.keras is missing"]
    choice = at.selectbox(key="network")
    assert choice.value == name and len(choice.options) == 2


@pytest.mark.parametrize("script", ["app.py", "pages/mistakes.py"])
def test_an_address_with_a_network_that_nobody_made_says_so_until_one_is_chosen(models, script):
    at = open_page(script, network="mnist_huge")
    said = f"There is no network `mnist_huge` here, so you see {NAME}. Choose one of the others above."
    assert [warning.value for warning in at.warning] == [said]
    assert at.query_params == {}
    at.run()
    assert [warning.value for warning in at.warning] == [said]
    at.selectbox(key="network").set_value(OTHER).run()
    assert not at.warning and not at.exception


def test_whoever_makes_an_address_does_not_write_on_the_page(models):
    at = open_page("app.py", network="![](https://example.org/x.png)")
    assert [warning.value.partition(",")[0] for warning in at.warning] == ["There is no network of that name here"]
