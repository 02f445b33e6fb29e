"""Work that takes longer than a visitor likes to wait, with a progress bar and a Stop button.

The first jobs run here, in threads. Where more are wanted at a time a process of low priority takes them (or a Dask
cluster, if trainings are done there): a class that ranks channels would keep this one from answering. The jobs of all
visitors take turns, one batch at a time, so that a long job does not hold up the others. Results are cached: the next
visitor who asks for the same thing gets it at once.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from functools import cache
from typing import Any, Generic, Protocol, TypeVar

import streamlit as st

from cnnviz.live.executor import WorkerExecutor

ABANDONED_AFTER = 20
"""Seconds after which a job ends if its page has not asked for it: the tab was closed, or another page is shown."""

MOST_HERE = 4
"""So many jobs may run in this process at a time, while no other is ready for them: that takes seconds."""
_MOST_RESULTS = 100
_executor: Executor = ThreadPoolExecutor(max_workers=64, thread_name_prefix="job")
_results: OrderedDict[Hashable, Any] = OrderedDict()
_results_lock = threading.Lock()
_making = threading.Lock()

Result = TypeVar("Result")


class Report(Protocol):
    """Work calls it after each batch. It may wait for other jobs, and raises StoppedError to end the work."""

    def __call__(self, share: float, so_far: Any = None) -> None:
        """Say how much is done.

        Args:
            share: The share that is done, from 0 to 1.
            so_far: The unfinished result, to show; None shows nothing.
        """


class StoppedError(Exception):
    """A job was stopped, or its page no longer asks for it."""


class Turns:
    """Lets threads run one at a time, in the order in which they asked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    def __len__(self) -> int:
        """Return how many have a turn or wait for one."""
        return len(self._waiting)

    def begin(self) -> None:
        """Wait for a turn."""
        turn = threading.Event()
        with self._lock:
            self._waiting.append(turn)
            self._waiting[0].set()
        turn.wait()

    def end(self) -> None:
        """End the turn, and let the next thread run."""
        with self._lock:
            self._waiting.popleft()
            if self._waiting:
                self._waiting[0].set()


_turns = Turns()


class Job(Generic[Result]):
    """One piece of work.

    Args:
        slot: As below, like key.
        key: As below.
        work: Returns the result; it is given what it calls after each batch.
        elsewhere: The same for another process: it can be pickled, and takes that as `progress`. None: it stays here.
    Attributes:
        slot: The name of the part of the page that shows its result.
        key: Identifies the result: jobs with equal keys have equal results.
        share: The share of the work that is done, from 0 to 1.
        so_far: The unfinished result; None while the work has reported none.
    """

    def __init__(
        self,
        slot: str,
        key: Hashable,
        work: Callable[[Report], Result],
        elsewhere: Callable[..., Result] | None = None,
    ) -> None:
        self.slot, self.key, self.share = slot, key, 0.0
        self.so_far: Any = None
        self._stopped = False
        self._last_asked = time.monotonic()
        self._first_batch: tuple[float, float] | None = None
        self._away = False
        self._future: Future[Result] = self._begin(work, elsewhere)

    @property
    def is_stopped(self) -> bool:
        """Whether it ended without a result."""
        return self._future.done() and isinstance(self._future.exception(), StoppedError)

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet. Asking also says that a page still waits for it."""
        self._last_asked = time.monotonic()
        return not self._future.done()

    @property
    def seconds_left(self) -> float | None:
        """The time left at the speed since the first batch, which itself is slow; None before the second batch."""
        if self._first_batch is None or self.share <= self._first_batch[1]:
            return None
        begun, share = self._first_batch
        return (time.monotonic() - begun) * (1 - self.share) / (self.share - share)

    def result(self) -> Result:
        """Wait for the work to end. Return its result, or raise what it raised."""
        return self._future.result()

    def stop(self) -> None:
        """End the work after the current batch."""
        self._stopped = True
        if self._away:
            workers().stop(self._future, StoppedError())

    def _begin(self, work: Callable[[Report], Result], elsewhere: Callable[..., Result] | None) -> Future[Result]:
        if self.key in _results or elsewhere is None or not _goes_away():
            return _executor.submit(self._run, work)
        self._away = True
        future = workers().begin(elsewhere, self._hear)
        future.add_done_callback(self._keep)
        return future

    def _run(self, work: Callable[[Report], Result]) -> Result:
        _turns.begin()
        try:
            with _results_lock:
                if self.key in _results:
                    _results.move_to_end(self.key)
                    cached: Result = _results[self.key]
                    return cached
            result = work(self._report)
            _keep_result(self.key, result)
            return result
        finally:
            _turns.end()

    def _keep(self, done: Future[Result]) -> None:
        if done.exception() is None:
            self.share = 1.0
            _keep_result(self.key, done.result())

    def _hear(self, share: float, so_far: Any = None) -> None:
        self.share, self.so_far = share, so_far
        self._first_batch = self._first_batch or (time.monotonic(), share)
        if self._stopped or time.monotonic() - self._last_asked > ABANDONED_AFTER:
            raise StoppedError

    def _report(self, share: float, so_far: Any = None) -> None:
        self._hear(share, so_far)
        _turns.end()
        _turns.begin()


def workers() -> WorkerExecutor:
    """Return what does the jobs of many: a process of this machine, or a worker of the cluster that trains."""
    # A class asks at the same moment, and each that is made starts a process.
    with _making:
        return _workers()


@cache
def _workers() -> WorkerExecutor:
    # Only a class needs them: the first page comes sooner without.
    from cnnviz.live.starting import starter
    from cnnviz.ui.server.health import processes

    executor = WorkerExecutor(starter())
    processes["jobs"] = lambda: executor.is_alive
    return executor


def _goes_away() -> bool:
    """Return whether the next job is one for another process."""
    return len(_turns) >= MOST_HERE or (_workers.cache_info().currsize == 1 and workers().is_ready)


def _keep_result(key: Hashable, result: Any) -> None:
    with _results_lock:
        _results[key] = result
        if len(_results) > _MOST_RESULTS:
            _results.popitem(last=False)


def run(slot: str, key: Hashable, work: Callable[..., Result]) -> Job[Result]:
    """Return this visitor's job as job() does, for work that another process may do.

    Args:
        slot: The name of the part of the page that shows the result.
        key: Everything that the result depends on.
        work: Returns the result. It can be pickled, networks and all, and calls its argument `progress` after each
            batch, with the share that is done.
    """
    return job(slot, key, lambda report: work(progress=report), work)


def job(
    slot: str, key: Hashable, work: Callable[[Report], Result], elsewhere: Callable[..., Result] | None = None
) -> Job[Result]:
    """Return this visitor's job for a part of the page. If the key has changed, the old job is stopped and a new begun.

    Args:
        slot: The name of the part of the page that shows the result.
        key: Everything that the result depends on.
        work: Returns the result. It calls its argument after each batch, with the share that is done.
        elsewhere: The same for another process, see Job.
    """
    jobs: dict[str, Job[Any]] = st.session_state.setdefault("jobs", {})
    before = jobs.get(slot)
    if before is None or before.key != key:
        forget(slot)
        jobs[slot] = Job(slot, key, work, elsewhere)
    return jobs[slot]


def forget(slot: str) -> None:
    """Stop the job for a part of the page, if there is one: the next call of job() begins a new one."""
    before = st.session_state.get("jobs", {}).pop(slot, None)
    if before:
        before.stop()


def give_time(jobs: Iterable[Job[Any]], seconds: float) -> None:
    """Wait for jobs, but no longer than this: a quick result is then shown at once, without a progress bar."""
    wait([job._future for job in jobs], timeout=seconds)


def follow(jobs: Mapping[str, Job[Any]], show_so_far: Callable[[], None] = lambda: None) -> bool:
    """Show the progress of jobs with the time left and a Stop button; run the page again once one of them has ended.

    A job that was stopped gets a button to begin again.

    Args:
        jobs: The jobs, by the names of their results in a sentence.
        show_so_far: Shows the unfinished results of running jobs.
    Returns:
        Whether any of them ran, so that its unfinished results are shown: a moment later it may have ended.
    """
    running = {name: job for name, job in jobs.items() if job.is_running}
    if running:
        _show_progress(running, show_so_far)
    for name, job in jobs.items():
        if job.is_stopped:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{name} was stopped.", width="content")
                st.button("Begin again", key=f"again-{job.slot}", on_click=forget, args=(job.slot,))
    return bool(running)


@st.fragment(run_every=0.4)
def _show_progress(running: dict[str, Job[Any]], show_so_far: Callable[[], None]) -> None:
    # A list, so that every job learns that a page still asks for it.
    if not all([job.is_running for job in running.values()]):
        st.rerun()
    for name, job in running.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.progress(job.share, text=f"{name}: {job.share:.0%}{_time_left(job.seconds_left)}")
            st.button("Stop", key=f"stop-{job.slot}", on_click=job.stop)
    show_so_far()


def _time_left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f", about {seconds / 60:.0f} min left" if seconds > 120 else f", about {max(1, round(seconds))} s left"
