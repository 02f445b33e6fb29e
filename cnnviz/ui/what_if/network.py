"""What if the network were another: channels switched off, and trained numbers changed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from cnnviz.channels.effects import Ranking, channel_effects
from cnnviz.network import Network
from cnnviz.pictures.network_input import Preparation
from cnnviz.ui import jobs, state
from cnnviz.ui.components.what_if_network import View, send_original, show_what_if_network, what_if_message
from cnnviz.ui.edits_mark import mark_picture
from cnnviz.ui.networks.own_card import offer_files
from cnnviz.ui.picture.beside import beside_picture
from cnnviz.ui.picture.changes import prepare_selected
from cnnviz.ui.picture.messages import send_to_browser
from cnnviz.ui.picture.reading import Reading
from cnnviz.ui.picture.waiting import as_edited, wait_for_network
from cnnviz.ui.state.covers import is_covered
from cnnviz.ui.what_if.declared import NETWORK

TITLE = "Change the network"

TURN = "what-if-turn"
"""The name in the session's state of the number of the browser's last edit that was applied."""
MOMENT = 0.5
"""Seconds to wait for the ranking before its progress is shown."""


def key() -> str:
    """Return the component's name in the session's state."""
    return f"what-if-network-{state.given()}"


def show() -> None:
    """Show the part."""
    original = wait_for_network()
    mark_picture()
    send_to_browser(original)
    beside_picture(lambda: show_picture(original))


def show_picture(original: Network) -> None:
    """Show everything that changes with the picture."""
    preparation = prepare_selected()
    reading = Reading(original, preparation)
    with st.container(key="messages-of-picture"):
        send_original(reading.message, key="what-if-original")
    st.fragment(show_changes)(original, preparation, reading.name)


def show_changes(original: Network, preparation: Preparation, reading: str) -> None:
    """Show everything that changes with an edit."""
    take_in_edits()
    take_in_view()
    before, after = Reading(original, preparation), Reading(as_edited(original), preparation)
    picked = state.chosen(NETWORK)
    message = what_if_message(
        after.network,
        (before.trace, after.trace),
        reading=reading,
        turn=st.session_state.get(TURN, 0),
        view=View(picked.layer, picked.channel, picked.slice),
        wanted=picked.rank,
        ranking=rank(before) if picked.rank and original.labels and not is_covered("ranking") else None,
    )
    show_what_if_network(message, key=key())
    with st.container(horizontal=True, gap="small", key="take-along"):
        offer_files(after.network)


def rank(before: Reading) -> Ranking | None:
    """Return the effects of all channels of the trained network; None while they are worked out, with progress."""
    values = before.preparation.input
    job = jobs.run("rank", ("rank", before.name), partial(channel_effects, before.network, values))
    jobs.give_time([job], MOMENT)
    jobs.follow({"The ranking of the channels": job})
    return None if job.is_running or job.is_stopped else job.result()


def take_in_edits() -> None:
    """Keep the visitor's latest edits in the selection, if they belong to the selected network."""
    sent = _sent("edit")
    network, edits, turn = (sent.get(name) for name in ("network", "edits", "turn"))
    if type(turn) is not int or turn == st.session_state.get(TURN, 0):
        return
    st.session_state[TURN] = turn
    if network == state.selection().network and isinstance(edits, str):
        state.select(edits=state.edits_of(network, edits))


def take_in_view() -> None:
    """Keep which layer and channel the visitor has picked, and whether the channels are to be ranked."""
    sent, wanted = _sent("view"), st.session_state.get(key(), {}).get("rank")
    rank = wanted if type(wanted) is bool else state.chosen(NETWORK).rank
    if sent.get("network") == state.selection().network:
        view = NETWORK.read({name: str(value) for name, value in sent.items()})
        state.keep(NETWORK, replace(view, rank=rank))
    else:
        state.choose(NETWORK, rank=rank)


def _sent(name: str) -> dict[str, Any]:
    """Return what the browser sent under a name, {} if that is no dictionary: never trust the browser."""
    sent = st.session_state.get(key(), {}).get(name)
    return sent if isinstance(sent, dict) else {}
