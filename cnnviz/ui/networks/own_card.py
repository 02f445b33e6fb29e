"""The card of a network that a visitor brought: what it is, what was found out, and the ways to take it along."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from cnnviz import known
from cnnviz.known.export import keras_file, keras_program
from cnnviz.known.own import GoneError, OwnNetwork, file_of
from cnnviz.network import Network
from cnnviz.ui.state.covers import is_covered


def show_own_card(own: OwnNetwork, read_with: Callable[[str], None], settle: Callable[[OwnNetwork], None]) -> None:
    """Show the card of a network that came as a file.

    Args:
        own: The network.
        read_with: Called with its name when the visitor wants to see it read a picture.
        settle: Called with it when the visitor wants to change the names of its classes or the range of its pixels.
    """
    with st.container(border=True, key=f"card-{own.name}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.header(own.title, anchor=own.name, width="content")
            st.space("stretch")
            st.button(
                "See it read numbers" if own.kind == "numbers" else "See it read a picture",
                key=f"open-{own.name}",
                icon=":material/visibility:",
                on_click=read_with,
                args=(own.name,),
            )
        written = f", written by {own.written_by}" if own.written_by else ""
        answers = f"**{len(own.labels)}** classes" if own.labels else "answers with a number or a map"
        size = "" if is_covered("costs") else f" · **{own.parameters:,}** parameters"
        st.markdown(f"{own.form}{written} · **{len(own.layers)}** layers{size} · reads {own.reads} · {answers}")
        pixels = f"Pixels {own.found.scale.replace('-', '−').replace('..', ' to ')}. "
        st.caption(own.found.why if own.kind == "numbers" else pixels + own.found.why)
        with st.container(horizontal=True, gap="small"):
            words = ("Names of its classes" if own.labels else "") if own.kind == "numbers" else "Names and pixels"
            if words:
                st.button(words, icon=":material/tune:", key=f"settle-{own.name}", on_click=settle, args=(own,))
            try:
                file_of(own.name)
            except GoneError as error:
                st.caption(str(error))
            else:
                offer_files(known.load(own.name))


def offer_files(network: Network) -> None:
    """Show buttons that download a network, with its edits, as a .keras file and as a program.

    Args:
        network: The network.
    """
    stem = "-".join(network.title.split()) + ("-edited" if network.edits else "")
    st.download_button(
        "As .keras",
        data=lambda: keras_file(network),
        file_name=f"{stem}.keras",
        mime="application/octet-stream",
        on_click="ignore",
        icon=":material/download:",
        help="The network with its weights, as `keras.models.load_model` reads it.",
        type="tertiary",
        key=f"keras-{network.name}",
    )
    st.download_button(
        "As Keras code",
        data=lambda: keras_program(network),
        file_name=f"{stem}.py",
        mime="text/x-python",
        on_click="ignore",
        icon=":material/code:",
        help="A program that builds the same layers, without their weights.",
        type="tertiary",
        key=f"code-{network.name}",
    )
