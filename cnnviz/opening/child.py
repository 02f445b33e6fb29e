"""The process that reads a file which may be hostile: the file comes in, plain data goes out, and it may do no more.

    python -m cnnviz.opening.child <FILE >PLAIN

It has no TensorFlow and no name of any file, little memory and little time. What goes out is the length of a JSON text
as eight bytes, the text, and the numbers of all arrays one after the other.
"""

from __future__ import annotations

import codecs
import json
import os
import sys
from typing import IO

from cnnviz.opening.content import read
from cnnviz.opening.errors import ModelFileError
from cnnviz.opening.limits import CHILD_BYTES, CHILD_SECONDS
from cnnviz.opening.plain import PlainNetwork


def main() -> None:
    """Read the file from the standard input and write the plain data, or why there are none, to the standard output."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    # Nothing else may write there.
    sys.stdout = sys.stderr
    limit()
    answer(source.read(), target)


def answer(content: bytes, target: IO[bytes]) -> None:
    """Write the plain data of a file, or why there are none."""
    try:
        network = read(content)
    except ModelFileError as error:
        refuse(str(error), target)
    except MemoryError:
        refuse("It takes more memory than a file may: smaller networks work.", target)
    except Exception:
        # What goes wrong in a file made to go wrong has no list.
        refuse("It is damaged: its content is none that Keras writes. Save or download it again.", target)
    else:
        write(network, target)


def limit() -> None:
    """Give this process little memory and little time, and no file any more: none to read, none to write, no pipe."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the clock of the parent remains.
        return
    for encoding in ("ascii", "cp437", "latin-1"):
        # h5py and zipfile ask for them only when they read; Python loads each from a file.
        codecs.lookup(encoding)
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_BYTES, CHILD_BYTES))
    # Where both are the same, Linux does not say that it was the time.
    resource.setrlimit(resource.RLIMIT_CPU, (CHILD_SECONDS, CHILD_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Those that are open stay so.
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def refuse(sentence: str, target: IO[bytes]) -> None:
    """Say why there is no network."""
    text = json.dumps({"refused": sentence}).encode()
    target.write(len(text).to_bytes(8, "little") + text)
    target.flush()


def write(network: PlainNetwork, target: IO[bytes]) -> None:
    """Write a network as plain data."""
    arrays = [array for node in network.nodes for array in node.weights.values()]
    header = {
        "nodes": [
            {
                "name": node.name,
                "kind": node.kind,
                "config": node.config,
                "inputs": node.inputs,
                "path": node.path,
                "weights": {name: array.shape for name, array in node.weights.items()},
            }
            for node in network.nodes
        ],
        "input_shape": network.input_shape,
        "labels": network.labels,
        "written_by": network.written_by,
        "form": network.form,
    }
    text = json.dumps(header).encode()
    target.write(len(text).to_bytes(8, "little") + text)
    for array in arrays:
        target.write(array.tobytes())
    target.flush()


if __name__ == "__main__":
    main()
    # Without the tidying up, which could still fail.
    os._exit(0)
