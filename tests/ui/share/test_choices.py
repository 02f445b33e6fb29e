"""What students see and may change: the levels of a page's regions, and the names that a link has of them."""

from __future__ import annotations

import pytest

from cnnviz.lessons.regions import REGIONS
from cnnviz.ui.lessons.pins import AppPages
from cnnviz.ui.share.choices import PRESETS, choices_of, hidden, levels_of, locked, presets_for, regions_here
from cnnviz.ui.state import GUIDE, Guide

DRAW = regions_here("draw", with_network=True)


@pytest.mark.parametrize("page", AppPages().names())
@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_a_choice_of_levels_that_the_address_says_again(page, preset):
    names = regions_here(page, with_network=True)
    choices = choices_of(names, PRESETS[preset])
    assert list(choices) == names and all(choices[name] in levels_of(name) for name in names)
    read = GUIDE.read(GUIDE.write(Guide(hide=hidden(choices), lock=locked(choices))))
    assert choices_of(names, read) == choices
    assert set(read.hide) == set(PRESETS[preset].hide) & set(names)
    assert set(read.lock) == set(PRESETS[preset].lock) & set(names)


def test_at_first_it_is_as_the_sharers_own_page():
    choices = choices_of(DRAW, Guide(hide=("sums", "camera", "curve"), lock=("picture", "answer")))
    assert (hidden(choices), locked(choices)) == (("sums", "camera"), ("picture",))


def test_what_is_no_control_is_never_locked():
    assert {name for name in REGIONS if len(levels_of(name)) == 3} == {
        "network-choice",
        "navigation",
        "upload",
        "camera",
        "picture",
    }
    assert locked(dict.fromkeys(REGIONS, "shown")) == ("picture", "network-choice", "navigation", "upload", "camera")


def test_a_page_has_no_preset_twice_and_no_choice_of_a_network_that_it_does_not_show():
    assert list(presets_for(DRAW)) == ["Everything", "Question first", "Kiosk"]
    names = regions_here("datasets", with_network=False)
    assert "network-choice" not in names and "navigation" in names
    assert list(presets_for(names)) == ["Everything", "Kiosk"]
