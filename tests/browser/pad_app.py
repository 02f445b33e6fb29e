"""Two pages around the drawing pad, for test_draw_pad.py: what Python received is written out below the pad."""

import json

import streamlit as st
from starlette.middleware import Middleware

from cnnviz.pictures.strokes import Stroke
from cnnviz.pictures.strokes_json import drawing_to_json
from cnnviz.ui.components.draw_pad import draw_pad
from cnnviz.ui.server.front_end import FrontEndInMemory

SEVEN = [Stroke(((60, 70), (200, 70), (120, 230)), 20)]


def pad_page() -> None:
    if st.button("Replace"):
        st.session_state.strokes = SEVEN
        st.session_state.version += 1
    st.button("Run again")
    st.session_state.strokes = draw_pad(st.session_state.strokes, key="pad", version=st.session_state.version)
    st.session_state.runs = st.session_state.get("runs", 0) + 1
    st.code(json.dumps(drawing_to_json(st.session_state.strokes) | {"runs": st.session_state.runs}))


def other_page() -> None:
    st.title("Another page")


if __name__ == "__main__":
    st.session_state.setdefault("strokes", [])
    st.session_state.setdefault("version", 0)
    st.navigation([st.Page(pad_page, title="Pad"), st.Page(other_page, title="Other")], position="top").run()
else:
    app = st.App(__file__, middleware=[Middleware(FrontEndInMemory)])
