"""The components' modules on the app's pages: each once, kept for ever, and found wherever the app is on its server."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections import Counter

import pytest
from playwright.sync_api import expect

from benchmarks.launch import ROOT, running_server
from cnnviz.ui.components.modules import url as url_of
from tests.browser.main_page import SAMPLE_QUERY, SEVEN, MainPage
from tests.browser.navigation import go_to

MODULES = "/cnnviz/js/"


@pytest.fixture(scope="module")
def below_a_path(tmp_path_factory):
    """The base URL of the app, served at /some/path."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with running_server(ROOT / "app.py", log, base_path="some/path") as server:
        yield server.url


def test_below_a_path_the_map_is_shown_and_every_module_is_fetched_once(below_a_path, open_page):
    answers = {}
    requests = Counter()
    page = open_page("about:blank")
    page.on("request", lambda request: requests.update([request.url]))
    page.on("response", lambda response: answers.update({response.url: response}))
    page.goto(f"{below_a_path}/?{SAMPLE_QUERY}")
    MainPage(page).wait()
    on_the_first_page = {url for url in requests if MODULES in url}
    go_to(page, "Filters")
    expect(page.locator("[data-testid=filters][data-state=ready]")).to_be_visible()
    modules = {url for url in requests if MODULES in url}
    assert f"{below_a_path}/{url_of('network_map/map.js')}" in on_the_first_page
    assert f"{below_a_path}/{url_of('filters/filters.js')}" in modules - on_the_first_page
    for url in modules:
        assert requests[url] == 1, url
        assert answers[url].ok
        assert "immutable" in answers[url].headers["cache-control"]


def test_below_a_path_a_stroke_is_answered_directly(below_a_path, open_page):
    page = open_page(f"{below_a_path}/?{SAMPLE_QUERY}")
    main = MainPage(page).wait()
    page.goto(f"{below_a_path}/")
    main.pad.wait_for()
    with page.expect_response(f"{below_a_path}/cnnviz/reading") as answered:
        main.draw(SEVEN)
    assert answered.value.status == 200


@pytest.mark.parametrize("name", ["cnnviz/js/0123456789abcdef/shared/wire.js", url_of("shared/none.js")])
def test_what_is_no_module_is_not_found(below_a_path, name):
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{below_a_path}/{name}")
