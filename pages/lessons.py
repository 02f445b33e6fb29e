"""The lessons: those that ship, to start, print and share, and those of a teacher's own."""

import streamlit as st

from cnnviz.bundled.files import DamagedFileError
from cnnviz.lessons import Lesson, LessonError
from cnnviz.ui import state
from cnnviz.ui.components.lesson_cards import shared_card, show_cards
from cnnviz.ui.lessons import shelf
from cnnviz.ui.lessons.cards import card_of
from cnnviz.ui.lessons.declared import LESSONS, LEVELS, MOST_SHEETS
from cnnviz.ui.lessons.mine import as_text, show_mine
from cnnviz.ui.share.lesson import share_lesson
from cnnviz.ui.shell import open_page

CARDS = "lesson-cards"

open_page("Lessons", with_network=False)
with st.container(horizontal=True, vertical_alignment="center", key="lessons-choice"):
    st.segmented_control(
        "Level",
        list(LEVELS),
        format_func=LEVELS.__getitem__,
        required=True,
        label_visibility="collapsed",
        **state.bound(LESSONS, "level", key="level"),
    )
    sheets = state.chosen(LESSONS).sheets
    with st.popover(f"Worksheets: {sheets}", icon=":material/print:", key="sheets-choice"):
        st.number_input(
            "How many different ones",
            min_value=1,
            max_value=MOST_SHEETS,
            help="Neighbours get other numbers, pictures or orders of options. The key has the answers to all of them.",
            **state.bound(LESSONS, "sheets", key="sheets"),
        )
    st.caption(
        "A course for a school class: 1, 2, 4, 6. For a first year: 1 or 2, then 3 to 8.",
        width="content",
    )
lessons: list[Lesson] = []
for name in shelf.names():
    try:
        lessons.append(shelf.bundled(name))
    except (LessonError, DamagedFileError) as error:
        st.error(as_text(str(error)))
chosen = state.chosen(LESSONS)
show_cards(
    [card_of(lesson, chosen.sheets) for lesson in lessons if chosen.level in ("all", lesson.front.level)], key=CARDS
)
show_mine()
shared = shelf.find(shared_card(key=CARDS) or "")
if shared:
    share_lesson(shared)
