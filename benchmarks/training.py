"""Live training: how soon it begins, how fairly thirty take turns, how well and how fast a small network learns."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.table import Figure, Row
from cnnviz.architecture.text import text_to_specs
from cnnviz.datasets.dataset import Part
from cnnviz.live.pool import Pool, Run
from cnnviz.live.processes import Process, processors
from cnnviz.live.recipe import Recipe
from cnnviz.live.sample import pictures_of
from cnnviz.ui.train.controls import OF_FEW

PATIENCE = 120.0
STACKS = tuple(
    ["c8-r-m2-f-d10-z", "c6k5-t-a2-f-d32r-d10-z", "f-d64r-d10-z", "c8p-b-r-m2-c16p-r-m2-f-d10-z", "c12-r-m3-f-d10-z"]
)
OWN_CLASSES, OWN_EACH = (0, 3, 9), 20
STUDENTS, WITHIN, SETTLES, TRAINS = 30, 10.0, 10.0, 30.0


def measure() -> list[Row]:
    """Return how soon the first point of the curve comes, alone and in a class, and what each of a class gets."""
    pool = Pool(Process, processors())
    pool.wake()
    try:
        _begun(pool, pool.start("warm", Recipe(epochs=1)))
        return [_alone(pool), *_class(pool), _accuracy(pool), _own(pool)]
    finally:
        pool.close()


def _begun(pool: Pool, run: Run) -> float:
    begun = time.perf_counter()
    if not pool.wait_for(run, lambda run: len(run.losses) > 0, PATIENCE):
        raise RuntimeError(f"A training has not begun: {run.status} {run.report.message}")
    return time.perf_counter() - begun


def _alone(pool: Pool) -> Row:
    seconds = []
    for number, stack in enumerate(STACKS * 2):
        run = pool.start("alone", Recipe(text_to_specs(stack), seed=number, each=100))
        seconds.append(_begun(pool, run))
        pool.tell("alone", run.name, "stop")
        pool.wait_for(run, lambda run: run.is_over, PATIENCE)
    return Row("Start pressed to the first point of the curve", (Figure(median(seconds), "s", "median", 0.5),))


def _class(pool: Pool) -> list[Row]:
    runs: list[Run] = []
    pressed: dict[str, float] = {}
    first: dict[str, float] = {}
    begun = time.perf_counter()
    while len(first) < STUDENTS and time.perf_counter() < begun + PATIENCE:
        if len(runs) < STUDENTS and time.perf_counter() >= begun + len(runs) * WITHIN / STUDENTS:
            number = len(runs)
            recipe = Recipe(text_to_specs(STACKS[number % len(STACKS)]), epochs=200, seed=number)
            runs.append(pool.start(f"s{number}", recipe))
            pressed[runs[-1].name] = time.perf_counter()
        for run in runs:
            if run.losses and run.name not in first:
                first[run.name] = time.perf_counter() - pressed[run.name]
        time.sleep(0.01)
    # All are compiled, and those that came first have nothing left to give back.
    settled = time.perf_counter() + SETTLES
    while time.perf_counter() < settled:
        _watch(pool, runs)
        time.sleep(0.25)
    before = {run.name: (run.report.seconds, run.version) for run in runs}
    since = time.perf_counter()
    while time.perf_counter() < since + TRAINS:
        _watch(pool, runs)
        time.sleep(0.25)
    took = time.perf_counter() - since
    served = [run.report.seconds - before[run.name][0] for run in runs]
    seen = [(run.version - before[run.name][1]) / took for run in runs]
    pauses = []
    for run in runs[:10]:
        asked = time.perf_counter()
        pool.tell(run.visit, run.name, "pause")
        pool.wait_for(run, lambda run: run.status == "paused", PATIENCE)
        pauses.append(time.perf_counter() - asked)
    failed = sum(run.status == "failed" for run in runs)
    return [
        Row(
            f"{STUDENTS} press Start within {WITHIN:.0f} s, to the first point",
            (Figure(float(np.percentile(list(first.values()), 95)), "s", "p95", 3), Figure(failed, "failed", "", 0)),
        ),
        Row(
            f"{STUDENTS} train at once in {processors()} workers",
            (
                Figure(max(served) / min(served), "times", "most to least time", 1.3),
                Figure(min(seen), "snapshots a second", "least"),
                Figure(max(pauses), "s", "longest pause", 0.3),
                Figure(max(map(_megabytes, {run.worker.pid for run in runs})), "MB", "worker", 1000),  # type: ignore[union-attr]
            ),
        ),
    ]


def _watch(pool: Pool, runs: list[Run]) -> None:
    for run in runs:
        pool.tell(run.visit, run.name, "watch")


def _accuracy(pool: Pool) -> Row:
    for number in range(STUDENTS):
        pool.forget(f"s{number}")
    run = pool.start("accuracy", Recipe(epochs=40))
    reached = {}
    while not run.is_over:
        pool.wait_for(run, lambda run: run.is_over, 0.1)
        pool.tell(run.visit, run.name, "watch")
        for seconds in (2, 8):
            if run.report.seconds >= seconds and seconds not in reached and run.accuracy is not None:
                reached[seconds] = run.accuracy
    reached.setdefault(8, run.accuracy or 0.0)
    return Row(
        "A small network on 1,600 MNIST pictures, of 400 held out",
        tuple(Figure(100 * accuracy, "%", f"after {seconds} s of one core") for seconds, accuracy in reached.items()),
    )


def _own(pool: Pool) -> Row:
    """Return how long own classes take, as the page trains them at first: on a trained network, and from nothing."""
    pictures = pictures_of(Recipe(dataset="cifar10", classes=OWN_CLASSES, each=OWN_EACH, held=5))
    images = np.concatenate([pictures.learn.images, pictures.held.images])
    labels = np.concatenate([pictures.learn.labels, pictures.held.labels])
    names = tuple(Recipe(dataset="cifar10", classes=OWN_CLASSES).labels)
    recipe = Recipe(text_to_specs(f"c8-r-m2-c16-r-m2-f-d{len(names)}-z"), "photographs", names=names, **OF_FEW)
    begun = time.perf_counter()
    run = pool.start("own", recipe, own=Part(images, labels))
    for each in (run, pool.find("own", run.twin)):
        while not pool.wait_for(each, lambda run: run.is_over, 1):
            pool.tell("own", run.name, "watch")
    took = time.perf_counter() - begun
    accuracies = [each.accuracy or 0 for each in (run, pool.find("own", run.twin))]
    return Row(
        f"{len(names)} own classes of {OWN_EACH} photographs, both ways",
        (
            Figure(took, "s", "from Start to the end", 10),
            Figure(100 * accuracies[0], "%", "on a trained network, of those held out"),
            Figure(100 * accuracies[1], "%", "from nothing"),
        ),
    )


def _megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024
