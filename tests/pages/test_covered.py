"""Pages of which something is covered until a question is answered: what Streamlit draws of it is not even sent."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

import cnnviz
from cnnviz.bundled import names
from cnnviz.results.overview import ORDERS
from cnnviz.ui import shell, warm_up
from cnnviz.ui.state.covers import Covers, set_covers
from tests.support.page import components, open_page, run
from tests.support.wire import unpack


@pytest.fixture(autouse=True)
def loaded(monkeypatch):
    """The networks that the pages show, so that none waits for one."""
    cnnviz.load("mnist_lab")
    monkeypatch.setattr(warm_up, "ask_for", lambda name: None)


@pytest.fixture
def covered(monkeypatch) -> Callable[..., AppTest]:
    """covered(page, *regions, **query): the page with some regions covered, as a step of a lesson covers them."""

    def covered(page: str, *regions: str, **query: str) -> AppTest:
        monkeypatch.setattr(shell, "_follow", lambda: set_covers(Covers(covered=regions)))
        return open_page(f"pages/{page}.py", **query)

    return covered


def said(at: AppTest) -> str:
    """All the texts of a page that Streamlit draws."""
    htmls = [element.proto.body for element in at.get("html")]
    texts = [element.value for kind in (at.markdown, at.caption, at.header) for element in kind]
    return "\n".join([*texts, *(re.sub(r"<style>.*?</style>", "", html, flags=re.S) for html in htmls)])


def boxes(at: AppTest) -> list[str]:
    """The regions in whose place a box stands."""
    return [region for html in at.get("html") for region in re.findall(r'data-region="([^"]+)"', html.proto.body)]


def test_a_figure_that_is_covered_is_a_question_mark_and_orders_nothing(covered):
    at = covered("networks", "multiply-adds", order="multiply-adds")
    assert "689,632" not in said(at) and "yet more" not in said(at) and "104,342" in said(at)
    (table,) = [html.proto.body for html in at.get("html") if 'class="comparison"' in html.proto.body]
    assert table.count('class="covered"') == len(names())
    assert at.segmented_control(key="order").options == [order for order in ORDERS if order != "multiply-adds"]
    assert at.segmented_control(key="order").value == ORDERS[0]


def test_the_curves_of_the_training_say_how_well_it_reads_too(covered):
    at = covered("networks", "accuracy")
    assert boxes(at) == ["accuracy"]
    assert not at.get("plotly_chart") and not at.get("download_button")
    assert not re.search(r"\d %", said(at)) and "misread" not in said(at) and "pictures read correctly" not in said(at)
    assert at.segmented_control(key="order").value == "parameters"


def test_everything_that_can_be_covered_leaves_an_order(covered):
    at = covered("networks", "accuracy", "costs", "multiply-adds", "training-curve")
    assert at.segmented_control(key="order").options == ["training time"]
    assert not re.search(r"\d+,\d+ (parameters|multiply)|\d KB", said(at))


def test_epsilon_begins_at_nothing_until_the_smallest_may_be_known(covered, monkeypatch):
    at = covered("what_if", "smallest", "changed-answer", part="fool", network="mnist_lab")
    assert at.slider(key="fool-levels").value == 0
    assert "smallest" in boxes(at) and "is enough" not in said(at)
    assert "fool-reset" not in [button.key for button in at.button]
    assert "read-as" not in said(at)
    at.segmented_control(key="fool-way").set_value("pgd").run()
    assert at.slider(key="fool-levels").value == 0
    monkeypatch.setattr(shell, "_follow", lambda: set_covers(Covers()))
    run(at)
    (words,) = [words for words in re.findall(r"ε = (\d+)/255", said(at))]
    assert at.slider(key="fool-levels").value == int(words) > 0


def test_neither_counts_nor_pictures_of_mistakes_are_sent(covered):
    at = covered("mistakes", "mistakes", "calibration")
    assert not components(at, "tiles") and not components(at, "calibration")
    assert boxes(at) == ["mistakes", "calibration", "mistakes"]
    assert "calibration error" not in said(at) and "of the class" not in said(at)
    assert len(components(at, "confusion")) == 1
    at = covered("mistakes", "confusion", "accuracy")
    assert not components(at, "confusion")
    assert not re.search(r"pictures of the class|misreads|answers are right|9,951", said(at))


def test_of_a_covered_answer_why_says_no_probability_and_no_class(covered):
    at = covered("why", "answer", source="Samples", sample="0")
    (choice,) = [box for box in at.selectbox if box.label == "Why"]
    assert choice.options == ["what it reads", *"0123456789"]
    (sent,) = components(at, "why")
    assert unpack(sent.bytes)[0]["label"] == "its answer"


def test_no_ranking_is_worked_out_while_it_is_covered(covered):
    at = covered("what_if", "ranking", part="network", rank="yes")
    (sent,) = components(at, "what_if_network")
    header, _ = unpack(sent.bytes)
    assert header["wanted"] and header["ranking"] is None
