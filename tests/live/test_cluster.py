"""Workers on a real Dask cluster: one is killed, then all are, and nothing but a few batches is lost."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from distributed import LocalCluster

from cnnviz.__main__ import main
from cnnviz.architecture.text import text_to_specs
from cnnviz.live import cluster as module
from cnnviz.live import starting
from cnnviz.live.cluster import Cluster, Trainer
from cnnviz.live.learner import Learner
from cnnviz.live.messages import Report
from cnnviz.live.pool import Pool, Run
from cnnviz.live.recipe import Recipe
from cnnviz.ui.train.visits import trainings

SECONDS = 120
"""For a process to load TensorFlow on a busy machine."""
RECIPE = Recipe(text_to_specs("c4-r-m3-f-d10-z"), each=20, epochs=200)


@pytest.fixture(scope="module")
def dask() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as dask:
        yield dask


@pytest.fixture(scope="module")
def cluster(dask) -> Iterator[Cluster]:
    cluster = Cluster(dask.scheduler_address)
    yield cluster
    cluster.close()


@pytest.fixture(scope="module")
def pool(cluster) -> Iterator[Pool]:
    assert cluster.size == 2
    pool = Pool(cluster.start, cluster.size)
    pool.wake()
    yield pool
    pool.close()


def wait_for(pool: Pool, run: Run, ready) -> None:
    end = time.monotonic() + SECONDS
    while not pool.wait_for(run, ready, 1):
        assert time.monotonic() < end, (run.status, run.report.message)
        pool.tell(run.visit, run.name, "watch")


def until(ready) -> None:
    end = time.monotonic() + SECONDS
    while not ready():
        assert time.monotonic() < end
        time.sleep(0.05)


def kill(dask: LocalCluster, *addresses: str) -> None:
    for nanny in dask.workers.values():
        if nanny.worker_address in addresses:
            os.kill(nanny.pid, signal.SIGKILL)


def test_a_killed_dask_worker_costs_its_trainings_little_and_others_nothing(dask, pool):
    hers, his = pool.start("her", RECIPE), pool.start("him", replace(RECIPE, seed=2))
    for run in (hers, his):
        wait_for(pool, run, lambda run: run.state is not None and len(run.rows) >= 2)
    other, killed = his.worker, hers.worker
    assert other.address != killed.address
    kill(dask, killed.address)
    wait_for(pool, hers, lambda run: run.worker is not killed)
    assert "goes on from epoch" in hers.notice
    for run in (hers, his):
        wait_for(pool, run, lambda run: run.status == "done")
    assert his.worker is other and not his.notice
    # Both have learned the same as one that is alone and that nobody killed.
    for run in (hers, his):
        alone = Learner(run.recipe)
        while not alone.is_done:
            alone.learn_batch()
        assert len(run.losses) == alone.step
        for ours, theirs in zip(run.weights, alone.weights(), strict=True):
            # Other threads in another process: sums of float32 in another order.
            np.testing.assert_allclose(ours, theirs, rtol=2e-3, atol=2e-3)


def test_when_all_dask_workers_have_died_trainings_wait_for_those_that_come_after_them(dask, pool):
    runs = [pool.start(visit, replace(RECIPE, seed=3)) for visit in ("her", "him")]
    for run in runs:
        wait_for(pool, run, lambda run: run.state is not None)
    killed = [run.worker for run in runs]
    kill(dask, *(worker.address for worker in killed))
    for run in runs:
        wait_for(pool, run, lambda run: run.worker not in killed and run.status == "running")
        done = run.report.step
        wait_for(pool, run, lambda run, done=done: run.report.step > done)
        assert run.worker.address not in [worker.address for worker in killed]
        pool.tell(run.visit, run.name, "stop")
        wait_for(pool, run, lambda run: run.status == "stopped")


def test_one_that_is_closed_before_it_has_a_trainer_ends_without_a_word(cluster):
    said = []
    worker = cluster.start(said.append, lambda: said.append("It was not said to be closed."))
    worker.close()
    worker.thread.join(SECONDS)
    assert not worker.thread.is_alive() and not said


def test_nothing_is_left_of_what_was_begun(dask):
    cluster = Cluster(dask.scheduler_address)
    lost = []
    workers = [cluster.start(lambda report: None, lambda: lost.append("It was closed.")) for _ in range(2)]
    until(lambda: all(worker._trainer is not None for worker in workers))
    trainers = {worker._trainer.key for worker in workers}
    assert trainers <= dask.scheduler.tasks.keys()
    cluster.close()
    assert not lost and not any(worker.thread.is_alive() for worker in workers)
    until(lambda: not trainers & dask.scheduler.tasks.keys())


def test_a_trainer_that_nobody_asks_ends(monkeypatch):
    monkeypatch.setattr(module, "_prepare", lambda: None)
    monkeypatch.setattr(module, "SILENCE", 1.0)
    monkeypatch.setattr(module, "NEWS", 0.05)
    trainer = Trainer()
    assert asyncio.run(trainer.reports()) == [Report("", "running")]
    assert asyncio.run(trainer.reports()) == []
    trainer._thread.join(SECONDS)
    with pytest.raises(RuntimeError, match="has ended"):
        asyncio.run(trainer.reports())


def test_trainers_of_one_process_take_turns():
    taken, is_over = [], threading.Event()

    def take_many() -> None:
        while not is_over.is_set():
            with module._turn():
                taken.append("greedy")
                time.sleep(0.001)

    greedy = threading.Thread(target=take_many)
    greedy.start()
    for _ in range(20):
        with module._turn():
            taken.append("other")
    is_over.set()
    greedy.join(SECONDS)
    assert taken.count("greedy") < 200


def test_a_scheduler_that_is_not_there_is_said(monkeypatch):
    monkeypatch.setattr(module, "SCHEDULER_TIMEOUT", 1)
    with pytest.raises(ValueError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        Cluster("tcp://127.0.0.1:9")


def test_the_app_is_told_to_train_on_a_cluster(monkeypatch, capsys):
    monkeypatch.setattr(module, "SCHEDULER_TIMEOUT", 1)
    monkeypatch.setenv("CNNVIZ_SCHEDULER", "")
    trainings.cache_clear()
    assert main(["app", "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err
    started = []

    class Found:
        size = 3

        def __init__(self, scheduler: str) -> None:
            started.append(scheduler)

        def start(self, take, ended) -> None:
            started.append("worker")

    monkeypatch.setattr("cnnviz.live.starting.Cluster", Found)
    starting.cluster.cache_clear()
    monkeypatch.setenv("CNNVIZ_SCHEDULER", "tcp://10.0.0.5:8786")
    trainings().wake()
    assert started == ["tcp://10.0.0.5:8786", *["worker"] * 3]
    starting.cluster.cache_clear()
    trainings.cache_clear()
