"""What is found in a trace of system calls: addresses of this machine, and of others."""

from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks.connections import STRACE, destinations, elsewhere, tracer

# As strace 6.1 writes them.
TRACE = """
71 connect(5, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, 16) = 0
71 connect(6, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "2001:db8::7", &si
72 connect(6, {sa_family=AF_UNIX, sun_path="/run/nscd/socket"}, 110) = -1 ENOENT (No such file or directory)
72 sendto(7, "a"..., 1, MSG_NOSIGNAL, NULL, 0 <unfinished ...>
73 sendto(8, "a"..., 1, 0, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, 16) = 1
73 sendto(8, "a"..., 1, 0, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, 16) = 1
74 connect(9, {sa_family=AF_INET6, sin6_port=htons(90), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::1", &sin6_addr),
"""


def test_addresses_are_found_and_told_apart():
    found = destinations(TRACE.splitlines())
    assert found == {
        "connect 192.0.2.1:53": 1,
        "connect 2001:db8::7:443": 1,
        "sendto 127.0.0.1:80": 2,
        "connect ::1:90": 1,
    }
    assert elsewhere(found) == ["connect 192.0.2.1:53", "connect 2001:db8::7:443"]


@pytest.mark.skipif(STRACE is None, reason="strace is not installed: Debian's package of this name has it.")
def test_what_a_child_of_a_program_connects_to_is_found(tmp_path):
    # Connecting a UDP socket sends nothing.
    child = "import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('127.0.0.9', 9))"
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    trace = tmp_path / "trace.txt"
    subprocess.run([arg for arg in tracer(trace) if arg != "-D"] + [sys.executable, "-c", program], check=True)
    assert destinations(trace.read_text().splitlines()) == {"connect 127.0.0.9:9": 1}
