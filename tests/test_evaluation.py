"""Scores and cards, on data sets of a few pictures."""

import numpy as np
import pytest

import cnnviz
from cnnviz import bundled
from cnnviz.datasets.mnist import load_mnist
from cnnviz.datasets.pendigits import KEPT_WRITERS, load_drawings
from cnnviz.evaluation import DRAWN, UNCENTRED, Score, evaluate, write_card
from cnnviz.pictures.prepare import prepare
from tests.datasets.digits import write_drawings, write_mnist

NETWORK = "mnist_lab"


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNVIZ_DATA_DIR", str(tmp_path))
    write_mnist(tmp_path, train=10, test=30)
    write_drawings(tmp_path, {writer: 7 if writer in KEPT_WRITERS else 3 for writer in range(1, 31)})


def test_a_score_is_a_share_and_says_so():
    score = Score(9_923, 10_000)
    assert score.accuracy == 0.9923
    assert str(score) == "99.23% (9,923 of 10,000)"


def test_every_way_of_drawing_is_measured_on_the_kept_writers_alone(tiny):
    scores = evaluate(NETWORK)
    assert list(scores) == ["MNIST test set", *DRAWN, UNCENTRED]
    assert scores["MNIST test set"].total == 30
    assert {score.total for what, score in scores.items() if what != "MNIST test set"} == {len(KEPT_WRITERS)}


def test_the_scores_are_the_networks_answers(tiny):
    network = cnnviz.load(NETWORK)
    scores = evaluate(NETWORK)
    _, (images, labels) = load_mnist()
    right = sum(
        network.trace_input(image).top(1)[0][0] == str(label) for image, label in zip(images, labels, strict=True)
    )
    assert scores["MNIST test set"].correct == right
    kept = [drawing for drawing in load_drawings() if drawing.writer in KEPT_WRITERS]
    for way, options in DRAWN.items():
        answers = [network.trace_input(prepare(drawing.ink(**options)).input).top(1)[0][0] for drawing in kept]
        assert scores[way].correct == answers.count("7")
    corner = list(DRAWN.values())[-1]
    uncentred = [network.trace_input(prepare(each.ink(**corner), centre=False).input).top(1)[0][0] for each in kept]
    assert scores[UNCENTRED].correct == uncentred.count("7")


def test_what_is_drawn_small_in_a_corner_really_is(tiny):
    drawing = load_drawings()[0]
    rows, cols = np.nonzero(drawing.ink(**list(DRAWN.values())[-1]))
    assert max(rows.max(), cols.max()) < 140


def test_a_card_has_every_figure_and_how_to_get_it_again(tmp_path, monkeypatch):
    cnnviz.load(NETWORK)
    (tmp_path / f"{NETWORK}.py").write_bytes((bundled.MODELS / f"{NETWORK}.py").read_bytes())
    monkeypatch.setattr(bundled, "MODELS", tmp_path)
    scores = {"MNIST test set": Score(9_923, 10_000), "drawn: as large as most people draw": Score(1_400, 1_500)}
    path = write_card(NETWORK, scores)
    assert path == tmp_path / f"{NETWORK}.md"
    card = path.read_text(encoding="utf-8")
    assert card.startswith(f"# {NETWORK}\n")
    assert "| MNIST test set | 99.23% | 9,923 of 10,000 |" in card
    assert "| drawn: as large as most people draw | 93.33% | 1,400 of 1,500 |" in card
    assert f"python -m cnnviz evaluate {NETWORK}" in card
    assert f"python -m cnnviz train {NETWORK}" in card
    for writer in KEPT_WRITERS:
        assert str(writer) in card
    for layer in cnnviz.load(NETWORK).layers:
        assert layer.name in card
