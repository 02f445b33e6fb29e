"""The dialog in which a teacher gets the link to a lesson."""

from __future__ import annotations

import streamlit as st

from cnnviz.lessons import Lesson
from cnnviz.ui.lessons.addresses import start_address
from cnnviz.ui.share.code import code_of
from cnnviz.ui.share.shown import choose_root, roots_of, show_link

_ROOT = "share-lesson-root"


def share_lesson(lesson: Lesson) -> None:
    """Show the dialog for a lesson that ships."""

    # A dialog has its title before it is called.
    @st.dialog(f"Share “{lesson.front.title}”")
    def dialog() -> None:
        _show(lesson)

    dialog()


def _show(lesson: Lesson) -> None:
    variant = 0
    if len(lesson.variants) > 1:
        variant = (
            st.segmented_control(
                "Neighbours can have other pictures and numbers",
                range(len(lesson.variants)),
                format_func=lambda number: chr(ord("A") + number),
                default=0,
                required=True,
                key=f"shared-variant-{lesson.name}",
            )
            or 0
        )
    roots = roots_of("lessons")
    st.session_state.setdefault(_ROOT, roots[0])
    choose_root(roots, _ROOT)
    link = f"{st.session_state[_ROOT]}/{start_address(lesson, variant).removeprefix('./')}"
    st.markdown("Whoever opens this link begins the lesson.")
    show_link(link, code_of(link), key="share-lesson")
