"""The link of what is on screen: whole, with what is hidden and locked, and taken in again by the page it opens."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from cnnviz.pictures.strokes import Stroke
from cnnviz.ui.server.addresses import for_the_class
from cnnviz.ui.share.hosts import answers_others, is_this_machine, on_host
from cnnviz.ui.share.links import frame_of, leads_to_own, link_of, not_held, root_of
from cnnviz.ui.state import GUIDE, Selection
from tests.support.page import open_page

ROOT = "http://192.168.1.20:8501"
LONG = tuple(Stroke(tuple((10 + 5 * at % 200, 20 + at) for at in range(200)), 16) for _ in range(4))


def query_in(link: str) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(link).query, strict_parsing=True).items()}


@pytest.mark.parametrize(
    ("url", "page", "root"),
    [
        ("http://localhost:8501", "draw", "http://localhost:8501"),
        ("http://localhost:8501/", "draw", "http://localhost:8501"),
        ("https://school.example/cnnviz/what_if", "what_if", "https://school.example/cnnviz"),
    ],
)
def test_the_apps_address_is_that_of_a_page_without_the_page(url, page, root):
    assert root_of(url, page) == root


def test_a_link_is_the_address_with_what_is_hidden_and_locked_and_nothing_of_the_sharer():
    query = {"lesson": "01_numbers", "step": "2", "said": "0.1.0.7", "hide": "curve", "lock": "camera", "sample": "3"}
    query["ref"] = ["a b", "c&d"]
    link = link_of(ROOT, "why", query, hide=("answer", "logits"), lock=("upload",))
    assert link.startswith(f"{ROOT}/why?")
    said = parse_qs(urlsplit(link).query)
    assert said == {
        "lesson": ["01_numbers"],
        "step": ["2"],
        "sample": ["3"],
        "ref": ["a b", "c&d"],
        "hide": ["answer,logits"],
        "lock": ["upload"],
    }


def test_a_link_to_the_first_page_has_no_name_of_a_page_and_one_without_state_no_question_mark():
    assert link_of(ROOT, "draw", {"sample": "3"}) == f"{ROOT}/?sample=3"
    assert link_of(ROOT, "x_or_o", {}) == f"{ROOT}/x_or_o"


def test_a_drawing_that_no_address_holds_is_not_promised_by_a_link():
    assert link_of(ROOT, "draw", {"strokes": "long", "centre": "no"}) == f"{ROOT}/?centre=no"


@pytest.mark.parametrize("page", ["app.py", "pages/what_if.py"])
def test_whoever_opens_it_has_hidden_and_locked_what_the_sharer_chose(page):
    link = link_of(ROOT, "draw", {}, hide=("answer", "sums"), lock=("navigation",))
    at = open_page(page, Selection(source="Samples", sample=3), **query_in(link))
    guide = at.session_state["state"].own[GUIDE]
    assert (guide.hide, guide.lock) == (("answer", "sums"), ("navigation",))
    assert at.session_state["selection"].sample == 3


def test_the_frame_of_a_course_holds_the_link_and_asks_for_no_frame_around_the_app():
    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            self.found = tag, dict(attrs)

    for link, source in (
        (f"{ROOT}/?a=1&b=2", f"{ROOT}/?a=1&b=2&embed=true"),
        (ROOT + "/why", ROOT + "/why?embed=true"),
    ):
        reader = Reader()
        reader.feed(frame_of(link, 'Draw & "see"'))
        tag, attributes = reader.found
        assert tag == "iframe"
        assert attributes["src"] == source and attributes["title"] == 'Draw & "see"'
        assert "camera" in attributes["allow"]
    assert "?a=1&amp;b=2&amp;embed=true" in frame_of(f"{ROOT}/?a=1&b=2", "")


@pytest.mark.parametrize(
    ("selection", "page", "query", "words"),
    [
        (Selection(strokes=LONG), "draw", {}, "too many strokes"),
        (Selection(strokes=LONG[:1]), "draw", {}, ""),
        (Selection(source="Samples", strokes=LONG), "draw", {}, ""),
        (Selection(source="Upload", upload=b"png"), "draw", {}, "uploaded picture"),
        (Selection(source="Upload"), "draw", {}, ""),
        (Selection(source="Camera", photo=b"png"), "why", {}, "photo"),
        (Selection(), "train", {"data": "photographs"}, "zip"),
    ],
)
def test_what_no_link_holds_is_said(selection, page, query, words):
    said = not_held(selection, page, query)
    assert (words in said and said.endswith(".")) if words else said == ""


def test_a_brought_network_is_said_to_be_here_alone():
    assert "only on this server" in leads_to_own(Selection(network=f"own-{'0' * 16}"))
    assert "only on this server" in leads_to_own(Selection(partner=f"own-{'0' * 16}"))
    assert leads_to_own(Selection(partner="mnist_cnn")) == ""


@pytest.mark.parametrize(
    ("host", "is_one"),
    [
        *((host, True) for host in ("localhost", "127.0.0.1", "[::1]", "0.0.0.0")),
        *((host, False) for host in ("192.168.1.20", "school.example", "[fe80::1]")),
    ],
)
def test_which_addresses_lead_each_machine_to_itself(host, is_one):
    assert is_this_machine(f"http://{host}:8501/why") is is_one


@pytest.mark.parametrize(
    ("listening", "answers"),
    [
        *((address, True) for address in (None, "", "0.0.0.0", "::", "10.0.0.5")),
        *((address, False) for address in ("127.0.0.1", "localhost", "::1")),
    ],
)
def test_which_servers_answer_others(listening, answers):
    assert answers_others(listening) is answers


def test_the_addresses_offered_are_those_of_others():
    for address in for_the_class():
        assert not is_this_machine(on_host("http://localhost:8501", address))


def test_another_host_keeps_port_and_path():
    assert on_host("http://[::1]:8501/app", "10.0.0.5") == "http://10.0.0.5:8501/app"
    assert on_host("http://localhost", "10.0.0.5") == "http://10.0.0.5"
