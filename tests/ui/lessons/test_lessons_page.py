"""The page Lessons without a browser: its cards, and the files that visitors bring."""

from __future__ import annotations

import json
import re
import time
from html.parser import HTMLParser

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz import lessons
from cnnviz.ui.lessons import shelf
from cnnviz.ui.lessons.cards import FOLDER, sheets_address
from cnnviz.ui.lessons.mine import as_text
from cnnviz.ui.lessons.writing import beginning
from cnnviz.ui.state import Selection
from tests.damage import copy_models, damage
from tests.support.page import component, open_page, run

PAGE = "pages/lessons.py"
GOOD = beginning()


def cards(at: AppTest) -> list[dict]:
    return json.loads(component(at, "lesson_cards").json)[0]


def bring(at: AppTest, content: str | bytes, name: str = "mine.md") -> AppTest:
    (uploader,) = at.file_uploader
    uploader.upload(name, content.encode() if isinstance(content, str) else content)
    return run(at)


def mine(at: AppTest) -> list[str]:
    """The titles of the visit's own lessons, in the order of the page."""
    return [match[1] for each in at.markdown if (match := re.match(r"### (.+)", each.value))]


def shown(text: str) -> str:
    """What Markdown shows of a text with backslashes."""
    return re.sub(r"\\(.)", r"\1", text)


def test_every_lesson_has_a_card_in_order_with_all_that_a_teacher_does():
    at = open_page(PAGE, sheets="5")
    assert [card["name"] for card in cards(at)] == lessons.names()
    assert [card["number"] for card in cards(at)] == list("12345678")
    for card in cards(at):
        lesson = shelf.find(card["name"])
        assert card["title"] == lesson.front.title and tuple(card["goals"]) == lesson.front.goals
        assert len(card["beliefs"]) == len(lesson.front.beliefs) > 0
        assert card["start"] == shelf.start_address(lesson)
        assert card["sheets"] == f"cnnviz/worksheet/{lesson.name}?variants=5"
        assert card["key"] == f"cnnviz/worksheet/{lesson.name}?variants=5&key=1"
        assert list(card["questions"].values()) == [f"cnnviz/questions/{lesson.name}.{end}" for end in ("xml", "gift")]
    assert not at.error


@pytest.mark.parametrize(("level", "numbers"), [("school", "1246"), ("first year", "3578"), ("all", "12345678")])
def test_the_level_chooses_among_them(level, numbers):
    assert "".join(card["number"] for card in cards(open_page(PAGE, level=level))) == numbers


def test_every_lesson_has_a_picture_of_one_size_that_loads_nothing():
    assert sorted(path.stem for path in FOLDER.glob("*.svg")) == lessons.names()
    for path in FOLDER.glob("*.svg"):
        found: list[tuple[str, dict]] = []
        parser = HTMLParser()
        parser.handle_starttag = parser.handle_startendtag = lambda tag, pairs, found=found: found.append(
            (tag, dict(pairs))
        )
        parser.feed(path.read_text(encoding="utf-8"))
        assert found[0][0] == "svg" and found[0][1]["viewbox"] == "0 0 160 90"
        assert {tag for tag, _ in found} <= {"svg", "rect", "path"}
        assert not {name for _, names in found for name in names} & {"href", "style", "onload"}


def test_a_file_of_any_name_is_opened_and_another_visit_knows_nothing_of_it():
    at = bring(open_page(PAGE), GOOD, "notes.txt")
    assert mine(at) == ["My lesson"] and not at.error
    (name,) = at.session_state["lessons-of-mine"]
    assert re.fullmatch(r"mine-[0-9a-f]{8}", name)
    # What was taken is not asked for again: removed, it stays removed.
    at.button(key=f"remove-{name}").click()
    run(at)
    assert mine(at) == [] and not at.error
    assert mine(open_page(PAGE)) == []
    assert shelf.find(name) is None


def test_begun_it_leads_to_its_own_page_with_its_own_state():
    selection = Selection(network="mnist_cnn", source="Samples", sample=2)
    at = bring(open_page(PAGE, selection), GOOD.replace("sample=0", "sample=4"))
    (name,) = at.session_state["lessons-of-mine"]
    at.button(key=f"start-{name}").click()
    run(at)
    query = {key: value if isinstance(value, str) else value[-1] for key, value in at.query_params.items()}
    # The network is the one that the app begins with: no address says it.
    assert query == {"source": "Samples", "sample": "4", "lesson": name}


HOSTILE = {
    "10 MB": (b"a" * 10_000_000, ["10,000,000 bytes", "at most 100,000"]),
    "binary": (bytes(range(256)) * 4, ["no text in UTF-8", "a Markdown file"]),
    "control characters": (GOOD + "\0", ["control characters"]),
    "empty": ("", ["begins with ---"]),
    "HTML": (GOOD.replace("In your words", "<b>In</b> your words"), ["line 26", "HTML is not allowed"]),
    "script": (GOOD + "\n<script>alert(1)</script>", ["HTML is not allowed"]),
    "script in a link": (GOOD + "\n[a](javascript:alert)", ["scripts are not allowed"]),
    "object": (GOOD.replace("15", "!!python/object:os.system 15"), ["line 4", "types, written with !"]),
    "page": (GOOD.replace("draw?", "paint?"), ["line 12, see", "no page 'paint'", "draw, layer_by_layer"]),
    "region": (GOOD.replace("[shapes]", "[roof]"), ["line 13, hide", "no region 'roof'", "answer, logits"]),
    "fact": (GOOD.replace("{maps:", "{mops:"), ["line 15, fact.mops", "no fact 'mops'", "maps"]),
    "network": (GOOD.replace("[mnist_lab]", "[alexnet]"), ["line 6, networks", "no network 'alexnet'", "mnist_lab"]),
    "belief": (GOOD.replace("\nbeliefs: [maps_multiply]", "\nbeliefs: [ghosts]"), ["line 7", "no belief 'ghosts'"]),
    "parameter": (GOOD.replace("sample=0", "sampel=0"), ["line 12, see", "no such parameter", "sample"]),
    "never revealed": (re.sub(r"## As many.*(?=## In)", "", GOOD, flags=re.DOTALL), ["line 9", "never answered"]),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_wrong_with_a_file_is_one_sentence_and_what_was_open_stays(what):
    content, parts = HOSTILE[what]
    at = bring(open_page(PAGE), GOOD)
    at.session_state["lesson-checked"] = None
    bring(at, content, "a *bad* <one>.md")
    (error,) = at.error
    sentence = shown(error.value)
    assert sentence.startswith("a *bad* <one>.md") and sentence.endswith(".") and "\n" not in error.value
    assert all(part in sentence for part in parts), sentence
    # Markdown makes nothing of it.
    assert not re.search(r"(?<!\\)[<*_`\[$]", error.value)
    assert mine(at) == ["My lesson"]
    # The next good one takes the sentence away.
    bring(at, GOOD.replace("My lesson", "Another"))
    at.session_state["lesson-checked"] = None
    assert mine(run(at)) == ["Another", "My lesson"] and not at.error


def test_the_newest_ten_are_kept():
    at = open_page(PAGE)
    for number in range(12):
        bring(at, GOOD.replace("My lesson", f"Lesson {number}"))
    assert mine(at) == [f"Lesson {number}" for number in range(11, 1, -1)]
    bring(at, GOOD.replace("My lesson", "Lesson 5"))
    assert mine(at)[0] == "Lesson 5" and len(mine(at)) == 10


def checked(at: AppTest) -> AppTest:
    """Run the page until the check of a lesson has ended."""
    deadline = time.monotonic() + 300
    while at.session_state["jobs"]["check-lesson"].is_running:
        assert time.monotonic() < deadline
        run(at)
    return run(at)


def test_a_good_lesson_is_checked():
    at = checked(bring(open_page(PAGE), GOOD))
    assert [each.value for each in at.success] == ["Checked: its one answer is true, and no other is near."]
    answers = [shown(each.value) for each in at.markdown if "exact" in each.value]
    assert answers == ["How many maps? [mnist_lab]: 16 (exact); wrong: 6, 96 (maps_multiply)"]


def test_the_check_names_two_right_options_and_a_margin_that_is_too_small():
    asked = "\n## More\n~~~step\nkind: predict\nask: class\nfact: read_as\nmargin: 1.5\n~~~\nWhat?\n"
    told = "\n## Told\n~~~step\nkind: reveal\nof: More\n~~~\n{value}\n"
    at = checked(bring(open_page(PAGE), GOOD.replace("others: [6]", "others: [16]") + asked + told, "two.md"))
    (error,) = at.error
    first, second = map(shown, error.value.splitlines())
    assert first.startswith("- two.md, line 9, How many maps? [mnist_lab]: two options are right")
    assert second.startswith("- two.md, line 33, More [mnist_lab]: the margin is too small")
    assert mine(at) == ["My lesson"] and not at.success


def test_a_lesson_whose_network_is_damaged_costs_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr("cnnviz.ui.warm_up._start", lambda: None)
    models = copy_models(tmp_path, monkeypatch, "mnist_lab", "mnist_mlp")
    damage(models / "mnist_lab.keras", "cut short")
    shelf.bundled.cache_clear()
    at = open_page(PAGE)
    faults = len(lessons.names()) - len(cards(at))
    assert faults == len(at.error) > 0
    assert all(shown(error.value).endswith(".") for error in at.error)


@pytest.mark.parametrize("text", ["**a** [b](c) $x$ :red[d] `e` <f>", "- g", "# h", "1. i\nj"])
def test_a_text_is_shown_as_it_is(text):
    markdown = as_text(text)
    assert shown(markdown) == text.replace("\n", " ")
    assert not re.search(r"(?<!\\)[*\[\]$:`<#.-]", markdown)


def test_addresses_of_sheets():
    assert sheets_address("2_x_or_o", 30, key=True) == "cnnviz/worksheet/2_x_or_o?variants=30&key=1"
