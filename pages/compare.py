"""Two networks read the same picture: where they agree, and where they do not."""

from functools import partial

import streamlit as st

from cnnviz import bundled, known
from cnnviz.bundled.files import DamagedFileError
from cnnviz.edits import edits_words
from cnnviz.network import Network
from cnnviz.results.comparison import agreement, partners, verdict
from cnnviz.results.mistakes import visible_first
from cnnviz.results.predictions import load_predictions
from cnnviz.ui import state
from cnnviz.ui.components.network_map import network_map
from cnnviz.ui.components.paired_answers import Contender, show_paired_answers
from cnnviz.ui.components.tiles import clicked_tile, show_tiles
from cnnviz.ui.components.view import keep_view
from cnnviz.ui.damaged import read_or_say
from cnnviz.ui.edits_mark import mark_edits
from cnnviz.ui.picture.changes import prepare_selected
from cnnviz.ui.picture.input import choose_centring, choose_picture, take_in_picture
from cnnviz.ui.picture.messages import send_to_browser
from cnnviz.ui.picture.numbers import reads_numbers
from cnnviz.ui.picture.reading import Reading
from cnnviz.ui.picture.waiting import as_edited, wait_for_network
from cnnviz.ui.picture.words import how_to_get
from cnnviz.ui.shell import open_page
from cnnviz.ui.state.covers import covers, is_locked, is_open, may_show
from cnnviz.ui.views import MAP

SIDE_WIDTH = 264
A_FEW = 8


def choose_partner(network: str, others: list[str]) -> str:
    """Show the choice of the second network, and keep it in the selection. An edited one meets its original, too."""
    edited = bool(state.selection().edits)
    partner = state.selection().partner
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        shown = known.title_of(network)
        st.markdown(f"**{'edited ' if edited else ''}{shown}** compared with", width="content")
        chosen = partner if partner in others else others[0]
        if not is_open("network-choice"):
            st.markdown(f"**{known.title_of(chosen)}**", width="content")
            return chosen
        key = f"partner-of-{network}{'-edited' if edited else ''}"
        st.selectbox(
            f"Compare {shown} with",
            others,
            format_func=lambda name: (
                f"{known.title_of(name)} · {'as it was trained' if name == network else known.summary_of(name)}"
            ),
            label_visibility="collapsed",
            disabled=is_locked("network-choice"),
            **state.shown(key, chosen, lambda partner: state.select(partner=partner)),
            width=340,
        )
    return chosen


def title(network: Network) -> str:
    """Return what the page calls a network."""
    return f"edited {network.title}" if network.edits else network.title


def contender(network: Network) -> Contender:
    """Return a network's name and the facts beside it."""
    if network.edits:
        return Contender(title(network), (edits_words(network.edits, network.layers),))
    facts = (known.summary_of(network.name), f"{network.parameters:,} parameters")
    if known.is_own(network.name):
        return Contender(network.title, facts)
    try:
        scores = bundled.record(network.name).read("scores", "correct", "total")
    except DamagedFileError as error:
        return Contender(network.name, (*facts, str(error)))
    right = f"{scores['correct']:,} of {scores['total']:,} right" if scores else ""
    return Contender(network.name, facts, right)


def side_by_side(first: Network, second: Network) -> None:
    """Show everything that changes with the picture."""
    clicked = clicked_tile(key="differently")
    if clicked is not None:
        state.select(source="Samples", picture=clicked)
    take_in_picture()
    preparation = prepare_selected()
    readings = [Reading(network, preparation) for network in (first, second)]
    names, traces = (title(first), title(second)), (readings[0].trace, readings[1].trace)
    with st.container(horizontal=True, gap="medium", key="main"):
        side = st.container(width=SIDE_WIDTH, gap="small", key="side")
        answers = st.container(width="stretch", gap="small", key="answers")
        whole = st.container(width="stretch", gap="small", key="test-set")
    with side:
        choose_picture()
        choose_centring()
        for note in preparation.notes if is_open("picture") else ():
            st.caption(note)
    with answers:
        show_paired_answers([contender(first), contender(second)], traces, verdict(names, traces), key="answers-paired")
    with whole:
        if first.edits:
            st.caption("The edited network was not measured on the test set.")
        elif known.is_own(first.name) or known.is_own(second.name):
            st.caption("A network that came as a file was not measured on the test set.")
        elif may_show("agreement") and may_show("accuracy"):
            show_agreement(first.name, second.name)
    for position, reading in zip(("first", "second"), readings, strict=True):
        if "maps" not in covers().gone:
            st.markdown(f"## The layers of {title(reading.network)}")
        network_map(reading.message, key=f"map-{position}", partner=position == "second")


def show_agreement(first: str, second: str) -> None:
    """Show how often both networks read the pictures of the test set alike."""
    dataset = bundled.dataset_of(first)
    predictions, others = (
        read_or_say(partial(load_predictions, name), f"{name} has not been measured on the test set yet.")
        for name in (first, second)
    )
    if predictions is None or others is None:
        return
    counts = agreement(predictions, others)
    st.markdown(f"**On all {len(predictions.labels):,} pictures of the {dataset.title} test set**")
    st.markdown(
        f"| pictures | {second} right | {second} wrong |\n|---|--:|--:|\n"
        f"| **{first} right** | {counts.both:,} | {counts.only_first:,} |\n"
        f"| **{first} wrong** | {counts.only_second:,} | {counts.neither:,} |"
    )
    if not len(counts.differently):
        st.caption("They read every picture the same.")
        return
    differently = f"They read {len(counts.differently):,} pictures differently."
    if is_locked("picture") or not is_open("picture", "answer", "partner-answer"):
        st.caption(differently)
        return
    st.caption(f"{differently} Click one: both networks read it.")
    indices = visible_first(counts.differently, dataset)[:A_FEW]
    name = "Pictures that the networks read differently"
    if not show_tiles(indices, (first, second), name=name, key="differently"):
        st.caption(f"Dashed tiles are pictures that do not come with the app. {how_to_get(dataset)}")


open_page("Compare")
network = state.selection().network
others = ([network] if state.selection().edits else []) + partners(network, state.brought())
if not others:
    st.info(
        f"No other network here reads such {'numbers' if reads_numbers() else 'pictures'} into the same classes as "
        f"{known.title_of(network)}: choose another network above, or open a second one of yours."
        if known.is_own(network)
        else f"No other network here reads {state.selection().dataset.title}: choose another network above."
    )
    st.stop()
partner = choose_partner(network, others)
first, second = as_edited(wait_for_network(network)), wait_for_network(partner)
mark_edits()
send_to_browser(first, second)
st.fragment(side_by_side)(first, second)
keep_view(MAP, "pin", "scale", "zoom", "at")
