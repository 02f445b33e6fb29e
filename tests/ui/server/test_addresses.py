"""The addresses at which other machines reach this one."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from types import SimpleNamespace

from cnnviz.ui.server import addresses

FOUND = {
    "lo": ["127.0.0.1", "::1"],
    "eth0": ["169.254.7.9", "fd00::2"],
    "wlan0": ["192.168.1.20", "10.0.0.7"],
    "unplugged": ["10.9.9.9"],
}


def have(monkeypatch, name: str, answer) -> None:
    monkeypatch.setattr(addresses.psutil, name, answer)


def test_they_are_this_machines_and_no_loopback():
    for address in map(ip_address, addresses.for_the_class()):
        assert not address.is_loopback
        assert addresses.is_this_machines(address)


def test_what_works_comes_first_and_what_is_unplugged_not_at_all(monkeypatch):
    def way(text: str) -> SimpleNamespace:
        return SimpleNamespace(family=socket.AF_INET6 if ":" in text else socket.AF_INET, address=text)

    have(monkeypatch, "net_if_addrs", lambda: {name: list(map(way, texts)) for name, texts in FOUND.items()})
    have(monkeypatch, "net_if_stats", lambda: {name: SimpleNamespace(isup=name != "unplugged") for name in FOUND})
    assert addresses.for_the_class() == ["192.168.1.20", "10.0.0.7", "169.254.7.9"]


def test_a_system_that_tells_nothing_leaves_none(monkeypatch):
    def refuse():
        raise PermissionError

    have(monkeypatch, "net_if_stats", refuse)
    assert addresses.for_the_class() == []
