"""Work that takes longer than a visitor likes to wait: off the script's thread, with its progress and a Stop.

All jobs of all visitors take turns, a batch each, so that a long one does not hold up the others; and what one visitor
has had worked out, the next gets at once.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from concurrent.futures import Executor, ThreadPoolExecutor, wait
from typing import Any

import streamlit as st

PATIENCE = 20
"""Seconds after which a job ends whose page no longer asks for it: the tab was closed, or another page is shown."""

_MOST_KEPT = 100
_executor: Executor = ThreadPoolExecutor(max_workers=64, thread_name_prefix="job")
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_keeping = threading.Lock()


class StoppedError(Exception):
    """A job was stopped, or nobody waits for it any more."""


class Turns:
    """Lets threads go on one at a time, in the order in which they came."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    def begin(self) -> None:
        """Wait for a turn."""
        mine = threading.Event()
        with self._lock:
            self._waiting.append(mine)
            self._waiting[0].set()
        mine.wait()

    def end(self) -> None:
        """Let the next one go on."""
        with self._lock:
            self._waiting.popleft()
            if self._waiting:
                self._waiting[0].set()


_turns = Turns()


class Job:
    """One piece of work.

    Attributes:
        place: Where on the page its result is shown.
        key: What it works out.
        share: How much of it is done, from 0 to 1.
        so_far: What the work shows of its result before that is done; None where it shows nothing.
    """

    def __init__(self, place: str, key: Hashable, work: Callable[[Callable[..., None]], Any]) -> None:
        self.place, self.key, self.share, self.so_far = place, key, 0.0, None
        self._stopped = False
        self._seen, self._first = time.monotonic(), None
        self._future = _executor.submit(self._run, work)

    @property
    def is_stopped(self) -> bool:
        """Whether it ended without a result."""
        return self._future.done() and isinstance(self._future.exception(), StoppedError)

    @property
    def is_running(self) -> bool:
        """Whether its result is still to come. To ask is to say that somebody waits for it."""
        self._seen = time.monotonic()
        return not self._future.done()

    @property
    def seconds_left(self) -> float | None:
        """How long it will take if it goes on as since the first batch, which is slow; None before the second."""
        if self._first is None or self.share <= self._first[1]:
            return None
        begun, share = self._first
        return (time.monotonic() - begun) * (1 - self.share) / (self.share - share)

    def result(self) -> Any:
        """Return what was worked out, or raise what the work raised."""
        return self._future.result()

    def stop(self) -> None:
        """Let it end after the batch it is at."""
        self._stopped = True

    def _run(self, work: Callable[[Callable[..., None]], Any]) -> Any:
        _turns.begin()
        try:
            with _keeping:
                if self.key in _kept:
                    _kept.move_to_end(self.key)
                    return _kept[self.key]
            result = work(self._go_on)
            with _keeping:
                _kept[self.key] = result
                if len(_kept) > _MOST_KEPT:
                    _kept.popitem(last=False)
            return result
        finally:
            _turns.end()

    def _go_on(self, share: float, so_far: Any = None) -> None:
        self.share, self.so_far = share, so_far
        self._first = self._first or (time.monotonic(), share)
        if self._stopped or time.monotonic() - self._seen > PATIENCE:
            raise StoppedError
        _turns.end()
        _turns.begin()


def job(place: str, key: Hashable, work: Callable[[Callable[..., None]], Any]) -> Job:
    """Return this visitor's job of a place on the page; it is begun anew, and the one before stopped, with a new key.

    Args:
        place: Where its result is shown.
        key: What is worked out: whatever makes a difference to the result.
        work: Does it; calls its argument with the share done after each batch, and if it likes what there is by then.
    """
    jobs = st.session_state.setdefault("jobs", {})
    before = jobs.get(place)
    if before is None or before.key != key:
        forget(place)
        jobs[place] = Job(place, key, work)
    return jobs[place]


def forget(place: str) -> None:
    """Stop a place's job, if there is one, so that the next begins anew."""
    before = st.session_state.get("jobs", {}).pop(place, None)
    if before:
        before.stop()


def give_time(jobs: list[Job], seconds: float) -> None:
    """Wait a moment for jobs, so that what is worked out quickly is shown at once."""
    wait([each._future for each in jobs], timeout=seconds)


def follow(begun: dict[str, Job], show_so_far: Callable[[], None] = lambda: None) -> None:
    """Show how far jobs are, with the time left and a Stop each; run the page again once one of them has ended.

    Those that were stopped can be begun again.

    Args:
        begun: Jobs by how people call what they work out.
        show_so_far: Shows what those that are running have by then.
    """
    running = {name: each for name, each in begun.items() if each.is_running}
    if running:
        _show_progress(running, show_so_far)
    for name, each in begun.items():
        if each.is_stopped:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{name} was stopped.", width="content")
                st.button("Begin again", key=f"again-{each.place}", on_click=forget, args=(each.place,))


@st.fragment(run_every=0.4)
def _show_progress(running: dict[str, Job], show_so_far: Callable[[], None]) -> None:
    if not all([each.is_running for each in running.values()]):
        st.rerun()
    for name, each in running.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.progress(each.share, text=f"{name}: {each.share:.0%}{_time_left(each.seconds_left)}")
            st.button("Stop", key=f"stop-{each.place}", on_click=each.stop)
    show_so_far()


def _time_left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f", about {seconds / 60:.0f} min left" if seconds > 120 else f", about {max(1, round(seconds))} s left"
