"""Many trainings in one process: fair turns, orders between them, and an end when nobody looks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cnnviz.architecture.text import text_to_specs
from cnnviz.live.host import ASLEEP_AFTER, DROPPED_AFTER, Host
from cnnviz.live.messages import Place, Report, Tell
from cnnviz.live.recipe import Recipe

SMALL = Recipe(text_to_specs("c4-r-m3-f-d10-z"), each=20, epochs=4)
STEPS = 4 * 5
LONG = replace(SMALL, epochs=200)


class Heard:
    """A host, a clock of the test's own, and what was reported."""

    def __init__(self) -> None:
        self.time = 0.0
        self.reports: list[Report] = []
        self.host = Host(self.reports.append, lambda: self.time)

    def place(self, run: str, recipe: Recipe = SMALL, **more) -> None:
        self.host.tell(Place(run, recipe, recipe.epochs, **more))

    def tell(self, run: str, do, value=None) -> None:
        self.host.tell(Tell(run, do, value))

    def last(self, run: str) -> Report:
        return [report for report in self.reports if report.run == run][-1]

    def work(self, turns: int = 10_000) -> None:
        for _ in range(turns):
            if not self.host.work():
                return


@pytest.fixture
def heard() -> Heard:
    return Heard()


def test_it_trains_to_the_end_and_reports_every_batch_once(heard):
    heard.place("a")
    heard.work()
    losses = []
    for report in heard.reports:
        if report.losses:
            assert report.at == len(losses)
            losses += report.losses
    last = heard.last("a")
    assert (last.status, last.step, len(losses), last.left) == ("done", STEPS, STEPS, False)
    assert [row[0] for report in heard.reports for row in report.rows] == [1, 2, 3, 4]
    assert last.test[1] == 1_000 and last.state.step == STEPS
    assert heard.reports[0].status == "building" and heard.reports[1].step == 1, "the first point comes at once"


def test_one_that_is_over_goes_on_for_as_many_epochs(heard):
    heard.place("a")
    heard.work()
    heard.tell("a", "go")
    heard.work()
    assert (heard.last("a").status, heard.last("a").step, heard.last("a").epochs) == ("done", 2 * STEPS, 8)


def test_a_batch_an_epoch_and_a_pause(heard):
    heard.place("a", goes=False)
    heard.work()
    assert (heard.last("a").status, heard.last("a").step) == ("paused", 0)
    heard.tell("a", "batch")
    heard.work()
    assert (heard.last("a").status, heard.last("a").step) == ("paused", 1)
    heard.tell("a", "epoch")
    heard.work()
    assert (heard.last("a").status, heard.last("a").step) == ("paused", 5)
    assert heard.last("a").seen and heard.last("a").state.step == 5
    heard.tell("a", "rate", 0.5)
    assert heard.last("a").rates == ((5, 0.5),)
    heard.tell("a", "go")
    heard.work(1)
    heard.tell("a", "pause")
    assert heard.last("a").status == "paused"
    assert not heard.host.work()


def test_what_it_is_told_before_it_is_built_counts(heard):
    heard.place("a")
    heard.tell("a", "rate", 0.5)
    heard.tell("a", "batch")
    heard.place("b")
    heard.tell("b", "pause")
    heard.work()
    assert (heard.last("a").status, heard.last("a").step, heard.last("a").rates) == ("paused", 1, ((0, 0.5),))
    assert heard.last("a").seen
    assert (heard.last("b").status, heard.last("b").step) == ("paused", 0)


def pause(heard: Heard, names: list[str]) -> list[float]:
    """Have trainings rest. Return for how many seconds each was trained."""
    for name in names:
        heard.tell(name, "pause")
    return [heard.last(name).seconds for name in names]


def test_turns_are_fair_and_a_single_batch_comes_first(heard):
    kinds = [replace(LONG, layers=text_to_specs(text)) for text in ("c4-r-m3-f-d10-z", "f-d10-z", "c16-r-m3-f-d10-z")]
    names = [f"{kind}-{number}" for kind in range(3) for number in range(3)]
    for name in names:
        heard.place(name, kinds[int(name[0])])
    # All are built and compiled, which is no turn of theirs.
    heard.work(4 * len(names))
    before = pause(heard, names)
    for name in names:
        heard.tell(name, "go")
    heard.work(300)
    after = pause(heard, names)
    served = [now - then for now, then in zip(after, before, strict=True)]
    # The longest step overshoots a turn of 15 ms by itself.
    assert max(served) < 1.3 * min(served) + 0.1, served
    heard.tell(names[0], "go")
    heard.tell(names[4], "batch")
    before = heard.last(names[4]).step
    heard.work(1)
    assert (heard.last(names[4]).status, heard.last(names[4]).step) == ("paused", before + 1)


def test_one_that_nobody_looks_at_rests_and_then_ends_with_where_it_was(heard):
    heard.place("a", LONG)
    heard.place("b", LONG)
    heard.work(4)
    heard.time += ASLEEP_AFTER + 1
    assert not heard.host.work(), "nobody looks"
    heard.tell("b", "watch")
    assert heard.host.work()
    heard.time += DROPPED_AFTER - ASLEEP_AFTER
    heard.tell("b", "watch")
    heard.host.work()
    gone = heard.last("a")
    assert (gone.status, gone.left) == ("stopped", True) and "page was closed" in gone.message
    assert gone.state.step == gone.step
    heard.tell("a", "go")
    assert heard.last("a") is gone
    assert heard.last("b").status == "running"


def test_one_that_goes_on_elsewhere_reports_where_it_is(heard):
    heard.place("a", LONG)
    heard.work(3)
    heard.tell("a", "stop")
    left = heard.last("a")
    assert (left.status, left.left) == ("stopped", True)
    other = Heard()
    other.place("a", LONG, state=left.state, seconds=left.seconds)
    other.work(2)
    other.tell("a", "pause")
    last = other.last("a")
    assert last.step > left.step
    assert next(report.at for report in other.reports if report.losses) == left.step


def test_what_fails_says_why_and_the_others_go_on(heard):
    heard.place("nan", replace(LONG, optimizer="sgd", rate=1e6))
    heard.place("a")
    heard.work()
    failed = heard.last("nan")
    assert (failed.status, failed.left) == ("failed", True) and "Begin again with" in failed.message
    assert heard.last("a").status == "done"


def test_a_fault_of_the_program_is_a_sentence_for_the_visitor_and_a_traceback_for_the_log(heard, monkeypatch, caplog):
    monkeypatch.setattr("cnnviz.live.host.Learner.learn_batch", lambda self: 1 / 0)
    heard.place("a")
    heard.work()
    assert heard.last("a").status == "failed" and "Change a layer" in heard.last("a").message
    assert "ZeroDivisionError" in caplog.text


def test_an_order_that_fails_ends_its_training_alone(heard):
    heard.place("a")
    heard.place("b")
    heard.work(4)
    heard.tell("a", "picture", "no picture")
    assert heard.last("a").status == "failed"
    heard.work()
    assert heard.last("b").status == "done"


def test_memory_that_is_not_there_is_a_sentence(heard, monkeypatch):
    def too_much(self):
        raise MemoryError

    monkeypatch.setattr("cnnviz.live.host.Learner.learn_batch", too_much)
    heard.place("a")
    heard.work()
    assert "more memory than there is" in heard.last("a").message


def test_one_that_waits_for_its_order_learns_nothing_before_it_and_one_batch_then(heard):
    heard.place("a", goes=False)
    heard.work()
    assert (heard.last("a").status, heard.last("a").step) == ("paused", 0)
    heard.tell("a", "batch")
    heard.work()
    assert (heard.last("a").status, heard.last("a").step) == ("paused", 1)
