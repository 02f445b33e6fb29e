"""Worksheets and their keys: true, different for neighbours, without the answers, and safe to open."""

from __future__ import annotations

import asyncio
import re
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.routing import Route

from cnnviz import known, lessons
from cnnviz.facts import BELIEFS
from cnnviz.labs.worked_examples import FOUR
from cnnviz.labs.x_or_o_images import text_to_image
from cnnviz.lessons import read_lesson
from cnnviz.lessons.answers import blanks
from cnnviz.lessons.asks import Choose
from cnnviz.lessons.paper import MOST_SHEETS, worksheet
from cnnviz.lessons.paper.fingerprint import fingerprint
from cnnviz.lessons.paper.parts.figures import Inked, Numbers, Photo, photo
from cnnviz.lessons.paper.places import PAGE_NAMES
from cnnviz.lessons.paper.sheet import letter_of, sheets_of
from cnnviz.lessons.printed import printed
from cnnviz.lessons.said import said
from cnnviz.lessons.skeleton import TEXT
from cnnviz.lessons.steps import Question, Reveal, Work
from cnnviz.lessons.truth import truth_of, world_at
from cnnviz.ui.lessons.papers_route import worksheet as answer
from cnnviz.ui.lessons.pins import AppPages, address_of
from cnnviz.ui.pages import SCRIPTS

PAGES = AppPages()
BY_HAND, X_OR_O, ONE_NUMBER, FILTERS = (lessons.names()[place] for place in (0, 1, 2, 4))
SKELETON = TEXT.format(title="Maps")


class Seen(HTMLParser):
    """Everything in a document that is a tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def _words(html: str) -> str:
    """Return the text of HTML, with single spaces."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def _sections(html: str) -> dict[str, str]:
    """Return the steps of one sheet, or of a key, by their titles."""
    found = re.findall(r'<section class="step[^>]*>(.*?)</section>', html, re.DOTALL)
    titles = [_words(re.search(r"</span>(.*?)</h2>", section, re.DOTALL)[1]) for section in found]
    return dict(zip(titles, found, strict=True))


def _articles(html: str) -> list[str]:
    return re.findall(r"<article.*?</article>", html, re.DOTALL)


def _rows(section: str) -> list[tuple[str, str]]:
    """Return the lines of the ledgers in a section: their words, and what stands beside them."""
    tables = "".join(re.findall(r'<table class="ledger.*?</table>', section, re.DOTALL))
    rows = re.findall(r"<tr><th[^>]*>(.*?)</th><td>(.*?)</td></tr>", tables, re.DOTALL)
    return [(_words(words), _words(text)) for words, text in rows]


@pytest.fixture(scope="module", params=lessons.names())
def lesson(request):
    return lessons.load(request.param, PAGES)


def test_two_sheets_have_every_question_and_no_answer(lesson):
    html = worksheet(lesson, PAGES, variants=range(2))
    sheets = _articles(html)
    assert len(sheets) == 2
    digest = fingerprint(known.load(lesson.front.networks[0]))
    reveals = [step for step in lesson.steps if isinstance(step.block, Reveal)]
    for variant, sheet in enumerate(sheets):
        letter, variant = "AB"[variant], variant % len(lesson.variants)
        foot = _words(sheet.rsplit("<footer>", 1)[1])
        assert all(part in foot for part in (lesson.front.title, f"sheet {letter}", lesson.front.networks[0], digest))
        sections = _sections(sheet)
        assert list(sections) == [step.title for step in lesson.steps if step not in reveals]
        words = _words(sheet)
        for step in reveals:
            told = printed(step.prose)
            # What stands between two placeholders; a word or two could be anywhere.
            parts = [part for part in re.split(r"\{\w+\}", _words(told)) if len(part) > 25]
            assert not [part for part in parts if part.strip() in words], step.title
        assert len(re.findall(r'class="check"', sheet)) == len(reveals)
        for step in lesson.steps:
            if isinstance(step.block, Work):
                fact = truth_of(lesson, step, PAGES, variant).fact
                rows = _rows(sections[step.title])
                assert len(rows) == len(fact.steps) + 1 and rows[-1][1] == ""
                empty = [place for place, (_, text) in enumerate(rows[:-1]) if not text]
                assert empty == blanks(step.block, fact)
    assert "no answer to this" not in html


def test_the_key_has_what_is_computed(lesson):
    html = worksheet(lesson, PAGES, variants=range(2), key=True)
    sections = _sections(html)
    for step in lesson.steps:
        if not isinstance(step.block, Question | Work):
            continue
        for number in range(2):
            truth = truth_of(lesson, step, PAGES, number % len(lesson.variants))
            bold = [_words(text) for text in re.findall(r"<strong>(.*?)</strong>", sections[step.title], re.DOTALL)]
            value = said(step.block, truth.fact.value)
            assert value in bold or f"{value} {getattr(step.block.ask, 'unit', '')}" in bold
            words = _words(sections[step.title])
            if isinstance(step.block, Question) and isinstance(step.block.ask, Choose):
                for belief in step.block.ask.beliefs:
                    wrong = said(step.block, truth.wrong[belief])
                    assert wrong == value or f"{wrong} : “{BELIEFS[belief].believed}”" in words.replace(": “", " : “")
    assert "{value}" not in html and "{yours}" not in html and "no answer" not in html


def test_the_letters_in_the_key_are_those_on_the_sheets():
    """Neighbours have the right one under another letter, where the lesson has no variants."""
    lesson = lessons.load(FILTERS, PAGES)
    sheets = _articles(worksheet(lesson, PAGES, variants=range(4)))
    key = worksheet(lesson, PAGES, variants=range(4), key=True)
    heads, *rows = re.findall(r"<tr>(.*?)</tr>", re.search(r'<table class="glance">.*?</table>', key, re.DOTALL)[0])
    numbers = [_words(cell) for cell in re.findall(r"<th[^>]*>(.*?)</th>", heads)][1:]
    answers = [[_words(cell) for cell in re.findall(r"<td>(.*?)</td>", row)] for row in rows]
    numbered = [step for step in lesson.steps if not isinstance(step.block, Reveal)]
    chosen = 0
    for place, number in enumerate(numbers):
        step = numbered[int(number) - 1]
        if not isinstance(step.block, Question) or not isinstance(step.block.ask, Choose):
            continue
        chosen += 1
        letters = [row[place] for row in answers]
        assert all(letter != after for letter, after in pairwise(letters))
        right = said(step.block, truth_of(lesson, step, PAGES).fact.value)
        assert all(
            f"{letter} {right}" in _words(_sections(sheet)[step.title])
            for letter, sheet in zip(letters, sheets, strict=True)
        )
    assert chosen >= 4


def test_neighbours_have_the_variants_of_the_lesson_in_turn():
    lesson = lessons.load(BY_HAND, PAGES)
    sheets = sheets_of(lesson, PAGES, range(5))
    assert [sheet.variant for sheet in sheets] == [0, 1, 2, 0, 1]
    assert [sheet.letter for sheet in sheets] == list("ABCDE")
    values = [next(item for item in sheet.items if item.number == 3).truth.fact.value for sheet in sheets]
    assert values[0] != values[1] and values[0] == values[3]
    assert [letter_of(number) for number in (0, 25, 26, 27)] == ["A", "Z", "AA", "AB"]


@pytest.mark.parametrize("variants", [[], [-1], range(MOST_SHEETS + 1)])
def test_a_wrong_number_of_sheets_is_refused(variants):
    with pytest.raises(ValueError, match="From 1 to 30 sheets"):
        worksheet(lessons.load(BY_HAND, PAGES), PAGES, variants=variants)


def _figures(name, title):
    lesson = lessons.load(name, PAGES)
    sheet = sheets_of(lesson, PAGES, [0])[0]
    item = next(item for item in sheet.items if item.step.title == title)
    return lesson, item


def test_the_framed_window_is_the_one_that_is_added_up():
    for title, kernel_at in (("One step to the right", 1), ("Which way round?", 1)):
        _, item = _figures(BY_HAND, title)
        picture, kernel = item.figures[0], item.figures[kernel_at]
        assert isinstance(picture, Numbers) and len(picture.marked) == 9
        window = [float(picture.cells[row][col].replace("−", "-")) for row, col in sorted(picture.marked)]
        weights = [float(cell.replace("−", "-")) for row in kernel.cells for cell in row]
        assert np.dot(window, weights) == item.truth.fact.value
    assert [[int(cell) for cell in row] for row in picture.cells] == FOUR.tolist()


def test_what_is_printed_again_says_where():
    _, item = _figures(BY_HAND, "Which stroke lights up?")
    assert item.repeated == (("Picture", "Picture", 6),) and [figure.caption for figure in item.figures] == ["Kernel"]
    _, item = _figures(X_OR_O, "One small feature")
    # The picture here is the X that the first step called so, not the picture of that step.
    assert item.repeated == (("The picture", "The X", 1),)


def test_cells_of_ink_are_those_of_the_page():
    _, item = _figures(X_OR_O, "A fat X")
    (figure,) = item.figures
    assert isinstance(figure, Inked)
    assert (np.array(figure.ink) == (text_to_image("082e3bb8f8383e3bb8e82") > 0)).all()
    assert "row 1: 0, 1, 2, 6, 7, 8;" in figure.words


def _pixels(figure: Photo) -> np.ndarray:
    image = Image.open(BytesIO(b64decode(figure.uri.split(",", 1)[1])))
    assert image.mode == "L"
    return np.asarray(image)


def test_the_picture_is_what_the_network_reads_in_greys():
    lesson, item = _figures(ONE_NUMBER, "Over blank paper")
    (figure,) = item.figures
    values = world_at(lesson, item.step, PAGES).input[..., 0]
    assert (_pixels(figure) == 255 - np.rint(values * 255)).all()
    colour = np.zeros((2, 2, 3), np.float32)
    colour[0, 0] = [1, 0, 0]
    assert _pixels(photo("red", colour, in_ink=False)).tolist() == [[76, 0], [0, 0]]


def test_pages_are_called_as_in_the_app():
    assert {address_of(name): name for name in SCRIPTS} == PAGE_NAMES


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{ 7 * 7 }}&"


def _hostile(lesson):
    def prose(step):
        return f"{HOSTILE}\n\n# Head\n\n[a](https://a.example/%22onx=1) ![b](https://b.example) {step.prose}"

    steps = []
    for step in lesson.steps:
        # A reveal knows its question by the step itself.
        question = next((new for new in steps if step.question and new.line == step.question.line), None)
        block = step.block
        if getattr(block, "starters", None) is not None:
            block = block.model_copy(update={"starters": (HOSTILE,)})
        if isinstance(block, Question) and isinstance(block.ask, Choose):
            block = block.model_copy(update={"ask": block.ask.model_copy(update={"words": {"16": HOSTILE}})})
        title = f"{HOSTILE} {step.title}"
        steps.append(replace(step, title=title, prose=prose(step), block=block, question=question))
    front = lesson.front.model_copy(update={"title": HOSTILE, "goals": (HOSTILE,)})
    return replace(lesson, front=front, steps=tuple(steps), intro=HOSTILE)


@pytest.mark.parametrize("key", [False, True])
def test_hostile_text_stays_text(key):
    lesson = _hostile(read_lesson(SKELETON.encode(), "maps.md", PAGES))
    html = worksheet(lesson, PAGES, variants=[0], key=key)
    seen = Seen(html)
    assert not {"script", "a", "link", "iframe"} & set(seen.tags)
    assert all(not name.startswith("on") and name != "href" for name, _ in seen.attributes)
    # The step's own picture.
    assert {text[:22] for name, text in seen.attributes if name == "src"} <= {"data:image/png;base64,"}
    words = _words(html)
    assert "<script>alert(1)</script>" in words and "{{ 7 * 7 }}" in words and "49" not in words
    assert "a (https://a.example/%22onx=1)" in words


def test_words_of_facts_mean_nothing_in_markdown():
    assert printed("{value}", {"value": "*a* _b_ <i> [c](http://d.example) \\"}) == (
        "<p>*a* _b_ &lt;i&gt; [c](http://d.example) \\</p>\n"
    )


@pytest.mark.parametrize("key", [False, True])
def test_a_question_without_an_answer_says_why(key):
    text = SKELETON.replace("conv2d_1", "conv2d_9")
    html = worksheet(read_lesson(text.encode(), "maps.md", PAGES), PAGES, variants=[0, 1], key=key)
    assert "There is no layer 'conv2d_9'" in _words(html)


def test_the_digest_changes_with_a_single_weight():
    network = known.load("mnist_lab")
    (edited,) = {world.network for world in [PAGES.world("draw", {"edits": "conv2d.off.1"})]}
    assert re.fullmatch("[0-9a-f]{12}", fingerprint(network)) and fingerprint(network) != fingerprint(edited)


def _ask(path: str, query: str = "") -> tuple[int, dict[str, str], str]:
    app = Starlette(routes=[Route("/cnnviz/worksheet/{name}", answer, methods=["GET"])])
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    # In a thread of its own: the tests' browser has a loop in this one.
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, app(scope, receive, send)).result()
    headers = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]).decode()


def test_the_route_answers_with_sheets_and_with_the_key():
    status, headers, html = _ask(f"/cnnviz/worksheet/{BY_HAND}")
    assert status == 200 and headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in headers["content-security-policy"]
    lesson = lessons.load(BY_HAND, PAGES)
    assert html == worksheet(lesson, PAGES, variants=range(2))
    assert _ask(f"/cnnviz/worksheet/{BY_HAND}", "variants=3&key=1")[2] == worksheet(
        lesson, PAGES, variants=range(3), key=True
    )


@pytest.mark.parametrize(
    ("name", "query", "status", "sentence"),
    [
        ("none", "", 404, "There is no lesson “none”: choose one in the app."),
        ("<b>", "", 404, "There is no lesson “<b>”: choose one in the app."),
        (BY_HAND, "variants=0", 400, "The number of sheets is a whole number from 1 to 30."),
        (BY_HAND, "variants=31", 400, "The number of sheets is a whole number from 1 to 30."),
        (BY_HAND, "variants=two", 400, "The number of sheets is a whole number from 1 to 30."),
        (BY_HAND, "key=yes", 400, "The key is printed with key=1, and the sheets with key=0."),
    ],
)
def test_the_route_refuses_in_a_sentence(name, query, status, sentence):
    answered, _, html = _ask(f"/cnnviz/worksheet/{name}", query)
    assert answered == status and sentence in _words(html)
    assert set(Seen(html).tags) == {"html", "title", "main", "h1", "p"}


def test_a_number_that_begins_a_sentence_begins_no_list():
    assert printed("{value}. There is one.", {"value": "673"}) == "<p>673. There is one.</p>\n"
