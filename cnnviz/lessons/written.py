"""A lesson's file taken apart: front matter, sections and blocks, each value with its line. Nothing in it is run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from cnnviz.lessons.errors import LessonError

MOST_BYTES = 100_000
MOST_CHARACTERS = 5_000
"""Of the front matter, and of one block."""
MOST_STEPS = 60
_FENCE = "~~~"
Path = tuple[str | int, ...]

_NOT_ALLOWED = (
    (re.compile(r"<[A-Za-z/!?]"), "HTML is not allowed: write Markdown, and a space after <"),
    (re.compile(r"&#?\w+;"), "HTML's & entities are not allowed: write the character itself"),
    (re.compile(r"!\["), "pictures are not allowed: a step shows a page instead, by `see`"),
    (re.compile(r"(?:java|vb)script\s*:|\bdata\s*:\s*\w+/", re.IGNORECASE), "scripts are not allowed"),
    (re.compile(r"\]\(\s*(?!https?://)[a-zA-Z][\w+.-]*:"), "a link leads to http:// or https:// alone"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class Part:
    """Fields of a file, as YAML has them.

    Attributes:
        fields: The fields.
        lines: Of each field, by its path, the line it begins on.
        line: The line that they begin on, from 1.
    """

    fields: Mapping[str, Any]
    lines: Mapping[Path, int]
    line: int

    def line_of(self, path: Path) -> int:
        """Return the line of a field, or of what it would stand in."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, self.line)


@dataclass(frozen=True)
class Section:
    """A step as it is written.

    Attributes:
        title: Its heading.
        line: The line of its heading.
        block: Its block.
        prose: Its text.
    """

    title: str
    line: int
    block: Part
    prose: str


@dataclass(frozen=True)
class Written:
    """A whole file."""

    front: Part
    intro: str
    sections: tuple[Section, ...]


def text_of(content: bytes, file: str) -> str:
    """Return the text in a file. LessonError if it is too large, or no text."""
    if len(content) > MOST_BYTES:
        raise LessonError(f"the file has {len(content):,} bytes, and a lesson at most {MOST_BYTES:,}.", file=file)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LessonError("the file is no text in UTF-8: a lesson is a Markdown file.", file=file) from None
    if _CONTROL.search(text):
        raise LessonError("the file is no text, it has control characters: a lesson is a Markdown file.", file=file)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def take_apart(text: str, file: str) -> Written:
    """Return the parts of a lesson's text.

    Raises:
        LessonError: If it is not built like a lesson, or has anything but Markdown in it.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        for pattern, sentence in _NOT_ALLOWED:
            if pattern.search(line):
                raise LessonError(f"{sentence}.", file=file, line=number)
    if lines[0].strip() != "---":
        raise LessonError(
            "a lesson begins with --- and its front matter: title, level, minutes and so on.", file=file, line=1
        )
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.strip() == "---"), None)
    if end is None:
        raise LessonError("the front matter does not end: a line --- is missing behind it.", file=file, line=1)
    front = _read_yaml("\n".join(lines[1:end]), 2, file)
    heads = [number for number in _outside_blocks(lines, end + 1) if re.match(r"## +\S", lines[number])]
    if len(heads) > MOST_STEPS:
        raise LessonError(f"the lesson has {len(heads)} steps, and may have {MOST_STEPS}.", file=file)
    if not heads:
        raise LessonError("the lesson has no step: a step is a heading ## and a block ~~~step.", file=file)
    intro = "\n".join(lines[end + 1 : heads[0]]).strip()
    if _FENCE in intro:
        raise LessonError("a block stands before the first heading ##.", file=file, line=end + 2)
    sections = [
        _section(lines[first:last], first + 1, file)
        for first, last in zip(heads, [*heads[1:], len(lines)], strict=True)
    ]
    return Written(front, intro, tuple(sections))


def _outside_blocks(lines: list[str], start: int) -> Iterator[int]:
    inside = False
    for number in range(start, len(lines)):
        if lines[number].startswith(_FENCE):
            inside = not inside
        elif not inside:
            yield number


def _section(lines: list[str], first: int, file: str) -> Section:
    title = lines[0][2:].strip()
    begins = [index for index, line in enumerate(lines) if line.startswith(_FENCE)]
    if not begins or lines[begins[0]].strip() != f"{_FENCE}step":
        raise LessonError(f"the step “{title}” has no block: it begins with a line ~~~step.", file=file, line=first)
    if len(begins) != 2 or lines[begins[1]].strip() != _FENCE:
        where = first + begins[-1]
        raise LessonError(f"the step “{title}” has one block, which ends with a line ~~~.", file=file, line=where)
    start, end = begins
    before, after = "\n".join(lines[1:start]).strip(), "\n".join(lines[end + 1 :]).strip()
    block = _read_yaml("\n".join(lines[start + 1 : end]), first + start + 1, file)
    return Section(title, first, block, "\n\n".join(filter(None, (before, after))))


def _read_yaml(text: str, line: int, file: str) -> Part:
    """Return the fields of a YAML text that begins on a line. Names for its parts are refused: they can be endless."""
    if len(text) > MOST_CHARACTERS:
        raise LessonError(
            f"a block has at most {MOST_CHARACTERS:,} characters, and this {len(text):,}.", file=file, line=line
        )
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.events.AliasEvent) or getattr(event, "anchor", None):
                at = line + event.start_mark.line
                raise LessonError("names for parts, & and *, are not allowed.", file=file, line=at)
            if getattr(event, "tag", None):
                at = line + event.start_mark.line
                raise LessonError("types, written with !, are not allowed.", file=file, line=at)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        fields = yaml.safe_load(text)
    except LessonError:
        raise
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "it cannot be read"
        at = line + (mark.line if mark else 0)
        raise LessonError(f"the fields are no YAML: {what}.", file=file, line=at) from None
    except RecursionError:
        raise LessonError("the fields are nested too deeply.", file=file, line=line) from None
    except ValueError as error:
        raise LessonError(f"the fields are no YAML: {error}.", file=file, line=line) from None
    if not isinstance(fields, dict):
        raise LessonError("here stand fields, a line each, such as kind: explain.", file=file, line=line)
    return Part(fields, dict(_lines_of(node, (), line, file)), line)


def _lines_of(node: Any, path: Path, first: int, file: str) -> Iterator[tuple[Path, int]]:
    """Yield the path of every field and its line. LessonError if one is there twice."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            line = first + key.start_mark.line
            name = str(key.value)
            if name in seen:
                raise LessonError("this field is there twice.", file=file, line=line, field=name)
            seen.add(name)
            yield (*path, name), line
            yield from _lines_of(value, (*path, name), first, file)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield (*path, index), first + value.start_mark.line
            yield from _lines_of(value, (*path, index), first, file)
