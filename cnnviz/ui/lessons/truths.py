"""The answers of lessons, worked out in the background: begun when a lesson is opened, and kept."""

from __future__ import annotations

import time
from collections import OrderedDict
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from threading import Lock

from cnnviz.facts import FactError
from cnnviz.lessons import Lesson
from cnnviz.lessons.truth import Truth, truth_of
from cnnviz.ui import warm_up
from cnnviz.ui.lessons.pins import AppPages

_MOST_KEPT = 600
_AT_ONCE = 0.25
"""Seconds that a page waits for an answer before it says that it is being worked out."""
_executor: Executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lesson-truths")
_futures: OrderedDict[tuple[str, int, int], Future[Truth]] = OrderedDict()
_lock = Lock()


def begin(lesson: Lesson, variant: int) -> None:
    """Begin to work out all answers of a lesson, one after the other in its order, unless that has been begun."""
    with _lock:
        new = [index for index in _asking(lesson) if (lesson.name, index, variant) not in _futures]
    if new:
        # Each begins the next: a server that is stopped finishes one of them, and not all.
        with suppress(RuntimeError):
            _future(lesson, new[0], variant).add_done_callback(lambda _: begin(lesson, variant))


def _asking(lesson: Lesson) -> list[int]:
    return [index for index, step in enumerate(lesson.steps) if step.asked and not step.question]


def truth_at(lesson: Lesson, index: int, variant: int) -> Truth | None:
    """Return the answer to a step's question; None while it is worked out.

    Raises:
        FactError: If there is none. The message is one sentence.
    """
    future = _future(lesson, index, variant)
    wait([future], _AT_ONCE)
    return future.result() if future.done() else None


def is_ready(lesson: Lesson, index: int, variant: int) -> bool:
    """Return whether the answer to a step's question is worked out, or cannot be."""
    return _future(lesson, index, variant).done()


def _future(lesson: Lesson, index: int, variant: int) -> Future[Truth]:
    # Two lessons of one name have the same content: that of one's own is made of it.
    key = (lesson.name, index, variant)
    with _lock:
        if key not in _futures:
            _futures[key] = _executor.submit(_work_out, lesson, index, variant)
            while len(_futures) > _MOST_KEPT:
                _futures.popitem(last=False)
        _futures.move_to_end(key)
        return _futures[key]


def _work_out(lesson: Lesson, index: int, variant: int) -> Truth:
    step = lesson.steps[index]
    if step.pin:
        # The first page comes before everything else, and networks one after the other.
        network = step.pin.on(lesson.front.networks[0], lesson.variants[variant]).query["network"]
        try:
            while not warm_up.is_ready(network):
                time.sleep(0.05)
        except ValueError as error:
            raise FactError(str(error)) from error
    return truth_of(lesson, step, AppPages(), variant)
