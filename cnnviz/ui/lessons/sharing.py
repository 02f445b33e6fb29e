"""The dialog in which a teacher gets the link to a lesson."""

from __future__ import annotations

from urllib.parse import urljoin

import streamlit as st

from cnnviz.lessons import Lesson
from cnnviz.ui.lessons.addresses import start_address


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
    st.markdown("Whoever opens this link begins the lesson. It works wherever this page can be reached.")
    st.code(urljoin(st.context.url or "", start_address(lesson, variant)), language=None, wrap_lines=True)
