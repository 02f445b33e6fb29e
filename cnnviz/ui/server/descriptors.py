"""Open files: as many as the system grants, a reserve for who is there already, and a sentence when there are no more.

Every connection is one. Without them a server can neither take a connection nor read a file.
"""

from __future__ import annotations

import errno
import logging
import os
import socket
import time
from contextlib import suppress
from typing import Any

try:
    import resource
except ImportError:
    # Windows has none, and no such limit.
    resource = None  # type: ignore[assignment]

WANTED = 65_536
"""What a server asks the system for, if it grants less by itself."""
RESERVE_SHARE, MOST_RESERVED = 3, 128
"""A third of them is kept back for who is there already, and for the server's own files; not more than so many."""
OWN_SHARE, MOST_OWN = 8, 32
"""An eighth of them no connection gets: what the server reads and loads needs some. Not more than so many."""
_PAUSE = 60.0
"""Seconds between two lines of the log on the same."""
FULL = "There is no room for more visitors on this server just now. Try again in a minute; who is in goes on."
_FULL_ANSWER = (
    f"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(FULL)}\r\n"
    f"Retry-After: 30\r\nConnection: close\r\n\r\n{FULL}"
).encode()
_NO_MORE = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}


def raise_limit() -> None:
    """Ask for as many open files as the system grants this process, as far as they are of use."""
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(hard, WANTED)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    # macOS grants less than its hard limit says.
    for most in (wanted, min(wanted, 10_240)):
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            return


def limit() -> int | None:
    """Return how many files this process may have open; None where nobody counts."""
    if resource is None:
        return None
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else soft


def in_use() -> int | None:
    """Return how many files this process has open; None where nobody can tell."""
    try:
        # The folder itself is open while it is read.
        return len(os.listdir("/dev/fd")) - 1
    except OSError as error:
        # There was not even one left to look with.
        return limit() if error.errno in _NO_MORE else None


def reserve() -> int:
    """Return how many open files are kept back for who is there already."""
    most = limit()
    return 0 if most is None else min(MOST_RESERVED, most // RESERVE_SHARE)


def has_room() -> bool:
    """Return whether there are open files for one more visitor."""
    most, used = limit(), in_use()
    return most is None or used is None or most - used > reserve()


class Door(socket.socket):
    """A listening socket that takes no visitor for whom there is no open file, says so, and neither spins nor floods.

    A spare file makes room for telling who is turned away.
    """

    def __init__(self, listening: socket.socket) -> None:
        super().__init__(listening.family, listening.type, listening.proto, fileno=os.dup(listening.fileno()))
        self.setblocking(False)
        self._spare: int | None = None
        self._gave_up = self._told = float("-inf")
        self._keep_spare()

    def accept(self) -> tuple[socket.socket, Any]:
        """Return the next connection and its address.

        Raises:
            BlockingIOError: If there is none, or it was turned away.
            OSError: If none can even be turned away; at most once a second, for then the server waits so long.
        """
        try:
            connection, address = super().accept()
        except OSError as error:
            if error.errno not in _NO_MORE:
                raise
            self._tell()
            if not self._turn_away() and time.monotonic() - self._gave_up > 0.9:
                self._gave_up = time.monotonic()
                raise
            raise BlockingIOError from None
        if _leaves_own(connection):
            return connection, address
        self._tell()
        with suppress(OSError):
            _say_full(connection)
        raise BlockingIOError

    def close(self) -> None:
        """Close it, and the spare file."""
        self._give_spare()
        super().close()

    def _turn_away(self) -> bool:
        """Say to the next visitor that there is no room. Return whether that could be done."""
        if self._spare is None:
            self._keep_spare()
        if not self._give_spare():
            return False
        try:
            connection, _ = super().accept()
            with suppress(OSError):
                _say_full(connection)
        except OSError:
            return False
        finally:
            self._keep_spare()
        return True

    def _keep_spare(self) -> None:
        with suppress(OSError):
            self._spare = os.open(os.devnull, os.O_RDONLY)

    def _give_spare(self) -> bool:
        if self._spare is None:
            return False
        os.close(self._spare)
        self._spare = None
        return True

    def _tell(self) -> None:
        if time.monotonic() - self._told > _PAUSE:
            self._told = time.monotonic()
            logging.getLogger(__name__).warning(
                "No more connections: this process may have %s files open. Raise `ulimit -n`.", limit()
            )


def _leaves_own(connection: socket.socket) -> bool:
    """Return whether a connection leaves open files for the server's own needs: a new one has the least free number."""
    most = limit()
    return most is None or os.name == "nt" or connection.fileno() < most - min(MOST_OWN, most // OWN_SHARE)


def _say_full(connection: socket.socket) -> None:
    with connection:
        connection.setblocking(False)
        connection.send(_FULL_ANSWER)
        connection.shutdown(socket.SHUT_WR)
        # What came and was not read would have the system break the answer off.
        while connection.recv(65_536):
            pass
