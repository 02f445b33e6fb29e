"""The visitor's picture, read by the visitor's network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from hashlib import blake2b

import numpy as np
import streamlit as st

from cnnviz.datasets.dataset import Dataset
from cnnviz.datasets.samples import load_samples
from cnnviz.edits import Edit
from cnnviz.network import Network, is_loaded, load, load_edited
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.photo import Photo, read_photo
from cnnviz.pictures.prepare import Preparation, prepare
from cnnviz.pictures.read import Reading as Ink
from cnnviz.pictures.read import read_drawing, read_ink
from cnnviz.pictures.strokes import draw_strokes
from cnnviz.results.predictions import load_predictions
from cnnviz.trace import Trace
from cnnviz.ui import state, warm_up
from cnnviz.ui.components.answer import answer_message
from cnnviz.ui.components.network import send_network
from cnnviz.ui.edits_mark import mark_edits
from cnnviz.ui.wire import dense_message, network_message, pack, trace_message
from cnnviz.what_if import adversarial, morph
from cnnviz.what_if.changes import ATTACKS, Changes, effective, parse_changes, transformed


@dataclass(frozen=True)
class Reading:
    """What a network answers to a prepared picture, worked out when it is asked for.

    Attributes:
        network: The network.
        preparation: How the picture became its input.
    """

    network: Network
    preparation: Preparation | Photo

    @cached_property
    def trace(self) -> Trace:
        """The network's answer."""
        return self.network.trace_input(self.preparation.input)

    @cached_property
    def name(self) -> str:
        """The same for the same network and input, another for any other."""
        return blake2b(self.network.name.encode() + self.preparation.input.tobytes(), digest_size=8).hexdigest()

    @cached_property
    def message(self) -> bytes:
        """The trace for a component of the page."""
        return trace_message(self.network, self.trace, {"reading": self.name})

    @cached_property
    def answer(self) -> bytes:
        """The steps of the preparation and the network's last layer, for the component that shows the answer."""
        return answer_message(self.preparation, self.trace, name=self.name)

    @property
    def reference(self) -> bytes:
        """A message that stands for either of the two where the browser has them already."""
        return pack({"reading": self.name, "reference": True}, {})


def current_reading() -> Reading:
    """Return the answer of the visitor's network, edits and all, to the visitor's picture.

    The network is sent to the browser, and the page says how it is edited. While it is not loaded, this says so, stops
    the page's script and runs it again once it is.
    """
    chosen = state.selection()
    network = as_edited(wait_for_network())
    mark_edits()
    send_to_browser(network)
    preparation, _ = prepare_selected()
    if chosen.source == "Samples" and chosen.picture is not None:
        st.caption(test_picture_words(chosen))
    return Reading(network, preparation)


def send_to_browser(*networks: Network) -> None:
    """Send what does not change with the picture, outside of what runs at every stroke."""
    with st.container(key="messages"):
        for original in dict.fromkeys(network.original for network in networks):
            for part, message in _messages(original).items():
                send_network(message, key=f"{part}-{original.name}")
        for network in networks:
            if network.edits:
                send_network(network_message(network), key=f"network-{network.name}")


def as_edited(network: Network) -> Network:
    """Return a bundled network with the visitor's edits."""
    return load_edited(network.name, state.selection().edits)


def wait_for_network(name: str | None = None) -> Network:
    """Return a bundled network, the selected one by default; see current_reading."""
    name = name or state.selection().network
    network = loaded(name)
    if network is None:
        st.info("Warming up: TensorFlow is being loaded. This takes a few seconds, once.")
        rerun_when_ready(name)
        st.stop()
    return network


def loaded(name: str) -> Network | None:
    """Return a network, None while it is being loaded. If it cannot be loaded, say so and stop the page's script."""
    try:
        return load(name) if warm_up.is_ready(name) else None
    except ValueError as error:
        st.error(str(error))
        st.stop()


def rerun_when_ready(name: str) -> None:
    """Run the page again as soon as a network is loaded, or cannot be."""

    @st.fragment(run_every=0.25)
    def look() -> None:
        try:
            waiting = not warm_up.is_ready(name)
        except ValueError:
            waiting = False
        if not waiting:
            st.rerun()

    look()


def selected_picture(chosen: state.Selection) -> Ink | Photo:
    """Return the picture that the visitor chose, as the network's kind of pictures is read.

    Where nothing is drawn or uploaded yet it is a sample, so that there is always something to see.

    Raises:
        PictureError: If the visitor's picture cannot be read.
    """
    data = {"Upload": chosen.upload, "Camera": chosen.photo}.get(chosen.source)
    if data is None:
        if chosen.source == "Draw" and chosen.strokes and chosen.dataset.kind == "digits":
            return read_drawing(draw_strokes(chosen.strokes))
        return _sample(chosen)
    if chosen.dataset.kind == "digits":
        return _read_ink(data, chosen.invert)
    return _read_photo(data, chosen.dataset.shape, chosen.invert)


def prepare_selected() -> tuple[Preparation | Photo, tuple[str, ...]]:
    """Return the network's input for the visitor's picture, changed as the visitor has it, and what to say about it.

    A sample takes its place where the picture cannot be read.
    """
    preparation, notes = prepare_original()
    recipe = effective(parse_changes(state.selection().change))
    if not recipe:
        return preparation, notes
    return replace(preparation, input=changed_input(preparation.input, recipe), changed=True), notes


def changed_input(values: np.ndarray, recipe: Changes) -> np.ndarray:
    """Return a network's input after the changes of a recipe. It is not attacked before the network is loaded."""
    chosen, recipe = state.selection(), effective(recipe)
    if "morph" in recipe:
        share, sample, way = recipe["morph"]
        between = morph.reshape if way and values.shape[2] == 1 else morph.mix
        values = between(values, sample_input(int(sample)), np.array([share]))[0]
    values = transformed(values, recipe)
    for name in ATTACKS:
        if name in recipe and is_loaded(chosen.network):
            levels, target = map(int, recipe[name])
            values = _attacked(name, chosen.network, chosen.edits, values.tobytes(), levels, target)
    return values


def sample_input(sample: int) -> np.ndarray:
    """Return what the visitor's network gets for a picture of the gallery."""
    return _prepared(_sample(replace(state.selection(), sample=sample, picture=None))).input


def prepare_original() -> tuple[Preparation | Photo, tuple[str, ...]]:
    """Return what prepare_selected does, as if the visitor had changed nothing of the picture."""
    chosen = state.selection()
    try:
        picture = selected_picture(chosen)
    except PictureError:
        picture = _sample(chosen)
    if isinstance(picture, Photo):
        return picture, ("Light ground: turned round.",) if picture.inverted else ()
    return _prepared(picture), picture.notes


def test_picture_words(chosen: state.Selection) -> str:
    """Say which picture of the test set was chosen, or why a sample is shown in its place."""
    seen, place = chosen.dataset, f"Picture {chosen.picture:,} of the {chosen.dataset.title} test set"
    if chosen.picture >= seen.test_size:
        return f"You see a sample: the {seen.title} test set ends with picture {seen.test_size - 1:,}."
    if seen.test_picture(chosen.picture) is None:
        return f"You see a sample: {place[0].lower()}{place[1:]} is not on this machine. {how_to_get(seen)}"
    predictions = load_predictions(chosen.network)
    if predictions is None or chosen.picture >= len(predictions.labels):
        return f"{place}."
    return f"{place}, labelled {seen.classes[predictions.labels[chosen.picture]]}."


def how_to_get(seen: Dataset) -> str:
    """Say in a sentence how the pictures of a test set that are not shipped come to be shown."""
    return f"To see all its pictures, {seen.remedy}."


def _prepared(picture: Ink | Photo) -> Preparation | Photo:
    if isinstance(picture, Photo):
        return picture
    return prepare(picture.ink, centre=state.selection().centre and not picture.is_input)


@lru_cache(maxsize=64)
def _attacked(name: str, network: str, edits: tuple[Edit, ...], values: bytes, levels: int, target: int) -> np.ndarray:
    """Return a picture made to be misread, see cnnviz/what_if/adversarial.py. A target that is no class is any."""
    attacked = load_edited(network, edits)
    picture = np.frombuffer(values, np.float32).reshape(attacked.input_shape)
    label = int(attacked.probabilities(picture[None])[0].argmax())
    towards = target if 0 <= target < len(attacked.labels) else None
    made = {"fgsm": adversarial.fgsm, "pgd": adversarial.pgd}[name](attacked, picture, label, levels / 255, towards)
    made.flags.writeable = False
    return made


def _sample(chosen: state.Selection) -> Ink | Photo:
    """Return the test picture that was chosen on another page, or else the gallery's."""
    seen = chosen.dataset
    image = None if chosen.picture is None else seen.test_picture(chosen.picture)
    if image is None:
        image = load_samples(seen.name).image(chosen.sample)
    if seen.kind == "digits":
        return read_drawing(image[..., 0].astype(np.float32) / 255)
    return read_photo(image, seen.shape, invert=False)


@lru_cache(maxsize=32)
def _read_ink(data: bytes, invert: bool) -> Ink:
    return read_ink(data, invert=None if invert else False)


@lru_cache(maxsize=32)
def _read_photo(data: bytes, shape: tuple[int, int, int], invert: bool) -> Photo:
    return read_photo(data, shape, invert=invert)


@cache
def _messages(network: Network) -> dict[str, bytes]:
    return {"network": network_message(network), "dense": dense_message(network)}
