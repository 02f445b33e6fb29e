"""Extract the part of each data set that ships with cnnviz: python -m scripts.ship_pictures CHELSEA.

CHELSEA is chelsea.png, Stéfan van der Walt's photograph of a cat, CC0, from scikit-image's data folder. It and some
pictures of CIFAR-10, enlarged, stand for the cats and dogs, because no picture of that data set may be shipped.
"""

from __future__ import annotations

import sys

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from cnnviz.datasets import dataset
from cnnviz.datasets.dataset import SHIPPED, Part

FREE = ("mnist", "fashion_mnist", "cifar10")
CATS, DOGS = (0, 77), (437, 190, 12)
"""Indices in CIFAR-10's test set. Both networks of cats and dogs read all but the last as what they are."""
TRAIN_PER_CLASS, TEST_PER_CLASS = 200, 100


def first_of_each_class(part: Part, count: int) -> npt.NDArray[np.int64]:
    """Return indices of the first `count` pictures of each class, ascending."""
    return np.sort(
        np.concatenate([np.flatnonzero(part.labels == label)[:count] for label in set(part.labels.tolist())])
    )


def main() -> None:
    """Write every shipped part: NAME-train.npz and NAME-test.npz."""
    for name in FREE:
        train, test = dataset(name).load()
        chosen, indices = first_of_each_class(train, TRAIN_PER_CLASS), first_of_each_class(test, TEST_PER_CLASS)
        write(f"{name}-train", train.images[chosen], train.labels[chosen])
        write(f"{name}-test", test.images[indices], test.labels[indices], indices=indices.astype(np.int32))
    shape = dataset("cats_vs_dogs").shape
    write("cats_vs_dogs-train", np.zeros((0, *shape), np.uint8), np.zeros(0))
    images, labels = cats_and_dogs(Image.open(sys.argv[1]), dataset("cifar10").load()[1], shape[:2])
    # Each has a number of its own that is none of the set.
    write("cats_vs_dogs-test", images, labels, indices=np.arange(-len(images), 0, dtype=np.int32))


def cats_and_dogs(
    chelsea: Image.Image, cifar10: Part, size: tuple[int, int]
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Return free pictures of cats and dogs, (count, *size, 3), and their labels, (count,): 0 for a cat."""
    enlarged = [
        np.asarray(Image.fromarray(cifar10.images[index]).resize(size, Image.Resampling.BICUBIC))
        for index in CATS + DOGS
    ]
    cat = np.asarray(ImageOps.fit(chelsea.convert("RGB"), size))
    return np.stack([*enlarged, cat]), np.array([0] * len(CATS) + [1] * len(DOGS) + [0])


def write(
    name: str, images: npt.NDArray[np.uint8], labels: np.ndarray, *, indices: npt.NDArray[np.int32] | None = None
) -> None:
    """Write NAME.npz among the shipped parts.

    Args:
        name: Of the file.
        images: (count, height, width, channels) uint8.
        labels: (count,), each below 256.
        indices: (count,): the pictures' indices in the whole test set; None for training pictures.
    """
    arrays: dict[str, np.ndarray] = {"images": images, "labels": labels.astype(np.uint8)}
    if indices is not None:
        arrays["indices"] = indices
    np.savez_compressed(SHIPPED / f"{name}.npz", allow_pickle=False, **arrays)


if __name__ == "__main__":
    main()
