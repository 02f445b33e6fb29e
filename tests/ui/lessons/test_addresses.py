"""The addresses of lessons' steps: each page takes its own, and says what the step is to show."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from cnnviz import lessons
from cnnviz.ui.lessons.addresses import start_address, step_address
from cnnviz.ui.lessons.pins import AppPages
from cnnviz.ui.state import GUIDE, Said

PAGES = AppPages()


def taken_apart(address: str) -> tuple[str, dict[str, str]]:
    path, _, query = address.partition("?")
    return "draw" if path == "./" else path, dict(parse_qsl(query, strict_parsing=True))


@pytest.mark.parametrize("name", lessons.names())
def test_every_address_of_a_lesson_says_its_step_and_what_the_step_shows(name):
    lesson = lessons.load(name, PAGES)
    for number, variant in enumerate(lesson.variants):
        for index, step in enumerate(lesson.steps):
            page, query = taken_apart(step_address(lesson, index, number))
            guide = GUIDE.read(query)
            assert (guide.lesson, guide.step, guide.variant, guide.said) == (name, index, number, ())
            shown = {key: value for key, value in query.items() if key not in GUIDE.codecs}
            pin = step.pin.on(lesson.front.networks[0], variant)
            assert (page, shown) == (pin.page, dict(pin.query))
            assert PAGES.problem(page, shown) is None


def test_a_lesson_begins_with_its_first_step_and_says_no_more_than_that():
    lesson = lessons.load("3_one_number", PAGES)
    address = "layer_by_layer?network=mnist_lab&source=Samples&sample={}&pin=conv2d.0-0-3&lesson=3_one_number{}"
    assert start_address(lesson) == address.format(0, "")
    assert start_address(lesson, 2) == address.format(5, "&variant=2")
    # A link that was changed by hand.
    assert start_address(lesson, 3) == start_address(lesson, -1) == start_address(lesson)


def test_answers_travel_and_the_first_page_is_the_apps_own_address():
    said = (Said(0, "a, b ~ 50 % & more."), Said(3, "16", sure=4, again="6", tries=2))
    address = step_address(lessons.load("3_one_number", PAGES), 3, said=GUIDE.codecs["said"].write(said))
    assert address.startswith("./?network=mnist_lab&")
    assert GUIDE.read(taken_apart(address)[1]).said == said


def test_a_lesson_that_shows_no_page_begins_on_the_first():
    front = "---\ntitle: T\nlevel: school\nminutes: 5\ngoals: [G]\nnetworks: [mnist_cnn]\n---\n"
    lesson = lessons.read_lesson(f"{front}## S\n~~~step\nkind: explain\n~~~\nP.".encode(), "t.md", PAGES)
    assert start_address(lesson) == "./?network=mnist_cnn&lesson=t"
