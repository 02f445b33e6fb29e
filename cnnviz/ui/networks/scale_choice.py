"""The choice of the range that a brought network's training gave to its pixels, with what it reads at each."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnviz.datasets.samples import load_samples
from cnnviz.known.own import OwnNetwork, network_of
from cnnviz.opening.build import SCALES
from cnnviz.pictures.errors import PictureError
from cnnviz.pictures.network_input import prepare_sample

_PICTURES = 4
WORDS = {"0..1": "0 to 1", "-1..1": "−1 to 1", "0..255": "0 to 255"}


def choose_scale(own: OwnNetwork) -> str:
    """Show which range was found and how sure that is; return the one that the visitor chooses."""
    found = own.found
    if not found.is_sure:
        st.warning(
            f"{found.why} Choose the range that its training had: with another it answers just as surely, and wrongly."
        )
    scale: str = st.segmented_control(
        "Its training gave it pixels from",
        list(SCALES),
        default=found.scale,
        format_func=WORDS.__getitem__,
        required=True,
        key=f"scale-{own.name}",
    )
    if not found.is_sure:
        _preview(own)
    return scale


def _preview(own: OwnNetwork) -> None:
    """Show what the network reads in a few pictures with each range."""
    images = _inputs(own)
    # A number or a map says nothing of what was read.
    if not len(images) or not own.labels:
        return
    # The network has a Rescaling for the range that was found: undo it, to give its next layer any other.
    factor, offset = SCALES[own.found.scale]
    columns: dict[str, list[str]] = {}
    for scale, (times, plus) in SCALES.items():
        scaled = (((images * times + plus) - offset) / factor).astype(np.float32)
        # One by one: that is compiled already, and many at once are not.
        answers = [network_of(own.name).trace_input(values).probabilities for values in scaled]
        columns[f"pixels {WORDS[scale]}"] = [
            f"{own.labels[int(answer.argmax())]} · {float(answer.max()):.0%}" for answer in answers
        ]
    st.caption("What it reads in these pictures with each range:")
    pictures = [np.repeat(image, 3, axis=2) if image.shape[2] == 1 else image for image in images]
    with st.container(horizontal=True, gap="small"):
        for position, picture in enumerate(pictures):
            lines = [f"{name}: **{answers[position]}**" for name, answers in columns.items()]
            with st.container(width=130):
                st.image(picture, width=96, clamp=True, output_format="PNG")
                st.caption("  \n".join(lines))


def _inputs(own: OwnNetwork) -> np.ndarray:
    samples, inputs = load_samples(own.dataset.name), []
    for index in np.linspace(0, len(samples.labels) - 1, _PICTURES).astype(int):
        try:
            inputs.append(prepare_sample(samples.image(int(index)), own.kind, own.dataset.shape).input)
        except PictureError:
            continue
    return np.array(inputs, np.float32)
