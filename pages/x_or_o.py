"""X or O: a convolutional network small enough to work by hand, from the image's cells to its verdict."""

import streamlit as st

from cnnviz.labs.x_or_o import vote, walk, walk_to_csv
from cnnviz.ui import state
from cnnviz.ui.components.x_or_o import show_pad, show_walk
from cnnviz.ui.labs.x_or_o import PAD, WALK, current_setup, pad_version
from cnnviz.ui.shell import open_page
from cnnviz.ui.state.covers import is_covered

_STYLE = """
<style>
@media (min-width: 761px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-paint) { position: sticky; top: 0.5rem; }
}
</style>
"""


@st.fragment
def paint_and_follow() -> None:
    setup = current_setup()
    steps = walk(setup.image)
    with st.container(horizontal=True, gap="medium", key="main"):
        with st.container(width=340, key="paint"):
            show_pad(setup.image, f"{vote(steps.flat).words}.", version=pad_version(), key=PAD)
            if not any(map(is_covered, ("products", "matches", "numbers", "vote"))):
                st.download_button(
                    "All numbers as CSV",
                    lambda: walk_to_csv(setup.image),
                    file_name="x_or_o.csv",
                    mime="text/csv",
                    on_click="ignore",
                    icon=":material/download:",
                )
        with st.container(width="stretch"):
            show_walk(setup.image, steps, setup.feature, setup.numbers, setup.error, version=state.given(), key=WALK)


open_page("X or O", with_network=False)
st.html(_STYLE)
st.markdown(
    "A convolutional network small enough to work by hand. Paint an X or an O, and every number below follows. "
    "**Try first:** move the X by a cell with the arrows."
)
paint_and_follow()
