"""The routes that tell of a room's lesson: the teacher everything, a student what is open."""

from __future__ import annotations

import pytest

from tests.ui.rooms.site import CHOOSE, DO, TEXT, Site


@pytest.fixture
def site() -> Site:
    return Site()


def test_only_the_teacher_is_told_the_answers(site):
    code, secret = site.make()
    token = site.join(code)
    assert site.ask("GET", f"/{code}/lesson", secret=secret).said["steps"] == [{"truth": "16"}]
    for headers in ({}, {"authorization": f"Student {token}"}, {"authorization": f"Bearer {token}"}):
        assert site.ask("GET", f"/{code}/lesson", headers=headers).status == 403


def test_a_student_is_told_a_step_as_far_as_it_is_open(site):
    code, secret = site.make()
    token = site.join(code)
    mine = {"authorization": f"Student {token}"}
    site.say(code, token, CHOOSE, "16")
    assert site.ask("GET", f"/{code}/step?step={TEXT}", headers=mine).said == {"step": TEXT, "known": [[CHOOSE, 1]]}
    assert site.ask("GET", f"/{code}/step?step={TEXT}&token={token}").status == 200
    site.steer(code, secret, pace="teacher")
    assert site.ask("GET", f"/{code}/step?step={CHOOSE}", headers=mine).said == {"step": CHOOSE, "known": None}
    ahead = site.ask("GET", f"/{code}/step?step={TEXT}", headers=mine)
    assert (ahead.status, ahead.sentence) == (409, "Your teacher has not come to this step yet.")


def test_a_student_is_told_a_task_that_is_open(site):
    code, secret = site.make()
    maker, other = site.join(code), site.join(code)
    site.say(code, maker, DO, "", drawing="16")
    site.ask("POST", f"/{code}/task", {"token": maker, "step": DO})
    path = f"/{code}/step?step=1000&token={other}"
    assert site.ask("GET", path).status == 400
    site.steer(code, secret, task={"step": 1000, "on": True})
    assert site.ask("GET", path).said == {"step": 1000, "drawing": "16"}


@pytest.mark.parametrize("query", ["", "step=", "step=a", "step=-1", "step=1.0", "step=99"])
def test_what_is_no_step_is_refused(site, query):
    code, _ = site.make()
    answered = site.ask("GET", f"/{code}/step?token={site.join(code)}&{query}")
    assert answered.status == 400 and answered.sentence
