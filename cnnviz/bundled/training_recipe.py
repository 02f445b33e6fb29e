"""What a bundled network is trained on, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Augment = Callable[[npt.NDArray[np.float32], np.random.Generator, float], npt.NDArray[np.float32]]
"""A function of images (count, height, width, channels) float32 in [0, 1], a random generator and a strength from 0 to
1 that returns changed images of the same shape and range."""


@dataclass(frozen=True)
class Recipe:
    """How a network of models/ is trained.

    The optimizer is AdamW; its learning rate falls to 0 along half a period of a cosine.

    Attributes:
        dataset: The name of one of cnnviz.datasets.
        epochs: The number of epochs: passes over all training pictures.
        learning_rate: The learning rate at the beginning.
        weight_decay: The share of each weight that one step removes, in units of the learning rate.
        batch_size: The number of pictures per step.
        validation: The number of training pictures set aside to choose the best epoch.
        augment: Changes the pictures anew in every epoch; None to leave them unchanged.
        gentlest: The strength of `augment` in the last epoch; in the first it is 1.
        drawings: The number of digits drawn with a pen that are added to each epoch.
        label_smoothing: The share of certainty that is taken from the right class and spread over all classes.
        teacher: A bundled network whose softened answers count as much as the labels; None for labels alone. See
            cnnviz/training/teacher.py.
        snapshots: The epochs after which the weights are saved for the page Epochs; 0 is before training.
    """

    dataset: str
    epochs: int
    learning_rate: float = 1.5e-3
    weight_decay: float = 5e-3
    batch_size: int = 128
    validation: int = 5_000
    augment: Augment | None = None
    gentlest: float = 1.0
    drawings: int = 0
    label_smoothing: float = 0.0
    teacher: str | None = None
    snapshots: tuple[int, ...] = ()


@dataclass(frozen=True)
class Article:
    """The result that the article a network comes from reports for it.

    Attributes:
        network: The article's name for the network.
        accuracy: The share of pictures read correctly, 0 to 1, as the article prints it; None if it prints none.
        epochs: The number of epochs it was trained.
        measured_on: "test" or "validation".
    """

    network: str
    accuracy: float | None = None
    epochs: int | None = None
    measured_on: str = "test"
