"""The pictures of an epoch, in batches: shuffled, and changed anew in every epoch."""

from __future__ import annotations

import math
from collections.abc import Callable

import keras
import numpy as np
import numpy.typing as npt

from cnnviz.bundled.training_recipe import Recipe
from cnnviz.datasets.dataset import Part

Floats = npt.NDArray[np.float32]
Soften = Callable[[Floats, Floats], Floats]
"""A function of pictures and their one-hot labels that returns softer labels; see cnnviz/training/teacher.py."""


class Batches(keras.utils.PyDataset):  # type: ignore[misc]  # Keras has no type hints.
    """Batches of images (count, height, width, channels) float32 in [0, 1] and labels (count, classes) float32.

    Set `epoch` before each epoch: the random numbers depend on it, the seed and the index of the batch alone, so that
    a training that was interrupted goes on as if it had not been.
    """

    def __init__(
        self,
        recipe: Recipe,
        pictures: Part,
        drawn: Part | None = None,
        soften: Soften | None = None,
        *,
        classes: int,
        epochs: int,
        seed: int,
    ) -> None:
        """Put the pictures together.

        Args:
            recipe: How the pictures are changed, and how many drawn ones are added to an epoch.
            pictures: All of them are in every epoch.
            drawn: Some of them are in every epoch.
            soften: Makes one-hot labels softer.
            classes: The number of classes.
            epochs: The number of epochs; in the last one the pictures are changed most gently.
            seed: The seed of the random numbers.
        """
        super().__init__(workers=1)
        parts = (pictures, drawn) if drawn else (pictures,)
        self._images = np.concatenate([part.images for part in parts])
        self._labels = np.concatenate([part.labels for part in parts])
        self._one_hot = np.eye(classes, dtype=np.float32)
        self._recipe, self._soften = recipe, soften
        self._epochs, self._seed = epochs, seed
        self._always, self._drawings = len(pictures.labels), recipe.drawings if drawn else 0
        self.epoch = 0

    @property
    def epoch(self) -> int:
        """The epoch whose batches these are, from 0."""
        return self._epoch

    @epoch.setter
    def epoch(self, epoch: int) -> None:
        self._epoch = epoch
        random = np.random.default_rng([self._seed, epoch])
        drawn = random.choice(len(self._images) - self._always, self._drawings, replace=False)
        self._order = random.permutation(np.concatenate([np.arange(self._always), self._always + drawn]))

    def __len__(self) -> int:
        return math.ceil(len(self._order) / self._recipe.batch_size)

    def __getitem__(self, index: int) -> tuple[Floats, Floats]:
        recipe = self._recipe
        members = self._order[index * recipe.batch_size : (index + 1) * recipe.batch_size]
        batch = self._images[members].astype(np.float32) / np.float32(255)
        if recipe.augment:
            strength = 1 - (1 - recipe.gentlest) * self._epoch / self._epochs
            batch = recipe.augment(batch, np.random.default_rng([self._seed, self._epoch, index]), strength)
        labels = self._one_hot[self._labels[members]]
        return batch, self._soften(batch, labels) if self._soften else labels
