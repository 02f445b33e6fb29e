"""How far a student has come in a lesson: what is answered, and which step can be shown."""

from __future__ import annotations

from collections.abc import Mapping

from cnnviz.lessons import Lesson, Step
from cnnviz.lessons.steps import Do, Predict, Reflect, Reveal, Vote, Work
from cnnviz.ui.state import Said

RIGHT, SHOWN, SKIPPED = "right", "shown", "skipped"
"""How a ledger, a goal or a sentence was done: by the student, by the page, or not at all."""
TRIES_BEFORE_HELP = 2

Answers = Mapping[int, Said]
"""A student's answers by the index of the step."""


def is_done(lesson: Lesson, answers: Answers, index: int) -> bool:
    """Return whether a step asks for nothing more."""
    said = answers.get(index)
    match lesson.steps[index].block:
        case Predict():
            return said is not None
        case Vote() | Work() | Do():
            return said is not None and bool(said.again)
        case Reflect():
            return said is not None
        case Reveal():
            return is_done(lesson, answers, question_index(lesson, lesson.steps[index]))
    return True


def question_index(lesson: Lesson, reveal: Step) -> int:
    """Return the index of the question that a step reveals."""
    titles = [step.title for step in lesson.steps]
    assert isinstance(reveal.block, Reveal)
    return titles.index(reveal.block.of)


def shown_index(lesson: Lesson, answers: Answers, wanted: int) -> int:
    """Return which step is shown where one is wanted: a reveal only once its question is answered, else that one."""
    index = min(max(wanted, 0), len(lesson.steps) - 1)
    step = lesson.steps[index]
    if isinstance(step.block, Reveal) and not is_done(lesson, answers, index):
        return question_index(lesson, step)
    return index


def can_go_on(lesson: Lesson, answers: Answers, index: int) -> bool:
    """Return whether the step behind one can be shown."""
    return index < len(lesson.steps) - 1 and is_done(lesson, answers, index)


def states(lesson: Lesson, answers: Answers, at: int) -> list[str]:
    """Return what each step is: "done", "open", or "ahead" if it cannot be shown yet.

    A step is ahead until all before it are done, but for those that were seen already.
    """
    furthest, found, way_is_free = max([at, *answers]), [], True
    for index in range(len(lesson.steps)):
        done = is_done(lesson, answers, index)
        can_be_shown = shown_index(lesson, answers, index) == index and (way_is_free or index <= furthest)
        is_passed = done and (index in answers or index < furthest)
        found.append("done" if is_passed else "open" if can_be_shown else "ahead")
        way_is_free = way_is_free and done
    return found
