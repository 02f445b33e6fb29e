"""What the web process and a worker say to each other: commands one way, reports the other."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from typing import IO, Any, Literal

import numpy as np
import numpy.typing as npt

from cnnviz.datasets.dataset import Part
from cnnviz.live.learner import State
from cnnviz.live.recipe import Recipe

Status = Literal["waiting", "building", "running", "paused", "done", "stopped", "failed"]
Order = Literal["go", "pause", "batch", "epoch", "stop", "rate", "picture", "watch", "drop"]


@dataclass(frozen=True)
class Place:
    """Take on a training.

    Attributes:
        run: Its name.
        recipe: What is trained, on what and how.
        epochs: How many epochs are planned.
        state: Where to go on from; None begins.
        picture: The visitor's picture as the network's input; None for one of those held out.
        rates: From which batch on which rate was asked for.
        seconds: For how long it was trained before.
        goes: Whether it is to go on at once.
        own: The visitor's own pictures, if it is trained on them.
    """

    run: str
    recipe: Recipe
    epochs: int
    state: State | None = None
    picture: npt.NDArray[np.float32] | None = None
    rates: tuple[tuple[int, float], ...] = ()
    seconds: float = 0.0
    goes: bool = True
    own: Part | None = None


@dataclass(frozen=True)
class Tell:
    """Tell a training what to do; a rate or a picture comes as its value."""

    run: str
    do: Order
    value: Any = None


@dataclass(frozen=True)
class Chore:
    """Do a piece of work that is no training, such as ranking a network's channels.

    Attributes:
        run: Its name.
        content: The pickle of a function without arguments but, by keyword, progress; None: stop it.
    """

    run: str
    content: bytes | None


Command = Place | Tell | Chore


@dataclass(frozen=True)
class Report:
    """How a training goes.

    Attributes:
        run: Its name.
        status: What it is doing.
        message: Why it ended, in a sentence; "" if there is nothing to say.
        step: The number of batches done.
        steps_per_epoch: The number of batches in an epoch.
        epochs: The number of epochs that are planned.
        rate: The learning rate of the next batch.
        rates: From which batch on which rate was asked for.
        seconds: For how long it was trained.
        at: The number of batches before the first of those below.
        losses: Of the batches since the last report.
        accuracies: Of the same batches.
        rows: Of the epochs since the last report, see learner.Epoch.
        confusion: Of the last of these epochs; None if there is none.
        kept: The number of epochs done and the weights at that point, in half precision, for the slider over the
            epochs; None for no news.
        seen: What there is to see, a header and arrays; None if nothing new.
        state: Where it can go on from; None for no news.
        weights: The network's weights, in Keras's order; they come with the state.
        test: How many of the official test pictures it reads, and how many there are; None before its end.
        left: Whether the worker no longer has it.
    """

    run: str
    status: Status
    message: str = ""
    step: int = 0
    steps_per_epoch: int = 1
    epochs: int = 0
    rate: float = 0.0
    rates: tuple[tuple[int, float], ...] = ()
    seconds: float = 0.0
    at: int = 0
    losses: list[float] = field(default_factory=list)
    accuracies: list[float] = field(default_factory=list)
    rows: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    confusion: npt.NDArray[np.int64] | None = None
    kept: tuple[int, list[npt.NDArray[np.float16]]] | None = None
    seen: tuple[dict[str, Any], dict[str, npt.NDArray[Any]]] | None = None
    state: State | None = None
    weights: list[npt.NDArray[np.float32]] | None = None
    test: tuple[int, int] | None = None
    left: bool = False


@dataclass(frozen=True)
class Progress:
    """How a chore goes.

    Attributes:
        run: Its name.
        share: The share that is done, from 0 to 1.
        so_far: The unfinished result; None for no news.
        result: The pickle of the result; None before it is done.
        error: What was raised instead of a result; None for nothing.
    """

    run: str
    share: float = 0.0
    so_far: Any = None
    result: bytes | None = None
    error: Exception | None = None


def write(stream: IO[bytes], message: Command | Report | Progress) -> None:
    """Write a message: eight bytes with its length, then its pickle. Both ends are processes of this app."""
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(len(content).to_bytes(8, "little") + content)
    stream.flush()


def read(stream: IO[bytes]) -> Any:
    """Return the next message.

    Raises:
        EOFError: If the other end is gone.
    """
    length = stream.read(8)
    content = stream.read(int.from_bytes(length, "little")) if len(length) == 8 else b""
    if len(length) < 8 or len(content) < int.from_bytes(length, "little"):
        raise EOFError("The other process is gone.")
    return pickle.loads(content)
