"""How every component gets onto a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from cnnviz.ui.components.modules import FOLDER, starter

if TYPE_CHECKING:
    from streamlit.components.v2.bidi_component import ComponentResult

_THEME = "shared/themed.css"
"""The style sheet that precedes every component's own: it defines the colours of the page and of the marker."""
_CONTENTS: dict[str, str] = {}
"""Of every component by its name: its style sheets and the HTML that it begins with."""


def component(
    name: str, js: str, *, html: str = "", css: Sequence[str] = (), sends: Sequence[str] = ()
) -> Callable[..., ComponentResult]:
    """Register a component.

    Args:
        name: The component's name, in lower_case; no other component has it.
        js: The path of the entry module, relative to this folder. Streamlit calls its default export.
        html: The component's content before the module runs.
        css: The paths of its style sheets, relative to this folder, in the order in which they apply.
        sends: The names of the values that the browser sets. They are in `st.session_state[key]` after a change.
    Returns:
        A function show(data=..., key=..., **options) that shows the component on the page. The option on_NAME_change
        is called when the browser has set the value NAME; the other options are those of Streamlit's own components,
        such as height.
    Raises:
        FileNotFoundError: If a file is missing.
    """
    styles = joined(_THEME, *css) if css else None
    mount = st.components.v2.component(f"cnnviz_{name}", html=html or None, css=styles, js=starter(js))
    _CONTENTS[name] = (f"<style>\n{styles}\n</style>\n" if styles else "") + html
    # Streamlit keeps only values that have a callback.
    callbacks: dict[str, Any] = {f"on_{value}_change": lambda: None for value in sends}

    def show(data: Any, *, key: str, **options: Any) -> ComponentResult:
        # Streamlit looks for tables in a dict, and loads pandas for that, which takes as long as the first page. In a
        # list it looks for none; shared/mount.js takes the data out again.
        return mount(data=data if isinstance(data, bytes) else [data], key=key, **callbacks | options)

    return show


def standing_alone(name: str) -> str:
    """Return the HTML in which a component begins on a page that is not Streamlit's: a shadow root, as in Streamlit's.

    The page's own script imports the component's module and calls its default export, see without/host.js.

    Args:
        name: The component's name; its package has been imported.
    Raises:
        KeyError: If there is no such component.
    """
    return f'<div data-component="{name}"><template shadowrootmode="open">{_CONTENTS[name]}</template></div>'


def joined(*paths: str) -> str:
    """Return the text of style sheets, one after the other, each below a comment with its path.

    Args:
        paths: Relative to this folder; a path that is given twice counts once.
    Raises:
        FileNotFoundError: If a file is missing.
    """
    return "\n".join(f"/* {path} */\n{(FOLDER / path).read_text(encoding='utf-8')}" for path in dict.fromkeys(paths))


def _colour(name: str) -> str:
    """Return a colour that the theme defines, such as "#c2188b"."""
    defined = re.search(rf"--{name}: (#\w+)", joined(_THEME))
    if defined is None:
        raise ValueError(f"{_THEME} does not define --{name}.")
    return defined[1]


MARKER = _colour("marker-light")
"""The colour that marks the cell or region in question on light pages."""
