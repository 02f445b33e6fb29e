"""Questions as Moodle XML, whose elements are described at docs.moodle.org/en/Moodle_XML_format.

A ledger, and a cell where only one is right, become a cloze question: fields {1:NUMERICAL:…} stand in its text, as
docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type describes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from cnnviz.lessons.questions.as_gift import ROW_AND_COLUMN, category, spellings
from cnnviz.lessons.questions.exported import (
    Cells,
    Choices,
    Exported,
    Ledger,
    Line,
    Nothing,
    Number,
    Numbers,
    Places,
    Sentence,
)
from cnnviz.lessons.questions.numerals import numeral, tolerance

_LEAST_WIDTH = 168
"""A picture of 28 pixels is drawn larger, in pixels of the screen."""
_PICTURE = "input.png"


def moodle_bytes(title: str, questions: Iterable[Exported]) -> bytes:
    """Return questions as Moodle XML, in a category that has the lesson's title."""
    quiz = Element("quiz")
    _told(SubElement(quiz, "question", type="category"), "category", category(title), form=None)
    for question in questions:
        _question(quiz, question)
    indent(quiz)
    content: bytes = tostring(quiz, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _question(quiz: Element, question: Exported) -> None:
    match question.answer:
        case Nothing():
            _begun(quiz, "description", question, marks=0)
        case Choices(choices):
            element = _begun(quiz, "multichoice", question)
            _fields(element, single="true", shuffleanswers="true", answernumbering="abc", showstandardinstruction="0")
            _combined(element)
            for choice in choices:
                _answer(element, choice.text, choice.fraction, choice.feedback, form="html")
        case Numbers(numbers):
            element = _begun(quiz, "numerical", question)
            for number in numbers:
                answer = _answer(element, numeral(number.value, number.near), number.fraction, number.feedback)
                _fields(answer, tolerance=tolerance(number.near))
            # 3: no unit is taken.
            _fields(element, unitgradingtype="0", unitpenalty="0.1", showunits="3", unitsleft="0")
        case Places(pairs):
            element = _begun(quiz, "matching", question)
            _fields(element, shuffleanswers="true")
            _combined(element)
            # Fewer than three answers are refused: the third one goes with nothing.
            for thing, place in [*pairs, *[("", "3rd")] * (len(pairs) == 2)]:
                pair = _told(element, "subquestion", thing)
                _told(pair, "answer", place, form=None)
        case Ledger() as ledger:
            _begun(quiz, "cloze", question, ledger.table(_field))
        case Cells(right=((row, column),)):
            fields = (_field(Line("", numbers=(Number(at, 0, 100),))) for at in (row, column))
            _begun(quiz, "cloze", question, f"<p>Row {next(fields)}, column {next(fields)}</p>")
        case Cells(right, wrong):
            element = _begun(quiz, "shortanswer", question, f"<p>{ROW_AND_COLUMN}</p>")
            _fields(element, usecase="0")
            alternatives = [*((cell, 100, "") for cell in right), *((cell, 0, why) for cell, why in wrong)]
            for cell, fraction, feedback in alternatives:
                for written in spellings(cell):
                    _answer(element, written, fraction, feedback)
        case Sentence(starters):
            element = _begun(quiz, "essay", question)
            _fields(element, responseformat="editor", responserequired="1", responsefieldlines="10")
            _fields(element, attachments="0", attachmentsrequired="0")
            _told(element, "graderinfo", "")
            _told(element, "responsetemplate", "".join(f"<p>{starter}</p>" for starter in starters))


def _begun(quiz: Element, kind: str, question: Exported, more: str = "", marks: int = 1) -> Element:
    """Return a new question with what all kinds have.

    Args:
        quiz: What it is put into.
        kind: Moodle's name for the kind.
        question: The question.
        more: HTML between its text and the hint.
        marks: What it is worth; the fields of a cloze question say that themselves.
    """
    element = SubElement(quiz, "question", type=kind)
    _told(element, "name", question.name, form=None)
    text = _told(element, "questiontext", question.text + _picture(question) + more + question.hint)
    if question.picture is not None:
        file = SubElement(text, "file", name=_PICTURE, path="/", encoding="base64")
        file.text = b64encode(question.picture).decode()
    _told(element, "generalfeedback", question.feedback)
    if kind != "cloze":
        _fields(element, defaultgrade=str(marks))
    _fields(element, penalty="0.3333333" if marks else "0", hidden="0")
    return element


def _picture(question: Exported) -> str:
    if question.picture is None:
        return ""
    scale = max(1, -(-_LEAST_WIDTH // question.width))
    return (
        f'<p><img src="@@PLUGINFILE@@/{_PICTURE}" width="{scale * question.width}" height="{scale * question.height}" '
        f'alt="What the network gets: a picture of {question.width} by {question.height} pixels" '
        'style="image-rendering: pixelated"></p>'
    )


def _field(line: Line) -> str:
    """Return the field for the number of a ledger's line."""
    return f"{{1:NUMERICAL:{'~'.join(map(_alternative, line.numbers))}}}"


def _alternative(number: Number) -> str:
    right = "=" if number.fraction else "%0%"
    feedback = number.feedback.replace("\\", "\\\\").replace("~", "\\~")
    return f"{right}{numeral(number.value, number.near)}:{tolerance(number.near)}{f'#{feedback}' if feedback else ''}"


def _answer(question: Element, text: str, fraction: int, feedback: str, form: str | None = None) -> Element:
    answer = _told(question, "answer", text, form=form, fraction=str(fraction))
    _told(answer, "feedback", feedback)
    return answer


def _combined(question: Element) -> None:
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        _told(question, name, "")


def _told(parent: Element, name: str, text: str, form: str | None = "html", **attributes: str) -> Element:
    """Return a new element with a text inside it; its format is left out where Moodle takes plain text."""
    element = SubElement(parent, name, {**attributes, **({"format": form} if form else {})})
    SubElement(element, "text").text = text
    return element


def _fields(parent: Element, **fields: str) -> None:
    for name, text in fields.items():
        SubElement(parent, name).text = text
