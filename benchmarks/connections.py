"""python -m benchmarks.connections: trace a server over a whole class, and list what it has connected to or sent to.

It needs Linux and strace. Nothing but addresses of this machine may be in the list: it ends with an error otherwise.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

from benchmarks import class_room, clients
from benchmarks.launch import ROOT, running_server
from benchmarks.student import Student
from cnnviz.ui.pages import TITLES

STRACE = shutil.which("strace")
"""None where it is not installed."""
STUDENTS = 10
ALL_ADDRESSES = "0.0.0.0"
CALLS = "connect,sendto,sendmsg,sendmmsg"
END_SECONDS = 20
_CALL = re.compile(rf"\b({CALLS.replace(',', '|')})\(")
_PORT = re.compile(r"sin6?_port=htons\((\d+)\)")
_HOST = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')


def tracer(trace: Path) -> list[str]:
    """Return the command that runs another and writes what it and its children connect to or send to."""
    # -D: the server is this process's own child, and strace ends with it.
    return [STRACE or "strace", "-D", "-f", "-qq", "-e", f"trace={CALLS}", "-o", str(trace)]


def destinations(lines: Iterable[str]) -> Counter[str]:
    """Return how often each address was connected to or sent to, such as "connect 127.0.0.1:53"."""
    found: Counter[str] = Counter()
    for line in lines:
        call, port, host = _CALL.search(line), _PORT.search(line), _HOST.search(line)
        if call and port and host:
            found[f"{call[1]} {host[1] or host[2]}:{port[1]}"] += 1
    return found


def elsewhere(found: Iterable[str]) -> list[str]:
    """Return those of the destinations that are on another machine."""
    return sorted(each for each in found if not ip_address(each.partition(" ")[2].rpartition(":")[0]).is_loopback)


def trace_class(address: str) -> Counter[str]:
    """Return what a server that listens at an address has connected to or sent to while a class works on it."""
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace.txt"
        # As in deploy/Dockerfile.
        environment = {"STREAMLIT_BROWSER_SERVER_ADDRESS": "localhost"} if address == ALL_ADDRESSES else {}
        with running_server(
            ROOT / "app.py",
            Path(folder) / "log.txt",
            address=address,
            environment=environment,
            tracer=tracer(trace),
            start_seconds=180,
        ) as server:
            asyncio.run(clients.warm_up(server.url, f"network={class_room.NETWORK}"))
            asyncio.run(_visit(server.url))
            lesson = asyncio.run(class_room.lesson(server.url, [server.pid], [""], STUDENTS))
        for error in [*lesson.errors, *lesson.drawn.errors, *lesson.lost]:
            print(f"A student's error: {error}")
        _wait_for_end(trace)
        return destinations(trace.read_text().splitlines())


async def _visit(url: str) -> None:
    """Open every page once, and try to from another site's page."""
    for page in TITLES:
        student = Student(url, page=page)
        await student.open()
        await student.close()
    with suppress(WebSocketException, OSError):
        foreign = Origin("http://cnnviz.another.example")
        stream = url.replace("http", "ws", 1) + "/_stcore/stream"
        async with connect(stream, origin=foreign, subprotocols=[Subprotocol("streamlit")]):
            pass


def _wait_for_end(trace: Path) -> None:
    """Wait until strace has written all that it had to."""
    end, size = time.monotonic() + END_SECONDS, -1
    while size != trace.stat().st_size and time.monotonic() < end:
        size = trace.stat().st_size
        time.sleep(1)


def main() -> None:
    """Trace the app as it is on a laptop, and as it is in a container."""
    if STRACE is None:
        sys.exit("strace is not installed: Debian's package of this name has it.")
    away = []
    for address in ("127.0.0.1", ALL_ADDRESSES):
        found = trace_class(address)
        print(f"Listening at {address}, with a class of {STUDENTS} and every page opened:")
        print(*(f"  {count:,} × {each}" for each, count in sorted(found.items())), sep="\n")
        away += elsewhere(found)
    if away:
        sys.exit(f"The server reached for other machines: {', '.join(away)}.")
    print("Nothing was sent to another machine.")


if __name__ == "__main__":
    main()
