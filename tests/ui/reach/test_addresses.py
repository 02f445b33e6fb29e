"""At which addresses the app is reached, as /reach says them: for others first, and no more than one has to know."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from cnnviz.ui.reach import addresses as module
from cnnviz.ui.reach.addresses import Address, addresses
from cnnviz.ui.reach.content import body_of
from cnnviz.ui.reach.root import root_of


def asked(scheme: str = "http", **headers: str) -> Request:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "scheme": scheme, "path": "/reach", "headers": named, "query_string": b""})


@pytest.mark.parametrize(
    ("headers", "root"),
    [
        ({"host": "192.168.1.20:8501"}, "http://192.168.1.20:8501"),
        ({"host": "cnnviz.school.example", "x_forwarded_proto": "https"}, "https://cnnviz.school.example"),
        ({"host": "a.example", "x_forwarded_proto": "https, http"}, "https://a.example"),
        ({"host": "a.example", "x_forwarded_proto": "javascript"}, "http://a.example"),
        ({"host": "[::1]:8501"}, "http://[::1]:8501"),
        ({"host": '"><script>'}, "http://localhost"),
    ],
)
def test_the_root_is_what_the_browser_asked(headers, root):
    assert root_of(asked(**headers)) == root


def test_who_comes_from_elsewhere_is_told_nothing_of_the_servers_networks(monkeypatch):
    monkeypatch.setattr(module.config, "get_option", lambda name: "0.0.0.0")
    monkeypatch.setattr(module, "for_the_class", lambda: ["192.168.1.20", "10.0.0.7"])
    assert addresses("http://192.168.1.20:8501") == [Address("http://192.168.1.20:8501", True)]
    assert addresses("http://localhost:8501") == [
        Address("http://192.168.1.20:8501", True),
        Address("http://10.0.0.7:8501", True),
        Address("http://localhost:8501", False),
    ]


def test_a_server_for_this_machine_alone_says_so():
    shown = addresses("http://127.0.0.1:8501")
    assert shown == [Address("http://127.0.0.1:8501", False)]
    assert "Only this computer can open this address." in body_of(shown, None)


def test_the_room_is_joined_at_the_address_that_others_reach():
    html = body_of([Address("http://192.168.1.20:8501", True), Address("http://localhost:8501", False)], "KTRM")
    assert 'href="http://192.168.1.20:8501/?c=KTRM"' in html
    assert "localhost" not in html and "<b>KTRM</b>" in html


def test_what_is_no_code_is_said():
    assert "That is no room’s code" in body_of([Address("http://a.example", True)], None, is_unreadable=True)
