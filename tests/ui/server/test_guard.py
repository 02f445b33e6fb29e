"""Who is let in: which hosts, which pages, and under which name."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest
from starlette.responses import PlainTextResponse
from streamlit import config

from cnnviz.ui.server import addresses
from cnnviz.ui.server.guard import Guard
from cnnviz.ui.server.own import Own, name_of
from cnnviz.ui.server.settings import Settings, read
from tests.ui.server.asgi import Said, ask, scope_of

NAME = socket.gethostname().lower()
UNSAFE = ["POST", "PUT", "DELETE", "PATCH"]


class Inside:
    """An app that keeps the scope of what is let in."""

    def __init__(self) -> None:
        self.scope = None

    async def __call__(self, scope, receive, send):
        self.scope = scope
        if scope["type"] == "http":
            await PlainTextResponse("let in")(scope, receive, send)


def guarded(scope, **environment: str) -> tuple[Said, dict | None]:
    inside = Inside()
    given = read({f"CNNVIZ_{name.upper()}": value for name, value in environment.items()})
    return ask(Guard(inside, given), scope), inside.scope


def is_in(scope, **environment: str) -> bool:
    said, inside = guarded(scope, **environment)
    if inside is None and scope["type"] == "websocket":
        assert said.messages == [{"type": "websocket.close", "code": 1008}]
    elif inside is None:
        assert said.status == 403 and said.text.endswith((".", '."}', "</html>\n"))
    return inside is not None


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    "host",
    [
        *(
            "localhost",
            "localhost:8501",
            "LOCALHOST:8501",
            "127.0.0.1:8501",
            "127.0.0.9",
            "[::1]:8501",
            "[::1]",
        ),
        *(NAME, f"{NAME}:8501", f"{NAME.partition('.')[0]}.local", f"{NAME.partition('.')[0]}.local."),
    ],
)
def test_this_machines_own_names_are_let_in(kind, host):
    assert is_in(scope_of(headers={"host": host}, kind=kind))


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:8501", "localhost.evil.example", f"{NAME}.evil.example", "127.0.0.1.nip.io"),
        *("8.8.8.8", "192.0.2.77:8501", "[2001:db8::1]:8501", "0.0.0.0:8501", "[::]:8501", "255.255.255.255"),
        *("", "localhost@evil.example", "evil.example#localhost", "localhost:8501:8501", "localhost, evil.example"),
        *("localhost\x7f", "localhost/", "[localhost]", "2130706433", "0x7f.1", "127.1", "é.example"),
    ],
)
def test_other_hosts_are_refused(kind, method, host):
    assert not is_in(scope_of(method, headers={"host": host}, kind=kind))


def test_the_address_at_which_a_question_arrives_is_right():
    # None of this machine's that the system would tell of: a wireless network that was joined just now.
    assert not addresses.is_this_machines(addresses.read_address("198.51.100.7"))
    assert is_in(scope_of(headers={"host": "198.51.100.7:8501"}, server="198.51.100.7", peer="198.51.100.9"))
    assert is_in(scope_of(headers={"host": "198.51.100.7:8501"}, server="::ffff:198.51.100.7"))
    assert is_in(scope_of(headers={"host": "[fe80::7]:8501"}, server="fe80::7%eth0"))
    assert not is_in(scope_of(headers={"host": "198.51.100.8:8501"}, server="198.51.100.7"))


def test_every_address_of_this_machine_is_right_behind_a_proxy_on_it():
    for address in addresses.for_the_class():
        assert is_in(scope_of(headers={"host": f"{address}:80"}, server="127.0.0.1"))


def test_an_answer_about_a_host_holds_for_seconds(monkeypatch):
    now, looked = [0.0], []
    monkeypatch.setattr(addresses, "is_this_machines", lambda address: looked.append(address) or len(looked) > 1)
    own = Own(Settings(), lambda: now[0])
    assert not own.host("198.51.100.7", "127.0.0.1") and not own.host("198.51.100.7", "127.0.0.1")
    assert len(looked) == 1
    now[0] = 6.0
    assert own.host("198.51.100.7", "127.0.0.1")
    for number in range(2_000):
        own.host(f"h{number}.example", "127.0.0.1")
        own.page("localhost", f"http://h{number}.example")
    assert len(own._known) <= 256 and len(own._pages) <= 256


def test_no_host_is_looked_up_in_the_dns(monkeypatch):
    def asked(*_args, **_options):
        raise AssertionError("The DNS was asked.")

    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "getfqdn", "gethostbyaddr"):
        monkeypatch.setattr(socket, name, asked)
    assert not is_in(scope_of(headers={"host": "evil.example", "origin": "http://evil.example"}, kind="websocket"))
    assert is_in(scope_of(headers={"host": NAME}))


@pytest.mark.parametrize(
    ("hosts", "host"),
    [
        ("cnnviz.school.example", "cnnviz.school.example"),
        ("cnnviz.school.example", "CNNVIZ.school.example.:443"),
        ("*.school.example", "a.school.example"),
        ("10.9.9.9", "10.9.9.9:8501"),
        ("*", "evil.example"),
    ],
)
def test_an_administrator_adds_hosts(hosts, host):
    assert is_in(scope_of(headers={"host": host}), hosts=hosts)
    assert not is_in(scope_of(headers={"host": host}))


def test_the_address_that_streamlit_was_given_is_a_host():
    asked = scope_of(headers={"host": "class.school.example:8501"})
    assert not is_in(asked)
    before = config.get_option("browser.serverAddress")
    config.set_option("browser.serverAddress", "class.school.example", "the command line")
    try:
        assert is_in(asked)
    finally:
        config.set_option("browser.serverAddress", before, "<default>")


def test_a_browser_gets_a_page_that_says_which_address_works():
    page = {"host": "<b>evil.example", "accept": "text/html,*/*"}
    said, _ = guarded(scope_of(headers=page))
    assert said.headers["content-type"].startswith("text/html") and "<b>evil" not in said.text
    page = {"host": "evil.example", "accept": "text/html,*/*"}
    said, _ = guarded(scope_of(headers=page, server="198.51.100.7"))
    assert "evil.example" in said.text and "CNNVIZ_HOSTS" in said.text and "http://198.51.100.7:8501" in said.text
    # What a page of another site could read there is no more than it knows.
    assert NAME not in said.text
    said, _ = guarded(scope_of(headers={"host": "evil.example"}))
    assert said.text.splitlines() == [
        "This app is not opened for 'evil.example'. The setting CNNVIZ_HOSTS has the hosts that it is opened for."
    ]


ORIGINS = [
    ({"origin": "http://localhost:8501"}, True),
    ({"origin": "http://localhost:8501", "sec-fetch-site": "same-origin"}, True),
    ({}, True),
    ({"sec-fetch-site": "none"}, True),
    ({"host": "127.0.0.1", "origin": "https://127.0.0.1"}, True),
    ({"host": "127.0.0.1:443", "origin": "https://127.0.0.1"}, True),
    ({"origin": "http://localhost:8502"}, False),
    ({"origin": "http://localhost"}, False),
    ({"origin": "http://127.0.0.1:8501"}, False),
    ({"origin": "http://evil.example"}, False),
    ({"origin": "http://localhost.evil.example:8501"}, False),
    ({"origin": "null"}, False),
    ({"origin": ""}, False),
    ({"origin": "http://[broken"}, False),
    ({"origin": "http://localhost:99999"}, False),
    ({"origin": "file://localhost:8501"}, False),
    ({"origin": "chrome-extension://localhost:8501"}, False),
    ({"sec-fetch-site": "cross-site"}, False),
    ({"sec-fetch-site": "same-site"}, False),
    ({"origin": "http://localhost:8501", "sec-fetch-site": "cross-site"}, False),
]


@pytest.mark.parametrize(("headers", "own"), ORIGINS)
def test_only_own_pages_write_and_open_websockets(headers, own):
    for method in UNSAFE:
        assert is_in(scope_of(method, headers=headers)) == own
    assert is_in(scope_of(headers=headers, kind="websocket")) == own
    # A link from another site leads here.
    assert is_in(scope_of("GET", headers=headers))


def test_an_origin_is_added_by_the_hosts_and_by_streamlits_own_setting():
    foreign = {"host": "127.0.0.1:8501", "origin": "https://cnnviz.school.example"}
    assert not is_in(scope_of("POST", headers=foreign))
    # A proxy that puts its own name in the place of the browser's.
    assert is_in(scope_of("POST", headers=foreign), hosts="cnnviz.school.example")
    assert not is_in(scope_of("POST", headers=foreign), hosts="*")
    before = config.get_option("server.corsAllowedOrigins")
    config.set_option("server.corsAllowedOrigins", ["https://cnnviz.school.example"])
    try:
        assert is_in(scope_of("POST", headers={**foreign, "sec-fetch-site": "cross-site"}))
    finally:
        config.set_option("server.corsAllowedOrigins", before)


BEHIND = {"hosts": "a.example", "proxies": "127.0.0.1"}


@pytest.mark.parametrize(
    ("headers", "environment"),
    [
        ({"origin": "http://localhost:8501"}, {}),
        ({"host": "localhost", "origin": "https://localhost:8443"}, {}),
        ({"host": "127.0.0.1:8501", "origin": "https://a.example"}, {"hosts": "a.example"}),
        ({"host": "127.0.0.1", "x-forwarded-host": "a.example", "origin": "https://a.example"}, BEHIND),
    ],
)
def test_streamlit_is_never_asked_about_an_origin_that_it_would_look_up(headers, environment):
    _, inside = guarded(scope_of(headers=headers, kind="websocket"), **environment)
    hosts = [value.decode() for name, value in inside["headers"] if name == b"host"]
    # It looks no further if these are the same.
    assert hosts == [urlsplit(headers["origin"]).netloc]


def test_a_forwarded_host_is_believed_of_a_proxy_alone():
    forwarded = {"host": "backend:8501", "x-forwarded-host": "a.example"}
    assert is_in(scope_of(headers=forwarded), **BEHIND)
    assert is_in(scope_of("POST", headers={**forwarded, "origin": "https://a.example"}), **BEHIND)
    assert not is_in(scope_of(headers=forwarded), hosts="a.example")
    assert not is_in(scope_of(headers={**forwarded, "x-forwarded-host": "a.example, evil.example"}), **BEHIND)
    assert not is_in(scope_of(headers={"host": "a.example", "x-forwarded-host": "evil.example"}), **BEHIND)


@pytest.mark.parametrize("host", ["localhost:8501", "[::1]:8501", "a_b.example", "xn--bcher-kva.example"])
def test_hosts_that_browsers_send_have_a_name(host):
    assert name_of(host) in ("localhost", "::1", "a_b.example", "xn--bcher-kva.example")
