"""What all pages share: the network, the picture, the changes to both, and the pinned cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from cnnviz import known
from cnnviz.bundled.files import DamagedFileError
from cnnviz.datasets.dataset import Dataset
from cnnviz.edits import Edit, fitting, format_edits, parse_edits
from cnnviz.known.own import for_all
from cnnviz.layer import as_maps
from cnnviz.matrix_text import number_text, text_to_matrix
from cnnviz.pictures.numbers import LARGEST
from cnnviz.pictures.strokes import Stroke
from cnnviz.pictures.strokes_text import drawing_to_text, text_to_drawing
from cnnviz.ui.state.codecs import FLAG, is_name, whole, whole_numbers, word
from cnnviz.ui.state.parameters import Codec, Table
from cnnviz.what_if.changes import format_changes, parse_changes

Source = Literal["Draw", "Upload", "Samples", "Camera"]
SOURCES: tuple[Source, ...] = get_args(Source)
START_NETWORK = next(iter(for_all()), "mnist_lab")
"""The network to begin with: the one opened for everybody, else one of which all fits a projector."""
LONGEST_DRAWING = 1500
"""Characters of a drawing's text: a longer one is not in the URL, which then says LEFT_OUT in its place."""
LONGEST_NUMBERS = 4000
"""Characters of the text of numbers, likewise."""
LEFT_OUT = "long"


@dataclass(frozen=True)
class Pin:
    """A cell of a network that stays in sight on every page that shows its layer.

    Attributes:
        layer: The layer's name; "input" for the network's input.
        position: (row, column, channel) of a map, (unit,) of a row of values.
    """

    layer: str
    position: tuple[int, ...]


@dataclass(frozen=True)
class Selection:
    """What a visitor has chosen.

    Attributes:
        network: The name of a network: one that comes with the app, or one that somebody brought.
        source: Where the picture comes from.
        sample: The index of a picture of the gallery.
        picture: The index in the test set of a picture chosen on another page; None for the gallery's.
        cell: Which cell of the confusion matrix: the class shown and the class read, as indices into Dataset.classes.
        partner: The name of the network that is compared with this one; None for the most instructive.
        edits: How the network's trained numbers were changed. They belong to the network they were made on.
        change: What is done to the picture once it is the network's input: changes of cnnviz/what_if/changes.py.
        centre: Whether the digit is cut out, scaled and centred as MNIST's were.
        swap: Whether ink and paper of the picture are the other way round than they seem.
        lines: Whether what seem to be lines of the paper are strokes.
        strokes: What is drawn on the pad.
        numbers: What a network that reads no picture gets, as many as it takes; none stands for zeros. They belong to
            the network.
        pin: The pinned cell. It belongs to the network.
        upload: The bytes of the uploaded picture. Never in the URL.
        photo: The bytes of the camera's picture. Never in the URL.
    """

    network: str = START_NETWORK
    source: Source = "Draw"
    sample: int = 0
    picture: int | None = None
    cell: tuple[int, int] | None = None
    partner: str | None = None
    edits: tuple[Edit, ...] = ()
    change: str = ""
    centre: bool = True
    swap: bool = False
    lines: bool = False
    strokes: tuple[Stroke, ...] = ()
    numbers: tuple[float, ...] = ()
    pin: Pin | None = None
    upload: bytes | None = None
    photo: bytes | None = None

    @property
    def dataset(self) -> Dataset:
        """The data set that the network learned from, and whose pictures it reads."""
        return known.dataset_of(self.network)


def edits_of(network: str, text: str) -> tuple[Edit, ...]:
    """Return those edits of a text that can be made on a network."""
    if not text:
        return ()
    try:
        layers = known.layers_of(network)
    except DamagedFileError:
        return ()
    return fitting(layers, parse_edits(text))


def changed(before: Selection, **changes: Any) -> Selection:
    """Return a selection with some of it changed, and without what no longer fits.

    Another network drops the edits and the pinned cell. One that learned from another data set also drops what was
    chosen from the data set before: sample, picture, cell, partner and changes to the picture.
    """
    network = changes.get("network", before.network)
    if network != before.network:
        changes = {"edits": (), "pin": None} | changes
    if known.dataset_of(network) is not before.dataset:
        changes = {"sample": 0, "picture": None, "cell": None, "partner": None, "change": ""} | changes
    return _fitted(replace(before, **changes))


def is_left_out(strokes: tuple[Stroke, ...]) -> bool:
    """Return whether a drawing is too long for the URL."""
    return _write_strokes(strokes) == LEFT_OUT


def are_left_out(numbers: tuple[float, ...]) -> bool:
    """Return whether numbers are too long for the URL."""
    return _write_numbers(numbers) == LEFT_OUT


def _write_numbers(numbers: tuple[float, ...]) -> str:
    text = "_".join(map(number_text, numbers))
    return text if len(text) <= LONGEST_NUMBERS else LEFT_OUT


def _read_numbers(text: str) -> tuple[float, ...] | None:
    count = text.count("_") + 1
    values = text_to_matrix(text, (1, count), -LARGEST, LARGEST) if len(text) <= LONGEST_NUMBERS else None
    return None if values is None else tuple(values[0].tolist())


def _write_strokes(strokes: tuple[Stroke, ...]) -> str:
    text = drawing_to_text(strokes)
    return text if len(text) <= LONGEST_DRAWING else LEFT_OUT


def read_selection(query: dict[str, str], before: Selection) -> Selection:
    """Return the selection that URL parameters say, with what no URL holds as it was before."""
    read = replace(SELECTION.read(query), upload=before.upload, photo=before.photo)
    if query.get("strokes") == LEFT_OUT and is_left_out(before.strokes):
        read = replace(read, strokes=before.strokes)
    if query.get("values") == LEFT_OUT and are_left_out(before.numbers) and read.network == before.network:
        read = replace(read, numbers=before.numbers)
    return read


def _fitted(selection: Selection) -> Selection:
    dataset, wanted = selection.dataset, len(selection.numbers)
    if dataset.kind == "numbers":
        # Nothing of it is a picture that could be moved, turned or chosen.
        selection = replace(selection, change="", picture=None)
    if wanted and (dataset.kind != "numbers" or wanted != dataset.shape[1]):
        selection = replace(selection, numbers=())
    if not selection.edits and not selection.pin:
        return selection
    try:
        layers = known.layers_of(selection.network)
    except DamagedFileError:
        # Nothing fits a network that is not there. The page says that it is not.
        return replace(selection, edits=(), pin=None)
    edits, pin = fitting(layers, selection.edits), selection.pin
    if pin:
        shapes = {layer.name: as_maps(layer.output_shape) for layer in layers} | {"input": layers[0].input_shape}
        shape = shapes.get(pin.layer, ())
        if len(shape) != len(pin.position) or any(
            index >= size for index, size in zip(pin.position, shape, strict=True)
        ):
            pin = None
    return selection if (edits, pin) == (selection.edits, selection.pin) else replace(selection, edits=edits, pin=pin)


_POSITION = whole_numbers((1, 3), 0, 99_999)


def _read_pin(text: str) -> Pin | None:
    layer, _, numbers = text.rpartition(".")
    position = _POSITION.read(numbers)
    return Pin(layer, position) if position and is_name(layer) else None


NETWORK: Codec[str] = Codec(lambda text: text if known.exists(text) else None, str)
"""One whose file is missing or damaged is chosen all the same: the pages say so."""
PIN: Codec[Pin] = Codec(_read_pin, lambda pin: f"{pin.layer}.{_POSITION.write(pin.position)}")
STROKES: Codec[tuple[Stroke, ...]] = Codec(
    lambda text: text_to_drawing(text) if len(text) <= LONGEST_DRAWING else None,
    _write_strokes,
)
SELECTION = Table(
    Selection(),
    {
        "network": NETWORK,
        "source": word(SOURCES),
        "sample": whole(0, 99_999),
        "picture": whole(0, 99_999),
        "cell": whole_numbers(2, 0, 99_999),
        "partner": NETWORK,
        "edits": Codec(parse_edits, format_edits),
        "change": Codec(lambda text: format_changes(parse_changes(text)), str),
        "centre": FLAG,
        "swap": FLAG,
        "lines": FLAG,
        "strokes": STROKES,
        "values": Codec(_read_numbers, _write_numbers),
        "pin": PIN,
    },
    _fitted,
    {"values": "numbers"},
)
"""The part of the state that every page's URL holds."""
