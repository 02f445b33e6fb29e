"""One part of the convolution lab, for a browser that opens a shared link: the part and all else are in the URL."""

import streamlit as st
from starlette.middleware import Middleware

from cnnviz.ui import state
from cnnviz.ui.labs import convolution
from cnnviz.ui.labs.convolution.declared import CONVOLUTION
from cnnviz.ui.page_parts import parts
from cnnviz.ui.server.front_end import FrontEndInMemory
from cnnviz.ui.states import STATES

if __name__ == "__main__":
    st.set_page_config(layout="wide")
    state.open_page("Convolution", STATES)
    parts(convolution, CONVOLUTION)[state.chosen(CONVOLUTION.shown).part].show()
else:
    app = st.App(__file__, middleware=[Middleware(FrontEndInMemory)])
