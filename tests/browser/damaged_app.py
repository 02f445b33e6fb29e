"""A page of the app whose networks are those of another folder: ?page=networks&models=/a/copy/of/models."""

import runpy
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from cnnviz import bundled
from cnnviz.bundled.home import ROOT
from cnnviz.ui.server.front_end import FrontEndInMemory

if __name__ == "__main__":
    bundled.MODELS = Path(st.query_params["models"])
    runpy.run_path(str(ROOT / "pages" / f"{st.query_params['page']}.py"), run_name="__main__")
else:
    app = st.App(__file__, middleware=[Middleware(FrontEndInMemory)])
