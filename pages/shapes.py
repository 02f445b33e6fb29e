"""Build a network from layers: what each does to the sizes, what it costs, and what one of its cells sees."""

import streamlit as st

from cnnviz.architecture.keras_code import keras_code
from cnnviz.architecture.presets import preset_of
from cnnviz.architecture.shapes import work_out
from cnnviz.ui.components.shapes import sent_by, show_builder
from cnnviz.ui.labs.shapes import chosen_stack, keep_stack
from cnnviz.ui.shell import open_page


@st.fragment
def build() -> None:
    """Show everything on the page: it runs again at every edit."""
    sent = sent_by("builder")
    typed, chosen = chosen_stack(sent)
    shape, specs = typed.shape(), typed.specs()
    shapes = work_out(shape, specs) if shape else None
    layers = tuple(spec for spec in specs if not isinstance(spec, str))
    preset = None
    if shape and len(layers) == len(specs):
        preset = preset_of(shape, layers)
        keep_stack(shape, layers, chosen)
    show_builder(
        typed,
        shapes,
        number=sent.number if sent else 0,
        chosen=chosen,
        preset=preset,
        code=keras_code(shapes) if shapes else "",
        key="builder",
    )


open_page("Shapes", with_network=False)
st.caption(
    "Put layers on a stack, and see what each does to the picture's size and what it costs. Try this first: change a "
    "kernel or a padding, or begin with **VGG-16**. Point at a row to see how much of the picture one of its cells "
    "sees."
)
build()
