"""The page at /without in a browser whose websockets are cut: it draws, shows maps and votes by the routes alone."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from urllib.parse import parse_qs

import numpy as np
import pytest
from playwright.sync_api import expect

import cnnviz
from cnnviz.datasets.samples import load_samples
from cnnviz.pictures.network_input import prepare_strokes
from cnnviz.pictures.strokes import Stroke
from cnnviz.pictures.strokes_text import text_to_drawing
from tests.browser.main_page import SEVEN, START_SECONDS, MainPage, assert_shows, numbers
from tests.browser.modules import in_module

LESSON = "6_how_sure_is_sure"
VOTE, DO = 0, 16
"""Steps of the lesson: one of several options, and one that is drawn."""
ONE = [(140, 40), (140, 240)]


@pytest.fixture
def without(serve, open_page):
    """without(query) -> the page, once a network has read the sample."""

    def without(query: str = "", **options) -> MainPage:
        page = open_page("about:blank", **options)
        page.route_web_socket("**/*", lambda socket: socket.close())
        page.goto(f"{serve('app.py')}/without{query}")
        page.locator('[data-testid="answer"][data-state="ready"]').wait_for(timeout=START_SECONDS * 1000)
        return MainPage(page)

    return without


@pytest.fixture
def ask(serve):
    """ask(path, body, secret) -> what a room says."""

    def ask(path: str, body: dict | None = None, secret: str = "") -> dict:
        headers = {"content-type": "application/json", "authorization": f"Bearer {secret}"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{serve('app.py')}/cnnviz/room{path}", data, headers)
        with urllib.request.urlopen(request) as response:
            return json.loads(response.read() or b"{}")

    return ask


def strokes_of(question: dict) -> list[Stroke]:
    """Return the strokes of a question about a drawing."""
    return [
        Stroke(tuple(zip(each["points"][::2], each["points"][1::2], strict=True)), each["width"])
        for each in question["strokes"]
    ]


def test_a_drawn_seven_is_answered_as_the_app_answers_it(without):
    main = without("?network=mnist_cnn")
    page = main.page
    expect(main.answer).to_have_attribute("data-label", str(load_samples().labels[0]))
    page.get_by_role("combobox", name="Network").select_option("mnist_lab")
    with page.expect_request("**/cnnviz/reading") as asked:
        main.draw(ONE)
    main.wait_for_label("1")
    assert json.loads(asked.value.post_data)["network"] == "mnist_lab"
    page.get_by_test_id("pad-clear").click()
    main.wait_for_label("7")
    page.get_by_role("combobox", name="Network").select_option("mnist_cnn")
    with page.expect_response("**/cnnviz/reading") as answered:
        main.draw(SEVEN)
    question, name = json.loads(answered.value.request.post_data), answered.value.headers["x-reading"]
    page.wait_for_function(in_module("shared/readings.js", f"readingStore.name === '{name}'"))
    expect(main.answer).to_have_attribute("data-label", "7")
    network = cnnviz.load("mnist_cnn")
    trace = network.trace_input(prepare_strokes(strokes_of(question)).input)
    logits = list(trace.values())[-1].input
    for row, logit in zip(main.answer.locator("tbody tr").all(), np.ravel(logits), strict=True):
        assert_shows(row.locator(".logit").inner_text(), float(logit), digits=2)
    for layer in (0, 3):
        ledger = main.hover(layer)
        assert_shows(numbers(ledger.value)[-1], float(list(trace.values())[layer].output[ledger.position]))
    assert page.locator("[data-old]").count() == 0


def test_a_vote_arrives_in_the_room_and_is_back_after_a_reload(without, ask):
    made = ask("", {"lesson": LESSON, "variant": 0})
    code, secret = made["code"], made["secret"]
    ask(f"/{code}/steer", {"pace": "teacher"}, secret)
    page = without(f"?c={code}").page
    room = page.get_by_role("region", name="Room")
    expect(room.get_by_text("Nothing is written to a disk")).to_be_visible()
    room.get_by_role("button", name="Join").click()
    expect(room.locator("h2")).to_have_text("From numbers to shares")
    room.get_by_role("radio", name="100", exact=True).check()
    # What the network says is covered until one has answered.
    expect(page.get_by_test_id("answer").locator("[data-region=answer]")).to_have_attribute("data-covered", "")
    room.get_by_role("button", name="Send").click()
    expect(room.get_by_test_id("lesson-answer")).to_contain_text("100")
    expect(page.get_by_test_id("answer").locator("[data-region=answer]")).not_to_have_attribute("data-covered", "")
    (turn, _) = ask(f"/{code}/teacher?step={VOTE}", secret=secret)["answers"]["rounds"]
    assert [(bar["text"], bar["count"]) for bar in turn["tally"]] == [("100", 1)]
    page.reload()
    expect(room.get_by_test_id("lesson-answer")).to_contain_text("100")
    assert ask(f"/{code}/teacher?step={VOTE}", secret=secret)["joined"] == 1
    ask(f"/{code}/steer", {"show": VOTE}, secret)
    expect(room.get_by_test_id("results")).to_contain_text("100")
    expect(room.get_by_role("button", name="Answer anew")).to_have_count(0)


def test_a_drawing_is_judged_by_the_room(without, ask):
    made = ask("", {"lesson": LESSON, "variant": 0})
    code, secret = made["code"], made["secret"]
    ask(f"/{code}/steer", {"pace": "teacher"}, secret)
    ask(f"/{code}/steer", {"step": DO}, secret)
    main = without(f"?c={code}")
    room = main.page.get_by_role("region", name="Room")
    room.get_by_role("button", name="Join").click()
    button = room.get_by_role("button", name="Use my drawing")
    button.click()
    expect(room.get_by_text("Nothing is drawn yet.")).to_be_visible()
    with main.page.expect_request("**/cnnviz/reading") as asked:
        main.draw(SEVEN)
    button.click()
    expect(room.get_by_test_id("lesson-answer")).to_be_visible()
    (made_first, _) = ask(f"/{code}/teacher?step={DO}", secret=secret)["answers"]["rounds"]
    (answer,) = made_first["wall"]
    assert answer["shown"] == "7"
    address = ask(f"/{code}/drawings?numbers={answer['number']}", secret=secret)["drawings"][str(answer["number"])]
    strokes = parse_qs(address.partition("?")[2])["strokes"][0]
    assert list(text_to_drawing(strokes)) == strokes_of(json.loads(asked.value.post_data))


def test_a_room_that_has_ended_says_so(serve, browser, ask):
    made = ask("", {"lesson": LESSON, "variant": 0})
    # The browser logs that the room is not found any more.
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{serve('app.py')}/without?c={made['code']}")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="From numbers to shares")).to_be_visible()
    ask(f"/{made['code']}/steer", {"end": True}, made["secret"])
    expect(page.get_by_text("You have no place in this room")).to_be_visible()
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("alert").filter(has_text="room")).to_be_visible()
    context.close()


def test_what_gets_lost_is_said_and_comes_back(without):
    main = without()
    page = main.page
    page.context.set_offline(True)
    expect(page.get_by_text("Not connected to the server.")).to_be_visible()
    main.draw(ONE)
    page.context.set_offline(False)
    main.wait_for_label("1")
    expect(page.get_by_text("Not connected").locator("visible=true")).to_have_count(0)


def test_a_network_that_is_not_there_is_named_in_a_sentence(serve):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{serve('app.py')}/cnnviz/network/cats_dogs")
    with refused.value as answer:
        assert (answer.code, answer.read().decode()) == (
            404,
            "There is no such network here: choose one that reads drawings, such as mnist_cnn.",
        )
