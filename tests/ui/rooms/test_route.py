"""The routes of rooms, asked as a browser asks: every answer has a status that is meant, and a sentence."""

from __future__ import annotations

import asyncio
import json
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnviz.rooms.answers import MOST_DRAWING, Judged
from cnnviz.ui.rooms import route
from cnnviz.ui.rooms.routes import ROUTES
from tests.ui.rooms.site import CHOOSE, DO, READ, STATUSES, Answered, Site, judge, name_of, wrong_codes


@pytest.fixture
def site() -> Site:
    return Site()


def test_every_route_is_answered_by_a_function_of_the_module():
    for declared in ROUTES:
        assert callable(getattr(route, name_of(declared.path)))


def test_a_class_from_the_first_letter_to_the_table(site):
    code, secret = site.make()
    tokens = [site.join(f" {code.lower()} ".strip()) for _ in range(3)]
    assert site.steer(code, secret, pace="teacher").status == 204
    for token, text in zip(tokens, ("16", "96", "96"), strict=True):
        assert site.say(code, token, CHOOSE, text, sure=2).said["round"] == 1
    seen = site.teacher(code, secret).said
    assert (seen["joined"], seen["steps"][CHOOSE]["answered"]) == (3, [3, 0])
    assert [(bar["text"], bar["belief"], bar["count"]) for bar in seen["answers"]["rounds"][0]["tally"]] == [
        ("16", None, 1),
        ("96", "flip", 2),
    ]
    view = site.student(code, tokens[0]).said
    assert view["shown"] == [] and view["pace"] == "teacher"
    assert site.student(code, tokens[0], seen=view["version"]).status == 204
    assert site.teacher(code, secret, f"seen={seen['version']}").status == 204
    site.steer(code, secret, round=2)
    site.say(code, tokens[1], CHOOSE, "16")
    site.steer(code, secret, show=CHOOSE)
    (shown,) = site.student(code, tokens[0], seen=view["version"]).said["shown"]
    assert [[bar["count"] for bar in turn["tally"]] for turn in shown["rounds"]] == [[1, 2], [1]]
    table = site.ask("GET", f"/{code}/answers.csv?separator=semicolon", secret=secret)
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert f"answers-{code}.csv" in table.headers["content-disposition"]
    lines = table.body.decode("utf-8-sig").splitlines()
    assert lines[2] == '"lesson";"1";"1";"How many?";"16";"96";"flip";"2";"no"'
    assert site.steer(code, secret, end=True).status == 204
    assert site.student(code, tokens[0]).status == 404
    assert site.teacher(code, secret).status == 403
    gone = site.ask("POST", f"/{code}/join", {})
    assert (gone.status, gone.sentence) == (404, f"The room {code} has ended, and nothing of it is kept.")


def test_a_table_is_opened_by_a_ticket_once(site):
    code, secret = site.make()
    ticket = site.ask("POST", f"/{code}/ticket", {}, secret=secret).said["ticket"]
    path = f"/{code}/students.csv?ticket={ticket}"
    assert site.ask("GET", path).status == 200
    again = site.ask("GET", path)
    assert again.status == 403 and "used already" in again.sentence
    assert site.ask("GET", f"/{code}/students.csv").status == 403
    assert site.ask("POST", f"/{code}/ticket", {}).status == 403


def test_drawings_flags_nicknames_and_tasks(site):
    code, secret = site.make()
    maker, other = site.join(code), site.join(code)
    number = site.say(code, maker, DO, "", drawing="9").said["number"]
    assert site.ask("POST", f"/{code}/task", {"token": maker, "step": DO}).status == 400
    number = site.say(code, maker, DO, "", drawing="16").said["number"]
    assert site.ask("POST", f"/{code}/task", {"token": maker, "step": DO}).status == 204
    assert site.ask("POST", f"/{code}/task", {"token": maker, "step": DO}).status == 409
    path = f"/{code}/drawings?numbers={number}"
    assert site.ask("GET", path, secret=secret).said["drawings"] == {str(number): "16"}
    assert site.ask("GET", f"{path}&token={other}").said["drawings"] == {}
    assert site.ask("GET", path).status == 403
    assert site.ask("GET", f"{path}&token=x").status == 404
    site.steer(code, secret, task={"step": 1000, "on": True})
    assert site.ask("GET", f"{path}&token={other}").said["drawings"] == {str(number): "16"}
    assert site.say(code, other, 1000, "9").status == 200
    assert site.say(code, other, 1000, "rude").status == 400
    assert site.ask("POST", f"/{code}/flag", {"token": other, "step": DO, "on": True}).status == 204
    assert site.ask("POST", f"/{code}/nickname", {"token": other, "nickname": "Ada"}).status == 409
    site.steer(code, secret, nicknames=True)
    assert site.ask("POST", f"/{code}/nickname", {"token": other, "nickname": "Ada"}).status == 204
    view = site.student(code, other).said
    assert (view["nickname"], view["flags"]) == ("Ada", [DO])


def test_a_students_token_need_not_stand_in_an_address(site):
    code, secret = site.make()
    token = site.join(code)
    number = site.say(code, token, DO, "", drawing="9").said["number"]
    mine = {"authorization": f"Student {token}"}
    assert site.ask("GET", f"/{code}/student", headers=mine).said["answers"][0]["number"] == number
    assert site.ask("GET", f"/{code}/drawings?numbers={number}", headers=mine).said["drawings"] == {str(number): "9"}
    # A student is no teacher, and a teacher no student.
    assert site.ask("GET", f"/{code}/teacher", headers=mine).status == 403
    assert site.ask("GET", f"/{code}/teacher", headers={"authorization": f"Student {secret}"}).status == 403
    assert site.ask("GET", f"/{code}/student", secret=secret).status == 404


def test_what_is_refused_is_refused_with_a_sentence(site):
    code, secret = site.make()
    token = site.join(code)
    answer = {"token": token, "step": CHOOSE, "text": "16"}
    cases = [
        (400, "is no answer", {**answer, "text": "no answer"}),
        (400, "takes no answers", {**answer, "step": READ}),
        (400, "step is a whole number", {**answer, "step": "0"}),
        (400, "step is a whole number", {**answer, "step": True}),
        (400, "round is a whole number", {**answer, "round": "2"}),
        (400, "token is a text", {**answer, "token": 7}),
        (404, "Join with the code again", {**answer, "token": "x"}),
        (400, "at most 2,000 bytes", {**answer, "text": "a" * 2_001}),
        (400, "at most 100,000 bytes", {**answer, "step": DO, "drawing": "a" * (MOST_DRAWING + 1)}),
        (413, "at most 113,000 bytes", {**answer, "drawing": "a" * 120_000}),
    ]
    for status, words, body in cases:
        site.clock.now += 2
        answered = site.ask("POST", f"/{code}/answer", body)
        assert (answered.status, words in answered.sentence) == (status, True), answered
    assert site.say(code, token, CHOOSE, "16").status == 200
    assert site.ask("POST", f"/{code}/answer", answer).status == 429
    site.steer(code, secret, pause=True)
    assert site.say(code, token, CHOOSE, "16").status == 409
    assert site.steer(code, secret, fire=True).status == 400
    assert site.steer(code, "wrong", pause=False).status == 403
    assert site.student(code, token, seen="x").status == 400
    assert site.teacher(code, secret, "step=99").status == 400
    assert site.ask("GET", f"/{code}/drawings?numbers=a&token={token}").status == 400
    assert site.ask("GET", f"/{code}/answers.csv?separator=tab", secret=secret).status == 400
    assert site.ask("POST", "", {"lesson": "none", "variant": 0}).status == 404
    assert site.ask("POST", "", {"lesson": "lesson", "variant": 0.0}).status == 400


@pytest.mark.parametrize("raw", [b"", b"7", b"[]", b"\xff", b"[" * 9_000, b'{"a":' * 1_900, b"NaN", b"1" * 9_000])
def test_what_is_no_object_is_refused(site, raw):
    code, secret = site.make()
    for path in ("", f"/{code}/join", f"/{code}/answer", f"/{code}/flag", f"/{code}/steer", f"/{code}/ticket"):
        answered = site.ask("POST", path, raw=raw, secret=secret)
        assert (answered.status, answered.sentence) == (400, "A question to a room is an object in JSON.")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://class.local:8501"}, 200),
        ({"origin": "http://class.local:8501", "sec-fetch-site": "same-origin"}, 200),
        ({"origin": "https://school.example", "host": "school.example"}, 200),
        ({"origin": "http://school.example:8080", "host": "school.example"}, 200),
        ({"origin": "https://school.example", "x-forwarded-host": "school.example"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://class.local:8502"}, 403),
        ({"origin": "http://class.local"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://[broken"}, 403),
        ({"origin": "http://class.local:8501", "sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"content-type": "text/plain"}, 400),
        ({"content-type": None}, 400),
        ({"content-type": "application/json; charset=utf-8"}, 200),
    ],
)
def test_only_this_apps_own_pages_may_ask(site, headers, status):
    code, secret = site.make()
    assert site.ask("POST", f"/{code}/join", {}, headers=headers).status == status
    assert site.ask("POST", f"/{code}/ticket", {}, headers=headers, secret=secret).status == status


def test_codes_are_not_guessed(site):
    code, secret = site.make()
    *first, last = wrong_codes(code, 61)
    for wrong in first:
        assert site.ask("POST", f"/{wrong}/join", {}).status == 404
    # Even the right one: otherwise it could be told from the others.
    for each in (last, code):
        answered = site.ask("POST", f"/{each}/join", {})
        assert (answered.status, answered.sentence) == (429, "Too many codes were tried: wait 11 s and try again.")
    assert site.ask("POST", f"/{code}/join", {}, address="10.0.0.2").status == 200
    site.clock.now += 11
    token = site.join(code)
    # What is no code at all, and a room that has ended, is no guess; who is in is not held up.
    for _ in range(100):
        assert site.ask("POST", "/KATE/join", {}).status == 404
        assert site.student(code, token).status == 200
    site.steer(code, secret, end=True)
    site.clock.now += 60
    for _ in range(100):
        assert site.ask("POST", f"/{code}/join", {}).status == 404
    assert site.ask("POST", f"/{site.make()[0]}/join", {}).status == 200


def test_only_joining_tells_whether_there_is_a_room(site):
    code, _ = site.make()
    wrong = "BCDF" if code != "BCDF" else "GHJK"

    def answers(code: str) -> list[tuple[int, bytes]]:
        asked = [
            site.student(code, "x"),
            site.say(code, "x", CHOOSE, "a"),
            site.ask("POST", f"/{code}/flag", {"token": "x", "step": 0, "on": True}),
            site.ask("POST", f"/{code}/nickname", {"token": "x", "nickname": "a"}),
            site.ask("POST", f"/{code}/task", {"token": "x", "step": DO}),
            site.ask("GET", f"/{code}/drawings?numbers=1&token=x"),
            site.ask("GET", f"/{code}/drawings?numbers=1", secret="x"),
            site.teacher(code, "x"),
            site.ask("GET", f"/{code}/lesson", secret="x"),
            site.ask("GET", f"/{code}/step?step=0&token=x"),
            site.ask("GET", f"/{code}/step?step=99&token=x"),
            site.steer(code, "x", pause=True),
            site.ask("POST", f"/{code}/ticket", {}, secret="x"),
            site.ask("GET", f"/{code}/answers.csv", secret="x"),
            site.ask("GET", f"/{code}/answers.csv?ticket=x"),
        ]
        return [(each.status, each.body) for each in asked]

    there = answers(code)
    assert {status for status, _ in there} == {403, 404}
    assert there == answers(wrong) == answers("KATE")


@pytest.mark.parametrize("path", ["answer", "flag", "nickname", "task", "steer", "ticket"])
@pytest.mark.parametrize("body", [{}, {"token": 7}, {"token": "x", "step": "a"}, {"token": "x", "step": 99}])
def test_nor_does_a_malformed_question_tell_it(site, path, body):
    code, _ = site.make()
    wrong = "BCDF" if code != "BCDF" else "GHJK"
    asked = [site.ask("POST", f"/{each}/{path}", body, secret="x") for each in (code, wrong)]
    assert asked[0].status == asked[1].status and asked[0].body == asked[1].body


def test_rooms_are_not_made_without_end(site):
    statuses = [site.ask("POST", "", {"lesson": "lesson", "variant": 0}).status for _ in range(12)]
    assert statuses == [200] * 10 + [429] * 2
    site.clock.now += 31
    assert site.ask("POST", "", {"lesson": "lesson", "variant": 0}).status == 200


def test_an_answer_is_kept_while_it_is_judged_and_judged_later():
    begun, go_on = threading.Event(), threading.Event()

    def slowly(lesson: str, variant: int, step: int, text: str) -> Judged:
        begun.set()
        assert go_on.wait(20)
        return judge(lesson, variant, step, text)

    site = Site(slowly, patience=0.05)
    code, secret = site.make()
    tokens = site.join(code), site.join(code)
    try:
        assert site.say(code, tokens[0], CHOOSE, "96").status == 200
        assert site.say(code, tokens[1], CHOOSE, "no answer").status == 200
        assert begun.is_set()
        turn = site.teacher(code, secret).said["answers"]["rounds"][0]
        assert (turn["answered"], turn["unjudged"]) == (2, 2)
        site.steer(code, secret, show=CHOOSE)
        (shown,) = site.student(code, tokens[0]).said["shown"]
        # What a student wrote is not on the wall before it is known to be one of the question's words.
        assert shown["rounds"][0]["tally"] == []
    finally:
        go_on.set()
    site.routes.judges._threads.shutdown(wait=True)
    turn = site.teacher(code, secret).said["answers"]["rounds"][0]
    assert (turn["answered"], turn["unjudged"], turn["tally"][0]["belief"]) == (1, 0, "flip")
    (shown,) = site.student(code, tokens[0]).said["shown"]
    assert [bar["text"] for bar in shown["rounds"][0]["tally"]] == ["96"]


def test_the_event_loop_goes_on_while_an_answer_is_judged():
    go_on = threading.Event()

    def slowly(lesson: str, variant: int, step: int, text: str) -> Judged:
        assert go_on.wait(20)
        return judge(lesson, variant, step, text)

    site = Site(slowly, patience=20)
    code, _ = site.make()
    token, other = site.join(code), site.join(code)

    async def together() -> tuple[int, int]:
        body = {"token": token, "step": CHOOSE, "text": "16"}
        waiting = asyncio.create_task(site.asked("POST", f"/{code}/answer", body))
        view = await site.asked("GET", f"/{code}/student?token={other}")
        assert not waiting.done()
        go_on.set()
        return (await waiting).status, view.status

    assert asyncio.run(together()) == (200, 200)


def test_an_answer_that_cannot_be_judged_is_kept_and_its_words_are_not_logged(site, caplog):
    code, secret = site.make()
    assert site.say(code, site.join(code), CHOOSE, "fails").status == 200
    assert site.teacher(code, secret).said["steps"][CHOOSE]["answered"] == [1, 0]
    assert [record.getMessage() for record in caplog.records] == [
        "An answer in a room could not be judged: ZeroDivisionError."
    ]
    assert caplog.records[0].exc_info is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=9), children, max_size=3),
    max_leaves=6,
)
PATHS = ["", *(f"/CODE/{name}" for name in ("again", "join", "answer", "flag", "nickname", "task", "steer", "ticket"))]
ANSWER = {
    "step": st.integers(-1, 6) | JSON,
    "round": st.integers(1, 2) | JSON,
    "text": JSON,
    "sure": st.integers(0, 4) | JSON,
    "drawing": JSON,
    "at": st.floats() | JSON,
}
TASK = {
    "step": st.integers(999, 1003) | JSON,
    "made_at": st.just(DO) | JSON,
    "number": st.integers(0, 9) | JSON,
    "says": st.just("9") | JSON,
    "options": st.just(["4", "9", "16"]) | JSON,
    "open": st.booleans() | JSON,
    "drawing": st.just("16") | JSON,
}
STATE = {
    "pace": st.sampled_from(["own", "teacher"]) | JSON,
    "step": st.integers(-1, 6) | st.just(1000) | JSON,
    "paused": st.booleans() | JSON,
    "nicknames": st.booleans() | JSON,
    "look": st.just("draw?sample=3") | JSON,
    "again": st.lists(st.integers(0, 5) | JSON, max_size=3) | JSON,
    "shown": st.dictionaries(st.sampled_from(["0", "1", "9", "x", "1000"]), st.integers(0, 3) | JSON) | JSON,
    "tasks": st.lists(st.fixed_dictionaries(TASK) | JSON, max_size=3) | JSON,
}
FIELDS = {
    "lesson": st.just("lesson") | JSON,
    "variant": st.just(0) | JSON,
    "token": st.just("TOKEN") | st.just("a-token-of-16-ch") | JSON,
    "answers": st.lists(st.fixed_dictionaries({}, optional=ANSWER) | JSON, max_size=3) | JSON,
    "step": st.integers(-1, 6) | st.just(1000) | JSON,
    "round": st.integers(0, 3) | JSON,
    "text": JSON,
    "sure": st.integers(-1, 5) | JSON,
    "drawing": JSON,
    "on": JSON,
    "nickname": JSON,
    "secret": st.just("SECRET") | st.just("a-secret-of-thirty-two-characters"[:32]) | JSON,
    "state": st.fixed_dictionaries({}, optional=STATE) | JSON,
}
ORDERS = ["step", "pause", "pace", "round", "show", "hide", "wall", "nicknames", "look", "task", "heard", "end"]
ORDER = st.dictionaries(st.sampled_from(ORDERS), JSON | st.integers(0, 5), min_size=1, max_size=1)


@settings(max_examples=150)
@given(st.sampled_from(PATHS), JSON | st.fixed_dictionaries({}, optional=FIELDS) | ORDER, st.booleans())
def test_forged_questions_never_fail(path, body, is_teacher):
    answered = ask_forged(path, json.dumps(body).encode(), is_teacher)
    assert answered.status in STATUSES
    assert answered.status in (200, 204) or answered.sentence


@settings(max_examples=60)
@given(st.sampled_from(["steer", "answer"]), ORDER, st.fixed_dictionaries(FIELDS))
def test_orders_and_answers_with_forged_parts_never_fail(path, order, answer):
    body = order if path == "steer" else {**answer, "token": "TOKEN", "step": 0, "text": "16"} | order
    answered = ask_forged(f"/CODE/{path}", json.dumps(body).encode(), path == "steer")
    assert answered.status in STATUSES


@settings(max_examples=150)
@given(st.fixed_dictionaries(STATE), st.sampled_from(["CODE", "KTRM"]))
def test_forged_states_never_fail(state, code):
    body = {"secret": "SECRET", "lesson": "lesson", "variant": 0, "state": state}
    answered = ask_forged(f"/{code}/again", json.dumps(body).encode(), False)
    assert answered.status in STATUSES
    assert answered.status == 200 or answered.sentence


@settings(max_examples=60)
@given(st.sampled_from(PATHS), st.binary(max_size=50))
def test_forged_bytes_never_fail(path, raw):
    assert ask_forged(path, raw, True).status in STATUSES


@settings(max_examples=60)
@given(
    st.sampled_from(["student", "teacher", "lesson", "step", "drawings", "answers.csv", "students.csv"]),
    st.sampled_from(["token", "seen", "step", "numbers", "ticket", "separator"]),
    st.text(max_size=20),
    st.text(max_size=10),
)
def test_forged_parameters_never_fail(path, name, value, code):
    from urllib.parse import quote

    site = Site()
    there, secret = site.make()
    for each in (there, code.replace("/", "") or there):
        for teacher in (secret, value):
            query = f"{name}={quote(value, errors='replace')}"
            answered = site.ask("GET", f"/{each}/{path}?{query}".replace("?" * 2, "?"), secret=teacher)
            assert answered.status in STATUSES


def ask_forged(path: str, raw: bytes, is_teacher: bool) -> Answered:
    site = Site()
    code, secret = site.make()
    token = site.join(code)
    site.clock.now += 2
    raw = raw.replace(b"TOKEN", token.encode()).replace(b"SECRET", secret.encode())
    return site.ask("POST", path.replace("CODE", code), raw=raw, secret=secret if is_teacher else None)
