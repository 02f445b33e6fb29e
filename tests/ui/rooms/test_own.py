"""A teacher's own lesson in a room: checked as on the page Lessons, found by those in the room, and gone with it."""

from __future__ import annotations

import secrets
import time

import pytest

from cnnviz.lessons.skeleton import TEXT
from cnnviz.lessons.written import MOST_BYTES
from cnnviz.rooms.errors import RoomError
from cnnviz.rooms.rooms import Rooms
from cnnviz.ui.lessons import shelf
from cnnviz.ui.rooms import judging, told
from cnnviz.ui.rooms.own import PREFIX, open_own
from tests.ui.rooms.site import Site

OWN = TEXT.format(title="A lesson of mine").replace("\n", "\r\n")
MAPS, REVEAL, WORDS = range(3)


@pytest.fixture
def site(monkeypatch) -> Site:
    site = Site(judging.judge, kinds=judging.kinds_of, lessons=told)
    monkeypatch.setattr(shelf, "rooms", lambda: site.routes.rooms)
    return site


def make_own(site: Site, text: str = OWN, variant: int = 0):
    return site.ask("POST", "", {"text": text, "variant": variant})


def test_a_class_follows_the_teachers_own_lesson(site):
    made = make_own(site).said
    code, secret = made["code"], made["secret"]
    joined = site.ask("POST", f"/{code}/join", {}).said
    name, token = joined["lesson"], joined["token"]
    assert name.startswith(PREFIX) and code not in name
    assert shelf.find(name).front.title == "A lesson of mine"
    assert [step["kind"] for step in site.teacher(code, secret).said["steps"]] == ["choose", "", "text"]
    end = time.monotonic() + 60
    while (lesson := site.ask("GET", f"/{code}/lesson", secret=secret).said)["steps"][MAPS]["waits"]:
        assert time.monotonic() < end
    assert (lesson["title"], lesson["steps"][MAPS]["truth"]) == ("A lesson of mine", "16")
    (wrong,) = [option for option in lesson["steps"][MAPS]["options"] if option["belief"] == "maps_multiply"]
    step = site.ask("GET", f"/{code}/step?step={MAPS}&token={token}").said
    assert step["ask"]["options"] == [option["text"] for option in lesson["steps"][MAPS]["options"]]
    assert site.ask("GET", f"/{code}/step?step={REVEAL}&token={token}").status == 409
    assert site.say(code, token, MAPS, wrong["text"]).status == 200
    assert site.teacher(code, secret).said["answers"]["rounds"][0]["tally"][0]["belief"] == "maps_multiply"
    assert "16 maps come out" in site.ask("GET", f"/{code}/step?step={REVEAL}&token={token}").said["prose"]


def test_it_is_gone_with_the_room(site):
    rooms = [make_own(site).said for _ in range(2)]
    name = site.ask("POST", f"/{rooms[0]['code']}/join", {}).said["lesson"]
    # Two rooms that follow the same lesson each have it.
    for room in rooms:
        assert shelf.find(name)
        site.steer(room["code"], room["secret"], end=True)
    assert shelf.find(name) is None
    with pytest.raises(RoomError):
        judging.judge(name, 0, MAPS, "16")


def test_a_room_is_made_anew_with_it(site):
    made = make_own(site).said
    code, secret = made["code"], made["secret"]
    name = site.ask("POST", f"/{code}/join", {}).said["lesson"]
    site.routes.rooms = Rooms(clock=site.clock)
    assert shelf.find(name) is None
    body = {"secret": secret, "text": OWN, "variant": 0, "state": {"step": WORDS}}
    assert site.ask("POST", f"/{code}/again", body).said == {"code": code}
    assert site.ask("POST", f"/{code}/join", {}).said["lesson"] == name
    assert shelf.find(name)


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("", 400, "cannot be opened"),
        ("# no lesson", 400, "cannot be opened"),
        (OWN.replace("maps_multiply", "nonsense"), 400, "there is no belief"),
        (OWN.replace("level: school", "level: none"), 400, "line"),
        (OWN + "\0", 400, "control characters"),
        (OWN + "\ud800", 400, ""),
        (OWN + "a" * MOST_BYTES, 400, "100,000"),
        (OWN + "a" * 400_000, 413, "300,000"),
        (7, 400, "text is a text"),
        (None, 400, "text is a text"),
    ],
)
def test_what_is_no_lesson_has_no_room(site, text, status, words):
    for path, more in (("", {}), ("/KTRM/again", {"secret": secrets.token_urlsafe(24), "state": {}})):
        if path and status == 413:
            continue
        site.clock.now += 60
        answered = site.ask("POST", path, {"text": text, "variant": 0, **more})
        if text == OWN + "\ud800":
            # JSON can say half of a pair: it stands for a question mark.
            assert answered.status == 200
        else:
            assert (answered.status, words in answered.sentence) == (status, True), answered.body


def test_it_has_the_variants_that_it_has(site):
    assert make_own(site, variant=1).status == 404


def test_who_brings_lessons_without_end_is_asked_to_wait(site):
    assert [make_own(site, "# none").status for _ in range(11)] == [400] * 10 + [429]


def test_its_bytes_are_counted(site):
    made = make_own(site).said
    with site.routes.rooms.entered(made["code"]) as room:
        assert room.size == open_own(OWN).size
