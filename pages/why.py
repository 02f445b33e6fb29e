"""Which pixels spoke for a class, by two methods side by side, and how far to trust them."""

from functools import partial
from hashlib import sha256
from typing import Any

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnnviz import attribution
from cnnviz.attribution.occlusion import hidden_words
from cnnviz.network import Network
from cnnviz.ui import jobs, state
from cnnviz.ui.components.view import keep_view
from cnnviz.ui.components.why import Panel, show_cascade, show_why
from cnnviz.ui.edits_mark import mark_edits
from cnnviz.ui.pages import link_to
from cnnviz.ui.picture.changes import prepare_selected
from cnnviz.ui.picture.numbers import reads_numbers
from cnnviz.ui.picture.waiting import as_edited, need_classes, wait_for_network
from cnnviz.ui.picture.words import test_picture_words
from cnnviz.ui.shell import open_page
from cnnviz.ui.state.covers import covers
from cnnviz.ui.why.controls import Question, choose, choose_trust
from cnnviz.ui.why.declared import WHY

# Seconds to wait for a map before its progress is shown.
MOMENT = 0.6


def begin(
    slot: str, name: str, network: Network, values: npt.NDArray[np.float32], question: Question, *, check: bool = False
) -> jobs.Job[Any]:
    """Begin a method's map, or its check."""
    explain, options = attribution.function(name), question.options(name)
    arguments = {"network": network, "picture": values, "label": question.label, **options}
    work = partial(attribution.cascade, explain, **arguments) if check else partial(explain, **arguments)
    key = (check, name, network.name, sha256(values.tobytes()).digest(), question.label, *options.values())
    return jobs.run(slot, key, work)


def panel_of(
    name: str, job: jobs.Job[Any] | None, network: Network, values: npt.NDArray[np.float32], question: Question
) -> Panel:
    """Return a method's map, or why there is none (yet)."""
    method = attribution.method(name)
    if job is None:
        return Panel(name, method, None, attribution.unfit(name, network) or "")
    if job.is_running or job.is_stopped:
        return Panel(name, method, None, "Stopped." if job.is_stopped else "It is being worked out.")
    if name == "occlusion":
        side = f"{question.patch} × {question.patch}"
        if network.kind == "numbers":
            return Panel(name, method, job.result(), "One number after the other is set to 0.")
        note = f"A hidden patch is {side} pixels that are all set to {hidden_words(network.kind)}."
        return Panel(name, method, job.result(), note)
    if name != "integrated_gradients":
        return Panel(name, method, job.result())
    figure = attribution.completeness(network, values, question.label, job.result())
    what, to = ("numbers", "zeros to these") if network.kind == "numbers" else ("pixels", "black to this picture")
    note = f"All {what} add up to {figure.total:.4g}; the logit changed by {figure.change:.4g} from {to}."
    return Panel(name, method, job.result(), note.replace("-", "−"))


def show_trust(network: Network, values: npt.NDArray[np.float32], question: Question, fit: list[str]) -> None:
    """Show how far the maps change once the network's weights are random."""
    st.markdown("## How far to trust it")
    st.markdown(
        "A map should come from what the network has learned. Make its weights random, from the last layer to the "
        "first, and look again: a map that hardly changes shows the picture, not the network's reasons."
    )
    if choose_trust():
        checks = {
            name: begin(f"check-{index}", name, network, values, question, check=True) for index, name in enumerate(fit)
        }
        jobs.give_time(list(checks.values()), MOMENT)
        jobs.follow({f"The check of {attribution.method(name).title}": job for name, job in checks.items()})
        done = {
            attribution.method(name): job.result()
            for name, job in checks.items()
            if not (job.is_running or job.is_stopped)
        }
        st.caption(
            "The number below a map: how far its values put the pixels in the same order as those of the trained "
            "network's map (Spearman's correlation: 1 the same order, 0 nothing in common, −1 the reverse). Where "
            "values have signs, “sizes alone” compares them without: high means that the same pixels stand out, "
            "whether for the class or against it. Each map has its own scale. The idea: Adebayo et al. 2018."
        )
        show_cascade(network, done, key="cascade")
    else:
        for index in range(len(fit)):
            jobs.forget(f"check-{index}")


open_page("Why")
network = as_edited(wait_for_network())
need_classes(network)
mark_edits()
chosen = state.selection()
preparation = prepare_selected()
values = preparation.input
if chosen.source == "Samples" and chosen.picture is not None:
    st.caption(test_picture_words(chosen, chosen.picture))
pixels, another = ("numbers", "Type other numbers") if reads_numbers() else ("pixels", "Choose another picture")
st.markdown(
    f"Which {pixels} made the network answer so? Choose a class that it did **not** read, and see what speaks against "
    f"it. A class's *logit* is its score before softmax. {another} in {link_to('Draw & see')}."
    + " Where a method speaks of pixels, it means your numbers, and black is 0."
    * reads_numbers()
)
question = choose(network, network.trace_input(values).probabilities)
keep_view(WHY, "opacity", "alone")
names = list(dict.fromkeys(question.methods))
fit = [name for name in names if attribution.unfit(name, network) is None]
maps = {name: begin(f"map-{index}", name, network, values, question) for index, name in enumerate(fit)}
jobs.give_time(list(maps.values()), MOMENT)
jobs.follow({attribution.method(name).title: job for name, job in maps.items()})
panels = [panel_of(name, maps.get(name), network, values, question) for name in names]
show_why(network, values, question.words, panels, key="why")
if not {"trust", "heat-maps"} & set(covers().gone):
    show_trust(network, values, question, fit)
