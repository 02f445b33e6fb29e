"""The convolution lab: what a kernel does to a picture, from one weight to a stack of filters."""

import streamlit as st

from cnnviz.ui import state
from cnnviz.ui.labs.convolution import parts
from cnnviz.ui.page_choice import choice_in_url, put_in_url
from cnnviz.ui.shell import open_page

ORDER = ("weights", "by_hand", "own_kernel", "stack", "colour")


def forget_the_other_part() -> None:
    """Leave out of the URL what was set up in the part that is no longer shown."""
    st.query_params.from_dict(state.to_query(state.selection()))


open_page("Convolution", with_network=False)
by_name = parts(ORDER)
part = st.segmented_control(
    "Part",
    list(by_name),
    default=choice_in_url("part", list(by_name)),
    format_func=lambda name: by_name[name].TITLE,
    required=True,
    label_visibility="collapsed",
    on_change=forget_the_other_part,
    key="part-of-convolution",
)
put_in_url("part", part, list(by_name))
by_name[part].show()
