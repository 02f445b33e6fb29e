"""A file that cannot be read costs its own part of a page: there stands a sentence, and the rest is as ever."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from cnnviz.bundled.files import DamagedFileError

T = TypeVar("T")


def read_or_say(read: Callable[[], T | None], missing: str = "") -> T | None:
    """Return what a function reads; if that is None, or a file of it is damaged, say so on the page and return None.

    Args:
        read: Reads it.
        missing: A sentence to show where it returns None; "" for none.
    """
    try:
        content = read()
    except DamagedFileError as error:
        st.error(str(error))
        return None
    if content is None and missing:
        st.info(missing)
    return content
