"""The templates, with everything that is put into them escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_FOLDER = Path(__file__).with_name("templates")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["style"] = Markup((_FOLDER / "paper.css").read_text(encoding="utf-8"))
    return environment


def rendered(template: str, **values: object) -> str:
    """Return a template, filled in."""
    return _environment().get_template(template).render(**values)
