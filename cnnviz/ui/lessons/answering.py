"""What a student does in the panel: an answer is understood, judged where that decides how it goes on, and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from cnnviz import facts
from cnnviz.facts import FactError, World
from cnnviz.facts.parts.shown import value_text
from cnnviz.lessons.answers import blanks, judge, judge_blank, judge_value
from cnnviz.lessons.asks import Draw, Number
from cnnviz.lessons.notation import readings
from cnnviz.lessons.steps import Do, Predict, Question, Reflect, Reveal, Vote, Work
from cnnviz.ui import state
from cnnviz.ui.lessons import truths
from cnnviz.ui.lessons.following import Place, answer, begin_again, lead
from cnnviz.ui.lessons.pins import address_of, world_of
from cnnviz.ui.lessons.progress import RIGHT, SHOWN, SKIPPED, TRIES_BEFORE_HELP
from cnnviz.ui.picture.selected import prepare_original
from cnnviz.ui.state import Said
from cnnviz.ui.state.guide import LONGEST_ANSWER
from cnnviz.ui.state.parameters import tables_for
from cnnviz.ui.states import STATES

_MESSAGE, _FOUND = "lesson-message", "lesson-goals"
_OF_PICTURES = ("draw", "layer_by_layer", "compare", "why", "what_if", "epochs")


class NotUnderstoodError(ValueError):
    """An answer that is none. The message is one sentence for the student."""


def message(here: Place) -> str:
    """Return why the last answer to a step was not understood; "" if it was."""
    step, words = st.session_state.get(_MESSAGE, ("", ""))
    return words if step == here.step.title else ""


def found(here: Place) -> dict[int, str]:
    """Return what the goals of a step were at the last check, see asked.goals_of()."""
    step, texts = st.session_state.get(_FOUND, ("", {}))
    return texts if step == here.step.title else {}


def take(here: Place, sent: Mapping[str, Any]) -> None:
    """Take what the panel sends: never trust the browser."""
    st.session_state.pop(_MESSAGE, None)
    if sent.get("what") == "restart":
        begin_again(here)
        return
    if sent.get("what") == "led":
        _follow_teacher(here, sent)
        return
    if sent.get("step") != here.index or here.is_done:
        # It was sent twice, or from a step that is not shown any more.
        return
    text, sure = str(sent.get("text", ""))[:LONGEST_ANSWER], sent.get("sure")
    # Whoever comes to a vote once the room votes again answers both times at once.
    again = text if sent.get("late") is True and isinstance(here.step.block, Vote) else ""
    said = Said(here.index, text, sure if isinstance(sure, int) and 0 <= sure <= 4 else 0, again)
    try:
        _take(here, str(sent.get("what")), said)
    except (NotUnderstoodError, FactError) as error:
        st.session_state[_MESSAGE] = (here.step.title, str(error))


def _follow_teacher(here: Place, sent: Mapping[str, Any]) -> None:
    to = sent.get("to")
    if to is None or (type(to) is int and 0 <= to < len(here.lesson.steps)):
        lead(here, to)


def _take(here: Place, what: str, said: Said) -> None:
    match what, here.step.block:
        case "answer", Question() as question:
            _take_answer(here, question, said)
        case "answer", Work() as work:
            _take_ledger(here, work, said)
        case "answer", Reflect() if said.text.strip():
            answer(here, said)
        case "skip", Reflect():
            answer(here, replace(said, text="", again=SKIPPED), then=_next(here))
        case "show", Work() if here.said and here.said.tries >= TRIES_BEFORE_HELP:
            answer(here, replace(here.said, again=SHOWN))
        case "check", Do() as do:
            _check(here, do)
        case "skip", Do():
            answer(here, replace(here.said or said, again=SKIPPED), then=_next(here))


def _take_answer(here: Place, question: Question, said: Said) -> None:
    truth = truths.truth_at(here.lesson, here.index, here.variant)
    if truth is None:
        raise NotUnderstoodError("The answer is still being worked out. Send yours again in a moment.")
    if isinstance(question.ask, Draw):
        value = _value(question.fact.name, question.fact.arguments, own_world())
        said = replace(said, text=value_text(value, 3))
        given: Any = value
    else:
        given = understood(question, said.text)
    if judge(question, truth.fact, truth.wrong, given) is None:
        raise NotUnderstoodError(_what_would_work(question, said.text))
    if isinstance(question, Vote) and here.said is None and said.again:
        answer(here, replace(said, again=said.text), then=_reveal(here))
    elif isinstance(question, Vote) and here.said is None:
        answer(here, said)
    elif isinstance(question, Vote) and here.said:
        answer(here, replace(here.said, again=said.text), then=_reveal(here))
    elif isinstance(question, Predict):
        answer(here, said, then=_reveal(here))


def understood(question: Question, text: str) -> str | tuple[int, ...]:
    """Return an answer as judge() takes it: text, or the numbers of an order or a cell."""
    if question.ask.type in ("order", "cell"):
        numbers = text.split("-")
        if not all(number.isascii() and number.isdigit() and len(number) < 6 for number in numbers):
            raise NotUnderstoodError(_what_would_work(question, text))
        return tuple(map(int, numbers))
    return text


def _what_would_work(question: Question, text: str) -> str:
    match question.ask:
        case Number() as ask if readings(text, unit=ask.unit, share=ask.percent):
            low, high = (_bound(end, ask) for end in (ask.low, ask.high))
            bounds = " ".join(filter(None, [low and f"from {low}", high and f"to {high}"]))
            return f"“{text}” cannot be: a number {bounds} is asked for."
        case Number():
            return f"“{text}” is no number that can be read here: write one such as 12, 0.5 or 7,5 %."
        case Draw():
            return "This is not in the drawing yet."
    return "Choose one of what is offered."


def _bound(end: float | None, ask: Number) -> str:
    return "" if end is None else value_text(end, ask.decimals, percent=ask.percent) if ask.percent else f"{end:g}"


def _take_ledger(here: Place, work: Work, said: Said) -> None:
    truth = truths.truth_at(here.lesson, here.index, here.variant)
    if truth is None:
        raise NotUnderstoodError("The sum is still being worked out. Send yours again in a moment.")
    *texts, value = said.text.split("|")
    lines = blanks(work, truth.fact)
    if len(texts) != len(lines) or not all(readings(each, share=work.percent) for each in [*texts, value]):
        raise NotUnderstoodError("Each blank takes a number, such as −3, 0.25 or 1,5.")
    right = judge_value(work, truth.fact, value) and all(
        judge_blank(work, truth.fact.steps[line][1], text) for line, text in zip(lines, texts, strict=True)
    )
    tries = min(9, (here.said.tries if here.said else 0) + 1)
    answer(here, replace(said, tries=tries, again=RIGHT if right else ""))


def _check(here: Place, do: Do) -> None:
    tries = min(9, (here.said.tries if here.said else 0) + 1)
    texts: dict[int, str] = {}
    try:
        world = own_world()
        for index, goal in enumerate(do.goals):
            value = _value(goal.fact.name, goal.fact.arguments, world)
            decimals = 0 if isinstance(value, int) else 2
            texts[index] = f"{'+' if goal.holds(value) else '-'}{value_text(value, decimals)}"
    except FactError:
        # It counts as a try: whoever cannot draw is helped as well.
        answer(here, Said(here.index, "checked", tries=tries))
        raise
    st.session_state[_FOUND] = (here.step.title, texts)
    reached = all(text.startswith("+") for text in texts.values())
    answer(here, Said(here.index, "checked", tries=tries, again=RIGHT if reached else ""))


def _value(name: str, arguments: Mapping[str, Any], world: World) -> facts.Value:
    return facts.compute(name, arguments, world).value


def own_world() -> World:
    """Return what the visitor's own state means. FactError if nothing is drawn where a drawing is looked at."""
    page = state.page() or ""
    declared, selection = STATES[page], state.selection()
    states = {table: state.chosen(table) for table in tables_for(declared, _query(page))}
    world = world_of(address_of(page), selection, declared, states)
    if world.page not in _OF_PICTURES:
        return world
    if selection.dataset.kind == "numbers":
        return replace(world, values=prepare_original().input)
    if selection.source == "Draw" and not selection.strokes:
        raise FactError("Nothing is drawn yet.")
    if selection.source in ("Upload", "Camera"):
        return replace(world, values=prepare_original().input)
    return world


def _query(page: str) -> dict[str, str]:
    """Return the part of a page in parts that is shown, as its address says it."""
    declared = STATES[page]
    return {"part": state.chosen(declared.shown).part} if isinstance(declared, state.Parts) else {}


def _next(here: Place) -> int:
    """Return the step behind one; where a teacher leads, the step itself."""
    return here.index if here.led is not None else min(here.index + 1, len(here.lesson.steps) - 1)


def _reveal(here: Place) -> int:
    """Return the step behind a question that reveals it, if it is the next one; else the question's own."""
    following = here.lesson.steps[_next(here)].block
    return _next(here) if isinstance(following, Reveal) and following.of == here.step.title else here.index
