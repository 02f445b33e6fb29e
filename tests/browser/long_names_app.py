"""A page with a confusion matrix whose classes have long names."""

import numpy as np
import streamlit as st
from starlette.middleware import Middleware

from cnnviz.datasets import dataset
from cnnviz.ui.components.confusion import clicked_cell, show_confusion
from cnnviz.ui.server.front_end import FrontEndInMemory

if __name__ == "__main__":
    st.set_page_config(layout="wide")
    counts = np.full((10, 10), 88) + np.eye(10, dtype=int) * 1000
    chosen = clicked_cell(10, key="confusion") or (0, 1)
    show_confusion(counts, dataset("fashion_mnist").classes, chosen, key="confusion")
else:
    app = st.App(__file__, middleware=[Middleware(FrontEndInMemory)])
