"""Extract the part of each data set that ships with cnnviz: python -m scripts.ship_pictures CHELSEA.

CHELSEA is chelsea.png, Stéfan van der Walt's photograph of a cat, CC0, from scikit-image's data folder. It stands for
the cats and dogs, because no picture of that data set may be shipped.
"""

from __future__ import annotations

import sys

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from cnnviz.datasets import dataset
from cnnviz.datasets.dataset import SHIPPED, Part

FREE = ("mnist", "fashion_mnist", "cifar10")
NOT_OF_THE_SET = -1
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
    cat = np.asarray(ImageOps.fit(Image.open(sys.argv[1]).convert("RGB"), shape[:2]))
    write("cats_vs_dogs-train", np.zeros((0, *shape), np.uint8), np.zeros(0))
    write("cats_vs_dogs-test", cat[None], np.zeros(1), indices=np.array([NOT_OF_THE_SET], np.int32))


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
