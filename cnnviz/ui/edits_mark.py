"""Says on a page that the picture or the network is changed, and offers to undo the changes."""

from __future__ import annotations

import streamlit as st

from cnnviz import known
from cnnviz.edits import edits_words
from cnnviz.ui import state
from cnnviz.ui.state.covers import is_locked
from cnnviz.what_if.changes import changes_in_words, effective, parse_changes


def mark_edits() -> None:
    """Show the visitor's changes to the picture and to the network, if any, with buttons to undo them."""
    mark_picture()
    mark_network()


def mark_picture() -> None:
    """Show the visitor's changes to the picture, if any, with a button to undo them all."""
    # The containers are always there: what comes after them on the page never moves, and so never begins anew.
    with st.container(key="marks-of-picture"):
        _mark_picture()


def mark_network() -> None:
    """Show the visitor's changes to the network, if any, with a button to undo them all."""
    with st.container(key="marks-of-network"):
        _mark_network()


def _mark_picture() -> None:
    chosen = state.selection()
    recipe = effective(parse_changes(chosen.change))
    if recipe:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="changed"):
            words = changes_in_words(recipe, chosen.dataset.classes)
            st.markdown(f":orange-badge[changed] **The picture**: {words}", width="content")
            if is_locked("picture"):
                return
            _offer_more("picture")
            st.button(
                "Back to the original",
                on_click=state.select,
                kwargs={"change": ""},
                type="tertiary",
                icon=":material/undo:",
                key="back-to-picture",
            )


def _mark_network() -> None:
    chosen = state.selection()
    if not chosen.edits:
        return
    words = edits_words(chosen.edits, known.layers_of(chosen.network))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="edited"):
        st.markdown(f":orange-badge[edited] **{known.title_of(chosen.network)}**: {words}", width="content")
        if is_locked("network-choice"):
            return
        _offer_more("network")
        st.button(
            "Back to the original",
            on_click=state.select,
            kwargs={"edits": ()},
            type="tertiary",
            icon=":material/undo:",
            key="unedit",
        )


def _offer_more(part: str) -> None:
    """Show the way to the part of What if where more can be changed."""
    if state.page() == "What if":
        st.button("Change more", on_click=state.show_part, args=(part,), type="tertiary", key=f"more-{part}")
    else:
        query = state.link("What if", part)
        st.page_link("pages/what_if.py", label="Change more", query_params=query, width="content")
