"""Take the part of each data set that ships with cnnviz from the whole one: python -m scripts.ship_pictures."""

from __future__ import annotations

import numpy as np

from cnnviz.datasets import dataset
from cnnviz.datasets.dataset import SHIPPED, Part

FREE = ("mnist", "fashion_mnist", "cifar10")
TRAIN_PER_CLASS, TEST_PER_CLASS = 200, 100


def first_of_each_class(part: Part, count: int) -> np.ndarray:
    """Return the places of the first pictures of each class, in order."""
    return np.sort(
        np.concatenate([np.flatnonzero(part.labels == label)[:count] for label in set(part.labels.tolist())])
    )


def main() -> None:
    """Write every shipped part."""
    for name in FREE:
        train, test = dataset(name).load()
        some, indices = first_of_each_class(train, TRAIN_PER_CLASS), first_of_each_class(test, TEST_PER_CLASS)
        np.savez_compressed(
            SHIPPED / f"{name}.npz",
            x_train=train.images[some],
            y_train=train.labels[some].astype(np.uint8),
            x_test=test.images[indices],
            y_test=test.labels[indices].astype(np.uint8),
            indices=indices.astype(np.int32),
        )


if __name__ == "__main__":
    main()
