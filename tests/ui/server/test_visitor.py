"""A visitor's address, behind proxies too: what others say of it is not believed."""

from __future__ import annotations

import pytest

from cnnviz.ui.server.guard import Guard
from cnnviz.ui.server.settings import read
from cnnviz.ui.server.visitor import PEER, visitor
from tests.ui.rooms.site import Site, wrong_codes
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


def guess(site: Site, said: str, code: str = "BCDF") -> int:
    """Return the status of a try to join a room that there is not, of which a proxy on this machine says who asks."""
    headers = {"host": "localhost:8501", "x-forwarded-for": said}
    return site.ask("POST", f"/{code}/join", {}, headers=headers, address="127.0.0.1").status


@pytest.mark.parametrize(("proxies", "status"), [("127.0.0.1", 404), ("", 429)])
def test_who_guesses_codes_behind_a_proxy_is_stopped_alone_where_the_proxy_is_believed(proxies, status):
    site = Site()
    site.app = Guard(site.app, read({"CNNVIZ_PROXIES": proxies}))
    *codes, other = wrong_codes("", 62)
    assert [guess(site, "10.0.0.5", code) for code in codes] == [404] * 60 + [429]
    assert guess(site, "10.0.0.6", other) == status


def test_a_class_behind_one_address_joins_at_once():
    site = Site()
    site.app = Guard(site.app, read({"CNNVIZ_HOSTS": "class.local"}))
    code, _ = site.make()
    for _ in range(300):
        assert site.ask("POST", f"/{code}/join", {}, address="203.0.113.9").status == 200
