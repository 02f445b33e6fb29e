"""Long work: in turn, with progress, stopped when asked or forgotten, and never twice."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from types import SimpleNamespace

import pytest

from cnnviz.live.chores import Chores
from cnnviz.live.executor import WorkerExecutor
from cnnviz.ui import jobs
from cnnviz.ui.jobs import Job, StoppedError

SECONDS = 30


@pytest.fixture(autouse=True)
def no_results(monkeypatch):
    monkeypatch.setattr(jobs, "_results", type(jobs._results)())


def _wait_until(condition) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def _batches(count: int, heard: list | None = None, name: str = "", pause: float = 0.0):
    """Return work of so many batches."""

    def work(progress):
        for place in range(count):
            time.sleep(pause)
            if heard is not None:
                heard.append(name)
            progress((place + 1) / count)
        return name or count

    return work


def test_a_job_gives_what_its_work_gives_and_the_next_one_gets_it_at_once():
    done = []
    first = Job("map", "key", _batches(3, done, "a"))
    assert first.result() == "a" and first.share == 1 and not first.is_running and not first.is_stopped
    again = Job("map", "key", _batches(3, done, "b"))
    assert again.result() == "a" and done == ["a"] * 3


def test_jobs_take_turns():
    heard, gate = [], threading.Event()

    def first_of_all(progress):
        gate.wait(SECONDS)
        progress(1)

    blocker = Job("map", "blocker", first_of_all)
    waiting = []
    for name in "abc":
        waiting.append(Job("map", name, _batches(4, heard, name)))
        _wait_until(lambda: len(jobs._turns._waiting) == 1 + len(waiting))
    gate.set()
    assert [each.result() for each in waiting] == ["a", "b", "c"]
    assert heard == ["a", "b", "c"] * 4
    assert blocker.result() is None


def test_the_time_left_is_that_of_the_batches_so_far(monkeypatch):
    now, gates = [100.0], [threading.Event() for _ in range(3)]
    monkeypatch.setattr(jobs, "time", SimpleNamespace(monotonic=lambda: now[0]))

    def work(progress):
        for gate, share in zip(gates, (0.1, 0.3, 1), strict=True):
            gate.wait(SECONDS)
            progress(share)

    job = Job("map", "steady", work)
    assert job.seconds_left is None
    gates[0].set()
    _wait_until(lambda: job._first_batch is not None)
    assert job.seconds_left is None, "the first batch is slow, and says nothing of the others"
    now[0] += 4
    gates[1].set()
    _wait_until(lambda: job.share == 0.3)
    assert job.seconds_left == pytest.approx(4 * 0.7 / 0.2)
    gates[2].set()
    job.result()


def test_a_job_can_be_stopped():
    job = Job("map", "long", _batches(10_000, pause=0.002))
    _wait_until(lambda: job.share)
    assert job.is_running
    job.stop()
    with pytest.raises(StoppedError):
        job.result()
    assert job.is_stopped and not job.is_running and job.share < 1
    assert Job("map", "long", _batches(2)).result() == 2, "what was stopped must not be kept"


def test_a_job_shows_what_there_is_so_far():
    gate = threading.Event()

    def grow(progress):
        progress(0.5, "half")
        gate.wait(SECONDS)
        return "whole"

    job = Job("place", "grows", grow)
    _wait_until(lambda: job.so_far is not None)
    assert (job.share, job.so_far) == (0.5, "half")
    gate.set()
    assert job.result() == "whole"


def test_a_job_that_nobody_asks_for_ends(monkeypatch):
    monkeypatch.setattr(jobs, "ABANDONED_AFTER", 0.05)
    with pytest.raises(StoppedError):
        Job("map", "forgotten", _batches(10_000, pause=0.002)).result()


def test_what_goes_wrong_is_said_and_the_others_go_on():
    def fail(progress):
        raise ValueError("Nothing can be seen.")

    failed = Job("map", "fails", fail)
    with pytest.raises(ValueError, match="Nothing can be seen"):
        failed.result()
    assert not failed.is_stopped
    assert Job("map", "other", _batches(2)).result() == 2


def test_no_more_is_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(jobs, "_MOST_RESULTS", 3)
    for key in range(5):
        Job("map", key, _batches(1)).result()
    assert list(jobs._results) == [2, 3, 4]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (0.2, ", about 1 s left"), (90.4, ", about 90 s left"), (1731, ", about 29 min left")],
)
def test_the_time_left_is_said_in_round_numbers(seconds, words):
    assert jobs._time_left(seconds) == words


class _Elsewhere:
    """A worker that is a thread of this process."""

    def __init__(self, take, ended):
        self._chores = Chores(take)

    def send(self, command):
        self._chores.tell(command)
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self):
        while self._chores.turn():
            pass

    def close(self):
        pass


def _away(result, batches=3, *, progress):
    for place in range(batches):
        time.sleep(0.002)
        progress((place + 1) / batches, threading.current_thread().name)
    return result


@pytest.fixture
def busy(monkeypatch):
    """As many jobs as run here at a time, until the test is over."""
    workers = WorkerExecutor(_Elsewhere)
    monkeypatch.setattr(jobs, "_workers", cache(lambda: workers))
    gate = threading.Event()

    def wait(progress):
        gate.wait(SECONDS)

    here = [Job("map", ("here", number), wait) for number in range(jobs.MOST_HERE)]
    _wait_until(lambda: len(jobs._turns) == jobs.MOST_HERE)
    yield
    gate.set()
    for job in here:
        job.result()
    workers.shutdown()


def _begin(key, batches=3):
    work = partial(_away, key, batches)
    return Job("map", key, lambda report: work(progress=report), work)


def test_where_many_are_wanted_the_next_are_done_elsewhere(busy):
    far = _begin("far")
    assert far.result() == "far" and far.share == 1 and far.so_far == "chore"
    _wait_until(lambda: "far" in jobs._results)


def test_a_job_elsewhere_is_stopped_at_once_and_ends_when_nobody_asks(busy, monkeypatch):
    far = _begin("far", 100_000)
    _wait_until(lambda: far.share)
    far.stop()
    assert far.is_stopped and "far" not in jobs._results
    monkeypatch.setattr(jobs, "ABANDONED_AFTER", 0.05)
    with pytest.raises(StoppedError):
        _begin("forgotten", 100_000).result()


def test_few_jobs_stay_here(monkeypatch):
    monkeypatch.setattr(jobs, "_workers", cache(lambda: pytest.fail("No other process is needed.")))
    near = _begin("near")
    assert near.result() == "near" and near.so_far.startswith("job")


def test_a_class_that_asks_at_the_same_moment_gets_one_process(monkeypatch):
    made = []

    def make():
        time.sleep(0.05)
        made.append(WorkerExecutor(_Elsewhere))
        return made[-1]

    monkeypatch.setattr(jobs, "_workers", cache(make))
    with ThreadPoolExecutor(8) as pool:
        assert len({id(workers) for workers in pool.map(lambda number: jobs.workers(), range(8))}) == len(made) == 1
