"""A page in parts: one file a part in a package, and a control that shows one of them.

A part's file has

    TITLE     what the part is called
    show()    shows it; what the visitor sets up is in the URL

A new part is a new file.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import streamlit as st

from cnnviz.ui import state
from cnnviz.ui.page_choice import choice_in_url, put_in_url


def parts(package: ModuleType, order: Sequence[str]) -> dict[str, ModuleType]:
    """Return a package's parts by the names of their files: those in `order` first, then the others by their names."""
    found = [module.name for module in iter_modules(package.__path__)]
    names = [name for name in order if name in found] + sorted(set(found) - set(order))
    return {name: import_module(f"{package.__name__}.{name}") for name in names}


def show_parts(package: ModuleType, order: Sequence[str]) -> None:
    """Show the control, and the part that is chosen: the one that the URL names at first, else the first."""
    by_name = parts(package, order)
    names = list(by_name)
    part = st.segmented_control(
        "Part",
        names,
        default=choice_in_url("part", names),
        format_func=lambda name: by_name[name].TITLE,
        required=True,
        label_visibility="collapsed",
        on_change=_forget_the_other_part,
        key=f"part-of-{package.__name__}",
    )
    put_in_url("part", part, names)
    by_name[part].show()


def _forget_the_other_part() -> None:
    """Leave out of the URL what was set up in the part that is no longer shown."""
    st.query_params.from_dict(state.to_query(state.selection()))
