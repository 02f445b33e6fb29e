"""What an administrator may say, and what is said to him where it cannot be meant."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from cnnviz.__main__ import main
from cnnviz.ui.server import settings
from cnnviz.ui.server.settings import FRAME_ANCESTORS, HOSTS, PROXIES, SettingsError, read


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch):
    for name in (HOSTS, FRAME_ANCESTORS, PROXIES):
        # Set first, so that what the test itself sets is taken back too.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    settings.settings.cache_clear()
    yield
    settings.settings.cache_clear()


def test_without_settings_nothing_is_added():
    assert read({}) == read({HOSTS: " , "}) == settings.Settings(frozenset(), ("'self'",), ())


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("Cnnviz.School.example", {"cnnviz.school.example"}),
        ("a.example, b.example\nc.example.", {"a.example", "b.example", "c.example"}),
        ("*.school.example *", {"*.school.example", "*"}),
        ("192.168.1.20 [FE80:0::1] ::1", {"192.168.1.20", "fe80::1", "::1"}),
    ],
)
def test_hosts_are_read(text, hosts):
    assert read({HOSTS: text}).hosts == hosts


def test_a_name_for_all_below_it_is_not_for_itself_nor_for_what_ends_like_it():
    given = read({HOSTS: "*.school.example *"})
    assert given.names("a.school.example") and given.names("a.b.school.example")
    assert not any(given.names(host) for host in ("school.example", "evilschool.example", "*", "example"))


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("https://moodle.school.example", ("'self'", "https://moodle.school.example")),
        ("'self' https://*.a.example:8443,http://[::1]:*", ("'self'", "https://*.a.example:8443", "http://[::1]:*")),
        ("none", ("'none'",)),
        ("'none'", ("'none'",)),
        ("*", ("'self'", "*")),
    ],
)
def test_frame_ancestors_are_read(text, sources):
    assert read({FRAME_ANCESTORS: text}).frame_ancestors == sources


def test_proxies_are_addresses_and_networks():
    given = read({PROXIES: "127.0.0.1, 10.1.2.3/8 ::1"})
    assert all(given.is_proxy(ip_address(each)) for each in ("127.0.0.1", "10.9.9.9", "::1"))
    assert not any(given.is_proxy(ip_address(each)) for each in ("127.0.0.2", "11.0.0.1", "::2"))


WRONG = [
    (HOSTS, "https://school.example", "without scheme and port"),
    (HOSTS, "school.example:8501", "without scheme and port"),
    (HOSTS, "school.example/app", "without scheme and port"),
    (HOSTS, "*.*", "without scheme and port"),
    (HOSTS, "sch*ol.example", "without scheme and port"),
    (HOSTS, "schule‐nord.example", "without scheme and port"),
    (FRAME_ANCESTORS, "moodle.school.example", "such as https://moodle.school.example"),
    (FRAME_ANCESTORS, "https://a.example/course", "such as https://moodle.school.example"),
    (FRAME_ANCESTORS, "https://a.example;script-src", "such as https://moodle.school.example"),
    (FRAME_ANCESTORS, "none https://a.example", "such as https://moodle.school.example"),
    (PROXIES, "nginx", "such as 127.0.0.1 or 10.0.0.0/8"),
    (PROXIES, "10.0.0.0/99", "such as 127.0.0.1 or 10.0.0.0/8"),
    (PROXIES, "*", "such as 127.0.0.1 or 10.0.0.0/8"),
]


@pytest.mark.parametrize(("name", "text", "words"), WRONG)
def test_what_cannot_be_meant_is_one_sentence(name, text, words):
    with pytest.raises(SettingsError) as raised:
        read({name: text})
    assert str(raised.value).startswith(name) and words in str(raised.value) and "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("option", "value", "name"),
    [
        ("--host", "a.example:1", HOSTS),
        ("--frame-ancestors", "a.example", FRAME_ANCESTORS),
        ("--proxy", "nginx", PROXIES),
    ],
)
def test_the_command_line_says_so_too(option, value, name, capsys):
    assert main(["app", option, value]) == 2
    error = capsys.readouterr().err
    assert error.startswith(name) and len(error.splitlines()) == 1


def test_a_server_that_was_told_so_does_not_start(monkeypatch, capsys):
    monkeypatch.setenv(HOSTS, "a.example:1")
    with pytest.raises(SystemExit) as ended:
        settings.settings()
    assert ended.value.code == 2 and capsys.readouterr().err.startswith(HOSTS)


def test_options_add_to_the_environment(monkeypatch):
    monkeypatch.setenv(HOSTS, "a.example")
    settings.add(HOSTS, ["b.example", "c.example"])
    assert settings.settings().hosts == {"a.example", "b.example", "c.example"}
