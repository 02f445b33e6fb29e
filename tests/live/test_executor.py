"""Work in a process of its own: the same numbers, with progress, stopped when asked, taken up again after a crash."""

from __future__ import annotations

import os
import signal
import threading
import time
from functools import partial

import numpy as np
import pytest

from cnnviz import load
from cnnviz.attribution.occlusion import occlusion
from cnnviz.channels.effects import channel_effects
from cnnviz.edits import ChannelOff
from cnnviz.live import executor
from cnnviz.live.chores import Chores
from cnnviz.live.executor import WorkerExecutor
from cnnviz.live.processes import Process
from cnnviz.network import Network
from tests.networks import MODELS

SECONDS = 120
"""For a process to load TensorFlow on a busy machine."""


@pytest.fixture(scope="module")
def workers():
    workers = WorkerExecutor(Process)
    yield workers
    workers.shutdown()


def count(progress, batches=5, result="done"):
    for place in range(batches):
        time.sleep(0.002)
        progress((place + 1) / batches, place)
    return result


def fail(progress):
    raise ValueError("Nothing can be seen.")


def process_id(progress):
    return os.getpid(), os.nice(0)


def die_once(progress, path):
    if not os.path.exists(path):
        open(path, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    return "lived"


@pytest.fixture(scope="module")
def picture():
    return np.random.default_rng(0).random((28, 28, 1), dtype=np.float32)


def test_a_ranking_is_the_same_elsewhere(workers, picture):
    heard = []
    network = load("mnist_lab")
    edited = network.edited([ChannelOff(next(layer.name for layer in network.layers if "conv" in layer.name), 0)])
    for asked in (network, edited):
        far = workers.begin(partial(channel_effects, asked, picture), lambda share, so_far: heard.append(share))
        near, far = channel_effects(asked, picture), far.result(SECONDS)
        assert [(each.layer, each.channel, each.read) for each in far.channels] == [
            (each.layer, each.channel, each.read) for each in near.channels
        ]
        assert (far.label, far.log_odds) == (near.label, pytest.approx(near.log_odds, abs=1e-4))
        assert [each.log_odds for each in far.channels] == pytest.approx(
            [each.log_odds for each in near.channels], abs=1e-4
        )
    assert heard[-1] == 1 and sorted(heard[: len(heard) // 2]) == heard[: len(heard) // 2]


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_a_network_that_somebody_brought_goes_along(workers):
    network = Network("brought", MODELS["residual"](), title="Brought")
    picture = np.random.default_rng(0).random(network.input_shape, dtype=np.float32)
    far = workers.submit(occlusion, network, picture, 0, patch=5, stride=5).result(SECONDS)
    near = occlusion(network, picture, 0, patch=5, stride=5)
    assert np.abs(far - near).max() <= 1e-4 * max(1, np.abs(near).max())


def test_it_gives_way_to_all_else(workers):
    pid, niceness = workers.submit(process_id).result(SECONDS)
    assert pid != os.getpid() and niceness == 19


def test_it_is_stopped_and_says_what_went_wrong(workers):
    class EnoughError(Exception):
        pass

    def told(share, so_far):
        raise EnoughError

    begun = workers.begin(partial(count, batches=100_000), told)
    with pytest.raises(EnoughError):
        begun.result(SECONDS)
    forgotten = workers.submit(count, batches=100_000)
    workers.stop(forgotten, EnoughError())
    with pytest.raises(EnoughError):
        forgotten.result(SECONDS)
    with pytest.raises(ValueError, match="Nothing can be seen"):
        workers.submit(fail).result(SECONDS)
    assert workers.submit(count).result(SECONDS) == "done"
    assert not workers._begun


def test_another_process_takes_on_what_one_left_behind(workers, tmp_path):
    assert workers.submit(die_once, path=str(tmp_path / "dead")).result(SECONDS) == "lived"


def test_what_ends_every_worker_is_given_up():
    class Dying:
        def __init__(self, take, ended):
            self.ended = ended

        def send(self, command):
            threading.Thread(target=self.ended).start()

    workers = WorkerExecutor(Dying)
    with pytest.raises(RuntimeError, match="given up"):
        workers.submit(count).result(SECONDS)
    assert workers.is_alive


def test_one_that_nobody_needs_ends(monkeypatch):
    monkeypatch.setattr(executor, "IDLE", 0.05)
    started = []

    class Worker:
        def __init__(self, take, ended):
            started.append(self)
            self.closed = threading.Event()
            self.chores = Chores(take)

        def send(self, command):
            self.chores.tell(command)
            threading.Thread(target=self._work).start()

        def _work(self):
            while self.chores.turn():
                pass

        def close(self):
            self.closed.set()

    workers = WorkerExecutor(Worker)
    assert workers.submit(count).result(SECONDS) == "done"
    assert started[0].closed.wait(SECONDS)
    assert workers.submit(count).result(SECONDS) == "done"
    assert len(started) == 2
    workers.shutdown()


def test_chores_take_turns():
    said = []
    chores = Chores(said.append)
    for name in "ab":
        chores.tell(executor.Chore(name, executor._pickled(partial(count, batches=3, result=name))))
    while chores.turn():
        pass
    assert [each.run for each in said] == list("abababab")
    assert [each.run for each in said if each.result] == ["a", "b"]
