"""Loads TensorFlow and the networks in the background, once a process, while the first page is already on screen."""

from __future__ import annotations

import gc
import logging
import threading
from functools import cache
from importlib import import_module

from cnnviz import bundled
from cnnviz.network import is_loaded, load
from cnnviz.ui.state import START_NETWORK

HEAD_START = 2.0
"""The longest time, in seconds, from the first page's script to the loading of TensorFlow."""

_on_screen = threading.Event()

_failed: dict[str, str] = {}
_wanted: list[str] = []
"""Networks that somebody asked for, the first one first: they are loaded before the others."""


def is_ready(name: str) -> bool:
    """Return whether a network can be used now; see to it that it soon can.

    Raises:
        ValueError: If it could not be loaded.
    """
    if name not in _wanted:
        _wanted.append(name)
    _start()
    if name in _failed:
        raise ValueError(_failed[name])
    return is_loaded(name)


def page_is_on_screen() -> None:
    """Say that a browser shows the page: the loading need not wait any longer."""
    _on_screen.set()


@cache
def _start() -> None:
    threading.Thread(target=_load_all, name="warm-up", daemon=True).start()


def _load_all() -> None:
    # Importing TensorFlow keeps this process from answering: first let the browser have the page's files.
    _on_screen.wait(HEAD_START)
    waiting = set(bundled.names())
    while waiting:
        name = next((each for each in _wanted if each in waiting), min(waiting, key=_last_but_the_first_pages))
        waiting.remove(name)
        try:
            _leave_sessions_alone()
            load(name)
        except Exception as error:
            logging.getLogger(__name__).exception("%s could not be loaded", name)
            reason = (str(error) or type(error).__name__).splitlines()[0]
            _failed[name] = f"The network {name} could not be loaded: {reason}"
    # The first stroke needs it to tell one digit from two.
    import_module("scipy.ndimage")
    # What is loaded now stays: the collector need not look at it again.
    gc.collect()
    gc.freeze()


def _last_but_the_first_pages(name: str) -> tuple[bool, str]:
    return name != START_NETWORK, name


def _leave_sessions_alone() -> None:
    """Keep Streamlit from resetting Keras after every run: it takes long, and other visitors' networks with it."""
    import keras

    keras.backend.clear_session = lambda *arguments, **options: None
