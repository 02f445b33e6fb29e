"""Take the part of each data set that ships with cnnviz from the whole one: python -m scripts.ship_pictures CHELSEA.

CHELSEA is chelsea.png, Stéfan van der Walt's photograph of a cat, CC0, from scikit-image's data folder: of cats and
dogs, no picture of the data set itself may be shipped.
"""

from __future__ import annotations

import sys

import numpy as np
from PIL import Image, ImageOps

from cnnviz.datasets import dataset
from cnnviz.datasets.dataset import SHIPPED, Part

FREE = ("mnist", "fashion_mnist", "cifar10")
NOT_OF_THE_SET = -1
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

    whole = dataset("cats_vs_dogs")
    cat = np.asarray(ImageOps.fit(Image.open(sys.argv[1]).convert("RGB"), whole.shape[:2]))
    np.savez_compressed(
        SHIPPED / "cats_vs_dogs.npz",
        x_train=np.zeros((0, *whole.shape), np.uint8),
        y_train=np.zeros(0, np.uint8),
        x_test=cat[None],
        y_test=np.zeros(1, np.uint8),
        indices=np.array([NOT_OF_THE_SET], np.int32),
    )


if __name__ == "__main__":
    main()
