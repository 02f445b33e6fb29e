"""What a page and its server say to each other, and the proof that they said nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.navigation import IDLE

SECONDS = 60
MOST_BYTES = 20_000
"""What a few runs that only bring the view's state and the URL in step may send. A network's answer is larger."""


class Traffic:
    """Counts from now on, so make it before the page is opened.

    Attributes:
        asked: How often the page asked for a run.
        finished: How often a run was over.
        whole: How often the page asked for a run of all of it.
        received: How many bytes came by the websocket.
        requests: The URLs that were fetched.
    """

    def __init__(self, page: Page) -> None:
        self.page, self.requests = page, []
        self.asked = self.finished = self.whole = self.received = 0
        page.on("websocket", self._watch)
        page.on("request", lambda request: self.requests.append(request.url))

    def settle(self) -> None:
        """Wait until all is said that opening the page brings with it, and count from there."""
        self._run_again()
        self.asked = self.finished = self.whole = self.received = 0
        self.requests.clear()

    def assert_silent(self) -> None:
        """Assert that nothing was said since settle: messages keep their order, and the next to come is the first."""
        self._run_again()
        assert (self.asked, self.finished) == (1, 1)

    def assert_only_the_view_was_said(self) -> None:
        """Assert that since settle nothing travelled but what a visitor looks at, for the URL."""
        self.page.locator(IDLE).wait_for()
        assert self.received < MOST_BYTES
        self._run_again()
        assert self.whole == 1

    def _run_again(self) -> None:
        """Have the page run by Streamlit's key for it, and wait for the end of that run."""
        self.page.locator(IDLE).wait_for()
        self.page.evaluate("document.activeElement.blur()")
        asked, finished = self.asked, self.finished
        self.page.keyboard.press("r")
        self._wait(lambda: self.asked > asked and self.finished > finished)
        self.page.locator(IDLE).wait_for()

    def _wait(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + SECONDS
        while not condition():
            assert time.monotonic() < deadline, f"asked {self.asked}, finished {self.finished}"
            self.page.wait_for_timeout(20)

    def _watch(self, socket: WebSocket) -> None:
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, frame: bytes | str) -> None:
        message = BackMsg.FromString(frame) if isinstance(frame, bytes) else BackMsg()
        if message.WhichOneof("type") == "rerun_script":
            self.asked += 1
            self.whole += not message.rerun_script.fragment_id

    def _received(self, frame: bytes | str) -> None:
        self.received += len(frame)
        if isinstance(frame, bytes) and ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished":
            self.finished += 1
