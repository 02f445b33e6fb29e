"""The class: a teacher opens a room, and sees and leads those who join it."""

import streamlit as st

from cnnviz.ui import state
from cnnviz.ui.class_page.offered import joins, offered
from cnnviz.ui.components.class_room import opened_room, show_class
from cnnviz.ui.share.hosts import is_this_machine
from cnnviz.ui.share.shown import roots_of
from cnnviz.ui.shell import TEACHING, open_page


def take_room() -> None:
    """Take over which room was just opened, or that one was left."""
    code = opened_room()
    if code is not None:
        st.session_state[TEACHING] = code
        state.take(state.GUIDE, {"c": code})


open_page("Class", with_network=False)
chosen = state.chosen(state.GUIDE).c
roots = roots_of("class")
show_class(
    {
        "lessons": offered(),
        "code": chosen,
        "joins": joins(roots, chosen) if chosen else [],
        "alone": all(is_this_machine(root) for root in roots),
    },
    on_opened=take_room,
)
