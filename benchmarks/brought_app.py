"""The app with the model files of a folder opened for everybody: CNNVIZ_BROUGHT names it."""

import os
from pathlib import Path

import streamlit as st

from benchmarks.launch import ROOT
from cnnviz.known.own import open_for_all
from cnnviz.ui.large.route import ROUTES

for path in sorted(Path(os.environ["CNNVIZ_BROUGHT"]).iterdir()):
    open_for_all(path.read_bytes(), path.name, scale="-1..1")

# Written out: Streamlit looks for an app in the text of the script.
app = st.App(str(ROOT / "app.py"), routes=ROUTES)
