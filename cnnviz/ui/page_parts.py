"""A page in parts: one file a part in a package, and a control that shows one of them.

A part's file has

    TITLE     what the part is called
    show()    shows it

A new part is a new file, and a table of what a visitor sets up in it, under the file's name among those of the page.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import streamlit as st

from cnnviz.ui import state


def parts(package: ModuleType, declared: state.Parts) -> dict[str, ModuleType]:
    """Return a package's parts by the names of their files, in the order in which the page declares them."""
    return {name: import_module(f"{package.__name__}.{name}") for name in declared.by_name}


def show_parts(package: ModuleType, declared: state.Parts) -> None:
    """Show the control, and the part that is chosen."""
    by_name = parts(package, declared)
    st.segmented_control(
        "Part",
        list(by_name),
        format_func=lambda name: by_name[name].TITLE,
        required=True,
        label_visibility="collapsed",
        **state.bound(declared.shown, "part", key=f"part-of-{package.__name__}"),
    )
    by_name[state.chosen(declared.shown).part].show()
