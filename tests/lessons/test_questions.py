"""Questions as Moodle XML and GIFT: what is written follows the formats, and its numbers are the facts."""

from __future__ import annotations

import asyncio
import io
import re
from base64 import b64decode
from dataclasses import dataclass, replace
from html import unescape
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.routing import Route

from cnnviz import lessons
from cnnviz.facts import BELIEFS
from cnnviz.lessons import LessonError
from cnnviz.lessons.answers import blanks, judge, tolerance_of
from cnnviz.lessons.asks import Cell, Choose, Class, Number, Order
from cnnviz.lessons.questions import gift, moodle_xml
from cnnviz.lessons.questions.hypertext import hypertext
from cnnviz.lessons.said import said
from cnnviz.lessons.steps import Question, Reflect, Reveal, Work
from cnnviz.lessons.truth import truth_of, world_at
from cnnviz.pictures.input_png import is_input
from cnnviz.ui.lessons.pins import AppPages
from cnnviz.ui.lessons.questions_route import questions

PAGES = AppPages()
NUMERAL = r"-?[0-9]+(?:\.[0-9]+)?"


@dataclass
class Read:
    """A question as it was read back: of numbers, answers are (value, tolerance, marks, feedback)."""

    kind: str
    name: str
    text: str = ""
    feedback: str = ""
    answers: list = None
    fields: list = None
    picture: bytes | None = None


def _words(html: str) -> str:
    return unescape(re.sub("<[^>]+>", "", html))


def _path(category: str) -> list[str]:
    """Return a category and those that it is in: a slash stands between them, and two for one in a name."""
    return [part.replace("//", "/").strip() for part in re.split("(?<!/)/(?!/)", category)]


def _marks(numbers: list, value: float) -> float:
    """Return the marks that a number gets, as both formats say: those of the first answer that it is near to."""
    near = (marks for number, tolerance, marks, _ in numbers if abs(value - number) <= tolerance + 1e-12)
    return next(near, 0)


# GIFT


def _tokens(text: str) -> list[tuple[str, bool]]:
    """Return the characters, and whether each controls: \\ may stand before the control characters alone."""
    found, index = [], 0
    while index < len(text):
        if text[index] == "\\":
            assert text[index + 1] in "~=#{}:\\", f"a stray backslash: {text[index : index + 20]!r}"
            found.append((text[index + 1], False))
            index += 2
        else:
            found.append((text[index], text[index] in "~=#{}:"))
            index += 1
    return found


class _Reader:
    def __init__(self, text: str):
        self.tokens, self.at = _tokens(text), 0

    def ahead(self, marks: str) -> bool:
        here = self.tokens[self.at : self.at + len(marks)]
        return "".join(char for char, _ in here) == marks and all(
            controls or char not in "~=#{}:" for char, controls in here
        )

    def take(self, marks: str) -> None:
        assert self.ahead(marks), (marks, "".join(char for char, _ in self.tokens[self.at : self.at + 30]))
        self.at += len(marks)

    def plain(self) -> str:
        """Return what is left before the next control character."""
        start = self.at
        while self.at < len(self.tokens) and not self.tokens[self.at][1]:
            self.at += 1
        return "".join(char for char, _ in self.tokens[start : self.at])

    def formatted(self) -> str:
        return re.sub(r"^\[(?:html|markdown|plain|moodle)\]", "", self.plain().strip()).strip()

    def feedback(self) -> str:
        if not self.ahead("#") or self.ahead("####"):
            return ""
        self.take("#")
        return self.formatted()

    def space(self) -> None:
        while self.at < len(self.tokens) and self.tokens[self.at][0].isspace():
            self.at += 1


def _read_gift(text: str) -> tuple[list[str], list[Read]]:
    """Return the category, as a path, and the questions of a GIFT file. AssertionError if it is none."""
    blocks = [
        "\n".join(line for line in block.split("\n") if not line.startswith("//"))
        for block in re.split(r"\n[ \t]*\n", text.strip("\n"))
    ]
    category, *written = [block for block in blocks if block]
    assert category.startswith("$CATEGORY: ")
    path = category.removeprefix("$CATEGORY: ").replace("\\\\", "\\")
    return _path(path), [_read_question(block) for block in written]


def _read_question(block: str) -> Read:
    reader = _Reader(block)
    reader.take("::")
    name = reader.plain()
    reader.take("::")
    text = reader.plain()
    assert text.startswith("[html]")
    found = Read("description", name, text.removeprefix("[html]"), answers=[])
    if reader.at == len(reader.tokens):
        return found
    reader.take("{")
    reader.space()
    found.kind = "essay"
    if reader.ahead("#") and not reader.ahead("####"):
        found.kind = "numerical"
        reader.take("#")
        reader.space()
    while not reader.ahead("}") and not reader.ahead("####"):
        mark = "=" if reader.ahead("=") else "~"
        reader.take(mark)
        if found.kind == "numerical":
            marks, number = re.fullmatch(rf"%(100|0)%({NUMERAL})", reader.plain()).groups()
            reader.take(":")
            tolerance = reader.plain().strip()
            assert re.fullmatch(NUMERAL, tolerance)
            found.answers.append((float(number), float(tolerance), int(marks), reader.feedback()))
            continue
        text = reader.plain().strip()
        weight = re.match(r"%(-?[0-9]{1,3}\.?[0-9]*)%", text)
        if weight or "->" not in text:
            found.kind = "shortanswer" if weight else "multichoice"
            marks = int(weight[1]) if weight else 100 * (mark == "=")
            text = re.sub(r"^\[html\]", "", text[weight.end() if weight else 0 :])
            found.answers.append((text, marks, reader.feedback()))
        else:
            found.kind = "matching"
            thing, place = re.sub(r"^\[html\]", "", text).split("->", 1)
            found.answers.append((thing.strip(), place.strip()))
    if reader.ahead("####"):
        reader.take("####")
        found.feedback = reader.formatted()
    reader.take("}")
    assert reader.at == len(reader.tokens)
    return found


# Moodle XML: what each kind of question has behind what all have, in the order in which Moodle writes it.

TEXTS = {"name", "correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "graderinfo", "responsetemplate"}
COMBINED = "correctfeedback partiallycorrectfeedback incorrectfeedback"
KINDS = {
    "description": "",
    "multichoice": rf"single shuffleanswers answernumbering showstandardinstruction {COMBINED}(?: answer){{2,}}",
    "numerical": r"answer(?: answer)* unitgradingtype unitpenalty showunits unitsleft",
    "matching": rf"shuffleanswers {COMBINED}(?: subquestion){{3,}}",
    "shortanswer": r"usecase(?: answer)+",
    "cloze": "",
    "essay": "responseformat responserequired responsefieldlines attachments attachmentsrequired graderinfo "
    "responsetemplate",
}
FIELD = re.compile(
    r"\{1:NUMERICAL:((?:(?:=|%0%)-?[0-9.]+:[0-9.]+(?:#(?:[^~}\\]|\\.)*)?)(?:~(?:=|%0%)-?[0-9.]+:[0-9.]+(?:#(?:[^~}\\]|\\.)*)?)*)\}"
)


def _inside(element: ElementTree.Element) -> str:
    """Return the text in <text>. AssertionError if it has not exactly one."""
    assert len(element.findall("text")) == 1 and element[0].tag == "text" and not len(element[0])
    return element[0].text or ""


def _read_moodle(content: bytes) -> tuple[list[str], list[Read]]:
    """Return the category, as a path, and the questions of a Moodle XML file. AssertionError if it is none."""
    assert content.startswith(b"<?xml")
    quiz = ElementTree.fromstring(content)
    assert quiz.tag == "quiz" and not quiz.attrib and {child.tag for child in quiz} == {"question"}
    category, *written = quiz
    assert category.attrib == {"type": "category"} and [child.tag for child in category] == ["category"]
    return _path(_inside(category[0])), [_read_element(element) for element in written]


def _read_element(element: ElementTree.Element) -> Read:
    kind = element.attrib["type"]
    grade = "" if kind == "cloze" else " defaultgrade"
    wanted = f"name questiontext generalfeedback{grade} penalty hidden {KINDS[kind]}".strip()
    assert re.fullmatch(wanted, " ".join(child.tag for child in element)), kind
    for child in element:
        if child.tag in TEXTS:
            assert [inner.tag for inner in child] == ["text"]
        elif child.tag not in ("answer", "subquestion", "questiontext", "generalfeedback"):
            assert not len(child) and child.text
    text = element.find("questiontext")
    files = text.findall("file")
    assert text.attrib == {"format": "html"} and [child.tag for child in text] == ["text"] + ["file"] * len(files)
    assert _inside(text).count("@@PLUGINFILE@@") == len(files) <= 1
    found = Read(kind, _inside(element.find("name")), _inside(text), _inside(element.find("generalfeedback")))
    assert len(found.name) <= 255
    if files:
        assert files[0].attrib == {"name": "input.png", "path": "/", "encoding": "base64"}
        found.picture = b64decode(files[0].text, validate=True)
    found.answers = [_read_answer(answer, kind) for answer in element.findall("answer")]
    found.answers += [(_inside(pair), _inside(pair.find("answer"))) for pair in element.findall("subquestion")]
    found.fields = [
        [_read_alternative(one) for one in re.split(r"(?<!\\)~", field)] for field in FIELD.findall(found.text)
    ]
    # No brace stands outside the fields: Moodle would look for an answer behind it.
    assert not re.search("[{}]", FIELD.sub("", found.text)) and bool(found.fields) == (kind == "cloze")
    return found


def _read_answer(answer: ElementTree.Element, kind: str) -> tuple:
    marks, feedback = int(answer.attrib["fraction"]), _inside(answer.find("feedback"))
    assert marks in (0, 100)
    if kind != "numerical":
        assert [child.tag for child in answer] == ["text", "feedback"]
        return _inside(answer), marks, feedback
    assert [child.tag for child in answer] == ["text", "feedback", "tolerance"]
    assert re.fullmatch(NUMERAL, _inside(answer)) and re.fullmatch(NUMERAL, answer[2].text)
    return float(_inside(answer)), float(answer[2].text), marks, feedback


def _read_alternative(text: str) -> tuple[float, float, int, str]:
    number, _, feedback = re.sub("^(=|%0%)", "", text).partition("#")
    value, tolerance = map(float, number.split(":"))
    return value, tolerance, 100 if text.startswith("=") else 0, feedback


# What the bundled lessons become


def _steps(lesson):
    return [step for step in lesson.steps if not isinstance(step.block, Reveal)]


@pytest.mark.parametrize("name", lessons.names())
def test_both_formats_have_every_question_and_its_facts(name):
    lesson = lessons.load(name, PAGES)
    (category, in_moodle), (other, in_gift) = (
        _read_moodle(moodle_xml(lesson, PAGES)),
        _read_gift(gift(lesson, PAGES)),
    )
    assert category == other == ["$course$", "cnnviz", lesson.front.title]
    names = [question.name for question in in_moodle]
    assert [question.name for question in in_gift] == names and len(set(names)) == len(names)
    steps = _steps(lesson)
    assert [found.partition(" ")[2] for found in names] == [step.title for step in steps]
    for step, moodle, from_gift in zip(steps, in_moodle, in_gift, strict=True):
        assert moodle.feedback == from_gift.feedback
        assert "you said" not in moodle.feedback.casefold() and "you pointed" not in moodle.feedback
        page, _, query = str(step.pin.on(lesson.front.networks[0])).partition("?")
        assert f"Open /{page if page != 'draw' else ''}?{query}" in _words(from_gift.text)
        for region in getattr(step.block, "hide", ()):
            assert region in _words(from_gift.text).partition("hide=")[2]
        if isinstance(step.block, Question | Work):
            assert moodle.feedback
            _check(step.block, lesson, step, moodle, from_gift)
        else:
            kind = "essay" if isinstance(step.block, Reflect) else "description"
            assert moodle.kind == from_gift.kind == kind


def _check(block, lesson, step, moodle, from_gift):
    """AssertionError if a question, in either format, says anything but its fact."""
    truth = truth_of(lesson, step, PAGES)
    fact, wrong = truth.fact, truth.wrong
    if isinstance(block, Work):
        return _check_ledger(block, truth, moodle, from_gift)
    match block.ask:
        case Choose() | Class():
            assert moodle.kind == from_gift.kind == "multichoice" and moodle.answers == from_gift.answers
            for text, marks, feedback in moodle.answers:
                judged = judge(block, fact, wrong, unescape(text))
                assert marks == 100 * judged.is_right
                assert unescape(feedback) == (BELIEFS[judged.belief].true if judged.belief else "")
            assert [unescape(text) for text, marks, _ in moodle.answers if marks] == [said(block, fact.value)]
        case Number() as ask:
            assert moodle.kind == from_gift.kind == "numerical" and moodle.answers == from_gift.answers
            near = tolerance_of(block, fact) + fact.error
            _check_numbers(moodle.answers, fact.value, near, wrong, 100 if ask.percent else 1)
            unit = " %" if ask.percent else ""
            for value in [fact.value + shift * near for shift in (-1.03, -0.98, 0, 0.98, 1.03)]:
                shown = 100 * value if ask.percent else value
                judged = judge(_without_bounds(block), fact, wrong, f"{shown:.9f}{unit}".replace("-", "−"))
                assert (_marks(moodle.answers, shown) == 100) == judged.is_right, value
        case Order(items=items):
            assert moodle.kind == from_gift.kind == "matching" and moodle.answers == from_gift.answers
            places = {unescape(thing): int(place[:-2]) for thing, place in moodle.answers}
            assert sorted(places, key=places.get) == [items[index] for index in fact.value]
        case Cell():
            right = [cell for cell in np.ndindex(fact.cells.shape) if judge(block, fact, wrong, cell).is_right]
            typed = {text: marks for text, marks, _ in from_gift.answers}
            assert {text for text in typed if ", " in text} == {f"{row}, {column}" for row, column in right}
            assert from_gift.kind == "shortanswer" and set(typed.values()) == {100}
            if len(right) == 1:
                assert [field[0][:3] for field in moodle.fields] == [(at, 0, 100) for at in right[0]]
            else:
                assert moodle.kind == "shortanswer" and moodle.answers == from_gift.answers


def _without_bounds(block):
    """Return a question that takes any number: what is out of bounds is no answer, neither right nor wrong."""
    return block.model_copy(update={"ask": block.ask.model_copy(update={"low": None, "high": None})})


def _check_numbers(numbers, value, near, wrong, scale):
    """AssertionError if the truth is not right, or a belief's number is, or either is not what it is."""
    assert [marks for _, _, marks, _ in numbers] == [100] + [0] * (len(numbers) - 1)
    shown, tolerance, _, _ = numbers[0]
    assert abs(shown / scale - value) <= near / 100
    assert tolerance / scale == pytest.approx(near, rel=0.02, abs=1e-12)
    if value % 1:
        assert tolerance > 0
    assert _marks(numbers, scale * value) == 100
    for belief, other in wrong.items():
        if isinstance(other, int | float) and abs(other - value) > 1.02 * near:
            assert _marks(numbers, scale * other) == 0
            feedback = [
                unescape(said) for number, tolerance, _, said in numbers if abs(number - scale * other) <= tolerance
            ]
            assert BELIEFS[belief].true in feedback


def _check_ledger(block, truth, moodle, from_gift):
    fact, blank = truth.fact, blanks(block, truth.fact)
    near = 0.5 * 10.0**-block.decimals
    assert moodle.kind == "cloze" and from_gift.kind == "numerical" and not block.percent
    rows = [re.findall("<td>(.*?)</td>", row) for row in re.findall("<tr>(.*?)</tr>", moodle.text)]
    told = [re.findall("<td>(.*?)</td>", row) for row in re.findall("<tr>(.*?)</tr>", from_gift.text)]
    assert len(rows) == len(told) == len(fact.steps) + 1 and len(moodle.fields) == len(blank) + 1
    assert [index for index, row in enumerate(rows) if FIELD.fullmatch(row[1])] == [*blank, len(fact.steps)]
    assert [index for index, row in enumerate(told) if row[1] == "?"] == [*blank, len(fact.steps)]
    for index, (words, value) in enumerate(fact.steps):
        assert unescape(rows[index][0]) == unescape(told[index][0]) == words
        if index in blank:
            _check_numbers(moodle.fields[blank.index(index)], value, near, {}, 1)
        else:
            assert float(rows[index][1].replace("−", "-")) == pytest.approx(value, abs=near / 100)
    # The lines that are given are rounded, so their sum may be off by a little more than half of the last digit.
    assert moodle.fields[-1] == from_gift.answers
    tolerance = from_gift.answers[0][1]
    assert near <= tolerance <= 1.1 * near
    _check_numbers(from_gift.answers, fact.value, tolerance, truth.wrong, 1)


def test_pictures_are_what_the_network_gets_and_labs_have_none():
    lesson = lessons.load("6_how_sure_is_sure", PAGES)
    _, found = _read_moodle(moodle_xml(lesson, PAGES))
    step = lesson.step("A photographic negative")
    image = Image.open(io.BytesIO(next(each for each in found if step.title in each.name).picture))
    assert is_input(image)
    assert np.array_equal(np.asarray(image), np.rint(world_at(lesson, step, PAGES).input[..., 0] * 255))
    # Drawing something is left to the student.
    assert next(each for each in found if "Sure of nothing" in each.name).picture is None
    labs = lessons.load("2_x_or_o", PAGES)
    assert not [each for each in _read_moodle(moodle_xml(labs, PAGES))[1] if each.picture]


def test_variants_stand_beside_each_other_and_none_is_there_twice():
    lesson = lessons.load("1_a_picture_is_numbers", PAGES)
    _, found = _read_moodle(moodle_xml(lesson, PAGES, (0, 1, 2)))
    names = [question.name for question in found]
    assert len(set(names)) == len(names) == len(_read_gift(gift(lesson, PAGES, (0, 1, 2)))[1])
    assert names[1:4] == [f"02 Add up one window{more}" for more in ("", " (variant 2)", " (variant 3)")]
    # The drawing of a 4 is the same for all.
    assert [name for name in names if "Which way round" in name] == ["08 Which way round?"]
    for variant, question in enumerate(found[1:4]):
        value = truth_of(lesson, lesson.step("Add up one window"), PAGES, variant).fact.value
        assert _marks(question.fields[-1], value) == 100
    with pytest.raises(LessonError, match="no variant 3: they are counted from 0 to 2"):
        gift(lesson, PAGES, (0, 3))


HOSTILE = "</text> ]]> {=} {1:NUMERICAL:=3} ::x:: ~%50%a # b $ $$x$$ -> &amp; &#123; // C:\\new \\n [html] ü 漢 🙂 “”"


@pytest.mark.parametrize("write", [lambda *it: _read_moodle(moodle_xml(*it)), lambda *it: _read_gift(gift(*it))])
@pytest.mark.parametrize(
    "text", [HOSTILE, f"// {HOSTILE}", f"$CATEGORY: {HOSTILE}", f"%50%{HOSTILE}", f"[plain]{HOSTILE}"]
)
def test_whatever_a_lesson_says_comes_back_unharmed(write, text):
    lesson = lessons.load("5_where_do_filters_come_from", PAGES)
    chosen, ordered = lesson.step("Who was changed?"), lesson.step("Young and old filters")
    ask = Choose(beliefs=("filters_are_given",), others=(text,))
    things = Order(items=(text, "a -> b", "= c", "d"))
    steps = (
        replace(chosen, title=f"{text}\n\nend", prose=text, block=chosen.block.model_copy(update={"ask": ask})),
        replace(ordered, prose=f"First\nsecond\n\n{text}", block=ordered.block.model_copy(update={"ask": things})),
        lesson.step("Does it learn from you?"),
        replace(lesson.step("Reading is not learning"), prose=f"{text} {{value}}"),
        replace(lesson.steps[-1], block=Reflect(kind="reflect", starters=(text,)), prose=f"* {text}\n* b"),
        replace(lessons.load("1_a_picture_is_numbers", PAGES).step("Add up one window"), prose=text),
    )
    front = lesson.front.model_copy(update={"title": text})
    category, found = write(replace(lesson, front=front, steps=steps), PAGES)
    first, second, third, last, ledger = found
    assert category == ["$course$", "cnnviz", text]
    assert first.name == f"01 {text} end" and _words(first.text).startswith(text)
    assert text in [unescape(option) for option, _, _ in first.answers]
    assert _words(second.text).startswith(f"First second{text}")
    assert [unescape(thing) for thing, _ in second.answers] == [text, "a -> b", "= c", "d"]
    assert _words(third.feedback) == f"{text} none"
    assert last.kind == "essay" and last.text.startswith("<ul><li>") and _words(last.text).startswith(f"{text}b")
    assert _words(ledger.text).startswith(text) and ledger.kind in ("cloze", "numerical")


def test_two_things_in_order_have_a_third_place_that_none_of_them_takes():
    lesson = lessons.load("7_why_did_it_say_that", PAGES)
    step = lesson.step("Take a filter away")
    asked = step.block.fact.model_copy(update={"arguments": {"layer": "conv2d", "filters": [4, 1]}})
    block = step.block.model_copy(update={"ask": Order(items=("filter 4", "filter 1")), "fact": asked})
    lesson = replace(lesson, steps=(replace(step, block=block),))
    for _, (found,) in (_read_moodle(moodle_xml(lesson, PAGES)), _read_gift(gift(lesson, PAGES))):
        assert found.answers == [("filter 4", "2nd"), ("filter 1", "1st"), ("", "3rd")]


@pytest.mark.parametrize(
    ("prose", "html"),
    [
        ("One\ntwo\n\nthree", "<p>One two</p><p>three</p>"),
        ("{a}. Then", "<p>16. Then</p>"),
        ("In\n16. the sum", "<p>In 16. the sum</p>"),
        ("3. x\n4. y", '<ol start="3"><li>x</li><li>y</li></ol>'),
        ("text\n- x\n  more\n- y\n\nend", "<p>text</p><ul><li>x more</li><li>y</li></ul><p>end</p>"),
        ("### A *b*", "<h3>A <em>b</em></h3>"),
        (
            "**a `x_y*` b** _c_ snake_case_d 2 * 3 * 4",
            "<p><strong>a <code>x_y*</code> b</strong> <em>c</em> snake_case_d 2 * 3 * 4</p>",
        ),
        ('[a & b](https://x.org/?a=1&b="2")', '<p><a href="https://x.org/?a=1&amp;b=&quot;2&quot;">a &amp; b</a></p>'),
        ("[a](javascript:x) \\*b\\*", "<p>[a](javascript:x) *b*</p>"),
        ("{b} {gone}", "<p>&lt;i&gt; *x* &#123;gone&#125;</p>"),
    ],
)
def test_markdown_becomes_html_on_one_line(prose, html):
    assert hypertext(prose, {"a": "16", "b": "<i> *x*"}) == html


# The route


def _get(path: str, query: str = "") -> tuple[int, dict[str, str], bytes]:
    """Return the status, headers and body of the answer of a small app that has the route."""
    app = Starlette(routes=[Route("/cnnviz/questions/{name}.{ending}", questions, methods=["GET"])])
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode()}
    scope |= {"headers": [], "http_version": "1.1", "scheme": "http", "server": ("here", 80), "root_path": ""}
    asyncio.run(app(scope, receive, send))
    start, *bodies = sent
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], headers, b"".join(body.get("body", b"") for body in bodies)


@pytest.mark.parametrize(
    ("ending", "media", "read"),
    [
        ("xml", "application/xml; charset=utf-8", _read_moodle),
        ("gift", "text/plain; charset=utf-8", lambda body: _read_gift(body.decode())),
    ],
)
def test_the_route_gives_a_file(ending, media, read):
    status, headers, body = _get(f"/cnnviz/questions/3_one_number.{ending}")
    assert status == 200 and headers["content-type"] == media
    assert headers["content-disposition"] == f'attachment; filename="3_one_number.{ending}"'
    assert int(headers["content-length"]) == len(body)
    one = len(read(body)[1])
    assert one == len(_steps(lessons.load("3_one_number", PAGES)))
    two, all_of_them = (
        len(read(_get(f"/cnnviz/questions/3_one_number.{ending}", f"variants={n}")[2])[1]) for n in (2, 30)
    )
    assert one < two < all_of_them


@pytest.mark.parametrize(
    ("path", "query", "status", "part"),
    [
        ("no_lesson.xml", "", 404, "There is no lesson 'no_lesson'"),
        ("3_one_number.qti", "", 404, "ends with .xml or .gift"),
        ("3_one_number.xml", "variants=0", 400, "a whole number from 1 to 30"),
        ("3_one_number.xml", "variants=31", 400, "a whole number from 1 to 30"),
        ("3_one_number.gift", "variants=two", 400, "a whole number from 1 to 30"),
    ],
)
def test_the_route_says_in_a_sentence_what_it_cannot_give(path, query, status, part):
    found, headers, body = _get(f"/cnnviz/questions/{path}", query)
    assert found == status and part in body.decode() and "\n" not in body.decode()
    assert headers["content-type"] == "text/plain; charset=utf-8"
