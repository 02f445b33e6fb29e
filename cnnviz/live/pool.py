"""All live trainings of an app: where each is trained, what is known of it, and who waits for a place."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from cnnviz.datasets.dataset import Part
from cnnviz.live.learner import State
from cnnviz.live.messages import Command, Order, Place, Report, Status, Tell
from cnnviz.live.recipe import Recipe, problem, runs_of

MOST_AT_ONCE = 30
"""So many trainings are placed at once; the next waits until one of them is over."""
MOST_KEPT = 10
"""The runs that are kept of a visit."""
MOST_BYTES = 20_000_000
"""What a visit's earlier trainings may take; the newest is kept whatever its size."""
MOST_OF_EPOCHS = 1_500_000
"""The bytes that the weights of a training's epochs may take, in half precision: of a long one every second is left
out, and then again; two of them are kept whatever their size."""
MOST_DEATHS = 3
"""So many processes in a row may end with a training before it is given up: it may be what ends them."""
MOST_RATE = 1e6
_OVER = ("done", "stopped", "failed")
_STEERING = ("go", "pause", "batch", "epoch")
"""Orders that say whether, and how far, a training goes."""


class Worker(Protocol):
    """Something that trains: a process here, or one of a cluster."""

    def send(self, command: Command) -> None:
        """Send it a command. One that is gone takes it without a word: `ended` says so."""

    def close(self) -> None:
        """End it."""


_GIVEN_UP = (
    "The processes that trained this have ended several times, perhaps for want of memory: it was given up. A smaller "
    "network may work."
)
StartWorker = Callable[[Callable[[Any], None], Callable[[], None]], Worker]
"""Starts a worker, given what takes its reports and what is called when it has ended by itself."""


class GoneError(ValueError):
    """There is no such training here any more; the message is one sentence to show."""


@dataclass
class Run:
    """What is known of one training.

    Attributes:
        name: Its name, which nobody can guess.
        visit: Whose it is.
        recipe: What is trained, on what and how.
        number: Its number among the visit's, from 1.
        begun: When it was begun, in seconds of the clock on the wall.
        report: The last report, without what is kept below.
        losses: Of every batch.
        accuracies: Of every batch.
        rows: Of every epoch, see learner.Epoch.
        confusion: Of the last epoch.
        seen: What there was to see last: a header and arrays.
        state: Where it can go on from.
        weights: The network's weights at that point.
        test: How many of the official test pictures it reads, and how many there are; None before its end.
        epochs: Number of epochs done -> the weights at that point, in half precision.
        own: The visitor's own pictures, if it is trained on them; None once they are deleted.
        counts: How many there are, or were, of each class.
        twin: The name of the training that goes beside this one, and rests when it does; "" if there is none.
        is_twin: Whether it is that one.
        notice: A sentence on what happened to it; "" for nothing.
        early: What it was told before it had a place.
        deaths: How many processes have ended with it since it was last kept.
        version: Grows with everything that is new.
    """

    name: str
    visit: str
    recipe: Recipe
    number: int = 1
    picture: npt.NDArray[np.float32] | None = None
    begun: float = field(default_factory=time.time)
    report: Report = field(default_factory=lambda: Report("", "waiting"))
    losses: array[float] = field(default_factory=lambda: array("f"))
    accuracies: array[float] = field(default_factory=lambda: array("f"))
    rows: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    confusion: npt.NDArray[np.int64] | None = None
    seen: tuple[dict[str, Any], dict[str, npt.NDArray[Any]]] | None = None
    state: State | None = None
    weights: list[npt.NDArray[np.float32]] | None = None
    test: tuple[int, int] | None = None
    epochs: dict[int, list[npt.NDArray[np.float16]]] = field(default_factory=dict)
    own: Part | None = None
    counts: tuple[int, ...] = ()
    twin: str = ""
    is_twin: bool = False
    notice: str = ""
    early: list[Tell] = field(default_factory=list)
    deaths: int = 0
    version: int = 0
    worker: Worker | None = None

    @property
    def status(self) -> Status:
        """What it is doing."""
        return self.report.status

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.status in _OVER

    @property
    def is_without_pictures(self) -> bool:
        """Whether the visitor's own pictures, on which it was trained, are deleted."""
        return self.recipe.own is not None and self.own is None

    @property
    def bytes(self) -> int:
        """The memory that its weights take here, and all that it goes on from."""
        kept: list[npt.NDArray[Any]] = [*(self.weights or ()), *(self.state.variables if self.state else ())]
        kept += self.state.optimizer if self.state else []
        return sum(array.nbytes for array in kept) + bytes_of(self.epochs)

    @property
    def accuracy(self) -> float | None:
        """On the pictures held out, after its last epoch; None before the first."""
        return self.rows[-1][4] if self.rows else None


def bytes_of(epochs: Mapping[int, list[npt.NDArray[np.float16]]]) -> int:
    """Return the memory that the weights of a training's epochs take."""
    return sum(array.nbytes for weights in epochs.values() for array in weights)


def counts_of(recipe: Recipe, own: Part | None) -> tuple[int, ...]:
    """Return how many pictures each of the visitor's own classes has; () where a data set's are learned."""
    if not recipe.own:
        return ()
    labels = np.zeros(0, np.int64) if own is None else own.labels
    return tuple(np.bincount(labels, minlength=len(recipe.names)).tolist())


class Pool:
    """All live trainings of an app. Its methods may be called by any thread.

    Args:
        start: Starts a worker.
        workers: How many there are.
        most: How many trainings are placed at once.
        spare: Whether one more waits, ready, to take the place of one that dies.
    """

    def __init__(self, start: StartWorker, workers: int, most: int = MOST_AT_ONCE, *, spare: bool = False) -> None:
        self._start, self._most, self._has_spare = start, most, spare
        self._spare: Worker | None = None
        self._ready: list[Worker] = []
        self._workers: list[Worker | None] = [None] * workers
        self._runs: dict[str, Run] = {}
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)

    def wake(self) -> None:
        """Start the workers unless they are there: each takes seconds to be ready."""
        with self._lock:
            for place in range(len(self._workers)):
                self._worker(place)

    def start(
        self,
        visit: str,
        recipe: Recipe,
        picture: npt.NDArray[np.float32] | None = None,
        own: Part | None = None,
        first: Order | None = None,
    ) -> Run:
        """Begin a training, or two that go beside each other. What else of the visit is not over is stopped.

        Args:
            visit: Whose it is.
            recipe: What is trained, on what and how.
            picture: The visitor's picture as the network's input; None for one of those held out.
            own: The visitor's own pictures, if it is trained on them.
            first: What it is told before anything else: "batch" for one batch alone. An order of its own would come
                when the first batches are over.
        Raises:
            ValueError: If it cannot be trained. The message says why in a sentence.
        """
        why = problem(recipe, counts_of(recipe, own))
        if why:
            raise ValueError(why)
        with self._lock:
            for run in self.of_visit(visit):
                if not run.is_over:
                    self._leave(run, "stop")
            run, *others = (self._new(visit, recipe, picture, own) for recipe in runs_of(recipe))
            for other in others:
                run.twin, other.is_twin = other.name, True
            if first:
                for each in (run, *others):
                    each.early.append(Tell(each.name, first))
            self._make_room(visit)
            self._fill()
            return run

    def _new(self, visit: str, recipe: Recipe, picture: npt.NDArray[np.float32] | None, own: Part | None) -> Run:
        number = 1 + max((run.number for run in self.of_visit(visit)), default=0)
        run = Run(secrets.token_hex(8), visit, recipe, number, picture)
        if recipe.own:
            run.own, run.counts = own, counts_of(recipe, own)
        run.report = Report(run.name, "waiting", rate=recipe.rate, epochs=recipe.epochs)
        self._runs[run.name] = run
        return run

    def find(self, visit: str, name: str) -> Run:
        """Return a training of a visit.

        Raises:
            GoneError: If there is none of that name, or no longer.
        """
        run = self._runs.get(name)
        if run is None or run.visit != visit:
            raise GoneError("This training is no longer on the server. Press Start: the same settings train the same.")
        return run

    def of_visit(self, visit: str) -> list[Run]:
        """Return a visit's trainings, the oldest first."""
        with self._lock:
            return [run for run in self._runs.values() if run.visit == visit]

    def place_in_queue(self, run: Run) -> int:
        """Return how many trainings get a place before this one, and itself; 0 if it has one."""
        with self._lock:
            waiting = [other.name for other in self._runs.values() if other.status == "waiting"]
        return waiting.index(run.name) + 1 if run.name in waiting else 0

    def tell(self, visit: str, name: str, do: Order, value: Any = None) -> None:
        """Tell a training what to do.

        Args:
            visit: Whose it is.
            name: Its name.
            do: What; "watch" says that somebody looks.
            value: The rate of "rate", the picture of "picture".
        Raises:
            GoneError: If it is gone.
            ValueError: If that cannot be done. The message says so in a sentence.
        """
        if do == "rate" and not (isinstance(value, int | float) and 0 <= value <= MOST_RATE):
            raise ValueError(f"A learning rate is a number from 0 to {MOST_RATE:,.0f}, such as 0.003.")
        with self._lock:
            run = self.find(visit, name)
            if run.twin in self._runs:
                self.tell(visit, run.twin, do, value)
            if do == "picture":
                run.picture = value
            if do == "stop":
                self._leave(run, "stop")
            elif run.worker is not None:
                run.worker.send(Tell(run.name, do, value))
            elif run.status == "waiting" and do not in ("watch", "picture"):
                run.early.append(Tell(run.name, do, value))
            elif do in ("go", "batch", "epoch") and run.is_over and run.is_without_pictures:
                raise ValueError("Its pictures are deleted, so it cannot learn on: bring pictures, and press Start.")
            elif do in ("go", "batch", "epoch") and run.is_over and run.state is not None:
                # It was stopped: it goes on where it was.
                self._again(run, do)

    def wait_for(self, run: Run, ready: Callable[[Run], bool], seconds: float) -> bool:
        """Wait until something holds of a training. Return whether it does."""
        with self._changed:
            return self._changed.wait_for(lambda: ready(run), seconds)

    def forget(self, visit: str) -> None:
        """Forget all of a visit's trainings."""
        with self._lock:
            for run in self.of_visit(visit):
                self._leave(run, "drop")
                del self._runs[run.name]
            self._fill()

    def forget_pictures(self, visit: str) -> None:
        """Stop a visit's trainings on its own pictures, and forget these. The networks stay: they hold no picture."""
        with self._lock:
            for run in self.of_visit(visit):
                if run.own is None:
                    continue
                if not run.is_over or run.worker is not None:
                    self._leave(run, "stop")
                run.own = run.picture = run.seen = None
                run.version += 1

    def close(self) -> None:
        """End all workers."""
        with self._lock:
            for worker in filter(None, [*self._workers, self._spare]):
                worker.close()
            self._workers, self._spare, self._ready = [None] * len(self._workers), None, []

    def _make_room(self, visit: str) -> None:
        """Forget the oldest trainings of a visit where they are too many, or take too much memory."""
        _newest, *older = reversed(self.of_visit(visit))
        taken = 0
        for number, run in enumerate(older, start=1):
            taken += run.bytes
            if number >= MOST_KEPT or taken > MOST_BYTES:
                del self._runs[run.name]

    def _worker(self, place: int) -> Worker:
        worker = self._workers[place]
        if worker is None:
            worker = self._workers[place] = self._new_worker()
        return worker

    def _new_worker(self) -> Worker:
        made: list[Worker] = []

        def take(report: Report) -> None:
            if report.run:
                self._take(report)
                return
            with self._lock:
                self._ready.append(made[0])
                self._keep_spare()

        def ended() -> None:
            with self._lock:
                self._lost(made[0])

        # The lock is held here: what it says first waits until it is known.
        made.append(self._start(take, ended))
        return made[0]

    def _keep_spare(self) -> None:
        """Start the spare worker once the others are ready: before, it would only be in their way."""
        if self._has_spare and self._spare is None and all(worker in self._ready for worker in self._workers):
            self._spare = self._new_worker()

    def _placed(self) -> list[Run]:
        return [run for run in self._runs.values() if run.worker is not None]

    def _fill(self) -> None:
        """Give places to those that wait, the oldest first."""
        for run in [run for run in self._runs.values() if run.status == "waiting"]:
            if sum(not each.is_over for each in self._placed()) >= self._most:
                return
            self._place(run)

    def _place(self, run: Run, *, goes: bool = True) -> None:
        loads = [
            sum(other.worker is worker and worker is not None for other in self._placed()) for worker in self._workers
        ]
        run.worker = self._worker(loads.index(min(loads)))
        run.report = replace(run.report, status="building", message="")
        run.version += 1
        before = run.report
        # One that was told something meanwhile waits for that: it may be there before the order is.
        goes = goes and not any(command.do in _STEERING for command in run.early)
        run.worker.send(
            Place(
                run.name, run.recipe, before.epochs, run.state, run.picture, before.rates, before.seconds, goes, run.own
            )
        )
        for command in run.early:
            run.worker.send(command)
        run.early.clear()

    def _again(self, run: Run, do: Order) -> None:
        self._cut(run)
        if run.status == "done":
            run.report = replace(run.report, epochs=run.report.epochs + run.recipe.epochs)
        self._place(run, goes=do == "go")
        if do != "go" and run.worker is not None:
            run.worker.send(Tell(run.name, do))

    def _cut(self, run: Run) -> None:
        """Forget the batches after the state that it goes on from: they come again."""
        step = run.state.step if run.state else 0
        del run.losses[step:], run.accuracies[step:]
        run.rows = [row for row in run.rows if row[0] * run.report.steps_per_epoch <= step]
        run.epochs = {
            number: kept for number, kept in run.epochs.items() if number * run.report.steps_per_epoch <= step
        }

    def _leave(self, run: Run, do: Order) -> None:
        if run.worker is not None:
            run.worker.send(Tell(run.name, do))
        elif not run.is_over:
            run.report = replace(run.report, status="stopped")
            run.version += 1

    def _take(self, report: Report) -> None:
        """Take a worker's report."""
        with self._changed:
            run = self._runs.get(report.run)
            if run is None:
                return
            self._append(run, report)
            if report.status == "building":
                run.report = replace(run.report, status="building")
            else:
                run.report = replace(
                    report,
                    losses=[],
                    accuracies=[],
                    rows=[],
                    confusion=None,
                    kept=None,
                    seen=None,
                    state=None,
                    weights=None,
                )
            if report.rows:
                run.notice = ""
            if report.left:
                run.worker = None
            if report.left or report.status == "done":
                self._fill()
            run.version += 1
            self._changed.notify_all()

    def _append(self, run: Run, report: Report) -> None:
        if report.losses:
            del run.losses[report.at :], run.accuracies[report.at :]
        run.losses.extend(report.losses)
        run.accuracies.extend(report.accuracies)
        run.rows.extend(report.rows)
        if report.state is not None:
            run.deaths = 0
        # Where the pictures were deleted, no late report brings one back.
        if report.seen is not None and not run.is_without_pictures:
            header, arrays = run.seen or ({}, {})
            run.seen = header | report.seen[0], arrays | report.seen[1]
        if report.kept is not None:
            number, weights = report.kept
            run.epochs[number] = weights
            _thin(run.epochs)
        for name in ("confusion", "state", "weights", "test"):
            if getattr(report, name) is not None:
                setattr(run, name, getattr(report, name))

    def _lost(self, worker: Worker) -> None:
        """A worker has ended by itself: another takes on its trainings where each of them was kept last."""
        with self._changed:
            was_ready = worker in self._ready
            if was_ready:
                self._ready.remove(worker)
            if worker is self._spare:
                self._spare = None
            if worker in self._workers:
                self._workers[self._workers.index(worker)], self._spare = self._spare, None
            runs = [run for run in self._runs.values() if run.worker is worker]
            if runs:
                logging.getLogger(__name__).warning("A process that trained %d networks has ended.", len(runs))
            for run in runs:
                goes = run.status in ("building", "running")
                self._cut(run)
                run.worker = None
                if run.status == "done":
                    continue
                run.deaths += 1
                if run.deaths >= MOST_DEATHS:
                    run.report = replace(run.report, status="failed", message=_GIVEN_UP)
                    run.version += 1
                    continue
                self._place(run, goes=goes)
                epoch = (run.state.step if run.state else 0) / run.report.steps_per_epoch
                run.notice = f"The process that trained this has ended; it goes on from epoch {epoch:.1f}."
            self._fill()
            if was_ready:
                # One that cannot even begin would be started for ever.
                self._keep_spare()
            self._changed.notify_all()


def _thin(epochs: dict[int, list[npt.NDArray[np.float16]]]) -> None:
    """Leave out every second epoch, from the last but one on, while they take too much memory."""
    while len(epochs) > 2 and bytes_of(epochs) > MOST_OF_EPOCHS:
        for number in list(epochs)[-2::-2]:
            del epochs[number]
