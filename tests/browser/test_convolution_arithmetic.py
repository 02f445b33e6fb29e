"""The convolution in the browser against the library's, on sizes and settings of every kind."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cnnviz.labs.convolution import convolve
from cnnviz.ui.components.convolution_lab.kernel_setup import LIMITS, OWN_KERNEL, KernelSetup
from tests.browser.modules import open_with_modules

CONVOLVE = """([picture, shape, setup]) => {
  const { values, shape: size } = convolve(Uint8Array.from(picture), shape, setup)
  return [Array.from(values), size]
}"""
TERMS = """([picture, shape, setup, position]) => convolutionTerms(Uint8Array.from(picture), shape, setup, position)"""


@pytest.fixture(scope="module")
def page(browser):
    """A blank page with the workbench's arithmetic."""
    page = open_with_modules(
        lambda url: browser.new_page(), "convolution_lab/convolve.js", "convolution_lab/numbers.js"
    )
    yield page
    page.close()


@st.composite
def cases(draw) -> tuple[np.ndarray, dict]:
    """A picture of bytes, and a setup that fits it."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    size, sides = draw(st.tuples(st.integers(1, 12), st.integers(1, 12))), st.integers(1, LIMITS["kernel"])
    kernel = np.round(rng.normal(size=draw(st.tuples(sides, sides))) * 3, draw(st.integers(0, 6)))
    setup = {
        "stride": draw(st.integers(1, 4)),
        "dilation": draw(st.integers(1, 3)),
        "padding": draw(st.one_of(st.sampled_from(["valid", "same"]), st.integers(0, 5))),
        "bias": draw(st.sampled_from([0, -1.5, 1e-3])),
        "flip": draw(st.booleans()),
    }
    zeros = setup["padding"] if isinstance(setup["padding"], int) else 0
    extents = [(side - 1) * setup["dilation"] + 1 for side in kernel.shape]
    assume(
        setup["padding"] == "same"
        or all(length + 2 * zeros >= extent for length, extent in zip(size, extents, strict=True))
    )
    picture = rng.integers(0, 256, (*size, draw(st.sampled_from([1, 3]))), np.uint8)
    return picture, {**setup, "kernel": (kernel + 0.0).tolist()}


def reference(picture: np.ndarray, setup: dict) -> np.ndarray:
    """The library's convolution of each channel by itself."""
    kernel = np.array(setup["kernel"])[:: -1 if setup["flip"] else 1, :: -1 if setup["flip"] else 1]
    options = {"stride": setup["stride"], "padding": setup["padding"], "dilation_rate": setup["dilation"]}
    channels = np.split(picture, picture.shape[2], axis=2)
    return np.concatenate([convolve(each, kernel[..., None, None], setup["bias"], **options) for each in channels], 2)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(case=cases(), seed=st.integers(0, 10**6))
def test_every_output_and_every_term_is_the_librarys(page, case, seed):
    picture, setup = case
    expected = reference(picture, setup)
    values, shape = page.evaluate(CONVOLVE, [picture.ravel().tolist(), picture.shape, setup])
    assert tuple(shape) == expected.shape
    np.testing.assert_allclose(values, expected.ravel(), rtol=1e-12, atol=1e-9)

    position = np.unravel_index(seed % expected.size, expected.shape)
    terms = page.evaluate(TERMS, [picture.ravel().tolist(), picture.shape, setup, [int(place) for place in position]])
    assert terms["value"] == pytest.approx(expected[position], rel=1e-12, abs=1e-9)
    np.testing.assert_allclose(np.multiply(terms["window"], terms["kernel"]), terms["products"], rtol=1e-12)
    assert sum(terms["products"]) == pytest.approx(terms["sum"], rel=1e-12, abs=1e-9)
    assert not np.any(np.array(terms["window"])[terms["outside"]])
    top, left = terms["region"]["top"], terms["region"]["left"]
    inside = [
        picture[top + i * setup["dilation"], left + j * setup["dilation"], position[2]]
        for (i, j), outside in zip(np.ndindex(*np.shape(setup["kernel"])), terms["outside"], strict=True)
        if not outside
    ]
    assert inside == list(np.array(terms["window"])[~np.array(terms["outside"])])


def test_what_the_browser_writes_python_reads(page):
    rng = np.random.default_rng(3)
    for _ in range(20):
        scale = 10 ** rng.integers(-9, 6, rng.integers(1, 8, 2)).astype(float)
        setup = {
            "kernel": (rng.normal(size=scale.shape) * scale).clip(-1e6, 1e6).tolist(),
            "stride": int(rng.integers(1, 17)),
            "padding": ["valid", "same", 0, 7][rng.integers(4)],
            "dilation": int(rng.integers(1, 17)),
            "bias": float(rng.normal()),
            "flip": bool(rng.integers(2)),
            "view": [None, "map", "red"][rng.integers(3)],
            "at": [None, [3, 500]][rng.integers(2)],
        }
        read = OWN_KERNEL.read(page.evaluate("queryOf", setup))
        assert read == KernelSetup(
            **setup | {"kernel": tuple(map(tuple, setup["kernel"])), "at": setup["at"] and tuple(setup["at"])}
        )


@pytest.mark.parametrize(
    ("typed", "value"),
    [("−1.5", -1.5), (" 2 ", 2), ("0,5", 0.5), (".5", 0.5), ("1e-3", 0.001), ("+7", 7), ("-0", 0), ("1000000", 10**6)],
)
def test_what_people_type_for_a_number_is_one(page, typed, value):
    assert page.evaluate("(text) => readNumber(text, 1e6)", typed) == {"value": value}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "this is empty: type a number such as −1 or 0.5."),
        ("abc", "“abc” is no number: type a number such as −1 or 0.5."),
        ("1e999", "“1e999” is too large: use numbers from −1,000,000 to 1,000,000."),
        ("1.2.3", "“1.2.3” is no number"),
        ("NaN", "“NaN” is no number"),
        ("Infinity", "“Infinity” is no number"),
        ("0x10", "“0x10” is no number"),
        ("9" * 400, "“999999999999…” is too large"),
    ],
)
def test_what_is_no_number_is_said_in_a_sentence(page, typed, words):
    assert page.evaluate("(text) => readNumber(text, 1e6).problem", typed).startswith(words)


@pytest.mark.parametrize("typed", ["", "0", "17", "1.5", "-1", "two"])
def test_what_is_no_stride_is_said_in_a_sentence(page, typed):
    problem = page.evaluate("(text) => readWhole(text, 1, 16).problem", typed)
    assert problem.endswith("type a whole number from 1 to 16.")


@pytest.mark.parametrize(
    ("value", "text"),
    [(429, "429"), (-2, "−2"), (1 / 9, "0.11"), (-0.5, "−0.5"), (0.0001, "1e−4"), (0, "0"), (1234.567, "1234.57")],
)
def test_numbers_are_written_in_few_digits(page, value, text):
    assert page.evaluate("brief", value) == text
