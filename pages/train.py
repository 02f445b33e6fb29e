"""Train a network of your own: choose pictures and layers, press Start, and watch what it learns."""

import streamlit as st

from cnnviz.architecture.keras_code import keras_code
from cnnviz.architecture.shapes import work_out
from cnnviz.live.recipe import problem
from cnnviz.ui import state
from cnnviz.ui.components.shapes import sent_by, show_builder
from cnnviz.ui.components.train import show_training
from cnnviz.ui.picture.input import choose_picture, take_in_picture
from cnnviz.ui.shell import open_page
from cnnviz.ui.train.back import show_back
from cnnviz.ui.train.controls import choose_data, choose_network, choose_ways
from cnnviz.ui.train.declared import TRAIN
from cnnviz.ui.train.kept import give_if_asked, open_if_asked, show_kept
from cnnviz.ui.train.own import show_own, take_in_names
from cnnviz.ui.train.picture import selection_for, show_picture
from cnnviz.ui.train.routes import URL
from cnnviz.ui.train.stack import typed_stack
from cnnviz.ui.train.visits import this_visit, trainings

SIDE_WIDTH = 320


def build_stack() -> None:
    """Show the stack with the fields of its layers, as on the page Shapes; its input is that of the pictures."""
    sent = sent_by("train-builder")
    typed = typed_stack(sent)
    recipe = state.chosen(TRAIN)
    shapes = work_out(recipe.shape, typed.specs())
    show_builder(
        typed,
        shapes,
        number=sent.number if sent else 0,
        chosen=sent.chosen if sent else None,
        preset=None,
        code=keras_code(shapes),
        key="train-builder",
    )


open_page("Train", with_network=False)
trainings().wake()
open_if_asked()
give_if_asked()
visit = this_visit()
take_in_names(visit)
recipe = state.chosen(TRAIN)
st.caption(
    "Fill two classes or more with your own pictures, press **Start**, and watch a network learn to tell them apart."
    if recipe.own
    else "Choose pictures, those that ship or **your own**, and a network, press **Start**, and watch it learn: every "
    "batch, every filter, and what it makes of your own drawing. Try this first: just press Start."
)
# On a phone the buttons come before the settings: whoever presses Start need not know them.
st.html("<style>@media (max-width: 760px) { .st-key-main > :has(.st-key-live) { order: -1; } }</style>")
if recipe.own:
    show_own(visit, recipe)
with st.container(horizontal=True, gap="medium", key="main"):
    side = st.container(width=SIDE_WIDTH, gap="small", key="side")
    live = st.container(width="stretch", gap="small", key="live")
with side:
    choose_data()
    choose_network()
    choose_ways()
    take_in_picture(selection_for(recipe))
    if recipe.own:
        st.caption("You see what it makes of one of your pictures held out, until you bring a new one here.")
    choose_picture(chosen=selection_for(recipe), with_samples=not recipe.own, wanted="A new picture" * bool(recipe.own))
runs = [run for run in trainings().of_visit(visit.token) if not run.is_twin]
show_picture(visit, recipe, runs[-1] if runs else None)
with live:
    why = problem(recipe, visit.own[recipe.dataset].counts if recipe.own else ())
    show_training(
        {
            "visit": visit.token,
            "url": URL,
            "recipe": None if why else TRAIN.write(recipe),
            "problem": why,
            "run": runs[-1].name if runs else None,
            "rate": recipe.rate,
            "mark": 0,
        },
        key="training",
    )
if not recipe.own or recipe.way != "features":
    with st.expander("The network, layer by layer"):
        build_stack()
show_back(visit, trainings().of_visit(visit.token))
show_kept()
