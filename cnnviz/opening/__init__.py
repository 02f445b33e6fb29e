"""Networks that somebody brings: a model file is read as data, by a process of its own, and never run.

The order of reading: content.py finds what the file is, configuration.py makes a flat graph of its layers, allowed.py
and arguments.py say which layers and arguments there may be, weights.py and hdf5.py fetch the numbers. All of that
happens in child.py's process. What comes back is plain.py's data, from which build.py makes Keras layers.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from math import prod
from pathlib import Path
from typing import Any

import numpy as np

from cnnviz.opening.allowed import ALLOWED, cleaned
from cnnviz.opening.errors import ModelFileError
from cnnviz.opening.limits import CHILD_PATIENCE, FILE_BYTES, too_large
from cnnviz.opening.plain import Node, PlainNetwork

__all__ = ["ModelFileError", "PlainNetwork", "read_file"]

_OUT_OF_TIME = getattr(signal, "SIGXCPU", 24)
_HOME = Path(__file__).parents[2]
_two_at_once = threading.BoundedSemaphore(2)
"""More processes at once would only slow each other down, and the pages with them."""


def read_file(content: bytes) -> PlainNetwork:
    """Return the network that a file holds, as plain data, whoever made the file.

    Args:
        content: All of the file.
    Raises:
        ModelFileError: If it cannot be opened. The message is one sentence to show.
    """
    if len(content) > FILE_BYTES:
        raise ModelFileError(too_large())
    with _two_at_once:
        sent = _ask_child(content)
    size = int.from_bytes(sent[:8], "little")
    header = json.loads(sent[8 : 8 + size])
    if "refused" in header:
        raise ModelFileError(header["refused"])
    return _plain(header, memoryview(sent)[8 + size :])


def _ask_child(content: bytes) -> bytes:
    environment = os.environ | {
        "PYTHONPATH": str(_HOME),
        # Each thread of theirs would take up address space.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        # No filter out of a folder of this machine.
        "HDF5_PLUGIN_PRELOAD": "::",
    }
    try:
        done = subprocess.run(
            [sys.executable, "-s", "-m", "cnnviz.opening.child"],
            input=content,
            capture_output=True,
            timeout=CHILD_PATIENCE,
            env=environment,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise ModelFileError("Reading it took too long: smaller networks work.") from error
    except subprocess.CalledProcessError as error:
        if error.returncode == -_OUT_OF_TIME:
            raise ModelFileError("Reading it took too long: smaller networks work.") from error
        raise ModelFileError("It is damaged: reading it failed. Save or download it again.") from error
    return done.stdout


def _plain(header: dict[str, Any], numbers: memoryview) -> PlainNetwork:
    nodes, start = [], 0
    for row in header["nodes"]:
        # Once more, should the file have taken over the process that read it.
        if row["kind"] not in ALLOWED or cleaned(row["kind"], row["config"]) != row["config"]:
            raise ModelFileError("It is damaged: its content is none that Keras writes. Save or download it again.")
        weights = {}
        for name, shape in row["weights"].items():
            count = prod(shape)
            weights[name] = np.frombuffer(numbers, np.float32, count, start).reshape(shape)
            start += 4 * count
        nodes.append(Node(row["name"], row["kind"], row["config"], tuple(row["inputs"]), weights, tuple(row["path"])))
    labels = header["labels"]
    height, width, channels = header["input_shape"]
    return PlainNetwork(
        tuple(nodes),
        (height, width, channels),
        None if labels is None else tuple(labels),
        header["written_by"],
        header["form"],
    )
