"""The dialog *Share*: a link of what is on screen, its QR code, and what those who open it see and may change."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from cnnviz.lessons.regions import REGIONS
from cnnviz.ui import state
from cnnviz.ui.components.share import show_text
from cnnviz.ui.lessons.pins import AppPages, address_of
from cnnviz.ui.pages import title_of
from cnnviz.ui.share import choices, code, lesson_step, links
from cnnviz.ui.share.shown import LEAST_WIDTH, choose_root, roots_of, show_link

_STYLE = """
<style>
.st-key-share-choices { flex: 1 1 330px; width: auto; }
.st-key-share-levels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr));
  gap: 0.75rem 2.5rem; align-items: start; }
.st-key-share-levels h3 { margin: 0; padding: 0; font-size: 1.05rem; }
.st-key-share-levels .stVerticalBlock { gap: 0.4rem; }
.st-key-share-levels [data-testid=stElementContainer], .st-key-share-levels [data-testid=stButtonGroup] { width: 100%; }
.st-key-share-levels [data-testid=stButtonGroup] { display: grid; gap: 0.1rem 1rem; align-items: center;
  grid-template-columns: minmax(0, 1fr) auto; }
.st-key-share-levels [data-testid=stButtonGroup] label { min-height: 0; margin: 0; }
@media (max-width: 640px) {
  .st-key-share-levels [data-testid=stButtonGroup] { grid-template-columns: 1fr; }
}
</style>
"""


_REACH = "Does it open for them? [Show them the address in large, and test what gets through]({link})."


@dataclass(frozen=True)
class _Shared:
    """What stays while the dialog is open.

    Attributes:
        page: The page's address, as lessons name it.
        roots: The app's addresses, see shown.roots_of().
        with_network: Whether a network is chosen on the page.
    """

    page: str
    roots: tuple[str, ...]
    with_network: bool


def _close() -> None:
    st.session_state.pop("is-sharing", None)
    st.session_state.pop("shared", None)


@st.dialog("Share what you see", width="large", on_dismiss=_close)
def share(*, with_network: bool) -> None:
    """Show the dialog for the page that is shown.

    Args:
        with_network: Whether a network is chosen on the page.
    """
    shared = _shared(with_network)
    page, query = state.page() or "", state.link(state.page() or "")
    st.html(_STYLE)
    names = choices.regions_here(shared.page, with_network=with_network)
    levels: choices.Choices = {
        name: st.session_state.get(f"share-{name}", choices.levels_of(name)[-1]) for name in names
    }
    hide = choices.hidden(levels)
    root = st.session_state.get("share-root", shared.roots[0])
    link = links.link_of(root, shared.page, query, hide=hide, lock=choices.locked(levels))
    drawn = code.code_of(link)
    with st.container(horizontal=True, gap="large"):
        with st.container(width=max(LEAST_WIDTH, code.side_of(drawn) if drawn else 0)):
            choose_root(shared.roots, "share-root")
            notes = links.not_held(state.selection(), shared.page, query), links.leads_to_own(state.selection())
            show_link(link, drawn, key="share", notes=notes)
            st.caption(_REACH.format(link=links.link_of(root, "reach", {})))
        with st.container(key="share-choices"):
            _choose_levels(names)
    with st.expander("As a step of a lesson"):
        _show_step(shared, query, hide)
    with st.expander("In a course: Moodle, Canvas and others"):
        show_text(links.frame_of(link, title_of(page)), "frame", key="share-frame")
        st.caption(
            "Paste it where your course takes HTML. It needs an https address of the app that your students can open."
        )


def _shared(with_network: bool) -> _Shared:
    """Return what stays while the dialog is open, worked out when it opens."""
    shared: _Shared | None = st.session_state.get("shared")
    if shared is None:
        page = address_of(state.page() or "")
        shared = _Shared(page, roots_of(page), with_network)
        st.session_state.update({"shared": shared, "share-root": shared.roots[0]})
        names = choices.regions_here(page, with_network=with_network)
        _set_levels(choices.choices_of(names, state.chosen(state.GUIDE)))
    return shared


def _set_levels(levels: choices.Choices) -> None:
    st.session_state.update({f"share-{name}": level for name, level in levels.items()})


def _choose_levels(names: list[str]) -> None:
    """Show the choice of a level for each region."""
    with st.container(horizontal=True, gap="small"):
        for name, levels in choices.presets_for(names).items():
            st.button(name, on_click=_set_levels, args=(levels,), key=f"preset-{name}")
    with st.container(key="share-levels"):
        for title, is_control in (("What students see", False), ("What students may change", True)):
            group = [name for name in names if REGIONS[name].control == is_control]
            if group:
                with st.container():
                    st.html(f"<h3>{title}</h3>")
                    for name in group:
                        words, offered = REGIONS[name].title, choices.levels_of(name)
                        st.segmented_control(words, offered, required=True, key=f"share-{name}")
    st.caption("Your own page stays as it is. This guides and does not protect: an address can be edited.")


def _show_step(shared: _Shared, query: links.Query, hide: tuple[str, ...]) -> None:
    named = {"network": state.selection().network} if shared.with_network else {}
    see, left_out = lesson_step.pinned(shared.page, named | dict(query), AppPages())
    show_text(lesson_step.step_of(see, hide), "step", key="share-step")
    if left_out:
        st.caption(f"A lesson does not hold: {', '.join(left_out)}. Choose what comes with the app instead.")
    st.caption("Paste it into a lesson's file, and fill in what says TODO.")
