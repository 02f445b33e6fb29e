"""A class in a room: a hundred students answer and draw on one process."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil

from benchmarks import clients
from benchmarks.drawing import Drawing, Drawn
from benchmarks.launch import running_server
from benchmarks.pupil import Pupil
from benchmarks.table import Figure, Row
from benchmarks.teacher import Teacher

NETWORK = "mnist_lab"
LESSON, STEPS = "2_x_or_o", (0, 5, 7)
"""Steps that take any number from 0 to 12: so each student's answer is known among all others'."""
STUDENTS = 100
STROKE_EVERY = 2.0
"""Seconds from a student's stroke to the next, on average."""
ARRIVE_SECONDS = 8.0
ANSWER_SECONDS = 10.0
SEEN_SECONDS = 5.0
"""How long the last answer to a step may take until the next step begins."""
KILLED_AFTER = 4.0
"""Seconds of the second step after which a replica is killed."""
BACK_SECONDS = 14.0
"""How long the lesson goes on with the third step after those of the replica that is gone should be back."""


@dataclass
class Lesson:
    """What a lesson has to tell.

    Attributes:
        votes: From each answer to the teacher's view of it, in seconds; infinite if it never came there.
        drawn: The strokes, and the pages.
        errors: What went wrong in the room, in words.
        absent: From the kill of a replica until each student of it was back in the room, in seconds.
        lost: The answers that were acknowledged and are not there in the end.
        acknowledged: How many answers were acknowledged.
        refused: How often a student who came back was refused because of too many tries.
        sizes: The memory of each process of a server at the end, in megabytes.
        cores: How many cores all servers together kept busy.
    """

    votes: list[float] = field(default_factory=list)
    drawn: Drawn = field(default_factory=Drawn)
    errors: list[str] = field(default_factory=list)
    absent: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    acknowledged: int = 0
    refused: int = 0
    sizes: list[float] = field(default_factory=list)
    cores: float = 0.0

    @property
    def all_errors(self) -> list[str]:
        """Everything that went wrong, in words."""
        return [*self.errors, *self.drawn.errors, *self.lost]


def measure(script: Path) -> list[Row]:
    """Return how a hundred in one room fare on one process, and the memory that it takes."""
    with tempfile.TemporaryDirectory() as folder, running_server(script, Path(folder) / "log.txt") as server:
        asyncio.run(clients.warm_up(server.url, f"network={NETWORK}"))
        warm = resident(server.pid)
        few = asyncio.run(lesson(server.url, [server.pid], [""], 30))
        one = asyncio.run(lesson(server.url, [server.pid], [""], STUDENTS))
    rows = [
        *rows_of(f"{STUDENTS} students in a room on one process", one, STROKE_EVERY),
        Row(
            f"Resident memory of that process, {NETWORK}",
            (
                Figure(warm, "MB", "warm"),
                Figure(few.sizes[0], "MB", "with a class of 30"),
                Figure(one.sizes[0], "MB", f"with {STUDENTS}"),
                Figure(one.cores, "cores", "busy"),
            ),
        ),
    ]
    for error in sorted({*few.all_errors, *one.all_errors}):
        print(f"A student's error: {error}")
    return rows


async def lesson(
    url: str,
    pids: list[int],
    replicas: list[str],
    students: int,
    every: float = STROKE_EVERY,
    kill: Callable[[], None] | None = None,
    killed: str = "",
) -> Lesson:
    """Hold a lesson with three questions, all through which everybody draws.

    Args:
        url: Where the app is.
        pids: Its processes.
        replicas: For each room the replica that is to have it; "" where there is one.
        students: How many in each room.
        every: From a student's stroke to the next, in seconds, on average.
        kill: Kills a replica in the middle of the second question; None to leave them alone.
        killed: Which one.
    """
    # One thread for each student, because one pad does not wait for another.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(students * len(replicas)))
    told, over = Lesson(), asyncio.Event()
    teachers = [Teacher(url, replica) for replica in replicas]
    for teacher in teachers:
        await teacher.make(LESSON)
    classes = [[Pupil(url, teacher.code, seed) for seed in range(students)] for teacher in teachers]
    pupils = [pupil for each in classes for pupil in each]
    drawings = [Drawing(url, NETWORK, seed, every, told.drawn) for seed in range(len(pupils))]
    arriving = zip(pupils, drawings, strict=True)
    await asyncio.gather(*(_arrive(*both, at / len(pupils)) for at, both in enumerate(arriving)))
    following = [asyncio.create_task(teacher.follow(over)) for teacher in teachers]
    following += [asyncio.create_task(pupil.follow(over)) for pupil in pupils]
    following += [asyncio.create_task(drawing.draw(over)) for drawing in drawings]
    processes, since = [psutil.Process(pid) for pid in pids], time.perf_counter()
    busy = _seconds(processes)
    for number, step in enumerate(STEPS):
        for teacher in teachers:
            await teacher.steer({"step": step})
        answering = [asyncio.create_task(_answer(pupil, step, at % students)) for at, pupil in enumerate(pupils)]
        if kill and number == 1:
            await asyncio.sleep(KILLED_AFTER)
            kill()
            told.drawn.killed = time.perf_counter()
        await asyncio.gather(*answering)
        await asyncio.sleep(SEEN_SECONDS if not kill or number == 0 else BACK_SECONDS)
    told.cores = (_seconds(processes) - busy) / (time.perf_counter() - since)
    told.sizes = [resident(process.pid) for process in processes if process.is_running()]
    await _compare(told, teachers, classes, kill is not None and teachers[replicas.index(killed)])
    over.set()
    await asyncio.gather(*following)
    for teacher in teachers:
        teacher.close()
    for pupil in pupils:
        pupil.close()
    return told


async def _arrive(pupil: Pupil, drawing: Drawing, late: float) -> None:
    await asyncio.sleep(late * ARRIVE_SECONDS)
    await pupil.join()
    await drawing.open()


async def _answer(pupil: Pupil, step: int, number: int) -> None:
    """Answer with a number that no other of the room sends."""
    await asyncio.sleep(random.Random(number).uniform(0, ANSWER_SECONDS))
    await pupil.answer(step, f"1.{number + 1:03d}")


async def _compare(told: Lesson, teachers: list[Teacher], classes: list[list[Pupil]], hit: Teacher | bool) -> None:
    """Hold what every student's page and the teacher's say in the end against what was acknowledged."""
    for teacher, pupils in zip(teachers, classes, strict=True):
        told.errors += teacher.errors
        for pupil in pupils:
            told.errors += pupil.errors
            kept = await pupil.kept()
            told.acknowledged += len(pupil.acknowledged)
            told.refused += pupil.refused
            told.lost += [
                f"The room has {kept.get(step)} for {text} at step {step}."
                for step, text in pupil.acknowledged.items()
                if kept.get(step) != text
            ]
            told.votes += [
                teacher.saw.get((step, float(text)), np.inf) - sent for (step, text), sent in pupil.sent.items()
            ]
            if teacher is hit and told.drawn.killed is not None:
                told.absent.append(pupil.back - told.drawn.killed if pupil.away is None else np.inf)
        for step in STEPS:
            acknowledged = sum(step in pupil.acknowledged for pupil in pupils)
            if teacher.answered.get(step) != acknowledged:
                told.lost.append(f"The teacher sees {teacher.answered.get(step)} of {acknowledged} at step {step}.")


def rows_of(what: str, told: Lesson, every: float) -> list[Row]:
    """Return when the teacher saw the answers of a lesson, and how long its strokes took, one every so many seconds."""
    middle, late = np.percentile(told.votes, [50, 95])
    errors = len(told.errors) + len(told.lost)
    return [
        Row(
            f"{what}, all answer within {ANSWER_SECONDS:.0f} s: answer to the teacher's view",
            (Figure(middle, "s", "median"), Figure(late, "s", "p95", 2), Figure(errors, "errors", aim=0)),
        ),
        Row(f"Their strokes meanwhile, one every {every:.0f} s", _strokes(told.drawn)),
    ]


def _strokes(drawn: Drawn) -> tuple[Figure, ...]:
    middle, late = np.percentile(drawn.times, [50, 95])
    return (
        Figure(middle, "ms", "median"),
        Figure(late, "ms", "p95", 150),
        Figure(len(drawn.errors), f"errors in {len(drawn.times):,} strokes", aim=0),
    )


def resident(pid: int) -> float:
    """Return the memory of a process and all that it has started, in megabytes."""
    process = psutil.Process(pid)
    return float(sum(each.memory_info().rss for each in [process, *process.children(recursive=True)]) / 1e6)


def _seconds(processes: list[psutil.Process]) -> float:
    times = [process.cpu_times() for process in processes if process.is_running()]
    return float(sum(each.user + each.system for each in times))
