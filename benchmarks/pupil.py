"""One simulated student in a room, who asks as the lesson's panel in a browser does."""

from __future__ import annotations

import asyncio
import random
import time
from typing import Any

from benchmarks.asking import Asker, Heard

ASKS_EVERY = (1.6, 2.4)
"""Seconds from a question whether there is something new to the next."""
LOST_WAITS = (0.8, 2.0)
"""Seconds that a browser whose room is gone, or whose server, waits before it tries again."""
AGAIN_SECONDS = 30
Given = dict[int, str]


class Pupil:
    """A student.

    Args:
        url: The server's.
        code: The room's.
        seed: Of everything random.

    Attributes:
        acknowledged: The answers that the server has said it keeps: step -> text.
        sent: When each answer was sent first: (step, text) -> seconds.
        errors: What went wrong, in words, while nobody killed a server.
        away: Since when the room or its server is gone; None while it is there.
        back: When they were there again, last.
    """

    def __init__(self, url: str, code: str, seed: int) -> None:
        self.code, self._random, self._asker = code, random.Random(seed), Asker(url)
        self.token, self._mark, self._seen = "", "", 0
        self.acknowledged: Given = {}
        self.sent: dict[tuple[int, str], float] = {}
        self.errors: list[str] = []
        self.away: float | None = None
        self.back = 0.0

    async def join(self) -> None:
        """Join for the first time."""
        heard = await self._ask("join", {})
        if heard.status == 200:
            self.token, self._mark = heard.content["token"], heard.content.get("mark", "")
        else:
            self.errors.append(f"Joining was answered by {heard.status}: {heard.content}")

    async def follow(self, over: asyncio.Event) -> None:
        """Ask every two seconds whether there is something new, until the lesson is over."""
        await asyncio.sleep(self._random.uniform(0, ASKS_EVERY[1]))
        while not over.is_set():
            heard = await self._ask(f"student?seen={self._seen}")
            if heard.status == 200:
                self._seen = heard.content["version"]
            if heard.status in (200, 204):
                self._is_back()
                await asyncio.sleep(self._random.uniform(*ASKS_EVERY))
            else:
                await self._join_again(heard)

    async def answer(self, step: int, text: str) -> None:
        """Answer a step; where the server is gone, until another has taken the answer."""
        self.sent[step, text] = time.perf_counter()
        end = time.monotonic() + AGAIN_SECONDS
        while time.monotonic() < end:
            heard = await self._ask("answer", {"token": self.token, "step": step, "text": text, "round": 1})
            if heard.status == 200:
                self.acknowledged[step] = text
                return
            if heard.status not in (0, 404, 502, 504):
                self.errors.append(f"An answer was answered by {heard.status}: {heard.content}")
                return
            self.away = self.away or time.perf_counter()
            await asyncio.sleep(self._random.uniform(*LOST_WAITS))
        self.errors.append(f"An answer was not taken for {AGAIN_SECONDS} s.")

    async def kept(self) -> Given:
        """Return the answers of this student that the room has: step -> text."""
        heard = await self._ask("student")
        if heard.status != 200:
            return {}
        return {answer["step"]: answer["text"] for answer in heard.content["answers"]}

    def close(self) -> None:
        """Close the connection."""
        self._asker.close()

    async def _join_again(self, heard: Heard) -> None:
        self.away = self.away or time.perf_counter()
        await asyncio.sleep(self._random.uniform(*LOST_WAITS))
        if heard.status != 404:
            return
        answers = [{"step": step, "round": 1, "text": text} for step, text in self.acknowledged.items()]
        again = await self._ask("join", {"token": self.token, "answers": answers})
        if again.status == 200:
            if again.content.get("mark", "") != self._mark:
                self.errors.append("Another teacher has a room of this code.")
            self.token, self._seen = again.content["token"], 0
            self._is_back()

    def _is_back(self) -> None:
        if self.away is not None:
            self.back, self.away = time.perf_counter(), None

    async def _ask(self, what: str, body: dict[str, Any] | None = None) -> Heard:
        authorization = f"Student {self.token}" if self.token else ""
        return await self._asker.ask(f"/cnnviz/room/{self.code}/{what}", body, authorization)
