"""What the panel asks for: a step's question, its ledger, its goals, as plain data."""

from __future__ import annotations

from typing import Any

from cnnviz import facts
from cnnviz.facts.parts.shown import value_text
from cnnviz.lessons.answers import blanks, judge_blank, judge_value
from cnnviz.lessons.asks import Cell, Choose, Class, Draw, Number, Order
from cnnviz.lessons.options import Option, options
from cnnviz.lessons.printed import printed
from cnnviz.lessons.steps import Do, Question, Work
from cnnviz.lessons.truth import Truth, world_at
from cnnviz.ui.lessons.following import Place
from cnnviz.ui.lessons.pins import AppPages
from cnnviz.ui.lessons.progress import RIGHT, question_index


def asking_index(here: Place) -> int | None:
    """Return the index of the step whose fact is needed to show a step; None if none is."""
    if here.step.question:
        return question_index(here.lesson, here.step)
    return here.index if here.step.asked else None


def given_of(here: Place, truth: Truth | None) -> dict[str, Any]:
    """Return what a step says and asks before it is answered: "prose", safe HTML, "ask" and "ledger".

    Args:
        here: The place in the lesson, at a step that reveals nothing.
        truth: The truth of the step's question; None if it asks for no fact.
    Raises:
        LessonError: If the question has not two options, or more than one that is right.
    """
    block = here.step.block
    return {
        "prose": printed(here.step.prose, truth.fact.given if truth else None),
        "ask": ask_of(here, block, truth) if truth and isinstance(block, Question) else None,
        "ledger": ledger_of(here, block, truth) if truth and isinstance(block, Work) else None,
    }


def options_of(here: Place, ask: Choose, truth: Truth) -> list[Option]:
    """Return the options of a question, in the order in which they are offered there."""
    return options(ask, truth.fact, truth.wrong, f"{here.lesson.name} {here.variant} {here.index}")


def ask_of(here: Place, question: Question, truth: Truth) -> dict[str, Any]:
    """Return what is asked for, by its type."""
    match question.ask:
        case Choose() as ask:
            return {"type": "choose", "options": [option.text for option in options_of(here, ask, truth)]}
        case Order(items=items):
            return {"type": "order", "items": list(items)}
        case Number() as ask:
            return {"type": "number", "unit": ask.unit, "placeholder": ""}
        case Class():
            world = world_at(here.lesson, here.step, AppPages(), here.variant)
            return {"type": "class", "options": list(world.network.labels)}
        case Cell(of=region):
            rows, cols = truth.fact.cells.shape if truth.fact.cells is not None else (1, 1)
            return {"type": "cell", "of": region, "rows": rows, "cols": cols}
        case Draw():
            return {"type": "draw"}


def ledger_of(here: Place, work: Work, truth: Truth) -> dict[str, Any]:
    """Return the lines of a ledger, those to fill in without their values, and what the value is called."""
    blank = [] if here.is_done else blanks(work, truth.fact)
    return {
        "lines": [
            {
                "words": words,
                "value": None if index in blank else value_text(value, work.decimals, percent=work.percent),
            }
            for index, (words, value) in enumerate(truth.fact.steps)
        ],
        "words": facts.fact_file(work.fact.name).TITLE,
        "unit": "%" if work.percent else "",
    }


def marks_of(here: Place, work: Work, truth: Truth) -> dict[str, Any] | None:
    """Return which blanks are filled in right; None before the first try."""
    if here.said is None:
        return None
    *texts, value = here.said.text.split("|")
    lines = blanks(work, truth.fact)
    texts += [""] * (len(lines) - len(texts))
    return {
        "blanks": [
            here.said.again == RIGHT or judge_blank(work, truth.fact.steps[line][1], text)
            for line, text in zip(lines, texts, strict=False)
        ],
        "value": here.said.again == RIGHT or judge_value(work, truth.fact, value),
    }


def goals_of(here: Place, do: Do, found: dict[int, str]) -> list[dict[str, Any]]:
    """Return what is to be reached.

    Args:
        here: The place in the lesson.
        do: The step's block.
        found: What the facts were at the last check, by the goal's index, after "+" where it held, else after "-".
    """
    return [
        {
            "words": f"{facts.fact_file(goal.fact.name).TITLE}: {goal.text()}",
            "now": found.get(index, "")[1:],
            "holds": found.get(index, "").startswith("+"),
        }
        for index, goal in enumerate(do.goals)
    ]
