"""A lesson's file: what is read from it, and the one sentence for everything that is wrong with it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.lessons import LessonError, read_lesson
from cnnviz.lessons.regions import REGIONS
from cnnviz.lessons.skeleton import TEXT
from cnnviz.ui.lessons.pins import AppPages

PAGES = AppPages()
GOOD = TEXT.format(title="Maps") + "\n"
STEP = """
## Another
~~~step
{}
~~~
Prose.
"""


def _read(text: str | bytes, name: str = "maps.md"):
    return read_lesson(text.encode() if isinstance(text, str) else text, name, PAGES)


def _error(text: str | bytes) -> LessonError:
    with pytest.raises(LessonError) as raised:
        _read(text)
    sentence = str(raised.value)
    assert "\n" not in sentence and sentence.endswith(".") and sentence.startswith("maps.md")
    assert len(sentence) < 1000
    return raised.value


def test_the_skeleton_is_a_lesson():
    lesson = _read(GOOD)
    assert (lesson.name, lesson.front.title, lesson.front.networks) == ("maps", "Maps", ("mnist_lab",))
    question, reveal, reflect = lesson.steps
    assert [step.block.kind for step in lesson.steps] == ["predict", "reveal", "reflect"]
    assert reveal.question == question and reveal.asked == question.asked and reflect.asked is None
    assert str(question.pin) == "draw?source=Samples&sample=0" and reveal.pin == question.pin
    assert question.prose.startswith("{before} maps") and question.line == 9
    assert lesson.step("In your words") is reflect
    with pytest.raises(KeyError):
        lesson.step("Nowhere")


def test_windows_line_ends_and_a_mark_at_the_beginning_do_no_harm():
    assert _read(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()).steps == _read(GOOD).steps


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "parts"),
    [
        # the file
        ("---\ntitle", "title", 1, "", ["begins with ---"]),
        ("beliefs: [maps_multiply]\n---", "beliefs: [maps_multiply]", 1, "", ["does not end"]),
        # the front matter
        ("title: Maps\n", "", 2, "title", ["missing"]),
        ("title: Maps", "title: 3", 2, "title", ["string"]),
        ("title: Maps", "titel: Maps", 2, "title", ["missing"]),
        ("level: school", "level: school\ncolour: red", 4, "colour", ["no such field", "title, level, minutes"]),
        ("level: school", "level: kindergarten", 3, "level", ["'school', 'first year' or 'advanced'"]),
        ("minutes: 15", "minutes: 0", 4, "minutes", ["greater than or equal to 1"]),
        ("minutes: 15", "minutes: soon", 4, "minutes", ["integer"]),
        ("goals: [Say what a filter looks for]", "goals: []", 5, "goals", ["at least 1 item"]),
        ("networks: [mnist_lab]", "networks: [alexnet]", 6, "networks.0", ["no network 'alexnet'", "mnist_lab"]),
        ("beliefs: [maps_multiply]", "beliefs: [ghosts]", 7, "beliefs.0", ["no belief 'ghosts'", "maps_multiply"]),
        ("beliefs: [maps_multiply]", "beliefs: [exact]", 7, "beliefs.0", ["no question here", "maps_multiply"]),
        ("level: school", "level: school\nlevel: school", 4, "level", ["there twice"]),
        ("minutes: 15", "minutes: [15", 5, "", ["no YAML"]),
        ("minutes: 15", "minutes: &m 15", 4, "", ["& and *"]),
        ("minutes: 15", "minutes: !!python/object:os.system 15", 4, "", ["written with !"]),
        ("title: Maps", "title: " + "[" * 2000 + "]" * 2000, 2, "", ["nested too deeply"]),
        ("networks:", "variants: [{colour: 3}]\nnetworks:", 6, "variants.0", ["no step has a parameter 'colour'"]),
        ("networks:", "variants: [{sample: x}]\nnetworks:", 6, "variants.0", ["sample", "no value"]),
        # a step
        ("~~~step\nkind: predict", "kind: predict", 9, "", ["has no block"]),
        ("conv2d_1}}\n~~~", "conv2d_1}}\n~~~~", 16, "", ["ends with"]),
        ("kind: predict", "kind: guess", 11, "kind", ["no kind 'guess'", "explain, predict, vote"]),
        ("kind: predict\n", "", 11, "", ["kind is missing", "explain, predict, vote"]),
        ("kind: predict", "kind: predict\ncolour: red", 12, "colour", ["no such field", "see, point, hide, ask, fact"]),
        ("see: draw?source=Samples&sample=0\n", "", 12, "hide", ["no region 'shapes'"]),
        ("see: draw?", "see: paint?", 12, "see", ["no page 'paint'", "draw, layer_by_layer"]),
        ("&sample=0", "&sampel=0", 12, "see", ["sampel", "no such parameter", "network, source, sample"]),
        ("&sample=0", "&sample=first", 12, "see", ["sample", "'first' is no value"]),
        ("source=Samples", "source=Elsewhere", 12, "see", ["source", "Draw, Upload, Samples, Camera"]),
        ("&sample=0", "&sample=0&sample=1", 12, "see", ["sample", "twice"]),
        ("&sample=0", "&network=alexnet", 12, "see", ["network", "no value"]),
        ("&sample=0", "&pin=conv9.0-0-0", 12, "see", ["pin", "does not fit"]),
        ("&sample=0", "&edits=conv2d.off.99", 12, "see", ["edits", "does not fit"]),
        ("&sample=0", "&change=turn_180~melt_3", 12, "see", ["change", "melt_3"]),
        ("&sample=0", "&strokes=long", 12, "see", ["strokes", "no value"]),
        ("hide: [shapes]", "hide: [roof]", 13, "hide", ["no region 'roof'", "answer, logits"]),
        ("hide: [shapes]", "hide: [heat-maps]", 13, "hide", ["page draw has no region", "answer, logits"]),
        ("hide: [shapes]", "point: [roof]", 13, "point", ["no region 'roof'"]),
        (
            "beliefs: [maps_multiply], others: [6]",
            "beliefs: [ghosts]",
            14,
            "ask.choose.beliefs",
            ["no belief 'ghosts'"],
        ),
        ("beliefs: [maps_multiply], others: [6]", "beliefs: [exact]", 14, "ask.choose.beliefs", ["no wrong rule"]),
        ("ask: {choose: {", "ask: {guess: {", 14, "ask", ["'guess' cannot be asked for", "choose, order, number"]),
        ("others: [6]", "other: [6]", 14, "ask.choose.other", ["no such field", "beliefs, others"]),
        (
            "ask: {choose: {beliefs: [maps_multiply], others: [6]}}",
            "ask: {number: {from: a}}",
            14,
            "ask.number.from",
            ["number"],
        ),
        ("ask: {choose: {beliefs: [maps_multiply], others: [6]}}\n", "", 11, "ask", ["missing"]),
        ("fact: {maps:", "fact: {mops:", 15, "fact.mops", ["no fact 'mops'", "maps"]),
        ("{layer: conv2d_1}", "{filter: 3}", 15, "fact.maps", ["does not take", "it takes layer"]),
        ("fact: {maps: {layer: conv2d_1}}", "fact: [maps]", 15, "fact", ["the name of one fact"]),
        # a reveal
        ("of: How many maps?", "of: How many?", 22, "of", ["no question before", "How many maps?"]),
        ("{value} maps come out; you", "16.5 maps come out; you", 19, "", ["'16.5' could become false"]),
        ("{value} maps come out; you", "7 % of the maps; you", 19, "", ["could become false"]),
        ("What does one filter", "{value} is what one filter", 26, "", ["{value} stands for nothing"]),
    ],
    ids=lambda value: str(value)[:40].replace("\n", " "),
)
def test_a_mistake_is_told_with_its_line_its_field_and_what_is_allowed(old, new, line, field, parts):
    assert GOOD.count(old) >= 1
    error = _error(GOOD.replace(old, new, 1))
    assert (error.line, error.field) == (line, field), str(error)
    assert all(part in str(error) for part in parts), str(error)


@pytest.mark.parametrize(
    ("block", "field", "part"),
    [
        ("kind: predict\nask: class\nfact: read_as", "", "is never answered"),
        ("kind: vote\nask: class\nfact: read_as", "", "is never answered"),
        ("kind: reveal\nof: How many maps?", "of", "answered already"),
        ("kind: reveal\nof: In your words", "of", "no question before"),
        ("kind: predict\nask: {cell: {of: roof}}\nfact: occlusion_peak", "ask", "no region 'roof'"),
        ("kind: predict\nask: cell\nfact: occlusion_peak", "ask", "page draw has no region 'output'"),
        ("kind: do\ngoals: []", "goals", "at least 1"),
        ("kind: do\ngoals: [{fact: how_sure}]", "goals.0", "one of equals, more_than"),
        ("kind: do\ngoals: [{fact: how_sure, most: 1}]", "goals.0.most", "no such field; allowed are"),
        ("kind: do\ngoals: [{fact: how_sure, more_than: 1, less_than: 2}]", "goals.0", "one of equals"),
        ("kind: do\nexample: nowhere\ngoals: [{fact: how_sure, more_than: 1}]", "example", "no page 'nowhere'"),
        ("kind: work\nfact: cell\nblank: -1", "blank", "greater than or equal to 0"),
        ("kind: reflect\nstarters: Well", "starters", "tuple"),
        ("kind: predict\nask: class\nfact: read_as\ntolerance: .inf", "tolerance", "no tolerance"),
        ("kind: predict\nask: {number: {from: .nan}}\nfact: read_as", "ask.number.from", "finite"),
        ("kind: explain\nhide: [answer]", "hide", "no such field"),
        ("kind: predict\nask: {class: {}, draw: {}}\nfact: read_as", "ask", "one of choose"),
        ("kind: predict\nask: {order: {items: [a]}}\nfact: read_as", "ask.order.items", "at least 2"),
        ("kind: predict\nask: class\nfact: read_as\ntolerance: much", "tolerance", "such as 5 %"),
        ("- kind: explain", "", "a line each"),
        ("", "", "a line each"),
    ],
)
def test_a_block_that_is_wrong_is_told_so(block, field, part):
    error = _error(GOOD + STEP.format(block))
    assert part in str(error) and error.field == field, str(error)
    assert error.line and error.line >= 33


@pytest.mark.parametrize(
    ("prose", "part"),
    [
        ("<script>alert(1)</script>", "HTML"),
        ("<img src=x onerror=alert(1)>", "HTML"),
        ("</div>", "HTML"),
        ("<!-- hidden -->", "HTML"),
        ("<https://example.org>", "HTML"),
        ("[here](javascript:alert(1))", "scripts"),
        ("[here](JavaScript :alert(1))", "scripts"),
        ("[here](java&#115;cript:alert(1))", "entities"),
        ("[here](data:text/html;base64,xyz)", "scripts"),
        ("[here](file:///etc/passwd)", "http"),
        ("![a picture](https://example.org/spy.png)", "pictures"),
    ],
)
@pytest.mark.parametrize("place", ["What does one filter", "level: school", "A filter of the second layer …"])
def test_html_and_scripts_are_refused_wherever_they_stand(prose, part, place):
    error = _error(GOOD.replace(place, f"{place} {prose}"))
    assert part in str(error) and error.line


def test_plain_prose_with_signs_is_no_html():
    assert _read(
        GOOD.replace("What does", "If 3 < 4 and a > b & c, [see](https://example.org) or [draw](draw): what does")
    )


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"---\n" + b"a" * 10_000_000, "10,000,004 bytes"),
        (GOOD.replace("school", "a" * 6000).encode(), "at most 5,000 characters"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no text in UTF-8"),
        (b"\xff\xfe-\x00-\x00", "no text in UTF-8"),
        (GOOD.replace("Maps", "Ma\x00ps").encode(), "control characters"),
        (b"", "begins with ---"),
        (b"---\n---\n", "fields, a line each"),
        (b"---\ntitle: a\n---\n", "has no step"),
        (GOOD.encode() + b"\n## A\n~~~step\nkind: explain\n~~~\n" * 61, "64 steps"),
        (GOOD.encode() + b"\n## In your words\n~~~step\nkind: explain\n~~~\n", "two steps with the title"),
        (GOOD.replace("## How", "~~~step\n~~~\n## How").encode(), "before the first heading"),
    ],
    ids=[
        "10 MB",
        "long block",
        "PNG",
        "UTF-16",
        "NUL",
        "empty",
        "no fields",
        "no step",
        "too many steps",
        "twice",
        "early block",
    ],
)
def test_what_is_no_lesson_is_refused_in_a_sentence(content, part):
    assert part in str(_error(content))


def test_endless_names_are_not_followed():
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"
    assert "& and *" in str(_error(GOOD.replace("title: Maps", bomb)))


def test_nothing_in_a_file_is_run(tmp_path):
    target = tmp_path / "made"
    tags = f"title: !!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path [{target}]]"
    _error(GOOD.replace("title: Maps", tags))
    _error(GOOD.replace("{value} maps", "{value.__class__} maps").replace("school", f"!!python/name:os {target}"))
    assert not target.exists()


PIECES = [
    "{",
    "]",
    ":",
    "~~~",
    "---",
    "## ",
    "\n",
    "null",
    "1e999",
    "-1",
    "true",
    "'",
    "|",
    "2026-01-01",
    "&a",
    "*a",
    "? ",
    "\t",
]


@given(
    st.lists(
        st.tuples(st.integers(0, len(GOOD)), st.integers(0, 12), st.sampled_from(["", *PIECES])), min_size=1, max_size=4
    )
)
def test_whatever_stands_in_a_file_it_is_a_lesson_or_a_sentence(changes):
    text = GOOD
    for place, gone, piece in changes:
        text = text[:place] + piece + text[place + gone :]
    try:
        _read(text)
    except LessonError as error:
        assert "\n" not in str(error) and str(error).endswith(".") and len(str(error)) < 1200


def test_a_step_without_a_page_shows_that_of_the_step_before():
    lesson = _read(GOOD + STEP.format("kind: explain\npoint: [shapes]"))
    assert lesson.steps[-1].pin == lesson.steps[0].pin


def test_every_region_has_a_name_for_addresses_and_pages_that_exist():
    for name, region in REGIONS.items():
        assert re.fullmatch("[a-z-]+", name) and region.title
        assert set(region.pages) <= set(PAGES.names())
