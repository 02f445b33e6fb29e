"""What if the network were another: channels switched off, and trained numbers changed."""

import streamlit as st

TITLE = "Change the network"


def show() -> None:
    st.caption("Switch channels off or change a trained number, and see the answer move.")
