"""The picture that a visitor brought outlasts the visit: the open page keeps a copy, and gives it back to the next one.

A visit ends when the server is started anew, or has not heard of the browser for a while. All else that was chosen is
in the URL then. The copy is in the page's memory alone, until it is closed or reloaded: photos of pupils stay on no
disk.
"""

from __future__ import annotations

import secrets
import weakref
from dataclasses import dataclass, field
from hashlib import blake2b

import streamlit as st

from cnnviz.ui import state
from cnnviz.ui.server.later import later

URL = "cnnviz/kept"
_ROUTE = "cnnviz.ui.picture.kept_route"
ROUTES = [later(URL, f"{_ROUTE}:fetch", ["GET"]), later(URL, f"{_ROUTE}:give_back", ["POST"])]
WAYS = {"Upload": "upload", "Camera": "photo"}
"""The attributes of the selection that hold a picture, by its source."""
MOST_MEGABYTES = 20
"""The largest file that is taken, in units of 2**20 bytes."""
LOST = "Your picture was lost with the connection: choose it again."
_KEY = "kept-pictures"


@dataclass(eq=False)
class Kept:
    """What a visit and the browser have told each other of the pictures, each by its way.

    Attributes:
        token: What the browser names the visit by; nobody can guess it.
        known: The pictures that the visit has, and their names.
        settled: The ways by which the visit has had a picture: if it has none now, the visitor took it away.
        given: The pictures that the browser gave back, until the page's script takes them.
        lost: The ways by which the browser should have had a picture to give back.
    """

    token: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    known: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    given: dict[str, bytes] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)

    def name_of(self, way: str, picture: bytes | None) -> str | None:
        """Return the name of the picture that the visit has by a way, a hash of it; None for none."""
        if picture is None:
            self.known.pop(way, None)
            return None
        self.settle(way)
        before, name = self.known.get(way, (None, ""))
        if before is not picture:
            name = blake2b(picture, digest_size=8).hexdigest()
            self.known[way] = (picture, name)
        return name

    def settle(self, way: str) -> None:
        """Ask no longer for a picture."""
        self.settled.add(way)
        self.lost.discard(way)
        self.given.pop(way, None)

    def asks(self, way: str) -> bool:
        """Return whether the browser may have a picture that this visit has not had yet."""
        return way not in self.settled


_visits: weakref.WeakValueDictionary[str, Kept] = weakref.WeakValueDictionary()


def find(token: str) -> Kept | None:
    """Return what a visit has; None if there is no such visit, or no longer."""
    return _visits.get(token)


def take_back() -> None:
    """Take what the browser gave back into the selection, unless the visitor chose something meanwhile."""
    kept: Kept | None = st.session_state.get(_KEY)
    for way, picture in list(kept.given.items()) if kept else ():
        _this_visit().settle(way)
        state.select(**{way: picture})


def settle(way: str) -> None:
    """Have the visitor's own choice of a picture, or of none, count for more than what the browser kept."""
    _this_visit().settle(way)


def is_lost(way: str) -> bool:
    """Return whether the visitor is still to hear that a picture is lost."""
    return way in _this_visit().lost


def keep_in_browser(place: str, *, is_said: bool = True) -> None:
    """Have the browser keep the picture that is selected, or give it back; nothing where none can be.

    Args:
        place: Where on the page this is: each has its own element, which shows nothing.
        is_said: Whether the page says beside it if a picture is lost.
    """
    chosen = state.selection()
    if chosen.source not in WAYS:
        return
    # Only few bring a picture: the first page comes sooner without it.
    from cnnviz.ui.components.kept_picture import lost_in, show_kept

    kept, way, key = _this_visit(), WAYS[chosen.source], f"kept-{place}"
    name = kept.name_of(way, chosen.upload if way == "upload" else chosen.photo)

    def lose() -> None:
        lost = lost_in(key)
        if lost is not None and lost in WAYS.values() and kept.asks(lost):
            kept.lost.add(lost)
            if not is_said:
                st.toast(LOST, icon=":material/broken_image:")

    data = {"url": URL, "visit": kept.token, "way": way, "name": name, "asks": kept.asks(way)}
    with st.container(key=f"messages-of-{key}"):
        show_kept(data, key=key, on_lost=lose)


def _this_visit() -> Kept:
    kept: Kept | None = st.session_state.get(_KEY)
    if kept is None:
        kept = st.session_state[_KEY] = Kept()
        _visits[kept.token] = kept
    return kept
