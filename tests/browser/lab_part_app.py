"""One part of the convolution lab, for a browser that opens a shared link: the part and all else are in the URL."""

import streamlit as st

from cnnviz.ui.labs import convolution
from cnnviz.ui.parts import parts

st.set_page_config(layout="wide")
parts(convolution, ())[st.query_params["part"]].show()
