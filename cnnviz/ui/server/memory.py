"""How much memory there is for the app, and how much of it is taken."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

_GROUP = Path("/sys/fs/cgroup")
_NEW = (_GROUP / "memory.max", _GROUP / "memory.current", "inactive_file")
_OLD = (
    _GROUP / "memory" / "memory.limit_in_bytes",
    _GROUP / "memory" / "memory.usage_in_bytes",
    "total_inactive_file",
)
"""Of a container or a service, by Linux's control groups of today and of before."""


@cache
def granted() -> int | None:
    """Return the bytes that the app may take: its control group's, or the machine's; None if nobody can tell."""
    machine = _of_the_machine()
    for most, _, _ in (_NEW, _OLD):
        limit = _number(most)
        # "No limit" is a word, or a number that no machine has.
        if limit is not None and (machine is None or limit < machine):
            return limit
    return machine


def taken() -> int | None:
    """Return the bytes that are taken of those: by all of the control group, or by this process."""
    for most, current, idle in (_NEW, _OLD):
        limit, used = _number(most), _number(current)
        if limit is not None and used is not None and limit == granted():
            return used - _given_back(current.parent / "memory.stat", idle)
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return None


def _of_the_machine() -> int | None:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None


def _number(path: Path) -> int | None:
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return None


def _given_back(statistics: Path, name: str) -> int:
    """Return the bytes of files that the system keeps at hand, and gives up as soon as they are needed."""
    try:
        rows = dict(line.split(maxsplit=1) for line in statistics.read_text().splitlines())
        return int(rows.get(name, 0))
    except (OSError, ValueError):
        return 0
