"""Bodies that do not arrive are given up; slow ones are not."""

from __future__ import annotations

import asyncio
import time

import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse

from cnnviz.ui.server.patience import Patience
from cnnviz.ui.server.quiet import Quiet
from tests.ui.server.asgi import scope_of


async def reader(scope, receive, send):
    body = await Request(scope, receive).body()
    await PlainTextResponse(f"{len(body)} bytes")(scope, receive, send)


async def half_reader(scope, receive, send):
    """Answer that a body is wrong, as Streamlit does when an upload breaks off."""
    try:
        await Request(scope, receive).body()
    except ClientDisconnect:
        await PlainTextResponse("broken", 400)(scope, receive, send)


def sent(parts, app=reader, *, method: str = "POST", **patience: float) -> tuple[int, str, float]:
    """Send the parts of a body, each (seconds before it, its bytes, whether more comes); after them nothing."""

    async def talk():
        coming, messages = list(parts), []
        last = time.perf_counter()

        async def receive():
            nonlocal last
            if not coming:
                await asyncio.Event().wait()
            # Whoever stops waiting for it, as the server lets him, finds it later.
            await asyncio.sleep(max(0, last + coming[0][0] - time.perf_counter()))
            pause, size, more = coming.pop(0)
            last += pause
            return {"type": "http.request", "body": b"x" * size, "more_body": more}

        async def send(message):
            messages.append(message)

        begun = time.perf_counter()
        await asyncio.wait_for(Patience(Quiet(app), **patience)(scope_of(method), receive, send), 30)
        text = b"".join(message.get("body", b"") for message in messages[1:]).decode()
        return messages[0]["status"], text, time.perf_counter() - begun

    return asyncio.run(talk())


LATE = "The rest of this question did not arrive in time."


@pytest.mark.parametrize("app", [reader, half_reader])
@pytest.mark.parametrize("parts", [[], [(0, 5, True)], [(0, 5, True), (0.1, 5, True)]])
def test_half_a_body_is_answered_408(app, parts):
    status, text, seconds = sent(parts, app, pause=0.3, pace=1, whole=60)
    assert (status, text) == (408, LATE) and seconds < 5


def test_a_byte_now_and_then_is_not_enough():
    status, _, seconds = sent([(0.02, 1, True)] * 500, pause=0.3, pace=1_000, whole=60)
    assert status == 408 and seconds < 5


def test_a_body_may_not_take_for_ever():
    status, _, seconds = sent([(0.02, 10_000, True)] * 500, pause=0.5, pace=1, whole=0.6)
    assert status == 408 and seconds < 5


def test_a_slow_body_arrives():
    assert sent([(0.05, 1_000, True)] * 20 + [(0, 0, False)], pause=0.3, pace=2_000, whole=60)[:2] == (
        200,
        "20000 bytes",
    )


def test_the_answer_may_take_as_long_as_it_likes():
    async def slow(scope, receive, send):
        request = Request(scope, receive)
        await request.body()
        with pytest.raises(TimeoutError):
            # The client stays, and has nothing more to say.
            await asyncio.wait_for(receive(), 0.6)
        await PlainTextResponse("at last")(scope, receive, send)

    assert sent([(0, 5, False)], slow, pause=0.2, pace=1, whole=0.3)[:2] == (200, "at last")


def test_what_has_no_body_is_passed_on():
    async def app(scope, receive, send):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(receive(), 0.4)
        await PlainTextResponse("passed on")(scope, receive, send)

    assert sent([], app, method="GET", pause=0.1, pace=1, whole=0.2)[:2] == (200, "passed on")


def test_a_server_that_was_busy_itself_blames_nobody():
    async def app(scope, receive, send):
        read = asyncio.create_task(Request(scope, receive).body())
        await asyncio.sleep(0.01)
        # It holds all up, as a long computation would; the rest of the body comes meanwhile.
        time.sleep(1.7)
        await PlainTextResponse(f"{len(await read)} bytes")(scope, receive, send)

    assert sent([(0, 5, True), (0.3, 5, False)], app, pause=0.5, pace=1, whole=60)[:2] == (200, "10 bytes")
