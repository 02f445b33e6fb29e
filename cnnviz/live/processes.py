"""Workers as processes of this machine."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable

from cnnviz.bundled.home import ROOT
from cnnviz.live.messages import Command, Report, read, write

ROOM_FOR_SPARE = 8_000_000_000
"""Bytes of memory; a worker takes a tenth of it."""


class Process:
    """A worker that is a process of this machine; its commands are sent by a thread of their own, so nobody waits.

    Args:
        take: Called with every report.
        ended: Called once it has ended, unless it was closed.
    """

    def __init__(self, take: Callable[[Report], None], ended: Callable[[], None]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "cnnviz.live.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
        )
        self._commands: queue.Queue[Command | None] = queue.Queue()
        self._is_closed = False
        threading.Thread(target=self._listen, args=(take, ended), name="training-reports", daemon=True).start()
        threading.Thread(target=self._write, name="training-commands", daemon=True).start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def send(self, command: Command) -> None:
        """Send a command."""
        self._commands.put(command)

    def close(self) -> None:
        """End the process."""
        self._is_closed = True
        self._commands.put(None)
        self._process.kill()
        self._process.wait()

    # Each of the two threads closes the stream that it uses, and no other does: it may be in the middle of a message.

    def _write(self) -> None:
        assert self._process.stdin is not None
        # What could not be written any more is lost with the process.
        with contextlib.suppress(OSError), self._process.stdin as stream:
            while (command := self._commands.get()) is not None:
                write(stream, command)

    def _listen(self, take: Callable[[Report], None], ended: Callable[[], None]) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(EOFError), self._process.stdout as stream:
            while True:
                take(read(stream))
        self._process.wait()
        # The other thread waits for a command until it hears that there will be none.
        self._commands.put(None)
        if not self._is_closed:
            ended()


def processors() -> int:
    """Return how many workers suit this machine: one a processor, two at most."""
    return max(1, min(2, os.cpu_count() or 1))


def has_room_for_spare() -> bool:
    """Return whether this machine has memory for a worker that only waits; where nobody can tell, it has not."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >= ROOM_FOR_SPARE
    except (AttributeError, ValueError, OSError):
        return False
