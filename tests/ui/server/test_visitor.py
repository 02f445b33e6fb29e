"""A visitor's address, behind proxies too: what others say of it is not believed."""

from __future__ import annotations

import pytest

from cnnviz.ui.server.guard import Guard
from cnnviz.ui.server.settings import read
from cnnviz.ui.server.visitor import PEER, visitor
from tests.ui.server.asgi import ask, scope_of

ON_THIS_MACHINE = "127.0.0.1 ::1"


@pytest.mark.parametrize(
    ("peer", "said", "proxies", "address"),
    [
        ("10.0.0.5", None, "", "10.0.0.5"),
        ("::ffff:10.0.0.5", None, "", "10.0.0.5"),
        ("fe80::1", None, "", "fe80::1"),
        # Nobody is believed unless he is named.
        ("127.0.0.1", "10.0.0.5", "", "127.0.0.1"),
        ("10.0.0.5", "10.0.0.6", ON_THIS_MACHINE, "10.0.0.5"),
        ("127.0.0.1", "10.0.0.5", ON_THIS_MACHINE, "10.0.0.5"),
        ("::ffff:127.0.0.1", "10.0.0.5", ON_THIS_MACHINE, "10.0.0.5"),
        # What a student says himself stands first.
        ("127.0.0.1", "1.2.3.4, 10.0.0.5", ON_THIS_MACHINE, "10.0.0.5"),
        ("127.0.0.1", "1.2.3.4, 10.0.0.5, 172.16.0.1", "127.0.0.1 172.16.0.0/12", "10.0.0.5"),
        ("127.0.0.1", "10.0.0.5:4711", ON_THIS_MACHINE, "10.0.0.5"),
        ("127.0.0.1", "[fe80::5]:4711", ON_THIS_MACHINE, "fe80::5"),
        ("127.0.0.1", "fe80::5", ON_THIS_MACHINE, "fe80::5"),
        ("127.0.0.1", "::ffff:10.0.0.5", ON_THIS_MACHINE, "10.0.0.5"),
        ("127.0.0.1", "10.0.0.5, unknown", ON_THIS_MACHINE, "127.0.0.1"),
        ("127.0.0.1", "", ON_THIS_MACHINE, "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1, 127.0.0.1", ON_THIS_MACHINE, "127.0.0.1"),
        ("127.0.0.1", "10.0.0.5" + ", 127.0.0.1" * 5_000, ON_THIS_MACHINE, "127.0.0.1"),
    ],
)
def test_a_visitors_address(peer, said, proxies, address):
    scope = scope_of(peer=peer, headers={} if said is None else {"x-forwarded-for": said})
    given = read({"CNNVIZ_PROXIES": proxies})
    assert visitor(scope, given) == address

    inside = []

    async def app(scope, _receive, _send):
        inside.append(scope["client"][0])

    ask(Guard(app, given), scope)
    assert inside == [address]


def test_what_the_server_itself_believes_is_not():
    scope = scope_of(peer="1.2.3.4", headers={"x-forwarded-for": "1.2.3.4"})
    scope["state"][PEER] = ("127.0.0.1", 40_000)
    assert visitor(scope, read({})) == "127.0.0.1"
