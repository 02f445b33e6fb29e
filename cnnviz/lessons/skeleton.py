"""A new lesson to begin with."""

from __future__ import annotations

import re
from pathlib import Path

from cnnviz.lessons.errors import LessonError

TEXT = """---
title: {title}
level: school
minutes: 15
goals: [Say what a filter looks for]
networks: [mnist_lab]
beliefs: [maps_multiply]
---
## How many maps?
~~~step
kind: predict
see: draw?source=Samples&sample=0
hide: [shapes]
ask: {{choose: {{beliefs: [maps_multiply], others: [6]}}}}
fact: {{maps: {{layer: conv2d_1}}}}
~~~
{{before}} maps come into the second convolution, which has {{filters}} filters. How many maps come out of it?

## As many as filters
~~~step
kind: reveal
of: How many maps?
~~~
{{value}} maps come out; you said {{yours}}.

## In your words
~~~step
kind: reflect
starters: [A filter of the second layer …]
~~~
What does one filter make of all the maps that it reads?
"""


def write_new(name: str, folder: Path) -> Path:
    """Write the file of a new lesson into a folder, and return its path.

    Raises:
        LessonError: If the name is none for a file, or there is such a file already.
    """
    stem = name.removesuffix(".md")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,60}", stem):
        raise LessonError(f"{name!r} is no name for a lesson: small letters, digits, - and _ are allowed.")
    path = folder / f"{stem}.md"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(TEXT.format(title=stem.replace("_", " ").replace("-", " ").capitalize()))
    except FileExistsError:
        raise LessonError(f"{path} is there already: choose another name.") from None
    return path
