"""The dialog in which a visitor opens a network of their own."""

from __future__ import annotations

import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
import streamlit as st

from cnnviz.known.own import GoneError, OwnNetwork, file_of, find, network_of, open_own
from cnnviz.layer import UnsupportedLayerError, shape_text
from cnnviz.opening.limits import FILE_BYTES, too_large
from cnnviz.opening.scale import SAID
from cnnviz.ui import state
from cnnviz.ui.networks.brought_files import labels_of, together
from cnnviz.ui.networks.scale_choice import WORDS, choose_scale

_executor: Executor = ThreadPoolExecutor(max_workers=2, thread_name_prefix="opening")
"""More at once would only slow each other down, and the pages with them."""
_SECONDS = 6.0
"""About what opening a Teachable Machine file takes here."""


@dataclass
class _Opening:
    """A file that is being opened, or was.

    Attributes:
        key: Identifies the file and its settings.
        future: Its result.
        share: The share that is done, from 0 to 1.
        words: What is being done.
    """

    key: str
    future: Future[OwnNetwork] | None = None
    share: float = 0.0
    words: str = "Waiting for a turn."
    begun: float = field(default_factory=time.monotonic)

    def tell(self, share: float, words: str) -> None:
        """Say how far it is."""
        self.share, self.words = share, words


def _close() -> None:
    st.session_state.pop("is-opening", None)
    st.session_state.pop("opening", None)


@st.dialog("Open your own network", width="large", on_dismiss=_close)
def open_network() -> None:
    """Show the dialog: it takes a file, says what it is, asks what nobody but the visitor knows, and shows it.

    Where the visit keeps the name of a network that was brought before, it asks about that one.
    """
    before = find(str(st.session_state.get("is-opening")))
    if before is not None:
        try:
            settle(before, *file_of(before.name))
        except GoneError as error:
            st.error(str(error))
        return
    st.markdown(
        "A **.keras** or **.h5** file from Keras or Colab, or what **Teachable Machine** exports: its Keras file or "
        "its TensorFlow.js file. Nothing in the file is run, and it is yours alone: it goes when you do."
    )
    files = st.file_uploader(
        "Your model file; the names of its classes can come with it as labels.txt",
        accept_multiple_files=True,
        max_upload_size=FILE_BYTES // 1_000_000,
        key="model-file",
    )
    if sum(file.size for file in files or []) > FILE_BYTES:
        st.error(too_large())
        return
    brought = together(files or [])
    if brought is None:
        if files:
            st.error("That is a list of names: choose the model file with it.")
        return
    own = _opened(brought.content, brought.name, brought.labels, None)
    if own is not None:
        settle(own, brought.content, brought.name)


def settle(own: OwnNetwork, content: bytes, file_name: str) -> None:
    """Show what a file holds, ask for what it does not say, and offer to show the network."""
    _tell(own)
    is_picture = own.kind != "numbers"
    if not is_picture:
        labels, scale = _choose_labels(own), own.found.scale
    elif (own.has_labels or not own.labels) and own.found.is_sure:
        with st.expander("Change the names of its classes, or the range of its pixels"):
            labels, scale = _choose_labels(own), choose_scale(own)
    else:
        labels, scale = _choose_labels(own), choose_scale(own)
    labels = labels or (own.labels if own.has_labels else None)
    is_changed = (labels is not None and labels != own.labels) or scale != own.found.scale
    # What was found is found again; what the visitor said once stays said.
    said = scale if scale != own.found.scale or own.found.why == SAID else None
    if st.button(
        f"See it read {'a picture' if is_picture else 'numbers'}",
        type="primary",
        icon=":material/visibility:",
        key="see-opened",
    ):
        if is_changed:
            changed = _opened(content, file_name, labels, said)
            if changed is None:
                return
            own = changed
        state.hold(own)
        _close()
        state.select(network=own.name)
        state.show_given()
        st.rerun()


def _tell(own: OwnNetwork) -> None:
    by = f", written by {own.written_by}" if own.written_by else ""
    rows = {
        "Found": f"{own.form}{by}",
        "Layers": f"{len(own.layers)}, {own.parameters:,} parameters",
        "It reads": own.reads,
        "It answers": _answers(own),
    }
    if own.kind == "numbers":
        rows["Its numbers"] = "They go in as you type them. All are zero until you do."
    else:
        rows["Its pixels"] = f"{WORDS[own.found.scale]}. {own.found.why}"
    # A table of Streamlit's own would load pandas first, for a second or two.
    lines = [f"| Your file | {own.title} |", "|---|---|", *(f"| {what} | {found} |" for what, found in rows.items())]
    st.markdown("\n".join(lines))


def _answers(own: OwnNetwork, most: int = 8) -> str:
    """Return in words what a network answers with."""
    labels, shape = own.labels, own.layers[-1].output_shape
    if not labels:
        return "a number" if shape == (1,) else f"values of {shape_text(shape)}"
    if not own.has_labels:
        return f"{len(labels)} classes without names"
    shown = ", ".join(labels[:most])
    return f"{shown} and {len(labels) - most} more" if len(labels) > most else shown


def _choose_labels(own: OwnNetwork) -> tuple[str, ...] | None:
    """Ask for the names of the classes; None leaves them as they are."""
    count = len(own.labels)
    if not count:
        return None
    text = st.text_area(
        f"Names of its {count} classes, one a line, in the order of its training",
        placeholder="\n".join(own.labels[:3]),
        help="Leave it empty to keep " + ("these names." if own.has_labels else "numbers."),
        height=100,
        key=f"labels-{own.name}",
    )
    given = labels_of(text or "")
    if given is not None and len(given) != count:
        st.error(f"It has {count} classes, and you gave {len(given)} names: give one name a line for each class.")
        return None
    return given


def _opened(content: bytes, file_name: str, labels: tuple[str, ...] | None, scale: str | None) -> OwnNetwork | None:
    """Open a file in the background and show how far it is; None, with a sentence, if it cannot be opened."""
    key = blake2b(content + repr((file_name, labels, scale)).encode(), digest_size=16).hexdigest()
    opening: _Opening | None = st.session_state.get("opening")
    if opening is None or opening.key != key:
        opening = _Opening(key)
        st.session_state["opening"] = opening
        opening.future = _executor.submit(open_own, content, file_name, labels=labels, scale=scale, tell=opening.tell)
        opening.future.add_done_callback(_answer_once)
    future = opening.future
    assert future is not None
    place = st.empty()
    while not future.done():
        seconds = time.monotonic() - opening.begun
        left = f" About {max(1, round(_SECONDS - seconds))} s left." if seconds < _SECONDS else ""
        place.progress(min(0.95, max(opening.share, seconds / _SECONDS * 0.6)), f"{opening.words}{left}")
        time.sleep(0.25)
    place.empty()
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, (UnsupportedLayerError, ValueError)):
        st.error(f"{file_name}: {error}")
        return None
    raise error


def _answer_once(future: Future[OwnNetwork]) -> None:
    """Let a network that was opened answer once: that compiles it, while its visitor reads what it is."""
    if future.exception() is None:
        own = future.result()
        with suppress(GoneError):
            network_of(own.name).trace_input(np.zeros(own.dataset.shape, np.float32))
