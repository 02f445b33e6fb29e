"""See how a convolutional neural network reads a picture, and check every number.

>>> import cnnviz
>>> "mnist_lab" in cnnviz.networks()
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnviz import attribution
from cnnviz.bundled import names as networks
from cnnviz.pictures.errors import PictureError

if TYPE_CHECKING:
    from cnnviz.network import Network

__version__ = "0.9.0"

__all__ = ["PictureError", "__version__", "attribution", "load", "networks"]


def load(name_or_path) -> Network:
    """Return a bundled network by its name, or open a .keras file that you trust: see cnnviz.network.load."""
    # TensorFlow takes seconds to import; nobody should wait for it who only asks for the names.
    from cnnviz.network import load as load_network

    return load_network(name_or_path)
