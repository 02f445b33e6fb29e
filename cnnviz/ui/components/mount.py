"""One way in which all components reach the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from cnnviz.ui.components.modules import FOLDER, starter

_THEME = "shared/themed.css"
"""Every component's style begins with it: the page's colours and the marker's."""


def component(
    name: str, js: str, *, html: str = "", css: Sequence[str] = (), sends: Sequence[str] = ()
) -> Callable[..., Any]:
    """Register a component.

    Args:
        name: Unique among the components, in lower_case.
        js: The entry module, relative to this folder; its default export gets what Streamlit hands to a component.
        html: What stands in it before the module runs.
        css: Style sheets, relative to this folder, in their order.
        sends: The names of the values that the browser sets. They are in `st.session_state[key]` after a change.
    Returns:
        mount(data=..., key=..., **options): shows the component. An option on_NAME_change hears of a value that the
        browser set; options else are those of a component that st.components.v2.component returns.
    Raises:
        FileNotFoundError: If a file is missing.
    """
    mount = st.components.v2.component(
        f"cnnviz_{name}", html=html or None, css=joined(_THEME, *css) if css else None, js=starter(js)
    )
    # Streamlit keeps only values that have a callback.
    unheard = {f"on_{value}_change": lambda: None for value in sends}

    def show(data: Any, *, key: str, **options: Any) -> Any:
        return mount(data=data, key=key, **unheard | options)

    return show


def joined(*paths: str) -> str:
    """Return style sheets, one after the other; a comment before each names its file.

    Args:
        paths: Relative to this folder.
    Raises:
        FileNotFoundError: If a file is missing.
    """
    return "\n".join(f"/* {path} */\n{(FOLDER / path).read_text(encoding='utf-8')}" for path in dict.fromkeys(paths))


MARKER = re.search(r"--marker-light: (#\w+)", joined(_THEME))[1]
"""The colour that marks what is in question, on light pages."""
