"""See how a convolutional neural network reads a picture, and check every number.

Importing this loads no TensorFlow: that waits until a network is loaded.

>>> import cnnviz
>>> "mnist_lab" in cnnviz.networks()
True
"""

from __future__ import annotations

from cnnviz import attribution
from cnnviz.bundled import names as networks
from cnnviz.edits import Bias, ChannelOff, KernelCell
from cnnviz.labs.convolution import convolve
from cnnviz.labs.pooling import pool
from cnnviz.layer import UnsupportedLayerError
from cnnviz.network import Network, load
from cnnviz.pictures.errors import PictureError
from cnnviz.trace import Trace

__version__ = "0.9.0"

__all__ = [
    "Bias",
    "ChannelOff",
    "KernelCell",
    "Network",
    "PictureError",
    "Trace",
    "UnsupportedLayerError",
    "__version__",
    "attribution",
    "convolve",
    "load",
    "networks",
    "pool",
]
