"""MNIST: 70,000 scanned handwritten digits of 28 x 28 pixels, 60,000 to train and 10,000 to test.

Source: Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST database of handwritten digits. Licence: CC BY-SA 3.0.
"""

from __future__ import annotations

import numpy as np

from cnnviz.datasets.folder import data_folder

FILE = "mnist.npz"


def load_mnist() -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Return (train images, train labels), (test images, test labels).

    It is read from the data folder when it is there, else downloaded into it by Keras.

    Returns:
        Images (count, 28, 28, 1) float32 in [0, 1], 1 = ink; labels (count,) int64.
    """
    path = data_folder() / FILE
    if not path.exists():
        import keras

        path.parent.mkdir(parents=True, exist_ok=True)
        keras.datasets.mnist.load_data(path=str(path))
    with np.load(path) as data:
        return _part(data, "train"), _part(data, "test")


def _part(data, name: str) -> tuple[np.ndarray, np.ndarray]:
    return data[f"x_{name}"][..., None].astype(np.float32) / 255, data[f"y_{name}"].astype(np.int64)
