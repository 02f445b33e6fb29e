"""The Networks page's script, run by Streamlit itself, without a browser and without TensorFlow."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz import bundled
from cnnviz.bundled.run_folder import RunFolder
from cnnviz.bundled.training_recipe import Article
from cnnviz.ui import warm_up
from cnnviz.ui.networks.card import article_sentence
from cnnviz.ui.networks.comparison_table import percent
from tests.support.page import open_page
from tests.trainings import write_record


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run(**query) -> the page as it stands after one run: mnist_lab has a record, no other network has one."""
    write_record(tmp_path, "mnist_lab")
    monkeypatch.setattr(bundled, "record", lambda name: RunFolder(tmp_path / name, name))
    monkeypatch.setattr(warm_up, "ask_for", lambda name: None)

    def run(**query: str) -> AppTest:
        return open_page("pages/networks.py", **query)

    return run


def _htmls(at: AppTest) -> list[str]:
    return [element.proto.body for element in at.get("html")]


def _texts(html: str) -> list[str]:
    return [unescape(text).strip() for text in re.split(r"<[^>]+>", html) if text.strip()]


def _comparison(at: AppTest) -> list[str]:
    return _texts(next(html for html in _htmls(at) if "comparison" in html))


def _card_texts(at: AppTest, name: str) -> list[str]:
    """The texts of the HTML parts of the card that is shown, which must be that network's."""
    assert [heading.value for heading in at.header] == [name]
    parts = [html for html in _htmls(at) if 'class="networks"' in html and "comparison" not in html]
    return [text for html in parts for text in _texts(html)]


def test_one_card_is_shown_and_every_row_leads_to_its_own(run):
    at = run()
    assert [heading.value for heading in at.header] == ["mnist_lab"]
    (table,) = [html for html in _htmls(at) if '<table class="comparison"' in html]
    links = [unescape(href) for href in re.findall(r'<a href="([^"]*)">', table)]
    assert sorted(urlsplit(href).fragment for href in links) == bundled.names()
    for href in links:
        link = urlsplit(href)
        query = dict(parse_qsl(link.query))
        assert link.path == "networks" and query == {"card": link.fragment}
        assert [heading.value for heading in run(**query).header] == [link.fragment]


def test_a_card_has_the_networks_own_figures(run):
    texts = _card_texts(run(), "mnist_lab")
    for text in (
        "97.50 %",
        percent(bundled.recipe("mnist_lab").ARTICLE.accuracy),
        article_sentence(bundled.recipe("mnist_lab").ARTICLE),
        "78 of 80 pictures read correctly",
        "77.50 % as large as most people draw",
        "50.00 % small, in a corner",
        "104,342 parameters, 417 KB",
        "689,632 multiply-adds; 51 KB for the input and all outputs",
        "6 epochs in 13 min, on Abacus, 10 beads",
        "python -m cnnviz train mnist_lab",
    ):
        assert text in texts
    assert any(text.startswith("5: lowest loss") for text in texts)


def test_a_card_has_every_layer_and_every_class(run):
    texts = _card_texts(run(), "mnist_lab")
    # The strip of layers above the table names them too.
    place = texts.index("conv2d_1", texts.index("conv2d_1") + 1)
    assert texts[place : place + 7] == ["conv2d_1", "Conv 5×5", "14 × 14 × 16", "2,416", "470,400", "9.7 KB", "13 KB"]
    assert texts[texts.index("38 of 40") - 1 :][:4] == ["0", "38 of 40", "95.00 %", "100.00 %"]


def test_the_curves_are_those_of_the_history(run):
    (chart,) = run().get("plotly_chart")
    assert "best: epoch 5" in chart.proto.spec


def test_a_network_without_a_record_says_so(run):
    at = run(card="mnist_cnn")
    texts = _card_texts(at, "mnist_cnn")
    assert "How well it reads has not been measured yet." in texts
    assert [caption.value for caption in at.caption].count("The history of this training is not here.") == 1
    row = _comparison(at)
    assert row[row.index("mnist_cnn") :][3] == "not measured"


def test_the_table_compares_all_networks(run):
    row = _comparison(run())
    assert row[row.index("mnist_lab") :][:9] == [
        "mnist_lab",
        "6 + 16 filters",
        "convolutional",
        "97.50 %",
        "2 misread",
        "77.50 %",
        "104,342",
        "689,632",
        "13 min",
    ]


@pytest.mark.parametrize(("order", "first"), [("accuracy", "mnist_lab"), ("parameters", "mnist_lab")])
def test_the_url_says_how_the_table_is_sorted(run, order, first):
    at = run(order=order)
    row = _comparison(at)
    assert at.button_group(key="order").value == order
    assert row.index(first) < row.index("mnist_cnn")
    at.button_group(key="order").set_value("multiply-adds")
    at.run()
    assert at.query_params["order"] == "multiply-adds"


def test_an_order_that_does_not_exist_is_the_first(run):
    assert run(order="beauty").button_group(key="order").value == "accuracy"


def test_a_card_leads_to_the_map_of_its_network(run):
    at = run(card="mnist_cnn")
    at.button(key="open-mnist_cnn").click().run()
    assert at.session_state["selection"].network == "mnist_cnn"
    assert at.selectbox(key="network").value == "mnist_cnn"
    assert not at.header


def test_history_and_logs_can_be_downloaded(run):
    labels = [button.proto.label for button in run().get("download_button")]
    assert labels == ["History as CSV", "TensorBoard logs"]


@pytest.mark.parametrize(
    ("article", "sentence"),
    [
        (None, "No article has this network: it is here to be compared."),
        (Article("an article on cats"), "An article on cats: it prints no accuracy for this network."),
        (Article("a page", 0.83, 12), "A page: 83.00 % after 12 epochs, on the test set."),
        (
            Article("a page", 0.9904, 50, "validation"),
            "A page: 99.04 % after 50 epochs, on validation pictures, not on the test set.",
        ),
    ],
)
def test_what_the_article_reached_is_said_plainly(article, sentence):
    assert article_sentence(article) == sentence
