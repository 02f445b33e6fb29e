"""Workers as real processes: one is killed, and nothing but a few batches is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cnnviz.architecture.text import text_to_specs
from cnnviz.live.learner import Learner
from cnnviz.live.pool import Pool, Run
from cnnviz.live.processes import Process
from cnnviz.live.recipe import Recipe

SECONDS = 120
"""For a process to load TensorFlow on a busy machine."""
RECIPE = Recipe(text_to_specs("c4-r-m3-f-d10-z"), each=20, epochs=200)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    pool = Pool(Process, 2)
    pool.wake()
    yield pool
    pool.close()


def wait_for(pool: Pool, run: Run, ready) -> None:
    end = time.monotonic() + SECONDS
    while not pool.wait_for(run, ready, 1):
        assert time.monotonic() < end, (run.status, run.report.message)
        pool.tell(run.visit, run.name, "watch")


def test_a_killed_worker_costs_its_trainings_little_and_others_nothing(pool):
    hers, his = pool.start("her", RECIPE), pool.start("him", replace(RECIPE, seed=2))
    for run in (hers, his):
        wait_for(pool, run, lambda run: run.state is not None and len(run.rows) >= 2)
    other, killed = his.worker, hers.worker
    assert other is not killed
    os.kill(killed.pid, signal.SIGKILL)
    wait_for(pool, hers, lambda run: run.worker is not killed)
    assert "goes on from epoch" in hers.notice
    wait_for(pool, his, lambda run: run.status == "done")
    assert his.worker is other and not his.notice
    wait_for(pool, hers, lambda run: run.status == "done")
    # It has learned the same as one that nobody killed.
    alone = Learner(RECIPE)
    while not alone.is_done:
        alone.learn_batch()
    assert len(hers.losses) == alone.step
    for ours, theirs in zip(hers.weights, alone.weights(), strict=True):
        # Other threads in another process: sums of float32 in another order.
        np.testing.assert_allclose(ours, theirs, rtol=2e-3, atol=2e-3)


def test_one_that_is_closed_while_its_report_is_read_ends_without_an_error(monkeypatch):
    failed = []
    monkeypatch.setattr(threading, "excepthook", failed.append)
    heard, go_on = threading.Event(), threading.Event()
    listening = []

    def take(report):
        listening.append(threading.current_thread())
        heard.set()
        assert go_on.wait(SECONDS)

    worker = Process(take, lambda: failed.append("It was not said to be closed."))
    assert heard.wait(SECONDS)
    worker.close()
    go_on.set()
    listening[0].join(SECONDS)
    assert not listening[0].is_alive() and not failed


@pytest.mark.skipif(not Path("/proc").exists(), reason="It looks into /proc.")
def test_it_ends_with_the_process_that_started_it():
    program = (
        "import time\nfrom cnnviz.live.processes import Process\n"
        "worker = Process(print, print)\nprint(worker.pid, flush=True)\ntime.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        pid = int(parent.stdout.readline())
        parent.kill()
    end = time.monotonic() + SECONDS
    while is_alive(pid):
        assert time.monotonic() < end
        time.sleep(0.2)


def is_alive(pid: int) -> bool:
    """Return whether a process is there that is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_class_that_looks_on_keeps_nobody_from_beginning(pool):
    run = pool.start("new", replace(RECIPE, epochs=1))
    end = time.monotonic() + SECONDS
    # As many questions as a class asks: there is never a quiet moment.
    while not run.is_over:
        assert time.monotonic() < end, run.status
        pool.tell("new", run.name, "watch")
        time.sleep(0.01)
    assert run.status == "done"
