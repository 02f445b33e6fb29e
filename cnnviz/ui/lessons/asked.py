"""What the panel asks for: a step's question, its ledger, its goals, as plain data."""

from __future__ import annotations

from typing import Any

from cnnviz import facts
from cnnviz.facts.parts.shown import value_text
from cnnviz.lessons.answers import blanks, judge_blank, judge_value
from cnnviz.lessons.asks import Cell, Choose, Class, Draw, Number, Order
from cnnviz.lessons.options import options
from cnnviz.lessons.steps import Do, Question, Work
from cnnviz.lessons.truth import Truth, world_at
from cnnviz.ui.lessons.following import Place
from cnnviz.ui.lessons.pins import AppPages
from cnnviz.ui.lessons.progress import RIGHT


def ask_of(here: Place, question: Question, truth: Truth) -> dict[str, Any]:
    """Return what is asked for, by its type."""
    match question.ask:
        case Choose() as ask:
            found = options(ask, truth.fact, truth.wrong, f"{here.lesson.name} {here.variant} {here.index}")
            return {"type": "choose", "options": [option.text for option in found]}
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
