"""The route by which a teacher's browser makes a room anew that the server has lost."""

from __future__ import annotations

import secrets

import pytest

from cnnviz.rooms.rooms import Rooms
from tests.ui.rooms.site import CHOOSE, DO, Site

LESSON = {"lesson": "lesson", "variant": 0}


@pytest.fixture
def site() -> Site:
    return Site()


def lose_all(site: Site) -> None:
    """Start the server again: it has no rooms."""
    site.rooms = site.routes.rooms = Rooms(clock=site.clock)


def again(site: Site, code: str, secret: str, **state: object):
    return site.ask("POST", f"/{code}/again", {"secret": secret, **LESSON, "state": state})


def test_a_class_goes_on_after_the_server_was_started_again(site):
    code, secret = site.make()
    tokens = [site.join(code) for _ in range(3)]
    for token in tokens:
        site.say(code, token, CHOOSE, "16")
    number = site.say(code, tokens[0], DO, "", drawing="16").said["number"]
    assert site.ask("POST", f"/{code}/task", {"token": tokens[0], "step": DO}).status == 204
    site.steer(code, secret, task={"step": 1000, "on": True})
    site.steer(code, secret, show=CHOOSE)
    mark = site.ask("POST", f"/{code}/join", {"token": tokens[0]}).said["mark"]
    view = site.teacher(code, secret).said
    lose_all(site)
    assert site.student(code, tokens[0]).status == 404 and site.teacher(code, secret).status == 403
    drawing = {"drawing": "16"}
    state = {"pace": view["pace"], "step": view["step"], "shown": {str(CHOOSE): 1}}
    made = again(site, code, secret, **state, tasks=[{**view["tasks"][0], **drawing}])
    assert (made.status, made.said) == (200, {"code": code})
    for token in tokens:
        answers = [{"step": CHOOSE, "text": "16"}]
        if token == tokens[0]:
            answers.append({"step": DO, "text": "", "drawing": "16"})
        joined = site.ask("POST", f"/{code}/join", {"token": token, "answers": answers}).said
        assert (joined["token"], joined["mark"], joined["kept"]) == (token, mark, len(answers))
    site.routes.judges._thread_for_brought.shutdown(wait=True)
    back = site.teacher(code, secret).said
    assert back["steps"] == view["steps"] and back["tasks"] == view["tasks"] and back["joined"] == 3
    path = f"/{code}/drawings?numbers={number}&token={tokens[1]}"
    assert site.ask("GET", path).said["drawings"] == {str(number): "16"}
    assert site.student(code, tokens[1]).said["shown"][0]["rounds"][0]["tally"][0]["count"] == 3


def test_a_room_that_is_there_is_left_alone_and_costs_nothing(site):
    code, secret = site.make()
    token = site.join(code)
    for _ in range(30):
        assert again(site, code, secret, paused=True).said == {"code": code}
    assert site.student(code, token).said["paused"] is False


def test_nobody_takes_a_room_that_is_there(site):
    code, _ = site.make()
    other = again(site, code, secrets.token_urlsafe(24))
    assert (other.status, "another room's" in other.sentence) == (409, True)


def test_codes_are_not_guessed_by_making_rooms_anew(site):
    code, _ = site.make()
    statuses = [again(site, code, secrets.token_urlsafe(24)).status for _ in range(12)]
    assert statuses == [409] * 9 + [429] * 3
    assert site.ask("POST", "", LESSON).status == 429


def test_a_room_that_its_teacher_ended_stays_ended(site):
    code, secret = site.make()
    site.steer(code, secret, end=True)
    ended = again(site, code, secret)
    assert (ended.status, ended.sentence) == (404, f"The room {code} has ended, and nothing of it is kept.")


def test_what_is_malformed_is_refused(site):
    secret = secrets.token_urlsafe(24)
    body = {"secret": secret, **LESSON, "state": {}}
    for status, path, wrong in (
        (400, "KATE", {}),
        (400, "KKRM", {}),
        (400, "KTRM", {"secret": "x"}),
        (400, "KTRM", {"secret": None}),
        (400, "KTRM", {"variant": "0"}),
        (400, "KTRM", {"state": []}),
        (400, "KTRM", {"state": {"pace": "fast"}}),
        (404, "KTRM", {"lesson": "none"}),
        (413, "KTRM", {"state": {"look": "a" * 1_000_000}}),
    ):
        site.clock.now += 60
        answered = site.ask("POST", f"/{path}/again", {**body, **wrong})
        assert (answered.status, bool(answered.sentence)) == (status, True), (path, wrong)
    assert len(site.rooms) == 0
    assert site.ask("POST", "/ktrm/again", body).said == {"code": "KTRM"}
