"""One simulated teacher, who asks every second and steers, and makes the room anew where it is gone."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from benchmarks.asking import Asker, Heard

ASKS_EVERY = 1.0
_COURSE = ("pace", "step", "paused", "nicknames", "look")
"""What of the teacher's view says how the lesson was going."""


class TeacherError(Exception):
    """The room cannot be had; the message says why."""


class Teacher:
    """A teacher.

    Args:
        url: The server's.
        replica: The replica whose cookie the browser has; "" for none.

    Attributes:
        saw: When each answer was seen first: (step, its number) -> seconds.
        answered: How many have answered each step.
    """

    def __init__(self, url: str, replica: str = "") -> None:
        self._asker = Asker(url, {"cnnviz_replica": replica} if replica else {})
        self.code, self._secret, self._made, self._view = "", "", {}, {}  # type: ignore[var-annotated]
        self.saw: dict[tuple[int, float], float] = {}
        self.answered: dict[int, int] = {}
        self.errors: list[str] = []

    async def make(self, lesson: str) -> None:
        """Make a room at the teacher's pace."""
        self._made = {"lesson": lesson, "variant": 0}
        heard = await self._asker.ask("/cnnviz/room", self._made)
        if heard.status != 200:
            raise TeacherError(f"Making a room was answered by {heard.status}: {heard.content}")
        self.code, self._secret = heard.content["code"], heard.content["secret"]
        await self.steer({"pace": "teacher"})

    async def steer(self, order: dict[str, Any]) -> None:
        """Give an order; where the server is gone, until another has taken it."""
        for _ in range(30):
            heard = await self._ask("steer", order)
            if heard.status == 204:
                return
            if heard.status not in (0, 403, 502, 504):
                break
            await asyncio.sleep(1)
        self.errors.append(f"An order was answered by {heard.status}: {heard.content}")

    async def follow(self, over: asyncio.Event) -> None:
        """Ask every second what there is to see, until the lesson is over."""
        seen = 0
        while not over.is_set():
            heard = await self._ask(f"teacher?seen={seen}")
            if heard.status == 200:
                seen, self._view = heard.content["version"], heard.content
                self._look(heard.content, time.perf_counter())
            elif heard.status == 403:
                # What is gone answers like what is not the teacher's.
                state = {name: self._view[name] for name in _COURSE if name in self._view}
                await self._ask("again", {"secret": self._secret, **self._made, "state": state})
                seen = 0
            await asyncio.sleep(ASKS_EVERY)

    def close(self) -> None:
        """Close the connection."""
        self._asker.close()

    def _look(self, view: dict[str, Any], now: float) -> None:
        self.answered = {step["step"]: step["answered"][0] for step in view["steps"]}
        at = view["answers"]
        for bar in at["rounds"][0]["tally"]:
            self.saw.setdefault((at["step"], float(bar["text"])), now)

    async def _ask(self, what: str, body: dict[str, Any] | None = None) -> Heard:
        return await self._asker.ask(f"/cnnviz/room/{self.code}/{what}", body, f"Bearer {self._secret}")
