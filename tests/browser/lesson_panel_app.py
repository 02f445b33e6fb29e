"""The lesson panel on a page of its own, for test_lesson_panel.py: the address says which step, answers are remembered.

A text with "eleven" in it is not understood. What the panel said is written out on the page.
"""

import json
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from cnnviz.ui.components.lesson_panel import KEY, PanelData, show_panel
from cnnviz.ui.server.front_end import FrontEndInMemory

CLASSES = ["airplane", "car", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
PROSE = (
    "<p>A window of <strong>3 × 3</strong> lies on the picture. Each number is multiplied by the weight on it, "
    "<code>sum += x * w</code>, and the products are added up.</p>"
    "<ul><li>The weights stay the same.</li><li>The numbers under them change.</li></ul>"
)
LINES = [("row 0, column 0: 51 × 1", "51"), ("row 0, column 2: 24 × 1", None), ("row 2, column 1: 35 × −1", "−35")]
LEDGER = {
    "lines": [{"words": words, "value": value} for words, value in LINES],
    "words": "Sum",
    "unit": "",
}
VERDICT = {
    "right": False,
    "yours": "row 3, column 1",
    "truth": "row 0, column 3",
    "believed": "a large sum is where the picture has most ink.",
    "true": "a sum is large where the picture looks like the weights.",
    "steps": [["239 × 1", "239"], ["121 × 0", "0"], ["35 × 1", "35"], ["Sum", "274"]],
}
ASKS = {
    "choose": {"type": "choose", "options": ["0", "more than 0", "less than 0, since the weights are negative there"]},
    "order": {"type": "order", "items": ["convolution", "pooling", "a dense layer with many more units"]},
    "number": {"type": "number", "unit": "%", "placeholder": "such as 40"},
    "class": {"type": "class", "options": CLASSES},
    "classes": {"type": "class", "options": [f"class {k}" for k in range(24)]},
    "cell": {"type": "cell", "of": "output", "rows": 4, "cols": 6},
    "draw": {"type": "draw"},
}
STEPS: list[tuple[str, dict[str, Any]]] = [
    ("A 7 is a grid", {"kind": "explain"}),
    *[(f"Where is it largest: {name}?", {"kind": "predict", "ask": ask}) for name, ask in ASKS.items()],
    ("Which way round?", {"kind": "vote", "ask": ASKS["choose"], "sure": True}),
    ("Add up one window", {"kind": "work", "ledger": LEDGER}),
    ("Make one yourself", {"kind": "do", "goals": []}),
    ("The largest sum", {"kind": "reveal", "verdict": VERDICT}),
    ("In your words", {"kind": "reflect", "starters": ["A large number in the map means that …", "I had thought …"]}),
    ("Still to come", {"kind": "predict", "waits": "The answer is being worked out …"}),
]
GOAL = {"words": "The kernel answers more than twice as much to the level stroke", "now": "1.3 times", "holds": False}

STYLE = """
<style>
[data-testid=stHeader] { display: none }
[data-testid=stAppViewContainer] { right: 356px; width: auto }
@media (max-width: 760px) {
  [data-testid=stAppViewContainer] { right: 0 }
  [data-testid=stMain] { padding-bottom: 46vh }
}
</style>
"""


def address(at: int) -> str:
    return f"./?at={at}&lesson=here"


def answered(at: int, said: dict[str, Any]) -> None:
    """Take an answer in: like the lessons, but with two things that are right."""
    known = st.session_state.known.setdefault(at, {})
    known["message"] = ""
    text = said["text"]
    if "eleven" in text:
        known["message"] = "That is no number. Type one such as 0.4 or 40 %."
    elif STEPS[at][1]["kind"] == "work":
        right = [number == wanted for number, wanted in zip(text.split("|"), ("24", "40"), strict=True)]
        known["marks"] = {"blanks": right[:-1], "value": right[-1]}
        known["canShow"] = True
        if all(right):
            known |= {"answer": {"text": text, "sure": 0, "again": ""}, "canShow": False, "marks": None}
            known["verdict"] = {"right": True, "yours": "", "truth": "40", "believed": "", "true": "", "steps": []}
    elif said.get("again"):
        known["answer"] |= {"again": text, "sure": said["sure"]}
    else:
        known["answer"] = {"text": text, "sure": said["sure"], "again": ""}


def hear() -> None:
    said = st.session_state[KEY]["said"]
    st.session_state.said.append({name: value for name, value in said.items() if name != "number"})
    at = said.get("step", 0)
    known = st.session_state.known.setdefault(at, {})
    match said["what"]:
        case "answer":
            answered(at, said)
        case "check":
            known |= {"goals": [GOAL, GOAL | {"words": "It has a weight below 0", "holds": True, "now": "−2"}]}
            known["example"] = address(at)
        case "skip":
            known["next"] = address(at + 1)
        case "restart":
            st.session_state.known = {}


def data_of(at: int) -> PanelData:
    title, step = STEPS[at]
    base = {
        "lesson": {"title": "A picture is numbers, a filter is a sum", "level": "school", "minutes": 20},
        "steps": [
            {
                "title": name,
                "kind": each["kind"],
                "state": "done" if k < at else "open" if k == at else "ahead",
                "href": address(k) if k < len(STEPS) - 1 else None,
            }
            for k, (name, each) in enumerate(STEPS)
        ],
        "at": at,
        "title": title,
        "prose": PROSE,
        **dict.fromkeys(("waits", "ask", "ledger", "goals", "example", "answer", "marks", "verdict", "home")),
        "sure": False,
        "starters": [],
        "canShow": False,
        "message": "",
        "previous": address(at - 1) if at else None,
        "next": None,
        "leave": "./",
        "again": at == len(STEPS) - 1,
    }
    data = base | step | st.session_state.known.get(at, {})
    answer = data["answer"]
    is_done = answer and (step["kind"] != "vote" or answer["again"])
    if step["kind"] in ("explain", "reveal") or is_done:
        data["next"] = address(at + 1)
    data["home"] = address(at) if "away" in st.query_params else None
    return data


@st.dialog("A dialog")
def dialog() -> None:
    st.write("It lies above everything.")


if __name__ == "__main__":
    st.set_page_config(layout="wide")
    st.session_state.setdefault("said", [])
    st.session_state.setdefault("known", {})
    st.html(STYLE)
    st.title("A page")
    if "lesson" in st.query_params:
        show_panel(data_of(int(st.query_params.get("at", 0))), hear)
    st.slider("Something on the page", 0, 10, key="slider")
    if st.button("Open a dialog"):
        dialog()
    st.session_state.runs = st.session_state.get("runs", 0) + 1
    st.text(json.dumps({"said": st.session_state.said, "runs": st.session_state.runs}))
else:
    app = st.App(__file__, middleware=[Middleware(FrontEndInMemory)])
