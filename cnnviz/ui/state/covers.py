"""What of a page is covered: until a question is answered, or because a teacher's link hides or locks it.

Components are told with the page's header and look after themselves, see components/shared/covers.js. What Streamlit
draws asks may_show() first.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

_KEY, _RUNS = "covers", "runs-with-covers"


@dataclass(frozen=True)
class Covers:
    """The names of regions, see cnnviz/lessons/regions.py.

    Attributes:
        covered: Covered until the question is answered.
        gone: Not shown at all.
        locked: Shown, and not to be changed.
        pointed: Framed, to be looked at.
        cell: The region in which a cell is asked for: its cells stay, without their numbers.
    """

    covered: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    pointed: tuple[str, ...] = ()
    cell: str | None = None


def set_covers(covers: Covers) -> None:
    """Say what is covered from now on, at the beginning of a page's script."""
    st.session_state[_KEY] = covers
    st.session_state[_RUNS] = st.session_state.get(_RUNS, 0) + 1


def covers() -> Covers:
    """Return what is covered."""
    now: Covers = st.session_state.get(_KEY, Covers())
    return now


def run() -> int:
    """Return how many times it has been said what is covered: a browser that waits for it hears of it each time."""
    times: int = st.session_state.get(_RUNS, 0)
    return times


def is_open(*regions: str) -> bool:
    """Return whether all of these regions are shown: nothing says so in place of one that is not."""
    now = covers()
    return not {*now.covered, *now.gone} & {*regions}


def is_locked(region: str) -> bool:
    """Return whether a region cannot be changed, or is not there."""
    return region in covers().locked or region in covers().gone


def is_covered(region: str) -> bool:
    """Return whether a region is not to be seen now: as isCovered() in components/shared/covers.js."""
    return region in covers().covered or region in covers().gone


def may_show(region: str) -> bool:
    """Return whether a region may be shown. In place of one that is covered a box says so, where this is called."""
    now = covers()
    if region in now.covered:
        from cnnviz.lessons.regions import REGIONS

        st.html(
            f'<div role="note" data-testid="covered" data-region="{region}" style="padding:1.1rem;border-radius:8px;'
            "border:1px dashed currentcolor;text-align:center;opacity:0.8;background:repeating-linear-gradient(135deg,"
            f'transparent 0 8px,rgb(128 128 128 / 0.18) 8px 16px)">{REGIONS[region].title}: covered until you answer'
            "</div>"
        )
        return False
    return region not in now.gone
