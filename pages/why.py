"""Which pixels spoke for a class, by two methods side by side, and how far to trust them."""

from functools import partial

import streamlit as st

from cnnviz import attribution
from cnnviz.attribution import Method
from cnnviz.network import Network
from cnnviz.ui import jobs, state
from cnnviz.ui.components.why import Panel, show_cascade, show_why
from cnnviz.ui.edits_mark import mark_picture
from cnnviz.ui.reading import prepare_selected, test_picture_words, wait_for_network
from cnnviz.ui.shell import open_page
from cnnviz.ui.why_choice import Choice, choose, choose_trust

# Seconds to wait for a map before its progress is shown.
MOMENT = 0.6


def begin(place: str, name: str, network: Network, values, choice: Choice, *, check: bool = False) -> jobs.Job:
    """Begin a method's map, or its check."""
    explain, options = attribution.function(name), choice.options(name)
    about = {"network": network, "picture": values, "label": choice.label, **options}
    work = partial(attribution.cascade, explain, **about) if check else partial(explain, **about)
    key = (check, name, network.name, values.tobytes(), choice.label, *options.values())
    return jobs.job(place, key, lambda progress: work(progress=progress))


def panel_of(name: str, job: jobs.Job | None, network: Network, values, choice: Choice) -> Panel:
    """Return a method's map, or why there is none (yet)."""
    method = attribution.method(name)
    if job is None:
        return Panel(name, method, None, attribution.unfit(name, network))
    if job.is_running or job.is_stopped:
        return Panel(name, method, None, "Stopped." if job.is_stopped else "It is being worked out.")
    if name != "integrated_gradients":
        return Panel(name, method, job.result())
    figure = attribution.completeness(network, values, choice.label, job.result())
    note = (
        f"All pixels add up to {figure.total:.4g}; the logit changed by {figure.change:.4g} from black to this picture."
    )
    return Panel(name, method, job.result(), note.replace("-", "−"))


def follow(begun: dict[str, jobs.Job], titles: dict[str, str]) -> None:
    """Show the progress of what is running, and offer to begin again what was stopped."""
    jobs.show_progress({titles[place]: job for place, job in begun.items() if job.is_running})
    jobs.offer_to_go_on({titles[place]: place for place, job in begun.items() if job.is_stopped})


open_page("Why")
network = wait_for_network()
mark_picture()
chosen = state.selection()
preparation, _ = prepare_selected()
values = preparation.input
if chosen.source == "Samples" and chosen.picture is not None:
    st.caption(test_picture_words(chosen))
st.markdown(
    "Which pixels made the network answer so? Choose a class it did **not** read and see what speaks against it. A "
    "class's *logit* is its score before softmax. Another picture: choose it in *Draw & see*."
)
choice = choose(network, network.trace_input(values).probabilities)
fit = [name for name in dict.fromkeys(choice.methods) if attribution.unfit(name, network) is None]
titles = {name: attribution.method(name).title for name in fit}
maps = {name: begin(name, name, network, values, choice) for name in fit}
jobs.give_time(list(maps.values()), MOMENT)
follow(maps, titles)
panels = [panel_of(name, maps.get(name), network, values, choice) for name in dict.fromkeys(choice.methods)]
show_why(network, values, choice.label, panels, key="why")

st.markdown("#### How far to trust it")
st.markdown(
    "A map should come from what the network has learned. Make its weights random, from the last layer to the first, "
    "and look again: a map that hardly changes shows the picture, not the network's reasons."
)
if choose_trust():
    places = {f"check-{name}": name for name in fit}
    checks = {place: begin(place, name, network, values, choice, check=True) for place, name in places.items()}
    jobs.give_time(list(checks.values()), MOMENT)
    follow(checks, {place: f"The check of {titles[name]}" for place, name in places.items()})
    done: dict[Method, tuple] = {
        attribution.method(places[place]): job.result()
        for place, job in checks.items()
        if not (job.is_running or job.is_stopped)
    }
    st.caption(
        "Below each map: how far it puts the pixels in the same order as the trained network's map (Spearman's "
        "correlation of the values without their signs: 1 the same order, 0 nothing in common). Each map has its own "
        "scale. The idea: Adebayo et al. 2018."
    )
    show_cascade(network, done, key="cascade")
