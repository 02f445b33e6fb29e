"""A page on which a simulated student draws all through a lesson, and that comes back when its server is gone."""

from __future__ import annotations

import asyncio
import http.client
import random
import time
from contextlib import suppress
from dataclasses import dataclass, field

from websockets.exceptions import WebSocketException

from benchmarks.strokes import random_stroke
from benchmarks.student import Student, StudentError
from cnnviz.pictures.strokes import PEN_WIDTH, Stroke

STROKES_PER_DRAWING = 3
RECONNECTS_AFTER = (0.5, 1.5)
"""Seconds after which a page asks again for its server."""
GONE = (WebSocketException, http.client.HTTPException, OSError, StudentError)


@dataclass
class Drawn:
    """What all pages of a class have to tell.

    Attributes:
        times: Of each stroke, in milliseconds.
        errors: What went wrong, in words.
        back: Of each page whose server was killed, when it was there again, in seconds.
        killed: When a server was killed; None if none was.
    """

    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    back: list[float] = field(default_factory=list)
    killed: float | None = None


class Drawing:
    """A page with a pad.

    Args:
        url: The server's.
        network: The network that reads what is drawn.
        seed: Of everything random.
        every: From a stroke to the next, in seconds, on average.
        drawn: What gets told.
    """

    def __init__(self, url: str, network: str, seed: int, every: float, drawn: Drawn) -> None:
        self._student, self._random = Student(url, f"network={network}"), random.Random(seed)
        self._every, self._drawn, self._is_open = every, drawn, False

    async def open(self) -> None:
        """Open the page."""
        try:
            await self._student.open()
            self._is_open = True
        except GONE as error:
            self._drawn.errors.append(f"A page did not open: {type(error).__name__}: {error}")

    async def draw(self, over: asyncio.Event) -> None:
        """Draw a stroke now and then, until the lesson is over; a page that did not open draws none."""
        strokes: list[Stroke] = []
        count = 0
        while self._is_open and not over.is_set():
            earlier = strokes if count % STROKES_PER_DRAWING else []
            strokes, count = [*earlier, Stroke(tuple(random_stroke(self._random)), PEN_WIDTH)], count + 1
            if await self._is_cut_off(self._random.uniform(0.5, 1.5) * self._every):
                await self._come_back()
                continue
            start = time.perf_counter()
            try:
                answer = await self._student.ask(strokes)
                self._drawn.times.append((time.perf_counter() - start) * 1000)
                await self._student.tell(strokes, shown=answer)
            except GONE as error:
                if self._drawn.killed is None:
                    self._drawn.errors.append(f"A stroke: {type(error).__name__}: {error}")
                await self._come_back()
        if self._is_open:
            with suppress(*GONE):
                await self._student.close()

    async def _is_cut_off(self, seconds: float) -> bool:
        """Return whether the page's connection ends while the student thinks."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._student.wait_closed()
                return True
        return False

    async def _come_back(self) -> None:
        for _ in range(30):
            await asyncio.sleep(self._random.uniform(*RECONNECTS_AFTER))
            with suppress(*GONE):
                await self._student.close()
                await self._student.open()
                self._drawn.back.append(time.perf_counter())
                return
        self._drawn.errors.append("A page did not come back.")
