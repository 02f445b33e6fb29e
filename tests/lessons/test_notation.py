"""Numbers as people write them."""

from __future__ import annotations

import pytest

from cnnviz.lessons.notation import readings


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("7", (7,)),
        (" 7 ", (7,)),
        ("+7", (7,)),
        ("−3", (-3,)),
        ("–3", (-3,)),
        ("-3", (-3,)),
        ("- 3", (-3,)),
        ("7,5 %", (0.075,)),
        ("7.5%", (0.075,)),
        ("7,5\u00a0%", (0.075,)),
        ("7.5 percent", (0.075,)),
        ("7.5 per cent", (0.075,)),
        ("0.075", (0.075,)),
        ("0,075", (0.075,)),
        (".5", (0.5,)),
        (",5", (0.5,)),
        ("5.", (5,)),
        ("−8,209", (-8209, -8.209)),
        ("1,176", (1176, 1.176)),
        ("1.176", (1176, 1.176)),
        ("1 176", (1176,)),
        ("1\u202f176", (1176,)),
        ("1'176", (1176,)),
        ("1’176,5", (1176.5,)),
        ("1,176.5", (1176.5,)),
        ("1.176,5", (1176.5,)),
        ("1,234,567", (1234567,)),
        ("1.234.567", (1234567,)),
        ("12,34,567", ()),
        ("1,176.", (1176,)),
        ("276 929", (276929,)),
        ("1.2e5", (120000,)),
        ("1,2e5", (120000,)),
        ("1.2 · 10^5", (120000,)),
        ("1.2 × 10⁵", (120000,)),
        ("1,2*10^5", (120000,)),
        ("3·10⁻²", (0.03,)),
        ("3/4", (0.75,)),
        ("44/68", (44 / 68,)),
        ("1/0", ()),
        ("1/2/3", ()),
        ("", ()),
        ("-", ()),
        (".", ()),
        ("many", ()),
        ("12a", ()),
        ("0x10", ()),
        ("٣", ()),
        ("nan", ()),
        ("inf", ()),
        ("1e999", ()),
        ("1_000", ()),
        ("9" * 50, ()),
    ],
)
def test_a_number_is_read_in_any_usual_notation(text, meant):
    assert readings(text) == pytest.approx(meant)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("74", 0.74),
        ("74 %", 0.74),
        ("0.74", 0.74),
        ("0,74", 0.74),
        ("7,5", 0.075),
        ("7.5 %", 0.075),
        ("1", 1),
        ("0", 0),
    ],
)
def test_of_a_share_what_is_more_than_one_is_a_percentage(text, meant):
    assert readings(text, share=True) == pytest.approx((meant,))


@pytest.mark.parametrize("text", ["8 pixels", "8 Pixels", "8pixels", "8"])
def test_the_unit_may_follow(text):
    assert readings(text, unit="pixels") == (8,)
    assert readings("8 metres", unit="pixels") == ()
