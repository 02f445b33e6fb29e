"""What if the network were another: channels switched off, and trained numbers changed."""

from __future__ import annotations

import streamlit as st

from cnnviz.channel_effects import Effect, channel_effects
from cnnviz.network import Network
from cnnviz.pictures.photo import Photo
from cnnviz.pictures.prepare import Preparation
from cnnviz.ui import jobs, state
from cnnviz.ui.components.what_if_network import View, send_original, show_what_if_network, what_if_message
from cnnviz.ui.edits_mark import mark_picture
from cnnviz.ui.picture_input import choose_centring, choose_picture, take_in_picture
from cnnviz.ui.reading import Reading, as_edited, prepare_selected, send_to_browser, wait_for_network

TITLE = "Change the network"

SIDE_WIDTH = 264
KEY = "what-if-network"
MOMENT = 0.5
"""Seconds to wait for the ranking before its progress is shown."""


def show() -> None:
    original = wait_for_network()
    mark_picture()
    send_to_browser(original)
    st.fragment(show_picture)(original)


def show_picture(original: Network) -> None:
    """Everything that changes with the picture."""
    take_in_picture()
    preparation, notes = prepare_selected()
    reading = Reading(original, preparation)
    with st.container(horizontal=True, gap="medium", key="main"):
        side = st.container(width=SIDE_WIDTH, gap="small", key="side")
        work = st.container(width="stretch", gap="small", key="work")
    with work:
        send_original(reading.message, key="what-if-original")
        st.fragment(show_changes)(original, preparation, reading.name)
    with side:
        choose_picture()
        choose_centring()
        for note in notes:
            st.caption(note)


def show_changes(original: Network, preparation: Preparation | Photo, reading: str) -> None:
    """Everything that changes with an edit."""
    before, after = Reading(original, preparation), Reading(as_edited(original), preparation)
    wanted, effects = st.query_params.get("rank") == "yes", None
    if wanted:
        effects = ranking(before)
    message = what_if_message(
        after.network,
        (before.trace, after.trace),
        reading=reading,
        turn=_sent("edit").get("turn", 0),
        view=_view_in_url(),
        wanted=wanted,
        effects=effects,
    )
    show_what_if_network(message, key=KEY, on_edit=take_in_edits, on_view=take_in_view, on_rank=take_in_rank)


def ranking(before: Reading) -> list[Effect] | None:
    """Return the effects of all channels of the trained network; None while they are worked out, with progress."""
    name = "The ranking of the channels"
    values = before.preparation.input
    job = jobs.job(
        "rank", ("rank", before.name), lambda progress: channel_effects(before.network, values, progress=progress)
    )
    jobs.give_time([job], MOMENT)
    jobs.show_progress({name: job} if job.is_running else {})
    jobs.offer_to_go_on({name: "rank"} if job.is_stopped else {})
    return None if job.is_running or job.is_stopped else job.result()


def take_in_edits() -> None:
    """Keep in the selection what the visitor has changed, if it is of the network that is selected."""
    sent = _sent("edit")
    if sent.get("network") == state.selection().network and isinstance(sent.get("edits"), str):
        state.select(edits=state.edits_of(sent["network"], sent["edits"]))


def take_in_view() -> None:
    """Keep in the URL what the visitor has picked."""
    sent = _sent("view")
    for name, usual in (("layer", ""), ("channel", 0), ("slice", 0)):
        value = sent.get(name)
        if isinstance(value, str | int) and value != usual:
            st.query_params[name] = str(value)[:40]
        else:
            st.query_params.pop(name, None)


def take_in_rank() -> None:
    """Keep in the URL whether the ranking is wanted."""
    if st.session_state.get(KEY, {}).get("rank"):
        st.query_params["rank"] = "yes"
    else:
        st.query_params.pop("rank", None)


def _sent(name: str) -> dict:
    """What the browser sent, if it is of the right kind: never trust the browser."""
    sent = st.session_state.get(KEY, {}).get(name)
    return sent if isinstance(sent, dict) else {}


def _view_in_url() -> View:
    asked = st.query_params.get
    numbers = [asked(name, "") for name in ("channel", "slice")]
    return View(asked("layer", ""), *(int(text) if text.isdecimal() and len(text) < 6 else 0 for text in numbers))
