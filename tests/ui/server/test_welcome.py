"""The terminal says which addresses work, and nobody is asked for them."""

from __future__ import annotations

import asyncio
import tomllib

import pytest
from streamlit import config, net_util

from benchmarks.launch import ROOT
from cnnviz.ui.server import addresses, settings
from cnnviz.ui.server.welcome import welcome


@pytest.fixture
def said(monkeypatch, capsys):
    """said(address, hosts) -> what stands in the terminal of a server that listens there."""

    def nobody():
        raise AssertionError("Somebody was asked.")

    monkeypatch.setattr(net_util, "get_external_ip", nobody)
    monkeypatch.setattr(net_util, "get_internal_ip", nobody)
    monkeypatch.setattr(addresses, "for_the_class", lambda: ["192.168.1.20"])
    before = {name: config.get_option(name) for name in ("server.address", "server.port")}

    def said(address: str, hosts: str = "") -> list[str]:
        monkeypatch.setenv(settings.HOSTS, hosts)
        settings.settings.cache_clear()
        config.set_option("server.address", address)
        config.set_option("server.port", 8599)

        async def start():
            async with welcome(None):
                pass

        asyncio.run(start())
        return capsys.readouterr().out.split("\n")[1:-2]

    yield said
    settings.settings.cache_clear()
    for name, value in before.items():
        config.set_option(name, value)


def test_the_addresses_of_a_class_are_said(said):
    assert said("0.0.0.0", "cnnviz.school.example *.school.example") == [
        "  Local URL: http://localhost:8599",
        "  Network URL: http://192.168.1.20:8599",
        "  URL: http://cnnviz.school.example:8599",
    ]


def test_one_address_is_said_alone(said):
    assert said("127.0.0.1") == ["  URL: http://127.0.0.1:8599"]
    assert said("fd00::1") == ["  URL: http://[fd00::1]:8599"]


def test_streamlit_says_nothing_itself():
    # Before the app is loaded it would ask for this machine's public address.
    assert tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["logger"]["hideWelcomeMessage"] is True


def test_this_machines_addresses_are_its_own():
    for text in ("127.0.0.1", "::1", *addresses.for_the_class()):
        assert addresses.is_this_machines(addresses.read_address(text))
    for text in ("0.0.0.0", "::", "255.255.255.255", "224.0.0.1", "198.51.100.7", "2001:db8::7"):
        assert not addresses.is_this_machines(addresses.read_address(text))
