"""A kernel of the visitor's own, laid on a picture."""

import streamlit as st

TITLE = "Your own kernel"


def show() -> None:
    st.caption("Change a number of the kernel and see what it makes of the picture.")
