"""The route by which students join: for the first time, again, and a room that was made anew."""

from __future__ import annotations

import hashlib
import secrets
import threading

import pytest

from cnnviz.rooms.answers import Judged
from cnnviz.ui.rooms.students import MOST_BROUGHT_BYTES
from tests.ui.rooms.site import CHOOSE, NUMBER, TEXT, Site, judge, wrong_codes


@pytest.fixture
def site() -> Site:
    return Site()


def test_a_room_has_the_mark_of_its_teachers_secret(site):
    code, secret = site.make()
    joined = site.ask("POST", f"/{code}/join", {}).said
    assert joined["mark"] == hashlib.sha256(secret.encode()).hexdigest()
    assert joined["kept"] == 0
    assert secret not in str(joined)


def test_who_reloads_is_counted_once(site):
    code, secret = site.make()
    token = site.join(code)
    site.say(code, token, CHOOSE, "16")
    for _ in range(3):
        joined = site.ask("POST", f"/{code}/join", {"token": token, "answers": [{"step": NUMBER, "text": "4"}]})
        assert (joined.said["token"], joined.said["kept"]) == (token, 0)
    assert site.teacher(code, secret).said["joined"] == 1
    assert [answer["step"] for answer in site.student(code, token).said["answers"]] == [CHOOSE]


def test_answers_from_before_are_kept_and_judged_later():
    go_on = threading.Event()

    def slowly(lesson: str, variant: int, step: int, text: str) -> Judged:
        assert go_on.wait(20)
        return judge(lesson, variant, step, text)

    site = Site(slowly)
    code, secret = site.make()
    token = secrets.token_urlsafe(12)
    site.steer(code, secret, pause=True)
    answers = [
        {"step": CHOOSE, "round": 1, "text": "96", "sure": 2},
        {"step": NUMBER, "text": "no answer"},
        {"step": TEXT, "text": "a sentence"},
    ]
    try:
        joined = site.ask("POST", f"/{code}/join", {"token": token, "answers": answers}).said
        assert (joined["token"], joined["kept"]) == (token, 3)
        turn = site.teacher(code, secret).said["answers"]["rounds"][0]
        assert (turn["answered"], turn["unjudged"]) == (1, 1)
    finally:
        go_on.set()
    site.routes.judges._thread_for_brought.shutdown(wait=True)
    seen = site.teacher(code, secret).said
    turn = seen["answers"]["rounds"][0]
    assert (turn["unjudged"], [(bar["text"], bar["belief"]) for bar in turn["tally"]]) == (0, [("96", "flip")])
    # What was no answer is taken away.
    assert [step["answered"][0] for step in seen["steps"]][:4] == [1, 0, 0, 1]


def test_new_answers_do_not_wait_for_those_from_before():
    go_on = threading.Event()

    def slowly(lesson: str, variant: int, step: int, text: str) -> Judged:
        assert text == "new" or go_on.wait(20)
        return judge(lesson, variant, step, text)

    site = Site(slowly)
    code, secret = site.make()
    try:
        for _ in range(5):
            body = {"token": secrets.token_urlsafe(12), "answers": [{"step": CHOOSE, "text": "old"}]}
            assert site.ask("POST", f"/{code}/join", body).status == 200
        site.say(code, site.join(code), CHOOSE, "new")
        turn = site.teacher(code, secret).said["answers"]["rounds"][0]
        assert (turn["answered"], turn["unjudged"]) == (6, 5)
    finally:
        go_on.set()


def test_a_server_that_was_just_started_judges_once_it_can():
    tried = []

    def not_at_once(lesson: str, variant: int, step: int, text: str) -> Judged:
        tried.append(text)
        if len(tried) < 3:
            raise TimeoutError
        return judge(lesson, variant, step, text)

    site = Site(not_at_once)
    code, secret = site.make()
    body = {"token": secrets.token_urlsafe(12), "answers": [{"step": CHOOSE, "text": "96"}]}
    assert site.ask("POST", f"/{code}/join", body).status == 200
    site.routes.judges._thread_for_brought.shutdown(wait=True)
    (bar,) = site.teacher(code, secret).said["answers"]["rounds"][0]["tally"]
    assert (bar["belief"], tried) == ("flip", ["96"] * 3)


def test_what_is_malformed_is_refused_whether_there_is_a_room_or_not(site):
    code, _ = site.make()
    wrong = "BCDF" if code != "BCDF" else "GHJK"
    for body, status in (
        ({"token": "x"}, 400),
        ({"token": 7}, 400),
        ({"token": secrets.token_urlsafe(12), "answers": {}}, 400),
        ({"token": secrets.token_urlsafe(12), "answers": [{"step": "0"}]}, 400),
        ({"answers": "a" * MOST_BROUGHT_BYTES}, 413),
    ):
        asked = [site.ask("POST", f"/{each}/join", body) for each in (code, wrong)]
        assert [each.status for each in asked] == [status, status]
        assert asked[0].sentence == asked[1].sentence


def test_a_token_from_before_is_a_guess_of_a_code_too(site):
    code, _ = site.make()
    body = {"token": secrets.token_urlsafe(12), "answers": [{"step": CHOOSE, "text": "16"}]}
    statuses = {site.ask("POST", f"/{wrong}/join", body).status for wrong in wrong_codes(code, 60)}
    assert statuses == {404}
    assert site.ask("POST", f"/{code}/join", body).status == 429
