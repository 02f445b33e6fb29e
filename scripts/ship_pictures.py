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
    """Write every shipped part: NAME-train.npz and NAME-test.npz."""
    for name in FREE:
        train, test = dataset(name).load()
        some, indices = first_of_each_class(train, TRAIN_PER_CLASS), first_of_each_class(test, TEST_PER_CLASS)
        write(f"{name}-train", train.images[some], train.labels[some])
        write(f"{name}-test", test.images[indices], test.labels[indices], indices=indices.astype(np.int32))
    shape = dataset("cats_vs_dogs").shape
    cat = np.asarray(ImageOps.fit(Image.open(sys.argv[1]).convert("RGB"), shape[:2]))
    write("cats_vs_dogs-train", np.zeros((0, *shape), np.uint8), np.zeros(0))
    write("cats_vs_dogs-test", cat[None], np.zeros(1), indices=np.array([NOT_OF_THE_SET], np.int32))


def write(name: str, images: np.ndarray, labels: np.ndarray, **more: np.ndarray) -> None:
    """Write one part."""
    np.savez_compressed(SHIPPED / f"{name}.npz", images=images, labels=labels.astype(np.uint8), **more)


if __name__ == "__main__":
    main()
