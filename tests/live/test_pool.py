"""All trainings of an app: places, the queue, limits, and what happens when a worker dies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cnnviz.architecture.text import text_to_specs
from cnnviz.datasets.dataset import Part
from cnnviz.live.learner import State
from cnnviz.live.messages import Command, Place, Report, Tell
from cnnviz.live.pool import MOST_BYTES, MOST_KEPT, MOST_OF_EPOCHS, GoneError, Pool, bytes_of
from cnnviz.live.recipe import Recipe

RECIPE = Recipe()


class Made:
    """Workers that only write down what they are told."""

    def __init__(self) -> None:
        self.workers: list[FakeWorker] = []

    def __call__(self, take, ended) -> FakeWorker:
        self.workers.append(FakeWorker(take, ended))
        return self.workers[-1]


class FakeWorker:
    def __init__(self, take, ended) -> None:
        self.take, self.ended, self.told, self.is_closed = take, ended, [], False

    def send(self, command: Command) -> None:
        self.told.append(command)

    def close(self) -> None:
        self.is_closed = True

    @property
    def placed(self) -> list[str]:
        return [command.run for command in self.told if isinstance(command, Place)]


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def pool(made) -> Pool:
    return Pool(made, workers=2, most=4)


def state_at(step: int) -> State:
    return State(step, 0.003, [], [])


def test_trainings_are_spread_over_the_workers(pool, made):
    runs = [pool.start(f"v{number}", RECIPE) for number in range(4)]
    assert [len(worker.placed) for worker in made.workers] == [2, 2]
    assert all(run.status == "building" and pool.place_in_queue(run) == 0 for run in runs)


def test_who_comes_too_late_waits_sees_his_place_and_moves_up(pool, made):
    first = [pool.start(f"v{number}", RECIPE) for number in range(4)]
    late = [pool.start(f"late{number}", RECIPE) for number in range(2)]
    assert [(run.status, pool.place_in_queue(run)) for run in late] == [("waiting", 1), ("waiting", 2)]
    first[1].worker.take(Report(first[1].name, "done", step=9))
    assert [(run.status, pool.place_in_queue(run)) for run in late] == [("building", 0), ("waiting", 1)]
    pool.tell("late1", late[1].name, "batch")
    pool.tell("late1", late[1].name, "stop")
    first[2].worker.take(Report(first[2].name, "done", step=9))
    assert late[1].status == "stopped"
    first[0].worker.take(Report(first[0].name, "stopped", left=True))
    assert sum(len(worker.placed) for worker in made.workers) == 5


def test_a_visit_trains_one_at_a_time_and_keeps_few(pool):
    runs = [pool.start("v", RECIPE) for _ in range(MOST_KEPT + 3)]
    assert [run.name for run in pool.of_visit("v")] == [run.name for run in runs[-MOST_KEPT:]]
    assert Tell(runs[0].name, "stop") in runs[0].worker.told
    with pytest.raises(GoneError, match="Press Start"):
        pool.find("v", runs[0].name)


def test_nobody_sees_or_steers_what_is_not_theirs(pool):
    run = pool.start("v", RECIPE)
    with pytest.raises(GoneError):
        pool.find("w", run.name)
    with pytest.raises(GoneError):
        pool.tell("w", run.name, "stop")


def test_what_cannot_be_trained_is_refused_before_it_gets_a_place(pool, made):
    with pytest.raises(ValueError, match="end the stack"):
        pool.start("v", replace(RECIPE, layers=text_to_specs("f-d3-z")))
    assert not made.workers and not pool.of_visit("v")


@pytest.mark.parametrize("rate", [-1, float("nan"), 1e9, "0.1", None])
def test_a_rate_that_is_none_is_refused(pool, rate):
    run = pool.start("v", RECIPE)
    with pytest.raises(ValueError, match=r"such as 0\.003"):
        pool.tell("v", run.name, "rate", rate)


def test_what_is_reported_is_put_together(pool):
    run = pool.start("v", RECIPE)
    run.worker.take(Report(run.name, "running", step=2, at=0, losses=[3.0, 2.0], accuracies=[0.0, 0.5]))
    run.worker.take(
        Report(run.name, "running", step=3, at=2, losses=[1.0], accuracies=[1.0], rows=[(1, 2, 0.5, 2, 0.6)])
    )
    run.worker.take(Report(run.name, "paused", step=3, at=3, state=state_at(3), weights=[]))
    assert run.losses.tolist() == [3, 2, 1] and run.accuracy == 0.6 and run.state.step == 3
    assert run.version == 4


def test_a_worker_that_dies_costs_what_came_after_the_state_and_nobody_else_anything(pool, made):
    runs = [pool.start(f"v{number}", RECIPE) for number in range(4)]
    lost = [run for run in runs if run.worker is made.workers[0]]
    rest = [run for run in runs if run.worker is made.workers[1]]
    for run in runs:
        losses = [1.0] * 70
        run.worker.take(
            Report(
                run.name,
                "running",
                step=70,
                steps_per_epoch=50,
                epochs=20,
                losses=losses,
                accuracies=losses,
                rows=[(1, 1, 1, 1, 1)],
                rates=((10, 0.1),),
                state=state_at(50),
                weights=[],
            )
        )
    lost[1].worker.take(Report(lost[1].name, "paused", step=70, steps_per_epoch=50, epochs=20, at=70))
    made.workers[0].ended()
    new = made.workers[2]
    assert sorted(new.placed) == sorted(run.name for run in lost)
    assert made.workers[1].placed == [run.name for run in rest]
    placed = {command.run: command for command in new.told}
    assert all(placed[run.name].state.step == 50 and len(run.losses) == 50 for run in lost)
    assert [placed[run.name].goes for run in lost] == [True, False]
    assert "goes on from epoch 1.0" in lost[0].notice
    assert all(len(run.losses) == 70 and not run.notice and run.worker is made.workers[1] for run in rest)


def test_what_takes_its_worker_with_it_again_and_again_is_given_up(pool, made):
    run, other = pool.start("v", RECIPE), pool.start("w", RECIPE)
    for _ in range(3):
        assert run.status == "building"
        run.worker.ended()
    assert run.status == "failed" and "smaller network" in run.report.message and run.worker is None
    assert other.status == "building" and not other.notice


def test_earlier_trainings_make_room_for_the_memory_of_new_ones(pool):
    large = [np.zeros(2_000_000, np.float32)]
    for _ in range(4):
        run = pool.start("v", RECIPE)
        run.worker.take(Report(run.name, "done", state=State(1, 0.1, [], []), weights=large))
    kept = pool.of_visit("v")
    assert kept[-1] is run and len(kept) == 3 and sum(each.bytes for each in kept[:-1]) <= MOST_BYTES


def test_a_worker_that_dies_takes_no_trained_network_with_it(pool, made):
    run = pool.start("v", RECIPE)
    run.worker.take(Report(run.name, "done", step=9, state=state_at(9), weights=[]))
    made.workers[0].ended()
    assert run.status == "done" and run.worker is None and run.state.step == 9
    pool.tell("v", run.name, "go")
    *_, placed = made.workers[-1].told
    assert (placed.state.step, placed.epochs) == (9, RECIPE.epochs)


def test_one_that_was_stopped_goes_on_where_it_was(pool, made):
    run = pool.start("v", RECIPE)
    run.worker.take(Report(run.name, "stopped", step=9, state=state_at(9), left=True, epochs=20))
    assert run.worker is None and run.is_over
    pool.tell("v", run.name, "batch")
    *_, placed, told = run.worker.told
    assert (placed.state.step, placed.goes, told.do) == (9, False, "batch")


def test_forgetting_a_visit_leaves_nothing(pool, made):
    run = pool.start("v", RECIPE)
    worker = run.worker
    pool.forget("v")
    assert not pool.of_visit("v") and worker.told[-1] == Tell(run.name, "drop")
    pool.close()
    assert all(each.is_closed for each in made.workers)


OWN = Recipe(text_to_specs("c4-r-m3-f-d2-z"), "photographs", names=("cat", "dog"), way="both")
PICTURES = Part(np.zeros((6, 32, 32, 3), np.uint8), np.repeat([0, 1], 3))


def test_both_ways_of_learning_own_pictures_go_beside_each_other(pool, made):
    run = pool.start("v", OWN, own=PICTURES)
    twin = pool.find("v", run.twin)
    assert (run.recipe.way, twin.recipe.way) == ("features", "scratch") and twin.is_twin and not run.is_twin
    assert [run.number, twin.number] == [1, 2] and run.counts == (3, 3)
    places = [command for worker in made.workers for command in worker.told if isinstance(command, Place)]
    assert {place.run for place in places} == {run.name, twin.name}
    assert all(place.own is PICTURES for place in places)
    pool.tell("v", run.name, "pause")
    told = [command for worker in made.workers for command in worker.told if isinstance(command, Tell)]
    assert {(command.run, command.do) for command in told} == {(run.name, "pause"), (twin.name, "pause")}
    pool.start("v", RECIPE)
    told = [command for worker in made.workers for command in worker.told if isinstance(command, Tell)]
    assert {command.run for command in told if command.do == "stop"} == {run.name, twin.name}


def test_own_classes_without_pictures_start_nothing(pool, made):
    with pytest.raises(ValueError, match="no pictures yet"):
        pool.start("v", OWN)
    with pytest.raises(ValueError, match="“dog” has too few"):
        pool.start("v", OWN, own=Part(PICTURES.images[:4], np.array([0, 0, 0, 1])))
    assert not pool.of_visit("v") and not made.workers


def test_deleted_pictures_are_gone_from_trainings_too_and_no_late_report_brings_one_back(pool):
    hers = pool.start("her", replace(OWN, way="scratch"), own=PICTURES)
    his = pool.start("him", replace(OWN, way="scratch"), own=PICTURES)
    shipped = pool.start("them", RECIPE)
    for run in (hers, his):
        run.worker.take(Report(run.name, "running", step=3, seen=({"a": 1}, {"batch": np.ones(3)}), state=state_at(3)))
    worker = hers.worker
    pool.forget_pictures("her")
    pool.forget_pictures("them")
    assert hers.own is None and hers.seen is None and Tell(hers.name, "stop") in worker.told
    worker.take(Report(hers.name, "stopped", step=4, seen=({}, {"batch": np.ones(3)}), state=state_at(4), left=True))
    assert hers.seen is None and hers.status == "stopped"
    with pytest.raises(ValueError, match="pictures are deleted"):
        pool.tell("her", hers.name, "go")
    assert his.own is PICTURES and his.seen is not None and shipped.status == "building"


def test_the_weights_of_epochs_are_kept_within_bounds(pool):
    run = pool.start("v", RECIPE)
    weights = [np.zeros(MOST_OF_EPOCHS // 20, np.float16)]
    for epoch in range(1, 31):
        run.worker.take(Report(run.name, "running", step=epoch, kept=(epoch, weights)))
        assert bytes_of(run.epochs) <= MOST_OF_EPOCHS and epoch in run.epochs
    assert len(run.epochs) >= 4 and list(run.epochs) == sorted(run.epochs)
    large = [np.zeros(MOST_OF_EPOCHS, np.float16)]
    for epoch in range(31, 35):
        run.worker.take(Report(run.name, "running", step=epoch, kept=(epoch, large)))
    assert len(run.epochs) == 2 and 34 in run.epochs
    assert run.bytes >= 2 * MOST_OF_EPOCHS


def test_epochs_after_the_state_that_it_goes_on_from_come_again(pool, made):
    run = pool.start("v", RECIPE)
    for epoch in (1, 2, 3):
        report = Report(
            run.name, "running", step=10 * epoch, steps_per_epoch=10, kept=(epoch, [np.zeros(3, np.float16)])
        )
        run.worker.take(replace(report, rows=[(epoch, 1, 0.5, 1, 0.5)], state=state_at(20) if epoch == 2 else None))
    made.workers[0].ended()
    assert list(run.epochs) == [1, 2] and [row[0] for row in run.rows] == [1, 2]


def test_a_spare_worker_takes_the_place_of_one_that_dies(made):
    pool = Pool(made, workers=2, spare=True)
    pool.wake()
    made.workers[0].take(Report("", "running"))
    assert len(made.workers) == 2
    made.workers[1].take(Report("", "running"))
    assert len(made.workers) == 3
    first, second = pool.start("a", RECIPE), pool.start("b", RECIPE)
    assert made.workers[2].placed == []
    first.worker.ended()
    assert first.worker is made.workers[2] and made.workers[2].placed == [first.name]
    assert second.worker is made.workers[1] and not second.notice
    # The next spare comes once all workers are ready; one that ends before it was ready is not begun again for ever.
    assert len(made.workers) == 3
    made.workers[2].take(Report("", "running"))
    assert len(made.workers) == 4
    made.workers[3].ended()
    assert len(made.workers) == 4
    second.worker.ended()
    assert second.worker is made.workers[4]
    pool.close()
    assert made.workers[2].is_closed and made.workers[4].is_closed


def test_one_that_begins_with_a_batch_is_told_so_with_its_place(pool, made):
    run = pool.start("v", RECIPE, first="batch")
    place, told = made.workers[0].told
    assert isinstance(place, Place) and (told.run, told.do) == (run.name, "batch")
    # The place may be taken before the order is read: nothing is learned until then.
    assert not place.goes
