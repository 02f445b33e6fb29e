"""What a teacher needs to write a lesson: one to begin with, and what a lesson consists of."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from cnnviz import facts, lessons
from cnnviz.lessons.regions import REGIONS
from cnnviz.lessons.skeleton import TEXT

Row = tuple[str, ...]
_README = Path(lessons.__file__).with_name("README.md")


def offer_help() -> None:
    """Show the buttons that give a lesson to begin with, and say what a lesson consists of."""
    st.download_button(
        "A lesson to begin with",
        data=beginning(),
        file_name="my_lesson.md",
        mime="text/markdown",
        on_click="ignore",
        icon=":material/download:",
        key="lesson-to-begin-with",
    )
    if st.button("How to write one", icon=":material/edit_note:", key="how-to-write-one"):
        explain_writing()


def beginning() -> str:
    """Return the text of a lesson that is well-formed, short and the writer's to change."""
    return TEXT.format(title="My lesson")


@st.dialog("How to write a lesson", width="large")
def explain_writing() -> None:
    """Show the dialog that says what a lesson consists of."""
    st.markdown(
        "A lesson is a text file. Download the one to begin with, or the short one below, and change it in any editor "
        "for plain text. Then open it here: what is wrong with it is said in one sentence, with its line."
    )
    st.code(beginning(), language="markdown", height=260)
    st.markdown(_explained())
    for title, (head, rows) in _lists().items():
        with st.expander(title):
            lines = [f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows)]
            st.markdown("\n".join(lines))
    st.markdown("Where cnnviz is installed, `python -m cnnviz lessons new NAME` writes a lesson to begin with.")


def _explained() -> str:
    """Return what the lessons' own page says, without its title, and without links to files of the repository."""
    text = _README.read_text(encoding="utf-8")
    text = text[text.index("## ") :]
    text = re.sub(r"\[\w+\.py\]\([^)]*\)", "the list below", text)
    text = re.sub(r"\[([^\]]+)\]\((?!https?:)[^)]*\)", r"\1", text)
    return re.sub(r"^## ", "### ", text, flags=re.MULTILINE)


def _lists() -> dict[str, tuple[Row, list[Row]]]:
    """Return tables of the names that stand in a lesson, by their titles: each a head and its rows."""
    found = {name: facts.fact_file(name) for name in facts.names()}
    return {
        "Facts": (
            ("fact", "what it is", "arguments"),
            [
                (f"`{name}`", fact.TITLE, ", ".join(f"`{argument}`" for argument in fact.Args.model_fields))
                for name, fact in found.items()
            ],
        ),
        "Regions": (
            ("region", "what it is", "pages"),
            [
                (f"`{name}`", region.title, ", ".join(f"`{page}`" for page in region.pages) or "all")
                for name, region in REGIONS.items()
            ],
        ),
        "Beliefs": (
            ("belief", "what is believed", "facts that it is wrong about"),
            [
                (
                    f"`{name}`",
                    belief.believed,
                    ", ".join(f"`{name_of}`" for name_of, fact in found.items() if name in fact.WRONG),
                )
                for name, belief in facts.BELIEFS.items()
            ],
        ),
    }
