"""Checking a lesson: its answers on every network and variant, and the command's exit status."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cnnviz import lessons
from cnnviz.__main__ import main
from cnnviz.bundled.home import ROOT
from cnnviz.facts import BELIEFS
from cnnviz.lessons import check, read_lesson
from cnnviz.lessons.check import Checked
from cnnviz.lessons.record import recorded, was
from cnnviz.lessons.skeleton import TEXT
from cnnviz.ui.lessons.pins import AppPages

PAGES = AppPages()
GOOD = TEXT.format(title="Maps") + "\n"


def _checked(text: str) -> list[Checked]:
    return list(check(read_lesson(text.encode(), "maps.md", PAGES), PAGES))


def _asked(ask: str, fact: str, see: str = "draw?source=Samples&sample=0", more: str = "") -> str:
    return f"""
## More
~~~step
kind: predict
see: {see}
ask: {ask}
fact: {fact}
{more}
~~~
What?

## Told
~~~step
kind: reveal
of: More
~~~
{{value}}
"""


@pytest.mark.parametrize("name", lessons.names())
def test_every_answer_of_a_bundled_lesson_is_there_and_far_enough_from_others(name):
    problems = [found.text() for found in check(lessons.load(name, PAGES), PAGES) if found.problem]
    assert not problems


def test_the_bundled_lessons_confront_at_least_twenty_beliefs():
    confronted = {belief for name in lessons.names() for belief in lessons.load(name, PAGES).front.beliefs}
    assert len(confronted) >= 20 and confronted <= set(BELIEFS)
    assert len(lessons.names()) == 8


def test_a_question_runs_on_every_network_and_variant():
    text = GOOD.replace(
        "networks: [mnist_lab]", "networks: [mnist_lab, mnist_cnn]\nvariants: [{sample: 3}, {sample: 5}]"
    )
    found = _checked(text)
    assert [(each.network, each.variant) for each in found] == [
        (network, variant) for network in ("mnist_lab", "mnist_cnn") for variant in range(3)
    ]
    assert (found[0].answer == "16" and found[0].wrong == (("96", "maps_multiply"), ("6", ""))) or found[0].beliefs
    assert found[0].text().startswith("✓ How many maps? [mnist_lab]: 16 (exact)")


def test_an_answer_that_is_true_of_one_network_alone_is_a_problem_on_the_other():
    found = _checked(GOOD.replace("networks: [mnist_lab]", "networks: [mnist_lab, mnist_mlp]"))
    assert [bool(each.problem) for each in found if each.step == "How many maps?"] == [False, True]
    assert "no layer 'conv2d_1'" in found[1].problem and "[mnist_mlp]" in found[1].text()


@pytest.mark.parametrize(
    ("addition", "part"),
    [
        (_asked("{choose: {others: [16]}}", "{maps: {layer: conv2d_1}}"), "two options are right"),
        (_asked("{choose: {}}", "{maps: {layer: conv2d_1}}"), "fewer than two options"),
        (_asked("class", "read_as", more="margin: 1.5"), "margin is too small"),
        (
            _asked("{number: {decimals: 6}}", "{cell: {layer: conv2d_1, position: [4, 7, 2]}}"),
            "too small for 6 decimals",
        ),
        (_asked("{number: {}}", "{cell: {layer: conv2d_1, position: [4, 7, 2]}}"), "say how many are shown"),
        (_asked("{number: {from: 20}}", "{maps: {layer: conv2d_1}}"), "could not be given"),
        (_asked("{number: {}}", "{first_change: {change: move, towards: down}}"), "the answer is 'never'"),
        (_asked("{order: {items: [a, b]}}", "{maps: {layer: conv2d_1}}"), "an order of 2 things"),
        (_asked("class", "{maps: {layer: conv2d_1}}"), "a class is asked for"),
        (_asked("{cell: {of: maps}}", "{maps: {layer: conv2d_1}}"), "none to point at"),
        (_asked("{draw: {wanted: 9}}", "read_as"), "is wanted of a drawing"),
        (_asked("class", "read_as").replace("What?", "It is {read}."), "{read} stands for nothing here"),
        (_asked("class", "read_as").replace("{value}\n", "{colour}\n"), "{colour} stands for nothing here"),
        (_asked("class", "read_as").replace("of: More", 'of: More\nholds: {equals: "1"}'), "its prose is true of 1"),
        ("\n## Do\n~~~step\nkind: do\ngoals: [{fact: how_sure, more_than: 0.5}]\n~~~\n", "reached before"),
        (
            "\n## Do\n~~~step\nkind: do\ngoals: [{fact: drawn, equals: yes please}]\nexample: draw\n~~~\n",
            "does not reach it: drawn is no",
        ),
        ("\n## Work\n~~~step\nkind: work\nfact: read_as\n~~~\n", "no ledger"),
        ("\n## Work\n~~~step\nkind: work\nfact: {maps: {layer: conv2d}}\nblank: 9\n~~~\n", "only 2 can be"),
        (
            "\n## Work\n~~~step\nkind: work\nfact: {cell: {layer: conv2d, position: [8, 10, 3]}}\ndecimals: 6\n~~~\n",
            "exact to",
        ),
    ],
)
def test_an_answer_that_cannot_stand_is_told(addition, part):
    problems = [found for found in _checked(GOOD + addition) if found.problem]
    assert problems and part in problems[0].problem, [found.text() for found in _checked(GOOD + addition)]
    assert "\n" not in problems[0].problem and problems[0].text().startswith("✗")


def test_a_belief_whose_answer_is_right_here_is_confronted_nowhere():
    text = GOOD.replace("beliefs: [maps_multiply]", "beliefs: [maps_multiply, always_overconfident]", 1)
    too_sure = _asked("{number: {unit: '%', decimals: 1}}", "calibration", "mistakes?network=cats_dogs")
    problems = [found.problem for found in _checked(text + too_sure) if found.problem]
    assert len(problems) == 1 and problems[0].startswith("always_overconfident is confronted nowhere")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_writes_a_lesson_that_it_finds_right(here, capsys):
    assert main(["lessons", "new", "my_lesson"]) == 0
    assert main(["lessons", "check", "my_lesson.md"]) == 0
    out = capsys.readouterr().out
    assert "my_lesson.md: My lesson" in out and "✓ How many maps?" in out
    before = (here / "my_lesson.md").read_bytes()
    assert main(["lessons", "new", "my_lesson"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert (here / "my_lesson.md").read_bytes() == before


def test_the_command_checks_bundled_lessons_by_name(capsys):
    assert main(["lessons", "check", "8_design_a_network"]) == 0
    assert "✓ Your own" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["check"], "Name lessons or their files"),
        (["check", "8_design_a_network", "--all"], "Name lessons or their files"),
        (["check", "no_lesson"], "There is no lesson 'no_lesson'"),
        (["check", "gone.md"], "gone.md"),
        (["check", "8_design_a_network", "--write"], "give --all with --write"),
        (["new"], "one name"),
        (["new", "a", "b"], "one name"),
        (["new", "../up"], "is no name"),
        (["new", "Über"], "is no name"),
    ],
)
def test_the_command_says_what_it_needs(here, arguments, part, capsys):
    assert main(["lessons", *arguments]) == 2
    error = capsys.readouterr().err
    assert part in error and len(error.splitlines()) == 1
    assert not list(here.iterdir())


def test_the_command_fails_where_something_is_wrong_and_names_all_of_it(here, capsys):
    (here / "a.md").write_text(GOOD.replace("kind: predict", "kind: guess"))
    (here / "b.md").write_text(GOOD.replace("others: [6]", "others: [16]"))
    (here / "c.md").write_bytes(b"\x00\xff")
    (here / "d.md").write_text(GOOD)
    assert main(["lessons", "check", "a.md", "b.md", "c.md", "d.md"]) == 2
    printed = capsys.readouterr()
    assert "✗ How many maps?" in printed.out and "d.md: Maps" in printed.out
    first, second, third = printed.err.splitlines()
    assert first.startswith("a.md, line 11, kind: there is no kind 'guess'")
    assert second == "b.md, line 9, How many maps? [mnist_lab]: two options are right: 16 is the answer already."
    assert third.startswith("c.md: the file is no text")


def test_a_real_process_exits_with_the_status(here):
    (here / "a.md").write_text("no lesson")
    command = [sys.executable, "-m", "cnnviz", "lessons", "check", str(here / "a.md")]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 2 and result.stdout == ""
    assert (
        result.stderr
        == "a.md, line 1: a lesson begins with --- and its front matter: title, level, minutes and so on.\n"
    )


def test_an_answer_that_a_training_changed_is_told_with_what_it_was(monkeypatch, capsys):
    assert set(recorded()) == set(lessons.names())
    answers = {"How many maps? [mnist_lab]": "15"}
    found = Checked("How many maps?", 9, "mnist_lab", 0, "16", "exact")
    assert was("maps", found, {"maps": answers}) == "15"
    assert was("maps", found, {"maps": {"How many maps? [mnist_lab]": "16"}}) is None
    assert was("others", found, {"maps": answers}) is None
    monkeypatch.setattr(
        "cnnviz.ui.lessons.command_line.recorded", lambda: {"8_design_a_network": {"Six filters [mnist_lab]": "7"}}
    )
    assert main(["lessons", "check", "8_design_a_network"]) == 0
    assert "Six filters [mnist_lab]: 156 (exact)" in (out := capsys.readouterr().out) and "; it was 7" in out
