"""What a network is trained on, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Augment = Callable[[np.ndarray, np.random.Generator, float], np.ndarray]
"""(images (count, height, width, channels) float32 in [0, 1], random, strength 0 to 1) -> images of the same kind."""


@dataclass(frozen=True)
class Recipe:
    """How a network of models/ is trained.

    The optimizer is AdamW, its learning rate falling to 0 along a quarter of a cosine.

    Attributes:
        dataset: The name of one of cnnviz.datasets.
        epochs: How often all training pictures are seen.
        learning_rate: At the beginning.
        weight_decay: Share of a weight that one step takes away, in units of the learning rate.
        batch_size: Pictures a step.
        validation: How many training pictures are set aside to choose the best epoch.
        augment: What changes every picture anew, every time; None to leave pictures as they are.
        gentlest: The strength of `augment` in the last epoch; in the first it is 1.
        drawings: How many digits drawn with a pen join the pictures of each epoch.
        label_smoothing: Share of certainty that is taken from the right class and spread over all.
        teacher: A bundled network whose answers, softened, are learned from as much as the labels; None for labels
            alone. See cnnviz/training/teacher.py.
        snapshots: The epochs after which the weights are kept, to scrub through; 0 is before training.
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
    """What the article that a network comes from reached with it.

    Attributes:
        network: What the article calls it.
        accuracy: Share of pictures read correctly, 0 to 1, as the article prints it; None where it prints none.
        epochs: After how many epochs.
        measured_on: "test" or "validation".
    """

    network: str
    accuracy: float | None = None
    epochs: int | None = None
    measured_on: str = "test"
