"""A school: three hundred students in three rooms on three replicas behind nginx, of which one is killed in the end."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import numpy as np

from benchmarks import class_room, clients
from benchmarks.class_room import NETWORK, STUDENTS, Lesson
from benchmarks.drawing import Drawn
from benchmarks.replicas import NGINX, Site, running_site
from benchmarks.table import Figure, Row

STROKE_EVERY = 6.0
"""Seconds from a student's stroke to the next, on average: those that simulate three hundred take this machine's cores
from the three replicas."""


def measure(script: Path) -> list[Row]:
    """Return how three hundred fare while all replicas are there, and when one is killed; nothing without nginx."""
    if NGINX is None:
        print("nginx is not installed: nothing is measured on several replicas. Debian's nginx-light has it.")
        return []
    with tempfile.TemporaryDirectory() as folder, running_site(script, Path(folder)) as site:
        for replica in site.replicas.values():
            asyncio.run(clients.warm_up(replica.url, f"network={NETWORK}"))
        there, killed = (asyncio.run(lesson(site, killed)) for killed in ("", "one"))
    for error in sorted({*there.all_errors, *killed.all_errors}):
        print(f"A student's error: {error}")
    what = f"{3 * STUDENTS} students in three rooms on three replicas behind nginx"
    return [*class_room.rows_of(what, there, STROKE_EVERY), row_of_kill(killed)]


async def lesson(site: Site, killed: str = "") -> Lesson:
    """Hold a lesson in three rooms, one on each replica, and kill one of these if it is named."""
    pids = [replica.pid for replica in site.replicas.values()]
    kill = (lambda: site.kill(killed)) if killed else None
    return await class_room.lesson(site.url, pids, [*site.replicas], STUDENTS, STROKE_EVERY, kill, killed)


def row_of_kill(told: Lesson) -> Row:
    """Return how long the students of a replica that was killed were away, and what they lost."""
    return Row(
        f"One of these three killed: its {len(told.absent)} students are back in their room, and "
        f"{len(told.drawn.back)} pages on another",
        (
            Figure(max(told.absent, default=np.inf), "s", "the last in the room after", 10),
            Figure(_last_page(told.drawn), "s", "the last page after", 10),
            Figure(len(told.lost), f"of {told.acknowledged} acknowledged answers lost", aim=0),
            Figure(told.refused, "refused for too many tries", aim=0),
            Figure(len(told.errors) + len(told.drawn.errors), "errors", aim=0),
        ),
    )


def _last_page(drawn: Drawn) -> float:
    return max(drawn.back) - drawn.killed if drawn.back and drawn.killed is not None else float("inf")
