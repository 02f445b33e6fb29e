"""One part of the convolution lab, for a browser that opens a shared link: the part and all else are in the URL."""

import streamlit as st
from starlette.middleware import Middleware

from cnnviz.ui.labs import convolution
from cnnviz.ui.parts import parts
from cnnviz.ui.server.front_end import FrontEndInMemory

if __name__ == "__main__":
    st.set_page_config(layout="wide")
    parts(convolution, ())[st.query_params["part"]].show()
else:
    app = st.App(__file__, middleware=[Middleware(FrontEndInMemory)])
