"""The visitor's picture, read by the visitor's network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import streamlit as st

from cnnviz.large import is_large
from cnnviz.network import Network
from cnnviz.pictures.network_input import Preparation
from cnnviz.trace import Trace
from cnnviz.ui import state
from cnnviz.ui.components.answer import answer_message
from cnnviz.ui.edits_mark import mark_edits
from cnnviz.ui.large.kept import remember
from cnnviz.ui.large.messages import small_maps
from cnnviz.ui.picture.changes import prepare_selected
from cnnviz.ui.picture.messages import send_to_browser
from cnnviz.ui.picture.waiting import as_edited, wait_for_network
from cnnviz.ui.picture.words import test_picture_words
from cnnviz.ui.wire import pack, trace_message


@dataclass(frozen=True)
class Reading:
    """A network's answer to a prepared picture, computed when it is first used.

    Attributes:
        network: The network.
        preparation: The picture, prepared as the network's input.
    """

    network: Network
    preparation: Preparation

    @cached_property
    def trace(self) -> Trace:
        """The network's answer."""
        return self.network.trace_input(self.preparation.input)

    @cached_property
    def name(self) -> str:
        """A hash of the network's name and its input."""
        return blake2b(self.network.name.encode() + self.preparation.input.tobytes(), digest_size=8).hexdigest()

    @cached_property
    def message(self) -> bytes:
        """The message for components that show every layer: of a large network, small maps of all its columns."""
        if not is_large(self.network.layers):
            return trace_message(self.network, self.trace, {"reading": self.name})
        remember(self.name, self.network, self.trace)
        header, arrays = small_maps(self.network, self.trace)
        return pack(
            {**header, "reading": self.name, "network": self.network.name}, {"input": self.trace.input, **arrays}
        )

    @cached_property
    def answer(self) -> bytes:
        """The answer_message for the component that shows the answer."""
        return answer_message(self.preparation, self.trace, name=self.name)

    @property
    def reference(self) -> bytes:
        """A message that stands for either of the two if the browser already has them."""
        return pack({"reading": self.name, "reference": True}, {})


def current_reading() -> Reading:
    """Return the answer of the visitor's network, edits and all, to the visitor's picture.

    It also sends the network to the browser and shows on the page how it is edited. While the network is not loaded,
    the page says so, and its script stops here and runs again once the network is loaded.
    """
    selection = state.selection()
    network = as_edited(wait_for_network())
    mark_edits()
    send_to_browser(network)
    reading = Reading(network, prepare_selected())
    if selection.source == "Samples" and selection.picture is not None:
        st.caption(test_picture_words(selection, selection.picture))
    return reading
