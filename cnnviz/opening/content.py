"""What a file is, found by its content and never by its name, and the network that it holds as plain data."""

from __future__ import annotations

import json
import struct
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import h5py
import numpy as np

from cnnviz.opening.allowed import short
from cnnviz.opening.configuration import Use, graph_of
from cnnviz.opening.errors import ModelFileError
from cnnviz.opening.hdf5 import Hdf5
from cnnviz.opening.limits import CONFIGURATION_BYTES, FILE_BYTES, LABEL_CHARACTERS, MEGABYTE, PARAMETERS, too_large
from cnnviz.opening.picture_input import as_picture
from cnnviz.opening.plain import Node, PlainNetwork
from cnnviz.opening.sizes import check_sizes
from cnnviz.opening.weights import Floats, Weights, of_hdf5, of_keras, of_named_arrays

_HDF5 = b"\x89HDF\r\n\x1a\n"
_ZIP = b"PK\x03\x04"
_WORKS = "A .keras or .h5 file of Keras works, or what Teachable Machine exports."
_BAD_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, EOFError, OSError, ValueError)


def read(content: bytes) -> PlainNetwork:
    """Return the network that a file holds.

    Args:
        content: All of the file.
    Raises:
        ModelFileError: If it is no network that can be opened. The message is one sentence to show.
    """
    if len(content) > FILE_BYTES:
        raise ModelFileError(too_large())
    if content.startswith(_HDF5):
        return _hdf5(content, None)
    if content.startswith(_ZIP):
        return _zip(content)
    raise ModelFileError(_what_it_is_not(content))


def _what_it_is_not(content: bytes) -> str:
    if not content.strip():
        return f"It is empty. {_WORKS}"
    if content.startswith(b"version https://git-lfs"):
        return (
            "It is only a note of Git LFS on where the file is kept, not the file: get it by git lfs pull, or by the "
            "download button of its page."
        )
    if content[4:8] == b"TFL3":
        return f"It is a TensorFlow Lite file, which has no Keras layers any more. {_WORKS}"
    if content.startswith((b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")):
        return f"It is a Python pickle, which could run any code. {_WORKS}"
    if content.lstrip().startswith((b"{", b"[")):
        return (
            "It is a configuration without weights: bring Teachable Machine's model.json, metadata.json and "
            "weights.bin together, or a .keras or .h5 file."
        )
    if content.lstrip()[:20].lower().startswith((b"<!doctype", b"<html")):
        return f"It is a web page, perhaps of a download that needs a login. {_WORKS}"
    return f"It is no model file of Keras. {_WORKS}"


def _hdf5(content: bytes, labels: tuple[str, ...] | None) -> PlainNetwork:
    file = Hdf5(content)
    text = file.text(file.root, "model_config")
    if text is None:
        if "layer_names" in file.root.attrs or "layers" in file.root or "_layer_checkpoint_dependencies" in file.root:
            raise ModelFileError(
                "It holds weights alone, not the layers that they belong to: save the whole model by model.save()."
            )
        raise ModelFileError("It is an HDF5 file, but no Keras model is in it: save one by model.save().")
    group = file.child(file.root, "model_weights")
    if not isinstance(group, h5py.Group):
        raise ModelFileError("It has no weights: save the whole model by model.save().")
    version = file.text(file.root, "keras_version") or file.text(group, "keras_version")
    form = "Keras (.h5)"
    configuration = _named(_json(text.encode("utf-8", "replace")), file.names(group, "layer_names"))
    return _network(configuration, of_hdf5(file, group), labels, _written_by(version), form)


def _named(configuration: Any, names: Sequence[str]) -> Any:
    """Return a configuration whose nested models have names: as bare lists Keras 2.2 writes them without.

    Args:
        configuration: A model's.
        names: Those of its layers in the file's list of weights, in order.
    """
    layers = configuration.get("config") if isinstance(configuration, dict) else None
    if isinstance(layers, dict):
        layers = layers.get("layers")
    if not isinstance(layers, list):
        return configuration
    have_weights = [each for each in layers if isinstance(each, dict) and each.get("class_name") != "InputLayer"]
    for layer, name in zip(have_weights, names, strict=False) if len(have_weights) == len(names) else ():
        if isinstance(layer.get("config"), list):
            layer.setdefault("name", name)
    return configuration


def _zip(content: bytes) -> PlainNetwork:
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            return _unpacked(file)
    except ModelFileError:
        raise
    except _BAD_ZIP as error:
        raise ModelFileError(
            "It is damaged: it is a zip file that cannot be unpacked. Save or download it again."
        ) from error


def _unpacked(file: zipfile.ZipFile) -> PlainNetwork:
    # By their last names: archives often have one folder around all.
    members = {name.rsplit("/", 1)[-1]: name for name in reversed(file.namelist()[:10_000])}
    labels = _labels(_member(file, members["labels.txt"], MEGABYTE)) if "labels.txt" in members else None
    if "config.json" in members and "model.weights.h5" in members:
        configuration = _json(_member(file, members["config.json"], CONFIGURATION_BYTES))
        metadata = _json(_member(file, members["metadata.json"], MEGABYTE)) if "metadata.json" in members else {}
        version = metadata.get("keras_version") if isinstance(metadata, dict) else None
        weights = of_keras(Hdf5(_member(file, members["model.weights.h5"], FILE_BYTES)))
        return _network(configuration, weights, labels, _written_by(version), "Keras 3 (.keras)")
    if "model.json" in members:
        return _tensorflow_js(file, members)
    names = dict.fromkeys(file.namelist()[:10_000])
    inside = [name for name in names if name.endswith((".h5", ".keras", ".hdf5"))]
    if len(inside) == 1:
        content = _member(file, inside[0], FILE_BYTES)
        if content.startswith(_HDF5):
            return _hdf5(content, labels)
        if content.startswith(_ZIP) and not inside[0].endswith(".zip"):
            with zipfile.ZipFile(BytesIO(content)) as inner:
                if "config.json" in inner.namelist():
                    return _unpacked(inner)
        raise ModelFileError(_what_it_is_not(content))
    if any(name.endswith("data.pkl") for name in members):
        raise ModelFileError(f"It is a file of PyTorch. {_WORKS}")
    if any(name.endswith(".pb") for name in members):
        raise ModelFileError(f"It is a TensorFlow SavedModel, which has no Keras layers any more. {_WORKS}")
    raise ModelFileError(f"It is a zip file with {'several models' if inside else 'no model'} in it. {_WORKS}")


def _member(file: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Return what is in a zip file under a name, unless it is larger than allowed: whatever its list says."""
    with file.open(name) as member:
        content = member.read(most + 1)
    if len(content) > most:
        raise ModelFileError(f"Its {short(name)} is larger than {most // MEGABYTE} MB.")
    return content


def _tensorflow_js(file: zipfile.ZipFile, members: dict[str, str]) -> PlainNetwork:
    """Read what Teachable Machine exports for TensorFlow.js: model.json, a file of numbers, and perhaps metadata.json.

    References:
        TensorFlow.js, "Model format": https://www.tensorflow.org/js/guide/save_load
    """
    described = _json(_member(file, members["model.json"], CONFIGURATION_BYTES))
    topology = described.get("modelTopology") if isinstance(described, dict) else None
    manifest = described.get("weightsManifest") if isinstance(described, dict) else None
    if not isinstance(topology, dict) or not isinstance(manifest, list):
        raise ModelFileError("Its model.json has no Keras layers in it: export it from Teachable Machine again.")
    arrays: dict[str, Any] = {}
    left = PARAMETERS
    for part in manifest:
        paths, rows = (part.get(key) for key in ("paths", "weights")) if isinstance(part, dict) else (None, None)
        if not isinstance(paths, list) or not isinstance(rows, list):
            raise ModelFileError("Its model.json is damaged: export it again.")
        missing = [path for path in paths if not isinstance(path, str) or path.rsplit("/", 1)[-1] not in members]
        if missing:
            raise ModelFileError(f"Its file {short(missing[0])} is missing: bring all files of the export together.")
        numbers = b"".join(_member(file, members[path.rsplit("/", 1)[-1]], FILE_BYTES) for path in paths)
        offset = 0
        for row in rows:
            name, shape = (row.get("name"), row.get("shape")) if isinstance(row, dict) else (None, None)
            fits = isinstance(shape, list) and all(type(size) is int and 0 < size <= PARAMETERS for size in shape)
            if not isinstance(name, str) or not fits or row.get("dtype") != "float32" or row.get("quantization"):
                raise ModelFileError("Its model.json has weights that are no plain float32 numbers: export it again.")
            size = int(np.prod([int(each) for each in shape], dtype=np.float64)) if shape else 1
            left -= size
            if left < 0 or offset + 4 * size > len(numbers):
                raise ModelFileError("Its file of weights does not fit its model.json: export it again.")
            array = np.frombuffer(numbers, "<f4", size, offset).reshape(shape).astype(np.float32)
            if not np.isfinite(array).all():
                raise ModelFileError(f"{short(name)} holds values that are no numbers (NaN or infinite).")
            short_name = "/".join(name.split("/")[-2:])
            if short_name in arrays:
                raise ModelFileError(f"Its model.json has two weights {short(short_name)!r}: export it again.")
            arrays[short_name] = array
            offset += 4 * size
    labels = None
    if "metadata.json" in members:
        metadata = _json(_member(file, members["metadata.json"], MEGABYTE))
        given = metadata.get("labels") if isinstance(metadata, dict) else None
        if isinstance(given, list) and all(isinstance(each, str) for each in given):
            labels = tuple(map(_label, given))
    config = topology.get("model_config", topology)
    return _network(config, of_named_arrays(arrays), labels, "TensorFlow.js", "Teachable Machine (TensorFlow.js)")


def _network(
    configuration: Any, weights: Weights, labels: tuple[str, ...] | None, written_by: str, form: str
) -> PlainNetwork:
    graph = graph_of(configuration)
    for use in graph.uses:
        if use.config.get("activation") == "hard_sigmoid" and not written_by.startswith("Keras 3"):
            raise ModelFileError(
                f"The layer {short(use.own_name)!r} ({use.kind}) has the hard sigmoid of older versions of Keras, "
                "0.2 x + 0.5 between 0 and 1; that of Keras 3 is another function. A file saved by Keras 3 works."
            )
    nodes, shape = as_picture(
        [_node(use, weights(use)) for use in graph.uses],
        graph.input_shape,
    )
    check_sizes(nodes, shape)
    return PlainNetwork(nodes, shape, labels, written_by, form)


def _node(use: Use, weights: dict[str, Floats]) -> Node:
    config = use.config
    if use.kind == "Normalization" and weights:
        # Keras takes them as arguments, too, and then it needs no measuring again.
        config = {**config, "mean": weights["mean"].ravel().tolist(), "variance": weights["variance"].ravel().tolist()}
        weights = {}
    if use.kind == "LayerScale":
        # A number for each channel that its map is multiplied by: a depthwise kernel of one cell does the same.
        kernel = weights["gamma"].reshape(1, 1, -1, 1)
        scale = {"kernel_size": [1, 1], "use_bias": False}
        return Node(use.name, "DepthwiseConv2D", scale, use.inputs, {"kernel": kernel}, tuple(map(short, use.path)))
    return Node(use.name, use.kind, config, use.inputs, weights, tuple(map(short, use.path)))


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ModelFileError("Its configuration is damaged. Save or download it again.") from error


def _labels(content: bytes) -> tuple[str, ...]:
    """Return the names of classes, a line each; Teachable Machine writes a number before each."""
    lines = [line.strip() for line in content.decode("utf-8", "replace").splitlines() if line.strip()][:10_000]
    numbered = all(line.split(" ", 1)[0] == str(number) and " " in line for number, line in enumerate(lines))
    return tuple(_label(line.split(" ", 1)[1] if numbered else line) for line in lines)


def _label(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in text).strip()
    return plain if len(plain) <= LABEL_CHARACTERS else f"{plain[: LABEL_CHARACTERS - 1]}…"


def _written_by(version: Any) -> str:
    return f"Keras {short(version)}" if isinstance(version, str) and version else ""
