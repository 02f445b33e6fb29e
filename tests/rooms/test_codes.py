"""Codes: what they are made of, how they are read when typed, and how often they may be guessed."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.rooms.codes import LENGTH, LETTERS, is_kind, random_code, read_code
from cnnviz.rooms.guesses import SAME_SECONDS, Limit, guesses


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_codes_are_consonants_and_differ():
    codes = {random_code() for _ in range(500)}
    # Of 500 codes from 135,000 one or two may be equal; five are not, in a thousand years of testing.
    assert len(codes) > 494
    assert {len(code) for code in codes} == {LENGTH}
    assert set("".join(codes)) == set(LETTERS)
    assert not set(LETTERS) & set("AEIOUY")
    assert all(map(is_kind, codes))


def test_most_codes_are_left_when_the_unkind_ones_are_taken_out():
    kind = sum(is_kind("".join(letters)) for letters in product(LETTERS, repeat=LENGTH))
    assert 130_000 < kind < 137_181


@pytest.mark.parametrize("code", ["KKTR", "TRKK", "BKZR", "FCKT", "WTFR"])
def test_what_is_misread_or_unkind_is_no_code(code):
    assert not is_kind(code)


def test_a_server_may_have_first_letters_of_its_own():
    assert {random_code("BK")[0] for _ in range(100)} == {"B", "K"}


@pytest.mark.parametrize("typed", ["KTRM", "ktrm", " k t r m ", "KT-RM", "kt\u00a0rm\n"])
def test_a_typed_code_is_read(typed):
    assert read_code(typed) == "KTRM"


@pytest.mark.parametrize(("typed", "code"), [("5TR8", "STRB"), ("oTil", "QTLL"), ("2G61", "ZGGL"), ("utrk", "VTRK")])
def test_what_looks_like_a_letter_is_taken_for_it(typed, code):
    assert read_code(typed) == code


@pytest.mark.parametrize("typed", ["", "KTR", "KTRMS", "KATE", "KTRY", "KTR?", "ßTRM", "ＫTRM", "K" * 10_000])
def test_what_is_no_code_is_none(typed):
    assert read_code(typed) is None


@given(st.text())
def test_any_text_is_read_without_an_error(text):
    code = read_code(text)
    assert code is None or (len(code) == LENGTH and set(code) <= set(LETTERS))


def tries(limit: Limit, address: str, most: int) -> int:
    """Try until it is refused, and return how often that went."""
    for count in range(most):
        if limit.wait(address):
            return count
        limit.count(address)
    return most


def test_a_class_that_tries_its_own_code_again_and_again_guesses_once():
    clock = Clock()
    limit = guesses(clock)
    for _ in range(300):
        assert limit.wait("10.0.0.1", "KTRM") == 0
        limit.count("10.0.0.1", "KTRM")
    assert tries(limit, "10.0.0.1", 100) == 59
    assert limit.wait("10.0.0.1", "KTRM") == 0 < limit.wait("10.0.0.1", "KTRN")
    # Whoever wants to know when a code becomes a room's asks anew for it after a while.
    clock.now += SAME_SECONDS
    assert tries(limit, "10.0.0.1", 100) == 12
    assert limit.wait("10.0.0.1", "KTRM") > 0


def test_an_address_may_guess_so_often_and_then_a_few_times_a_minute():
    clock = Clock()
    limit = guesses(clock)
    assert tries(limit, "192.168.1.7", 100) == 60
    assert limit.wait("192.168.1.7") == pytest.approx(10)
    assert limit.wait("192.168.1.8") == 0
    clock.now += 60
    assert tries(limit, "192.168.1.7", 100) == 6


def test_in_three_hours_one_address_tries_few_of_all_codes():
    clock = Clock()
    limit = guesses(clock)
    tried = 0
    for _ in range(3 * 360):
        tried += tries(limit, "10.0.0.9", 100)
        clock.now += 10
    assert tried == pytest.approx(60 + 3 * 360, abs=2)
    assert tried / 135_000 < 0.01


def test_many_addresses_together_are_limited_too():
    clock = Clock()
    limit = guesses(clock)
    tried = sum(tries(limit, f"10.0.{number}.1", 100) for number in range(20))
    assert tried == 200
    assert limit.wait("10.9.9.9") == pytest.approx(3)


def test_a_network_of_ipv6_is_one_address():
    clock = Clock()
    limit = guesses(clock)
    tried = sum(tries(limit, f"2001:db8::{number:x}", 10) for number in range(1, 21))
    assert tried == 60
    assert limit.wait("2001:db8:0:1::1") == 0
    assert tries(limit, "::ffff:10.0.0.1", 30) == 30
    assert tries(limit, "10.0.0.1", 60) == 30


def test_a_clock_that_is_put_back_gives_nothing():
    clock = Clock()
    limit = guesses(clock)
    tries(limit, "a", 100)
    clock.now -= 500
    assert limit.wait("a") == pytest.approx(10)
    clock.now += 10
    assert limit.wait("a") == pytest.approx(0)


def test_addresses_without_end_take_bounded_memory():
    limit = Limit((5, 1), (1e9, 1), Clock())
    for number in range(6_000):
        limit.count(f"host-{number}")
    assert len(limit._by_address) == 5_000
