"""Short codes by which one visitor gives a network to another, while the first still holds it."""

from __future__ import annotations

import secrets
import threading
import weakref

from cnnviz.known.own import OwnNetwork

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""No vowels: no code is a word."""
LENGTH = 4
_codes: weakref.WeakValueDictionary[str, OwnNetwork] = weakref.WeakValueDictionary()
_lock = threading.Lock()


def code_for(own: OwnNetwork) -> str:
    """Return a network's code; it has the same one as long as somebody holds it."""
    with _lock:
        found = next((code for code, other in _codes.items() if other is own), None)
        while found is None or (_codes.get(found, own) is not own):
            found = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        _codes[found] = own
        return found


def with_code(text: str) -> OwnNetwork | None:
    """Return the network with a code, whatever its spaces and capitals; None if there is none, or no longer."""
    return _codes.get("".join(text.split()).upper())
