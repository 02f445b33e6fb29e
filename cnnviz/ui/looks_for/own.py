"""What excites the channels of a network that a visitor brought: worked out while the visitor waits."""

from __future__ import annotations

from functools import partial

import streamlit as st

from cnnviz import known
from cnnviz.channels.excitement import NetworkExcitement
from cnnviz.channels.measure import excite
from cnnviz.large import is_large
from cnnviz.ui import jobs
from cnnviz.ui.pages import link_to
from cnnviz.ui.picture.numbers import need_picture
from cnnviz.ui.picture.waiting import wait_for_network

_MOST_PICTURES = 300


def measure_own(name: str) -> NetworkExcitement | None:
    """Return what excites a brought network; None, with its progress or a sentence, where there is nothing (yet)."""
    network, shipped = wait_for_network(name), known.dataset_of(name).shipped
    need_picture(network, "no test picture that could excite its channels")
    images = shipped.test.images
    if images.shape[1:] != network.input_shape or not len(images) or is_large(network.layers):
        st.info(
            f"No pictures of its kind come with the app that {network.title} could be shown by the hundred: so what "
            f"excites its channels most is not known. {link_to('Draw & see')} shows every channel's answer to yours."
        )
        return None
    step = -(-len(images) // _MOST_PICTURES)
    chosen, indices = images[::step], shipped.indices[::step].astype("int64")
    job = jobs.run("excite", ("excite", name), partial(excite, network, chosen, indices))
    jobs.give_time([job], 0.5)
    jobs.follow({"What excites its channels": job})
    return None if job.is_running or job.is_stopped else job.result()
