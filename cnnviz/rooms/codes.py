"""The code of a room: four consonants, so that no words arise, and how it is read when somebody has typed it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from itertools import pairwise

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Y is left out: it makes words."""
LENGTH = 4
_LIKE = str.maketrans("01I2568OU", "QLLZSGBQV")
"""What is no letter of a code but looks like one."""
_UNKIND = ("CNT", "DCK", "FCK", "FKN", "KZ", "NGR", "SHT", "WTF")
"""No code contains these: they are read as words, or stand for something that no class wants on its wall."""


def random_code(first: Sequence[str] = LETTERS) -> str:
    """Return a code that nobody can foresee. No letter stands twice in a row: such codes are misread.

    Args:
        first: The letters that it may begin with, of LETTERS: each of several servers may have its own.
    """
    while True:
        code = secrets.choice(first) + "".join(secrets.choice(LETTERS) for _ in range(LENGTH - 1))
        if is_kind(code):
            return code


def is_kind(code: str) -> bool:
    """Return whether a code may be given to a room."""
    doubled = any(one == other for one, other in pairwise(code))
    return not doubled and not any(word in code for word in _UNKIND)


def read_code(text: str) -> str | None:
    """Return the code that was typed, in any case, with any spaces and hyphens; None if it is none.

    Example:
        >>> read_code(" kt-r m"), read_code("5TR1"), read_code("KTR"), read_code("KATE")
        ('KTRM', 'STRL', None, None)
    """
    if len(text) > 40:
        return None
    code = "".join(text.replace("-", " ").split()).upper().translate(_LIKE)
    return code if len(code) == LENGTH and all(letter in LETTERS for letter in code) else None
