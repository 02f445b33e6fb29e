"""A lesson's file becomes a lesson, or one sentence that says what is wrong with it and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel, TypeAdapter, ValidationError

from cnnviz import bundled, facts
from cnnviz.facts import BELIEFS, FactError
from cnnviz.lessons.asks import TYPES, Cell, Choose
from cnnviz.lessons.errors import LessonError, listed
from cnnviz.lessons.lesson import Front, Lesson, Pages, Pin, Step
from cnnviz.lessons.prose import literal_numbers, placeholders
from cnnviz.lessons.regions import REGIONS, regions_of
from cnnviz.lessons.steps import KINDS, Asked, Block, Bound, Do, Goal, Predict, Question, Reveal, Vote, Work
from cnnviz.lessons.written import Part, Path, Section, take_apart, text_of

T = TypeVar("T")
_BLOCK: TypeAdapter[Any] = TypeAdapter(Block)
_FRONT: TypeAdapter[Front] = TypeAdapter(Front)
Complain = Callable[[str, Path], LessonError]
"""Makes an error of a sentence and the path of the field that it is about."""


def read_lesson(content: bytes, name: str, pages: Pages) -> Lesson:
    """Return the lesson in a file. Facts are looked up, and not computed: check() does that.

    Args:
        content: The file's bytes.
        name: The name of the file, for the errors, with its ending or without.
        pages: What the app's pages take.
    Raises:
        LessonError: If anything is wrong with it. The message is one sentence that says where and what is allowed.
    """
    written = take_apart(text_of(content, name), name)
    front = _valid(_FRONT, written.front, name, Front)
    complain = _complainer(written.front, name)
    for field, given, there in (("networks", front.networks, bundled.names()), ("beliefs", front.beliefs, BELIEFS)):
        for index, one in enumerate(given):
            if one not in there:
                raise complain(f"there is no {field[:-1]} {one!r}: there are {listed(there)}.", (field, index))
    steps: list[Step] = []
    for section in written.sections:
        steps.append(_step(section, steps, name, pages, front))
    _check_reveals(steps, written.sections, name)
    _check_beliefs(front, steps, complain)
    lesson = Lesson(re.sub(r"\.md$", "", name.rpartition("/")[2]), front, written.intro, tuple(steps))
    _check_variants(lesson, pages, complain)
    return lesson


def read_pin(see: str) -> Pin:
    """Return the page and the state that an address says. ValueError, with a sentence, if it says none."""
    page, _, query = see.strip().removeprefix("/").partition("?")
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    except ValueError:
        raise ValueError(f"{see!r} is no page with its state, such as draw?source=Samples&sample=3.") from None
    names = [name for name, _ in pairs]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise ValueError(f"the parameter {twice[0]!r} is there twice.")
    return Pin(page or "draw", dict(pairs))


def _step(section: Section, before: list[Step], file: str, pages: Pages, front: Front) -> Step:
    block = _valid(_BLOCK, section.block, file, None)
    complain = _complainer(section.block, file)
    if any(step.title == section.title for step in before):
        raise LessonError(f"there are two steps with the title “{section.title}”.", file=file, line=section.line)
    pin = before[-1].pin if before else None
    if block.see is not None:
        pin = _checked_pin(block.see, pages, front.networks, lambda sentence: complain(sentence, ("see",)))
    regions = [("point", name) for name in block.point] + [("hide", name) for name in getattr(block, "hide", ())]
    ask = getattr(block, "ask", None)
    regions += [("ask", ask.of)] if isinstance(ask, Cell) else []
    for field, name in regions:
        if name not in REGIONS:
            raise complain(f"there is no region {name!r}: there are {listed(REGIONS)}.", (field,))
        if pin is None or name not in regions_of(pin.page):
            page, there = (pin.page, regions_of(pin.page)) if pin else ("of no `see`", [])
            raise complain(f"the page {page} has no region {name!r}: it has {listed(there)}.", (field,))
    _check_facts(block, pin, complain)
    if isinstance(block, Do) and block.example is not None:
        _checked_pin(block.example, pages, front.networks, lambda sentence: complain(sentence, ("example",)))
    step = Step(section.title, block, section.prose, pin, section.line)
    if isinstance(block, Reveal):
        step = replace(step, question=_question_of(block, before, complain))
        numbers = literal_numbers(section.prose)
        if numbers:
            raise LessonError(
                f"the number {numbers[0]!r} could become false: write a placeholder such as {{value}}.",
                file=file,
                line=section.line,
            )
    if step.asked is None and placeholders(section.prose):
        raise LessonError(
            f"{{{placeholders(section.prose)[0]}}} stands for nothing: only a step with a fact, or its reveal, has "
            "placeholders.",
            file=file,
            line=section.line,
        )
    return step


def _check_facts(block: Any, pin: Pin | None, complain: Complain) -> None:
    for asked, path in _facts_of(block):
        if pin is None:
            raise complain("a fact needs a page: give this step, or one before it, a `see`.", path)
        try:
            facts.args_of(asked.name, asked.arguments)
        except FactError as error:
            raise complain(str(error), (*path, asked.name)) from None
    ask = getattr(block, "ask", None)
    for belief in ask.beliefs if isinstance(ask, Choose) else ():
        if belief not in BELIEFS:
            raise complain(f"there is no belief {belief!r}: there are {listed(BELIEFS)}.", ("ask", "choose", "beliefs"))
        rules = facts.fact_file(block.fact.name).WRONG
        if belief not in rules:
            raise complain(
                f"the fact {block.fact.name} has no wrong rule for {belief!r}: it has {listed(rules)}.",
                ("ask", "choose", "beliefs"),
            )


def _facts_of(block: Any) -> Iterable[tuple[Asked, Path]]:
    if isinstance(block, Question | Work):
        yield block.fact, ("fact",)
    if isinstance(block, Do):
        for index, goal in enumerate(block.goals):
            yield goal.fact, ("goals", index, "fact")


def _question_of(block: Reveal, before: list[Step], complain: Complain) -> Step:
    questions = [step for step in before if isinstance(step.block, Predict | Vote)]
    step = next((step for step in questions if step.title == block.of), None)
    if step is None:
        there = listed(f"“{step.title}”" for step in questions)
        raise complain(f"no question before this step has the title {block.of!r}: there are {there}.", ("of",))
    if any(isinstance(other.block, Reveal) and other.block.of == block.of for other in before):
        raise complain(f"“{block.of}” is answered already, by a step before this one.", ("of",))
    return step


def _check_reveals(steps: list[Step], sections: Iterable[Section], file: str) -> None:
    revealed = {step.block.of for step in steps if isinstance(step.block, Reveal)}
    for step, section in zip(steps, sections, strict=True):
        if isinstance(step.block, Predict | Vote) and step.title not in revealed:
            raise LessonError(
                f"the question “{step.title}” is never answered: a step of the kind reveal with of: {step.title} is "
                "missing behind it.",
                file=file,
                line=section.line,
            )


def _check_beliefs(front: Front, steps: list[Step], complain: Complain) -> None:
    """Raise a LessonError if a belief is named that no fact of a question speaks of."""
    spoken = {
        belief
        for step in steps
        if isinstance(step.block, Question | Work)
        for belief in facts.fact_file(step.block.fact.name).WRONG
    }
    for index, belief in enumerate(front.beliefs):
        if belief not in spoken:
            raise complain(
                f"no question here speaks of {belief!r}: the facts of this lesson have rules for "
                f"{listed(sorted(spoken))}.",
                ("beliefs", index),
            )


def _check_variants(lesson: Lesson, pages: Pages, complain: Complain) -> None:
    pins = [step.pin for step in lesson.steps if step.pin]
    for index, variant in enumerate(lesson.front.variants):
        for name in variant:
            if not any(name in pin.query for pin in pins):
                there = sorted({name for pin in pins for name in pin.query})
                raise complain(
                    f"no step has a parameter {name!r} to change: they have {listed(there)}.", ("variants", index)
                )
        for pin in pins:
            changed = pin.on(lesson.front.networks[0], variant)
            wrong = pages.problem(changed.page, changed.query)
            if wrong:
                raise complain(f"{wrong[0]} on the page {pin.page}: {wrong[1]}", ("variants", index))


def _checked_pin(see: str, pages: Pages, networks: Iterable[str], complain: Callable[[str], LessonError]) -> Pin:
    try:
        pin = read_pin(see)
    except ValueError as error:
        raise complain(str(error)) from None
    if pin.page not in pages.names():
        raise complain(f"there is no page {pin.page!r}: there are {listed(pages.names())}.")
    for network in networks:
        # Whatever network it runs on has to take the state, the edits and the pinned cell.
        on = pin.on(network)
        wrong = pages.problem(on.page, on.query)
        if wrong:
            raise complain(f"{wrong[0]}: {wrong[1]}")
    return pin


def _complainer(part: Part, file: str) -> Complain:
    def complain(sentence: str, path: Path) -> LessonError:
        return LessonError(sentence, file=file, line=part.line_of(path), field=_field(path))

    return complain


def _field(path: Path) -> str:
    return ".".join(str(step) for step in path)


def _valid(adapter: TypeAdapter[T], part: Part, file: str, model: type[BaseModel] | None) -> T:
    """Return fields as what they stand for; the first that does not fit makes a LessonError."""
    try:
        return adapter.validate_python(dict(part.fields))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = ("kind",) if first["type"] == "union_tag_invalid" else _path(first["loc"], part.fields)
        sentence = _sentence(dict(first), model or _model_at(path, part.fields), path)
        raise LessonError(sentence, file=file, line=part.line_of(path), field=_field(path)) from None
    except RecursionError:
        raise LessonError("the fields are nested too deeply.", file=file, line=part.line) from None


def _path(location: tuple[str | int, ...], fields: Any) -> Path:
    """Return where in the file a field stands: pydantic names the kind that it tried in between."""
    path: list[str | int] = []
    here = fields
    for position, step in enumerate(location):
        if not isinstance(here, Mapping | list):
            # What follows is a type that was tried for the value.
            break
        inside = _inside(here, step)
        if inside is None and (position < len(location) - 1 or step in KINDS):
            continue
        here = inside
        path.append(step)
    return tuple(path)


def _inside(fields: Any, step: str | int) -> Any:
    """Return what stands in a field or at a place of a list; None if there is none."""
    if isinstance(fields, Mapping):
        return fields.get(step)
    if isinstance(fields, list) and isinstance(step, int) and step < len(fields):
        return fields[step]
    return None


def _model_at(path: Path, fields: Mapping[str, Any]) -> type[BaseModel] | None:
    """Return the model of the fields among which the last step of a path is."""
    match path:
        case () | (_,):
            return KINDS.get(str(fields.get("kind")))
        case ("ask", str(name), _):
            return TYPES.get(name)
        case ("goals", _, _):
            return Goal
        case ("holds", _):
            return Bound
    return None


def _sentence(error: dict[str, Any], model: type[BaseModel] | None, path: Path) -> str:
    allowed = listed(_names(model)) if model else ""
    match error["type"]:
        case "extra_forbidden":
            return f"there is no such field{f'; allowed are {allowed}' if allowed else ''}."
        case "missing":
            return "this field is missing."
        case "union_tag_not_found":
            return f"the field kind is missing: it is one of {listed(KINDS)}."
        case "union_tag_invalid":
            tag = error.get("ctx", {}).get("tag")
            return f"there is no kind {tag!r}: it is one of {listed(KINDS)}."
        case "value_error":
            return str(error["msg"]).removeprefix("Value error, ") + "."
        case _:
            return str(error["msg"]).rstrip(".").replace("Input should be", "this should be") + "."


def _names(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items() if name != "type"]
