"""The pictures of an epoch, in batches: shuffled, and changed anew each time."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from cnnviz.bundled.training_recipe import Recipe
from cnnviz.datasets.dataset import Part


def batches(
    recipe: Recipe,
    pictures: Part,
    drawn: Part | None = None,
    soften: Callable[[np.ndarray, np.ndarray], np.ndarray] | None = None,
    *,
    classes: int,
    epochs: int,
    seed: int,
):
    """Return a keras PyDataset. Set its `epoch` before each epoch: chance depends on it, the seed and the batch alone.

    Args:
        recipe: How the pictures are changed, and how many drawn ones join an epoch.
        pictures: Every epoch has all of them.
        drawn: Every epoch has some of them.
        soften: What makes one-hot labels softer, given the pictures; see cnnviz.training.teacher.
        classes: How many classes there are.
        epochs: After how many epochs the pictures are changed most gently.
        seed: Where chance comes from.
    Returns:
        Batches (images (count, height, width, channels) float32 in [0, 1], labels (count, classes) float32).
    """
    import keras

    images, labels = (np.concatenate(arrays) for arrays in zip(*filter(None, (pictures, drawn)), strict=True))
    one_hot = np.eye(classes, dtype=np.float32)

    class Batches(keras.utils.PyDataset):
        def __init__(self):
            super().__init__(workers=1)
            self.epoch = 0

        @property
        def epoch(self) -> int:
            return self._epoch

        @epoch.setter
        def epoch(self, epoch: int) -> None:
            self._epoch = epoch
            random = np.random.default_rng([seed, epoch])
            some = random.choice(len(images) - len(pictures.labels), recipe.drawings if drawn else 0, replace=False)
            chosen = np.concatenate([np.arange(len(pictures.labels)), len(pictures.labels) + some])
            self._order = random.permutation(chosen)

        def __len__(self) -> int:
            return math.ceil(len(self._order) / recipe.batch_size)

        def __getitem__(self, index: int):
            chosen = self._order[index * recipe.batch_size : (index + 1) * recipe.batch_size]
            batch = images[chosen].astype(np.float32) / 255
            if recipe.augment:
                strength = 1 - (1 - recipe.gentlest) * self._epoch / epochs
                batch = recipe.augment(batch, np.random.default_rng([seed, self._epoch, index]), strength)
            truth = one_hot[labels[chosen]]
            return batch, soften(batch, truth) if soften else truth

    return Batches()
