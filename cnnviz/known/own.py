"""The networks that visitors brought as files, while somebody visits them.

Each has a name that nobody can guess: who has it, for example in a link, can look at the network. Two who bring the
same file with the same settings share one. A network goes when the last visit ends that holds it, and the one that was
not asked for the longest goes when there is no room.
"""

from __future__ import annotations

import re
import secrets
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from cnnviz.datasets.dataset import Dataset
from cnnviz.known.stand_in import pictures_for
from cnnviz.layer import Layer, shape_text
from cnnviz.network import Network
from cnnviz.opening.opened import open_content
from cnnviz.opening.scale import FoundScale
from cnnviz.pictures.kinds import PictureKind

MOST_BYTES = 2_300_000_000
"""About the memory that all brought networks may take: thirty MobileNetV2, with all else in less than 4 GB."""
_EACH, _A_PARAMETER = 25_000_000, 14
"""Bytes that a network takes whatever its size, and for each of its parameters."""
_LONGEST_TITLE = 40


class GoneError(ValueError):
    """A brought network is not here any more; the message is one sentence to show."""


@dataclass(frozen=True, eq=False)
class OwnNetwork:
    """A network that somebody brought: what is known of it without its weights. Visits hold it; so it stays.

    Attributes:
        name: Its name in the app and in links.
        title: What people call it: the file's name, as a short text.
        labels: The names of its classes.
        has_labels: Whether they are known, or numbers for want of names.
        kind: The kind of pictures that it reads.
        dataset: Pictures for it, see stand_in.py.
        layers: All its layers; their weights are zeros.
        form: What the file was found to be.
        written_by: Who wrote it; "" if the file does not say.
        found: The range of its pixels, and how it was found; of numbers, that they go in as they are.
        parameters: The number of its weights.
    """

    name: str
    title: str
    labels: tuple[str, ...]
    has_labels: bool
    kind: PictureKind
    dataset: Dataset
    layers: tuple[Layer, ...]
    form: str
    written_by: str
    found: FoundScale
    parameters: int

    @property
    def reads(self) -> str:
        """What it reads, in words: "pictures of 28 × 28 × 1", or "47 numbers, no picture"."""
        shape = self.dataset.shape
        return f"{shape[1]:,} numbers, no picture" if self.kind == "numbers" else f"pictures of {shape_text(shape)}"

    @property
    def bytes(self) -> int:
        """About the memory that it takes."""
        return _EACH + _A_PARAMETER * self.parameters


class _Kept(NamedTuple):
    network: Network
    content: bytes
    file_name: str


_secret = secrets.token_bytes(32)
_lock = threading.RLock()
_held: weakref.WeakValueDictionary[str, OwnNetwork] = weakref.WeakValueDictionary()
_networks: OrderedDict[str, _Kept] = OrderedDict()
_for_all: dict[str, OwnNetwork] = {}


def open_own(
    content: bytes,
    file_name: str,
    *,
    labels: Sequence[str] | None = None,
    scale: str | None = None,
    kind: PictureKind | None = None,
    tell: Callable[[float, str], None] = lambda share, words: None,
    secret: bytes | None = None,
) -> OwnNetwork:
    """Open a model file that somebody brought, and keep the network as long as the result is held.

    Args:
        content: All of the file.
        file_name: Its name, by which people know it; nothing else depends on it.
        labels: As for open_content, like scale and kind.
        scale: Likewise.
        kind: Likewise.
        tell: Called with the share that is done and what comes next, in a few words.
        secret: What makes its name hard to guess; by default that of this process.
    Raises:
        ModelFileError: If the file cannot be opened. The message is one sentence to show.
        ValueError: As open_content raises it.
        UnsupportedLayerError: If a layer cannot be explained. The message names it.
    """
    settings = _settings(file_name, labels, scale, kind)
    name = _name(content, settings, _secret if secret is None else secret)
    with _lock:
        own = _held.get(name)
        if own is not None and name in _networks:
            return own
    tell(0.1, "The file is being read.")
    opened = open_content(content, labels=labels, scale=scale, kind=kind)
    tell(0.7, "Its layers are being built.")
    title = title_of_file(file_name)
    labels = opened.labels and tuple(map(as_text, opened.labels))
    if labels is None and opened.classes and (opened.kind, opened.classes) != ("digits", 10):
        labels = tuple(f"class {index}" for index in range(opened.classes))
    network = Network(name, opened.model, labels=labels, kind=opened.kind, title=title)
    own = OwnNetwork(
        name=name,
        title=title,
        labels=network.labels,
        has_labels=opened.labels is not None,
        kind=opened.kind,
        dataset=pictures_for(opened, network.labels),
        layers=tuple(map(_without_weights, network.layers)),
        form=opened.plain.form,
        written_by=as_text(opened.plain.written_by),
        found=opened.found,
        parameters=network.parameters,
    )
    return _keep(own, _Kept(network, content, file_name))


def open_for_all(
    content: bytes, file_name: str, *, labels: Sequence[str] | None = None, scale: str | None = None
) -> OwnNetwork:
    """Open a model file for everybody who visits. Takes and raises the same as open_own.

    Its name follows from the file alone, so that links to it outlive the process.
    """
    # Who can guess the name has the file.
    own = open_own(content, file_name, labels=labels, scale=scale, secret=b"")
    _for_all[own.name] = own
    return own


def name_for_all(content: bytes, file_name: str, *, scale: str | None = None) -> str:
    """Return the name that open_for_all gives to a file."""
    return _name(content, _settings(file_name, None, scale, None), b"")


def for_all() -> list[str]:
    """Return the names of the networks that were opened for everybody."""
    return list(_for_all)


def find(name: str) -> OwnNetwork | None:
    """Return a brought network; None if there is none of that name, or no longer."""
    return _held.get(name)


def network_of(name: str) -> Network:
    """Return a brought network, weights and all.

    Raises:
        GoneError: If it is not here any more.
    """
    return _kept(name).network


def file_of(name: str) -> tuple[bytes, str]:
    """Return the content and the name of the file that a network was brought in. It raises what network_of raises."""
    kept = _kept(name)
    return kept.content, kept.file_name


def _kept(name: str) -> _Kept:
    with _lock:
        if name not in _networks:
            raise GoneError(
                "This network is no longer here: it had to make room for newer ones. Open its file again to see it."
            )
        _networks.move_to_end(name)
        return _networks[name]


def is_name(text: str) -> bool:
    """Return whether a text is a name that a brought network could have."""
    return re.fullmatch(r"own-[0-9a-f]{16}", text) is not None


_MARKS = str.maketrans(dict(zip("[]<>*`|~$:\\#@", "()‹›∗'¦∼＄∶∖＃＠", strict=True)))


def as_text(label: str) -> str:
    """Return the name of a class with nothing in it that Markdown or HTML would take for more than text.

    Example:
        >>> as_text("[cat](http://example.org)")
        '(cat)(http∶//example.org)'
    """
    return label.translate(_MARKS).replace("www.", "www ")


def title_of_file(file_name: str) -> str:
    """Return what people call a network, from the name of its file: short and printable, whatever the file is called.

    Example:
        >>> title_of_file("C:\\\\fakepath\\\\my model.h5")
        'my model'
    """
    last = re.split(r"[/\\]", file_name)[-1]
    stem = re.sub(r"\.(keras|h5|hdf5|zip|json)$", "", last, flags=re.IGNORECASE)
    # Text, not markup: what Markdown, HTML and links are made of is left out.
    plain = re.sub(r"[^\w .+-]|_{2,}", " ", stem)
    return " ".join(plain.split())[:_LONGEST_TITLE].strip() or "your network"


def _settings(file_name: str, labels: Sequence[str] | None, scale: str | None, kind: PictureKind | None) -> str:
    return repr((title_of_file(file_name), None if labels is None else tuple(labels), scale, kind))


def _name(content: bytes, settings: str, secret: bytes) -> str:
    digest = blake2b(content, key=secret, digest_size=8)
    digest.update(settings.encode())
    return f"own-{digest.hexdigest()}"


def _keep(own: OwnNetwork, kept: _Kept) -> OwnNetwork:
    with _lock:
        held = _held.get(own.name)
        _networks[own.name] = kept
        _networks.move_to_end(own.name)
        if held is None:
            _held[own.name] = held = own
            weakref.finalize(own, _networks.pop, own.name, None)
        _make_room(held)
    return held


def _make_room(newest: OwnNetwork) -> None:
    total = sum(own.bytes for name, own in list(_held.items()) if name in _networks)
    for name in list(_networks):
        if total <= MOST_BYTES:
            return
        own = _held.get(name)
        if own is newest or name in _for_all:
            continue
        del _networks[name]
        total -= own.bytes if own else 0


def _without_weights(layer: Layer) -> Layer:
    # A view of a single zero: as large as the weights, and without their memory.
    return replace(
        layer,
        weights={name: np.broadcast_to(np.float32(0), array.shape) for name, array in layer.weights.items()},
    )
