"""Many trainings in one process: each gets a short turn, and the next goes to the one that has had the least time.

Chores have turns between theirs.

Nothing here knows of processes: commands come in by `tell`, reports go out by a function, `work` does one turn.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from cnnviz.live.chores import Chores
from cnnviz.live.learner import Epoch, FailedError, Learner
from cnnviz.live.messages import Chore, Command, Place, Progress, Report, Status, Tell
from cnnviz.live.recipe import Recipe

TURN = 0.008
"""Seconds of a turn."""
COMPILED = 2
"""Batches after which the step of a training is compiled; what that takes is no turn of its own."""
REPORT_EVERY, DETAILS_EVERY = 0.25, 1.0
"""Seconds between two reports of what there is to see, and between two that say everything."""
STATE_EVERY, STATE_PAUSE = 5.0, 1.5
"""Seconds after which the state is reported even within an epoch, and before which it is not even after one: what a
process takes with it when it is killed."""
ASLEEP_AFTER, DROPPED_AFTER = 20.0, 60.0
"""Seconds without anybody looking after which a training rests, and after which it ends here."""
MOST_SECONDS = 300.0
"""Seconds of a processor that one training may take."""


@dataclass
class _Run:
    name: str
    recipe: Recipe
    place: Place
    learner: Learner | None = None
    status: Status = "building"
    until: int | None = None
    served: float = 0.0
    seconds: float = 0.0
    reported: float = 0.0
    detailed: float = 0.0
    kept: float = 0.0
    looked: float = 0.0
    sent: int = 0
    first: int = 0
    early: list[Tell] = field(default_factory=list)
    rows: list[tuple[float, float, float, float, float]] = field(default_factory=list)


class Host:
    """The trainings of one process.

    Args:
        send: Called with every report.
        now: The clock, in seconds.
    """

    def __init__(self, send: Callable[[Report | Progress], None], now: Callable[[], float] = time.monotonic) -> None:
        self._send, self._now = send, now
        self._runs: dict[str, _Run] = {}
        self._chores = Chores(send)
        self._trained = False

    def tell(self, command: Command) -> None:
        """Take a command. One for a training that is not here changes nothing."""
        if isinstance(command, Chore):
            self._chores.tell(command)
            return
        if isinstance(command, Place):
            least = min((run.served for run in self._runs.values()), default=0.0)
            run = _Run(command.run, command.recipe, command, served=least, seconds=command.seconds, looked=self._now())
            self._runs[command.run] = run
            return
        known = self._runs.get(command.run)
        if known is not None:
            try:
                self._obey(known, command)
            except Exception as error:
                # The others of this process go on.
                logging.getLogger(__name__).exception("A training failed.")
                self._fail(known, _words(error))

    def work(self) -> bool:
        """Give one training a turn, or a chore after a training. Return whether there was one that wanted it."""
        self._look_after()
        if self._trained and self._chores.turn():
            self._trained = False
            return True
        self._trained = True
        waiting = [run for run in self._runs.values() if self._wants_a_turn(run)]
        if not waiting:
            return self._chores.turn()
        # A single batch that somebody asked for comes before all others, then who has just begun.
        run = min(waiting, key=lambda run: (not self._is_single(run), run.learner is not None, run.served))
        is_new = run.learner is None or run.learner.step < run.first + COMPILED
        begun = time.process_time()
        try:
            self._take_turn(run)
        except FailedError as error:
            self._fail(run, str(error))
        except MemoryError:
            self._fail(run, "The network takes more memory than there is here: a smaller one works.")
        except Exception as error:
            logging.getLogger(__name__).exception("A training failed.")
            self._fail(run, _words(error))
        took = time.process_time() - begun
        run.served += 0 if is_new else took
        run.seconds += took
        return True

    def _look_after(self) -> None:
        now = self._now()
        for run in list(self._runs.values()):
            if now - run.looked > DROPPED_AFTER:
                self._leave(run, "It was stopped, because its page was closed.")

    def _wants_a_turn(self, run: _Run) -> bool:
        return run.status in ("building", "running") and self._now() - run.looked < ASLEEP_AFTER

    def _is_single(self, run: _Run) -> bool:
        return run.learner is not None and run.until == run.learner.step + 1

    def _take_turn(self, run: _Run) -> None:
        if run.learner is None:
            self._send(Report(run.name, "building"))
            place = run.place
            run.learner = Learner(place.recipe, place.state, place.picture, list(place.rates), place.own)
            run.first = run.learner.step
            run.learner.steps = place.epochs * run.learner.steps_per_epoch
            run.status = "running" if place.goes else "paused"
            for command in run.early:
                self._obey(run, command)
            if run.status != "running":
                self._report(run)
                return
            if place.state is None:
                # The first point of the curve comes as soon as it can.
                self._learn(run, run.learner)
                self._report(run, looks=run.status != "running")
                return
        begun = time.monotonic()
        while run.status == "running" and time.monotonic() - begun < TURN:
            self._learn(run, run.learner)
            if run.learner.step == run.first + COMPILED:
                break
        if run.status == "running" and self._now() - run.reported > REPORT_EVERY:
            self._report(run)

    def _learn(self, run: _Run, learner: Learner) -> None:
        if learner.is_done:
            self._finish(run, learner)
            return
        epoch = learner.learn_batch()
        if epoch is not None:
            run.rows.append(epoch.row)
            self._report(
                run,
                looks=False,
                epoch=epoch,
                state=self._now() - run.kept > STATE_PAUSE or learner.is_done,
            )
        elif self._now() - run.kept > STATE_EVERY:
            self._report(run, state=True)
        if run.seconds > MOST_SECONDS:
            self._keep(run, "done", f"It was trained for {MOST_SECONDS / 60:.0f} minutes, which is the most here.")
        elif learner.is_done:
            self._finish(run, learner)
        elif learner.step == run.until:
            run.until = None
            self._keep(run, "paused")

    def _finish(self, run: _Run, learner: Learner) -> None:
        run.status, run.until = "done", None
        self._report(run, state=True, test=learner.test())

    def _obey(self, run: _Run, command: Tell) -> None:
        run.looked = self._now()
        learner = run.learner
        if command.do == "drop":
            del self._runs[run.name]
        elif command.do == "stop":
            self._leave(run)
        if command.do in ("drop", "stop", "watch"):
            return
        if learner is None:
            run.early.append(command)
            return
        match command.do:
            case "pause" if run.status == "running":
                self._keep(run, "paused")
            case "go" | "batch" | "epoch":
                if learner.is_done:
                    learner.steps += learner.recipe.epochs * learner.steps_per_epoch
                done, each = learner.step, learner.steps_per_epoch
                run.until = {"go": None, "batch": done + 1, "epoch": (done // each + 1) * each}[command.do]
                run.status = "running"
                # It comes back as a newcomer would: not before all others until it has caught up.
                others = [
                    other.served for other in self._runs.values() if self._wants_a_turn(other) and other is not run
                ]
                run.served = max(run.served, min(others, default=run.served))
                self._report(run, looks=False)
            case "rate":
                learner.ask_for_rate(float(command.value))
                self._report(run, looks=False)
            case "picture":
                learner.picture = command.value
                self._report(run)

    def _keep(self, run: _Run, status: Status, message: str = "") -> None:
        run.status, run.until = status, None
        self._report(run, message=message, state=run.learner is not None)

    def _leave(self, run: _Run, message: str = "") -> None:
        """Let go of a training: what is known of it goes out."""
        del self._runs[run.name]
        if run.status == "done":
            self._report(run, looks=False, left=True)
            return
        run.status = "stopped"
        self._report(run, message=message, state=run.learner is not None, left=True)

    def _fail(self, run: _Run, message: str) -> None:
        self._runs.pop(run.name, None)
        run.status = "failed"
        self._report(run, message=message, looks=False, left=True)

    def _report(
        self,
        run: _Run,
        *,
        message: str = "",
        looks: bool = True,
        epoch: Epoch | None = None,
        state: bool = False,
        test: tuple[int, int] | None = None,
        left: bool = False,
    ) -> None:
        learner = run.learner
        if learner is None:
            place = run.place
            rates = Report(run.name, run.status, message, rate=run.recipe.rate, epochs=place.epochs, rates=place.rates)
            self._send(replace(rates, seconds=run.seconds, left=left))
            return
        now = self._now()
        if looks:
            run.reported = now
        if state:
            run.kept = now
        seen = None
        if looks:
            details = run.status != "running" or now - run.detailed > DETAILS_EVERY
            run.detailed = now if details else run.detailed
            seen = learner.snapshot(details=details)
        new, run.sent = run.sent, len(learner.losses)
        rows, run.rows = run.rows, []
        self._send(
            Report(
                run.name,
                run.status,
                message,
                learner.step,
                learner.steps_per_epoch,
                learner.steps // learner.steps_per_epoch,
                learner.rate,
                tuple(learner.rates),
                run.seconds,
                learner.step - (len(learner.losses) - new),
                learner.losses[new:],
                learner.accuracies[new:],
                rows,
                epoch.confusion if epoch else None,
                (int(epoch.row[0]), learner.halves()) if epoch else None,
                seen,
                learner.state() if state else None,
                learner.weights() if state else None,
                test,
                left,
            )
        )


def _words(error: Exception) -> str:
    if type(error).__name__ == "ResourceExhaustedError":
        return "The network takes more memory than there is here: a smaller one works."
    return "This stack cannot be trained here. Change a layer of it, or begin with one of the networks above."
