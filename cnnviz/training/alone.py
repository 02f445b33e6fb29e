"""One training a folder: a second one is refused, and what a killed one left half written is cleared away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cnnviz.bundled.run_folder import RunFolder

PATIENCE = 5.0
"""Seconds to wait for another training to be gone: one whose command was killed ends a moment later."""
_LOCK = ".lock"


class BusyError(ValueError):
    """Another training goes on in the folder; the message is one sentence to show."""


@contextmanager
def alone_in(folder: RunFolder) -> Iterator[None]:
    """Be the only training in a folder while the block runs.

    The operating system keeps the lock: it is free again as soon as the process has ended, however that was.

    Raises:
        BusyError: If another training has been there for a while.
    """
    from filelock import FileLock, Timeout

    folder.path.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder.path / _LOCK, timeout=PATIENCE)
    try:
        lock.acquire()
    except Timeout:
        raise BusyError(
            f"Another training goes on in {folder.path}: wait until it has ended, or give another folder by --out."
        ) from None
    try:
        yield
    finally:
        lock.release()


def tidy(folder: RunFolder) -> None:
    """Clear away what a finished training needs no longer, and what was half written when it was killed."""
    hidden = [path for path in folder.path.rglob(".*") if path.is_file() and path.name != _LOCK]
    for path in (folder.state, folder.best, *hidden):
        path.unlink(missing_ok=True)
