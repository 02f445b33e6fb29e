"""The pages of models/ that people read."""

from __future__ import annotations

import re

import numpy as np
import pytest

from cnnviz import bundled
from cnnviz.bundled.training_recipe import Article
from cnnviz.datasets.pendigits import HELD_OUT_WRITERS
from cnnviz.network import load
from cnnviz.results.cards import article_words, card, minutes, train_command, write_card, write_results
from cnnviz.results.evaluation import Evaluation, Score
from cnnviz.results.predictions import load_predictions
from tests.tiny import NAME, bundle_tiny, write_run

CLASSES = tuple("abcdefghij")
# Keras 3's own code, not ours.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy:DeprecationWarning")


@pytest.fixture(autouse=True)
def tiny(tmp_path, monkeypatch):
    return bundle_tiny(tmp_path / "models", monkeypatch)


def evaluation_of(right: int, *, of: int = 50, drawn: dict[str, Score] | None = None) -> Evaluation:
    labels = np.arange(of) % 10
    read = np.where(np.arange(of) < right, labels, (labels + 1) % 10)
    probabilities = np.full((of, 10), 0.02, np.float32)
    probabilities[np.arange(of), read] = np.linspace(0.5, 0.9, of)
    return Evaluation(NAME, CLASSES, labels, probabilities, drawn or {})


def tables(text: str) -> list[list[list[str]]]:
    """The cells of every table that Markdown would make one: it stands alone and has a line under its head."""
    found = []
    for block in re.split(r"\n\s*\n", text):
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block.strip().splitlines()]
        if "|---" in block:
            assert set("".join(rows[1])) == {"-"} and len({len(row) for row in rows}) == 1, block
            found.append([rows[0], *rows[2:]])
    return found


def test_a_card_has_every_figure_and_how_to_get_it_again(tiny):
    write_run(tiny)
    path = write_card(evaluation_of(49))
    assert path == tiny / f"{NAME}.md"
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {NAME}\n\nOne convolution, for a test.\n")
    layers, scores, classes = tables(text)
    assert [row[0] for row in layers[1:]] == [layer.name for layer in load(NAME).layers]
    assert ["eyes", "Conv2D", "8 × 8 × 2", "56"] in layers
    assert scores[1:] == [["CIFAR-10 test set", "98.00%", "49 of 50"]]
    assert [row[0] for row in classes[1:]] == list(CLASSES)
    assert classes[10] == ["j", "80.00%", "100.00%"] and classes[1] == ["a", "100.00%", "83.33%"]
    assert f"python -m cnnviz evaluate {NAME}" in text and f"python -m cnnviz train {NAME}`" in text
    for words in ("3 epochs in 10 min", "a loom, 1 core", "after epoch 2"):
        assert words in text
    assert "writers" not in text


def test_drawn_digits_are_in_a_table_of_their_own_with_who_drew_them(tiny):
    write_run(tiny)
    text = card(evaluation_of(50, drawn={"drawn: as large as most people draw": Score(1_400, 1_500)}))
    _, scores, classes = tables(text)
    assert scores[2] == ["drawn: as large as most people draw", "93.33%", "1,400 of 1,500"]
    assert len(classes) == 11
    for writer in HELD_OUT_WRITERS:
        assert str(writer) in text


def test_a_network_whose_training_was_not_kept_has_a_card_too():
    text = write_card(evaluation_of(25)).read_text(encoding="utf-8")
    assert "50.00%" in text and f"python -m cnnviz train {NAME}" in text
    assert "epochs in" not in text


def test_writing_a_card_keeps_what_the_app_shows(tiny):
    evaluation = evaluation_of(40)
    write_card(evaluation)
    assert bundled.record(NAME).read("scores") == evaluation.to_dict()
    predictions = load_predictions(NAME)
    np.testing.assert_array_equal(predictions.labels, evaluation.labels)
    np.testing.assert_array_equal(predictions.read, evaluation.read)
    np.testing.assert_allclose(predictions.probabilities, evaluation.probabilities, atol=5e-4)


def test_results_are_the_articles_figures_beside_ours(tiny):
    write_run(tiny)
    write_card(evaluation_of(41))
    path = write_results()
    assert path == tiny / "RESULTS.md"
    ((_, row),) = tables(path.read_text(encoding="utf-8"))
    assert row == [
        f"[{NAME}]({NAME}.md)",
        "CIFAR-10",
        "78.81% after 60 epochs",
        "82.00% (41 of 50)",
        f"`python -m cnnviz train {NAME}`",
        "3 epochs, 10 min",
        "a loom, 1 core",
    ]


def test_results_leave_out_what_was_not_measured_and_dash_what_was_not_kept(tiny):
    assert tables(write_results().read_text(encoding="utf-8"))[0][1:] == []
    write_card(evaluation_of(41))
    ((_, row),) = tables(write_results().read_text(encoding="utf-8"))
    assert row[3] == "82.00% (41 of 50)" and row[5:] == ["–", "–"]


@pytest.mark.parametrize(
    ("article", "words"),
    [
        (None, "–"),
        (Article("Practice"), "–"),
        (Article("LeNet", 0.9904, epochs=50), "99.04% after 50 epochs"),
        (Article("VGG", 0.83, epochs=12, measured_on="validation"), "83.00% after 12 epochs (validation)"),
    ],
)
def test_an_articles_figure_is_said_with_what_it_was_measured_on(article, words):
    assert article_words(article) == words


def test_a_training_is_said_as_it_is_typed():
    assert train_command("x", {"bfloat16": True}) == "python -m cnnviz train x --bfloat16"
    assert train_command("x", {}) == "python -m cnnviz train x"
    assert (minutes(3), minutes(90), minutes(5400)) == ("1 min", "2 min", "90 min")
