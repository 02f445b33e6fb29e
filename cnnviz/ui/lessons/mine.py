"""My lessons: what a teacher wrote is opened for this visit, checked, printed and begun."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pkgutil import resolve_name
from urllib.parse import parse_qsl

import streamlit as st

from cnnviz.lessons import Checked, Lesson, LessonError, check
from cnnviz.lessons.steps import Do, Question, Work
from cnnviz.lessons.written import MOST_BYTES
from cnnviz.ui import jobs
from cnnviz.ui.lessons import shelf
from cnnviz.ui.lessons.cards import about
from cnnviz.ui.lessons.declared import LESSONS
from cnnviz.ui.lessons.pins import AppPages
from cnnviz.ui.lessons.writing import offer_help
from cnnviz.ui.state import chosen

_TURN, _FAULT, _CHECKED = "lesson-file-turn", "lesson-fault", "lesson-checked"
"""Where a visit keeps how many files were brought, what was wrong with the last, and which lesson is checked."""
_SLOT = "check-lesson"
_PATIENCE = 0.5
"""Seconds: what is checked by then needs no progress bar."""
MOST_MEGABYTES = 20
"""What is larger the browser refuses, with no more than a sign. What is too large for a lesson gets a sentence."""
_STYLE = """
<style>
/* A lesson takes much less than what Streamlit says here. */
[class*="st-key-lesson-file"] [data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
[class*="st-key-card-mine"] h3 { font-size: 1.125rem; padding: 0; }
[class*="st-key-card-mine"] p:has(+ ul) { margin-bottom: 0.1rem; }
</style>
"""


def show_mine() -> None:
    """Show where a file is opened, what is wrong with one, and the lessons that this visit has opened."""
    st.markdown("## My lessons")
    st.markdown(
        "Open a lesson that you wrote, a Markdown file. It is opened for this visit only: nothing of it is stored, and "
        "nothing in it is run. To share it, pass the file on."
    )
    st.html(_STYLE)
    with st.container(horizontal=True, key="bring-lesson"):
        turn = st.session_state.get(_TURN, 0)
        # Another turn, another element: it closes once a file was taken, which is not asked for again.
        with st.popover("Open a lesson", icon=":material/folder_open:", key=f"open-lesson-{turn}"):
            # It takes a file of any name: what is in it decides.
            st.file_uploader(
                f"A lesson's file, of at most {MOST_BYTES // 1000} kB",
                max_upload_size=MOST_MEGABYTES,
                on_change=_take,
                key=_uploader(),
            )
        offer_help()
    fault = st.session_state.get(_FAULT)
    if fault:
        st.error(as_text(fault))
    # A file that is opened comes to the top.
    for lesson in reversed(shelf.mine().values()):
        _show(lesson)


def as_text(text: str) -> str:
    """Return Markdown that shows a text as it is, whatever is in it, on one line.

    Example:
        >>> as_text("*a*\\n[b](c)")
        '\\\\*a\\\\* \\\\[b\\\\]\\\\(c\\\\)'
    """
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def _uploader() -> str:
    return f"lesson-file-{st.session_state.get(_TURN, 0)}"


def _take() -> None:
    """Open the file that was just brought, or keep what is wrong with it. What was open stays open."""
    file = st.session_state.get(_uploader())
    if file is None:
        return
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    try:
        lesson = shelf.open_mine(file.getvalue(), file.name)
    except LessonError as error:
        st.session_state[_FAULT] = str(error)
    else:
        st.session_state.pop(_FAULT, None)
        st.session_state[_CHECKED] = lesson.name


def _show(lesson: Lesson) -> None:
    name = lesson.name
    with st.container(border=True, gap="small", key=f"card-{name}"):
        goals = "\n".join(f"- {as_text(goal)}" for goal in lesson.front.goals)
        head = f"### {as_text(lesson.front.title)}\n\n{about(lesson)} · {as_text(shelf.file_of(name))}"
        st.markdown(f"{head}\n\n{goals}")
        with st.container(horizontal=True, gap="small", key=f"do-{name}"):
            # A link could be opened in another tab, which is another visit.
            if st.button("Start", type="primary", key=f"start-{name}"):
                _start(lesson)
            for words, key in (("Worksheet", False), ("Key", True)):
                st.download_button(
                    words,
                    data=_printed(lesson, chosen(LESSONS).sheets, key=key),
                    file_name=f"{name}-{words.lower()}.html",
                    mime="text/html",
                    on_click="ignore",
                    help="A page to print from the browser.",
                    key=f"{words.lower()}-{name}",
                )
            st.button("Check", on_click=_check_again, args=(name,), key=f"check-{name}")
            st.button("Remove", on_click=shelf.close_mine, args=(name,), key=f"remove-{name}")
        if st.session_state.get(_CHECKED) == name:
            _show_check(lesson)


def _start(lesson: Lesson) -> None:
    path, _, query = shelf.start_address(lesson).partition("?")
    st.switch_page("app.py" if path == "./" else f"pages/{path}.py", query_params=dict(parse_qsl(query)))


def _printed(lesson: Lesson, sheets: int, *, key: bool) -> Callable[[], str]:
    def printed() -> str:
        # Few print one, and it takes the networks that the lesson is about.
        html: str = resolve_name("cnnviz.lessons.paper:worksheet")(lesson, AppPages(), variants=range(sheets), key=key)
        return html

    return printed


def _check_again(name: str) -> None:
    jobs.forget(_SLOT)
    st.session_state[_CHECKED] = name


def _show_check(lesson: Lesson) -> None:
    """Show what is wrong with a lesson's answers, or how far it is with looking for that."""
    # Whoever brings the same lesson gets the same answers; its name is too short to tell it from all others.
    key = (_SLOT, blake2b(repr(lesson).encode(), digest_size=16).hexdigest())
    job = jobs.job(_SLOT, key, lambda report: _checked(lesson, report))
    jobs.give_time([job], _PATIENCE)
    if job.is_running or job.is_stopped:
        jobs.follow({"The check of all answers": job})
        return
    checked = job.result()
    wrong = [each for each in checked if each.problem]
    if wrong:
        file = shelf.file_of(lesson.name)
        st.error(_listed(f"{file}, line {each.line}, {each.place}: {each.problem}" for each in wrong))
    else:
        st.success(f"Checked: {_counted(len(checked))}, and no other is near.")
    right = [each for each in checked if not each.problem]
    if right:
        with st.expander("The answers that are true" if wrong else "The answers"):
            st.markdown(_listed(each.text().removeprefix("✓ ") for each in right))


def _listed(texts: Iterable[str]) -> str:
    """Return Markdown that shows texts as they are: a list, or a single one by itself."""
    lines = [as_text(text) for text in texts]
    return lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)


def _counted(answers: int) -> str:
    return "its one answer is true" if answers == 1 else f"all of its {answers} answers are true"


def _checked(lesson: Lesson, report: jobs.Report) -> list[Checked]:
    asking = sum(isinstance(step.block, Question | Work | Do) for step in lesson.steps)
    most = asking * len(lesson.front.networks) * len(lesson.variants)
    found = []
    for each in check(lesson, AppPages()):
        found.append(each)
        report(min(1.0, len(found) / max(1, most)))
    return found
