"""What the page for administrators says in numbers and names is so."""

from __future__ import annotations

import re
from itertools import pairwise, product

import pytest

from benchmarks.replicas import LETTERS as OWNED
from cnnviz.bundled.home import ROOT
from cnnviz.rooms.codes import LENGTH, LETTERS, is_kind
from cnnviz.rooms.guesses import guesses
from cnnviz.rooms.room import MOST_STUDENTS
from cnnviz.rooms.rooms import KEPT_SECONDS, MOST_BYTES_IN_ALL, MOST_ROOMS

PAGE = (ROOT / "docs/for-administrators.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())
HOUR = 3600


def tries_in_an_hour(addresses: int) -> int:
    """Return how many codes that do not exist so many addresses can try in an hour, each as soon as it may."""
    now = 0.0
    limit, tries = guesses(lambda: now), 0
    while now < HOUR:
        for address in range(addresses):
            while not limit.wait(f"10.0.0.{address}") and now < HOUR:
                limit.count(f"10.0.0.{address}")
                tries += 1
        now += 1.0
    return tries


def codes() -> int:
    return sum(is_kind("".join(code)) for code in product(LETTERS, repeat=LENGTH))


@pytest.mark.parametrize(("addresses", "said"), [(1, 420), (50, 1400)])
def test_a_code_is_guessed_as_seldom_as_the_page_says(addresses, said):
    tried = tries_in_an_hour(addresses)
    assert said * 0.98 <= tried <= said
    assert f"{said:,}" in WORDS


def test_the_chances_of_a_guess_are_those_on_the_page():
    there = codes()
    assert f"there are {round(there, -3):,} that are given" in WORDS
    (one, any_room) = re.search(r"with a chance of ([\d.]+) %, and any of fifty with (\d+) %", WORDS).groups()
    # No code is tried twice by whoever keeps a list.
    assert float(one) == pytest.approx(100 * 420 / there, abs=0.05)
    assert float(any_room) == pytest.approx(100 * (1 - (1 - 420 / there) ** MOST_ROOMS), abs=0.6)


def test_the_bounds_of_rooms_are_those_on_the_page():
    assert f"{MOST_ROOMS} rooms a process, {MOST_STUDENTS} students a room, {MOST_BYTES_IN_ALL / 1e6:.0f} MB" in WORDS
    assert KEPT_SECONDS == 3 * HOUR and "three hours after the last answer" in WORDS
    assert ", ".join(OWNED.values()) in WORDS


def test_links_lead_somewhere():
    headings = {re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in PAGE.splitlines()}
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        path, _, part = target.partition("#")
        assert (ROOT / "docs" / path).exists() if path else part in headings, target
    for path in re.findall(r"`((?:\w+/)+[\w.]*|\w+\.(?:py|txt|md|toml|yaml|conf))`", PAGE):
        assert (ROOT / path).exists() or (ROOT / "deploy" / path).exists(), path


def test_no_two_rows_of_a_table_name_one_setting():
    named = re.findall(r"^\| `([A-Z_]+)` \|", PAGE, re.MULTILINE)
    assert named and not [one for one, other in pairwise(sorted(named)) if one == other]
