"""A picture made up for a channel while the visitor looks on."""

from __future__ import annotations

from functools import partial

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnnviz.channels.channel import Channel
from cnnviz.channels.synthesis import synthesise
from cnnviz.network import Network
from cnnviz.ui import jobs, state
from cnnviz.ui.components.looks import show_synthesised
from cnnviz.ui.looks_for.declared import LOOKS_FOR, MOST_SEEDS
from cnnviz.ui.state.covers import may_show

_SLOT = "made-up"
# Seconds to wait for the picture before it is shown as it grows.
_MOMENT = 0.2


def show_synthesis(channel: Channel, network: Network | None) -> None:
    """Offer to make up a picture that excites a channel; show it, while it grows and when it is done.

    Args:
        channel: The channel.
        network: Its network; None while that is being loaded.
    """
    if not may_show("excitement"):
        jobs.forget(_SLOT)
        return
    st.markdown("## A picture made up for this channel")
    st.toggle("Make one up", **state.bound(LOOKS_FOR, "made", key="made"))
    if not state.chosen(LOOKS_FOR).made:
        st.caption(
            "Beginning with noise, every pixel is changed a little, again and again, so that the channel answers more "
            "strongly. Test pictures show what it finds there; this looks for what would excite it more."
        )
        jobs.forget(_SLOT)
        return
    if network is None:
        st.caption("TensorFlow is being loaded: the picture is begun in a few seconds.")
        return
    seed = state.chosen(LOOKS_FOR).seed
    work = partial(synthesise, network, channel.layer.name, channel.channel, seed=seed)
    job = jobs.run(_SLOT, (_SLOT, channel.network, channel.layer.name, channel.channel, seed), work)
    jobs.give_time([job], _MOMENT)

    def show(picture: npt.NDArray[np.float32] | None) -> None:
        if picture is not None:
            show_synthesised(channel, channel.response(network.trace_input(picture)), key=f"{_SLOT}-picture")

    if jobs.follow({"The picture": job}, lambda: show(job.so_far)):
        return
    if job.is_stopped:
        show(job.so_far)
    else:
        show(job.result())
        if channel.response(network.trace_input(job.result())).value < channel.excitement.values[channel.channel, 0]:
            st.caption(
                "Here a test picture excites the channel more than what was made up: going uphill can end on a lower "
                "hill. Other noise may lead to a higher one."
            )
        st.button("Begin with other noise", key="other-noise", on_click=_other_noise)
        st.caption(
            "What comes again with other noise is what matters to the channel. The idea: Erhan et al. 2009; kept "
            "readable as by Olah et al. 2017."
        )


def _other_noise() -> None:
    state.choose(LOOKS_FOR, seed=(state.chosen(LOOKS_FOR).seed + 1) % MOST_SEEDS)
