"""One simulated student in a room, who asks as the lesson's panel in a browser does."""

from __future__ import annotations

import asyncio
import random
import time
from typing import Any

from benchmarks.asking import Asker, Heard

ASKS_EVERY = (1.6, 2.4)
"""Seconds from a question whether there is something new to the next: PAUSE in components/lesson_panel/room.js."""
SLOWER, LONGEST_PAUSE = 1.6, 5.0
"""How much longer it is with each question that nobody answered, and how long at most: likewise."""
GONE_PAUSE = (2.5, 4.0)
"""Seconds from a question for a room that is gone to the next: likewise."""
ANSWERED_WITHIN = 30
"""Seconds for which an answer is sent again and again."""
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
        refused: How often coming back was refused because of too many tries.
    """

    def __init__(self, url: str, code: str, seed: int) -> None:
        self.code, self._random, self._asker = code, random.Random(seed), Asker(url)
        self.token, self._mark, self._seen = "", "", 0
        self.acknowledged: Given = {}
        self.sent: dict[tuple[int, str], float] = {}
        self.errors: list[str] = []
        self.away: float | None = None
        self.back, self.refused = 0.0, 0
        self._is_gone, self._failures = False, 0

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
            if self._is_gone:
                await self._come_back()
            else:
                await self._look()
            pause = self._random.uniform(*ASKS_EVERY) * SLOWER**self._failures
            gone = self._random.uniform(*GONE_PAUSE)
            await asyncio.sleep(gone if self._is_gone else min(LONGEST_PAUSE, pause))

    async def answer(self, step: int, text: str) -> None:
        """Answer a step; where the server is gone, until another has taken the answer."""
        self.sent[step, text] = time.perf_counter()
        end = time.monotonic() + ANSWERED_WITHIN
        while time.monotonic() < end:
            heard = await self._ask("answer", {"token": self.token, "step": step, "text": text, "round": 1})
            if heard.status == 200:
                self.acknowledged[step] = text
                return
            if heard.status not in (0, 404, 502, 504):
                self.errors.append(f"An answer was answered by {heard.status}: {heard.content}")
                return
            # The next question whether there is something new finds out what is the matter.
            await asyncio.sleep(ASKS_EVERY[0])
        self.errors.append(f"An answer was not taken for {ANSWERED_WITHIN} s.")

    async def kept(self) -> Given:
        """Return the answers of this student that the room has: step -> text."""
        for _ in range(5):
            heard = await self._ask("student")
            if heard.status == 200:
                return {answer["step"]: answer["text"] for answer in heard.content["answers"]}
        return {}

    def close(self) -> None:
        """Close the connection."""
        self._asker.close()

    async def _look(self) -> None:
        heard = await self._ask(f"student?seen={self._seen}")
        if heard.status == 200:
            self._seen = heard.content["version"]
        if heard.status in (200, 204):
            self._is_back()
        elif heard.status == 404:
            await self._come_back()
        else:
            self._is_away()

    async def _come_back(self) -> None:
        """Take the place again in a room that does not know it."""
        self.away = self.away or time.perf_counter()
        answers = [{"step": step, "round": 1, "text": text} for step, text in self.acknowledged.items()]
        heard = await self._ask("join", {"token": self.token, "answers": answers})
        if heard.status == 200:
            if heard.content.get("mark", "") != self._mark:
                self.errors.append("Another teacher has a room of this code.")
            self.token, self._seen = heard.content["token"], 0
            self._is_back()
        elif heard.status == 404:
            self._is_gone = True
        else:
            self.refused += heard.status == 429
            self._is_away()

    def _is_away(self) -> None:
        self.away = self.away or time.perf_counter()
        self._failures += 1

    def _is_back(self) -> None:
        self._is_gone, self._failures = False, 0
        if self.away is not None:
            self.back, self.away = time.perf_counter(), None

    async def _ask(self, what: str, body: dict[str, Any] | None = None) -> Heard:
        authorization = f"Student {self.token}" if self.token else ""
        return await self._asker.ask(f"/cnnviz/room/{self.code}/{what}", body, authorization)
