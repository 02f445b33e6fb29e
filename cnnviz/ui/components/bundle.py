"""Several JavaScript or style sheet files -> the one text that an inline component is made of.

Streamlit takes an inline component as a single module. Our sources are plain scripts instead: top-level `function` and
`const` declarations that see each other once joined. Only the last of a component's scripts exports something, its
`export default function (component) {...}`; so any file can be read, tested and shared without a build step.
"""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def bundle(*paths: str) -> str:
    """Return the files' texts, one after the other.

    Args:
        paths: Relative to this folder, in the order in which they are needed, such as "draw_pad/pad.js".
    Returns:
        One text; a comment before each part names its file.
    Raises:
        FileNotFoundError: If a file is missing.
    """
    return "\n".join(f"/* {path} */\n{(_FOLDER / path).read_text(encoding='utf-8')}" for path in paths)


EXPLAINERS = (
    "explainers/registry.js",
    *sorted(f"explainers/{path.name}" for path in (_FOLDER / "explainers").glob("*.js") if path.name != "registry.js"),
)
"""The arithmetic of every kind of layer, and the registry they add themselves to."""

READING = ("shared/wire.js", "shared/colour.js", "shared/format.js", "shared/picture.js", *EXPLAINERS)
"""What every component needs that shows a network's answer."""

LEDGERS = (
    "ledgers/parts.js",
    *sorted(f"ledgers/{path.name}" for path in (_FOLDER / "ledgers").glob("*.js") if path.name != "parts.js"),
)
"""How the arithmetic of every kind of layer is shown."""
