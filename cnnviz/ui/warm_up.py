"""Loads TensorFlow and all networks in the background, once per process, while the first page is already on screen."""

from __future__ import annotations

import gc
import logging
import threading
import time
from functools import cache
from importlib import import_module

from cnnviz import bundled, known
from cnnviz.bundled.blueprint import read_blueprint
from cnnviz.bundled.files import DamagedFileError
from cnnviz.network import load
from cnnviz.ui.state import START_NETWORK

HEAD_START = 2.0
"""The longest time in seconds that loading waits for the first page to be on screen."""

ANSWER_TIME = 0.6
"""Seconds that a network which somebody waits for has to answer before the next one is loaded: that would delay it."""

_on_screen = threading.Event()

_failed: dict[str, str] = {}
"""For each network that could not be loaded, a sentence that says why."""

_wanted: list[str] = []
"""Networks that visitors asked for, in this order: they are loaded before the others."""


def is_ready(name: str) -> bool:
    """Return whether a network is loaded. If not, it is among the next to be loaded.

    Raises:
        ValueError: If it could not be loaded. The message says why, and what to do.
    """
    if known.is_own(name):
        # Brought ones come loaded; one that is gone says so itself. The others are loaded all the same.
        _leave_sessions_alone()
        _start()
        return True
    ask_for(name)
    if name not in _failed and not known.is_loaded(name):
        try:
            read_blueprint(bundled.weights_path(name))
        except DamagedFileError as error:
            # Nobody need wait for TensorFlow to hear that.
            _failed[name] = _words(error)
    if name in _failed:
        raise ValueError(_failed[name])
    return known.is_loaded(name)


def ask_for(name: str) -> None:
    """Say that a network will be needed: it is among the next to be loaded."""
    if name not in _wanted:
        _wanted.append(name)
    _start()


def page_is_on_screen() -> None:
    """Say that a browser shows the first page: loading need not wait any longer."""
    _on_screen.set()


@cache
def _start() -> None:
    threading.Thread(target=_load_all, name="warm-up", daemon=True).start()


def _load_all() -> None:
    # Importing TensorFlow keeps this process from answering: first let the browser have the page's files.
    _on_screen.wait(HEAD_START)
    waiting = set(bundled.names())
    while waiting:
        name = next((wanted for wanted in _wanted if wanted in waiting), min(waiting, key=_default_first))
        waiting.remove(name)
        is_awaited = name in _wanted
        try:
            _leave_sessions_alone()
            load(name)
            if is_awaited and not waiting.intersection(_wanted):
                time.sleep(ANSWER_TIME)
        except DamagedFileError as error:
            logging.getLogger(__name__).warning("%s", error)
            _failed[name] = _words(error)
        except Exception as error:
            logging.getLogger(__name__).exception("%s could not be loaded", name)
            reason = (str(error) or type(error).__name__).splitlines()[0]
            _failed[name] = f"The network {name} could not be loaded: {reason}"
    # The first stroke needs it, to separate the digit from other ink.
    import_module("scipy.ndimage")
    # What is loaded now is never freed: the garbage collector need not look at it again.
    gc.collect()
    gc.freeze()


def _words(error: DamagedFileError) -> str:
    return f"{error} Then start the app again."


def _default_first(name: str) -> tuple[bool, str]:
    """Return a sort key: the network that the app begins with comes first."""
    return name != START_NETWORK, name


def _leave_sessions_alone() -> None:
    """Keep Streamlit from resetting Keras after every run, which takes long and disturbs other visitors' networks."""
    import keras

    keras.backend.clear_session = lambda *arguments, **options: None
