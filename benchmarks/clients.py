"""A class drawing at once: simulated students against one real server."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil

from benchmarks.launch import running_server
from benchmarks.strokes import random_stroke
from benchmarks.student import MAP, Student, StudentError
from benchmarks.table import Figure, Row
from cnnviz.pictures.strokes import PEN_WIDTH, Stroke

RUNS = 3
STROKES = 8
STROKES_PER_DRAWING = 3
THINK_SECONDS = (1.0, 3.0)
ARRIVAL_SECONDS = 6.0
"""The students arrive during this time; then all begin to draw."""
WARM_UP_SECONDS = 180


@dataclass(frozen=True)
class Lesson:
    """One run of a class.

    Attributes:
        times: Of each stroke, in milliseconds.
        errors: What went wrong, in words.
        kilobytes: How much each stroke sent back.
    """

    times: list[float]
    errors: list[str]
    kilobytes: list[float]


def measure(script: Path, network: str) -> list[Row]:
    """Return the times of 30 and of 100 students who draw at once, and the server's memory."""
    with tempfile.TemporaryDirectory() as folder, running_server(script, Path(folder) / "log.txt") as server:
        asyncio.run(warm_up(server.url, f"network={network}"))
        process = psutil.Process(server.pid)
        before = _megabytes(process)
        small, alone = (
            [asyncio.run(lesson(server.url, f"network={network}", 30, directly)) for _ in range(RUNS)]
            for directly in (True, False)
        )
        between = _megabytes(process)
        large = [asyncio.run(lesson(server.url, f"network={network}", 100, True)) for _ in range(RUNS)]
        large_alone = [asyncio.run(lesson(server.url, f"network={network}", 100, False)) for _ in range(RUNS)]
        after = _megabytes(process)
    for error in sorted({error for run in [*small, *alone, *large, *large_alone] for error in run.errors}):
        print(f"A student's error: {error}")
    by_websocket = f"the same by Streamlit's websocket alone, {network}"
    return [
        Row(f"30 students at once, a stroke, {network}", figures(small, median_aim=50, p95_aim=150)),
        Row(f"30 students, {by_websocket}", figures(alone, median_aim=50, p95_aim=150)),
        Row(f"100 students at once, a stroke, {network}", figures(large, median_aim=None, p95_aim=1000)),
        Row(f"100 students, {by_websocket}", figures(large_alone, median_aim=None, p95_aim=1000)),
        Row(
            f"Resident memory of the server, {network}",
            (
                Figure(before, "MB", "warm"),
                Figure(between, "MB", f"after {2 * RUNS} × 30 students"),
                Figure(after, "MB", f"after {2 * RUNS} × 100 more"),
            ),
        ),
    ]


async def warm_up(url: str, query: str) -> None:
    """Wait until the server has loaded the network and answers a student."""
    student = Student(url, query)
    await student.open()
    deadline = time.monotonic() + WARM_UP_SECONDS
    while not student.shows(MAP):
        if time.monotonic() > deadline:
            raise RuntimeError(f"No network map after {WARM_UP_SECONDS} s.")
        await asyncio.sleep(0.5)
        await student.run()
    for _ in range(5):
        await student.draw([Stroke(tuple(random_stroke(random.Random())), PEN_WIDTH)])
    await student.close()


async def lesson(url: str, query: str, students: int, directly: bool) -> Lesson:
    """Let students draw at once.

    Args:
        url: The server's.
        query: The page's, which names the network.
        students: How many.
        directly: Whether they ask for each answer as the pad does, and then tell Streamlit, as the pad does; otherwise
            the answer comes by Streamlit's websocket.
    """
    measured = Lesson([], [], [])
    all_there = asyncio.Barrier(students)
    # One thread for each student, because one pad does not wait for another.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(students))
    await asyncio.gather(
        *(
            _student(Student(url, query), seed, seed / students, all_there, measured, directly)
            for seed in range(students)
        )
    )
    return measured


async def _student(
    student: Student, seed: int, arrival: float, all_there: asyncio.Barrier, measured: Lesson, directly: bool
) -> None:
    """Come in, wait for the others, draw a few strokes with pauses between them, and leave."""
    rng = random.Random(seed)
    await asyncio.sleep(arrival * ARRIVAL_SECONDS)
    try:
        await student.open()
    except (StudentError, OSError) as error:
        measured.errors.append(str(error))
    await all_there.wait()
    strokes: list[Stroke] = []
    try:
        for count in range(STROKES):
            await asyncio.sleep(rng.uniform(*THINK_SECONDS))
            earlier = strokes if count % STROKES_PER_DRAWING else []
            strokes = [*earlier, Stroke(tuple(random_stroke(rng)), PEN_WIDTH)]
            received, start = student.received_bytes, time.perf_counter()
            if directly:
                answer = await student.ask(strokes)
                measured.times.append((time.perf_counter() - start) * 1000)
                await student.tell(strokes, shown=answer)
            else:
                await student.draw(strokes)
                measured.times.append((time.perf_counter() - start) * 1000)
            measured.kilobytes.append((student.received_bytes - received) / 1000)
        await student.close()
    except Exception as error:
        measured.errors.append(f"{type(error).__name__}: {error}")


def figures(lessons: list[Lesson], *, median_aim: float | None, p95_aim: float) -> tuple[Figure, ...]:
    """Return the medians of the runs' medians and 95th percentiles, the number of errors, and kilobytes per stroke."""
    medians, p95s = np.transpose([np.percentile(run.times or [np.inf], [50, 95]) for run in lessons])
    kilobytes = [size for run in lessons for size in run.kilobytes]
    return (
        Figure(float(np.median(medians)), "ms", "median", median_aim),
        Figure(float(np.median(p95s)), "ms", "p95", p95_aim),
        Figure(sum(len(run.errors) for run in lessons), "errors", aim=0),
        Figure(float(np.median(kilobytes or [0])), "kB back"),
    )


def _megabytes(process: psutil.Process) -> float:
    family = [process, *process.children(recursive=True)]
    return float(sum(member.memory_info().rss for member in family) / 1e6)
