"""The components' JavaScript: ES modules that the app serves itself, under URLs that change with their content.

A file imports what it uses by relative paths, `import { number } from "../shared/format.js"`, so it can be read, linted
and tested on its own, and there is no build step. What Streamlit gets of a component is `starter`: a few lines that
import the component's entry module from the app.
"""

from __future__ import annotations

import json
import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from posixpath import dirname, normpath

from streamlit import config

FOLDER = Path(__file__).parent
ROOM = "cnnviz/js"
"""Below the app's own address."""

_IMPORT = re.compile(r"""^(?:import|(?:import|export) [^"'();]+ from) "(\.[^"]+)\"""", re.MULTILINE)

_STARTER = """\
// The URLs are relative to the app, wherever a proxy or server.baseUrlPath puts it: its pages are one level deep.
const modules = {names}
const [entry] = await Promise.all(modules.map((name) => import(new URL(`{room}/${{name}}`, document.baseURI).href)))
export default entry.default
"""


def watches_files() -> bool:
    """Return whether the files may change while the server runs: server.fileWatcherType says so."""
    return config.get_option("server.fileWatcherType") != "none"


@cache
def names() -> frozenset[str]:
    """Return the paths of all modules below this folder, such as "shared/wire.js"."""
    return frozenset(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.js"))


@cache
def version() -> str:
    """Return a hash of all modules, the part of their URLs that lets a browser keep them for ever."""
    if watches_files():
        return "changing"
    content = sha256()
    for name in sorted(names()):
        text = (FOLDER / name).read_bytes()
        content.update(f"{name} {len(text)} ".encode() + text)
    return content.hexdigest()[:16]


def url(name: str) -> str:
    """Return a module's URL, relative to the app's address."""
    return f"{ROOM}/{version()}/{name}"


def needed_by(*entries: str) -> list[str]:
    """Return these modules and all that they import, so that a browser can ask for all at once.

    Args:
        entries: Relative to this folder, such as "draw_pad/pad.js".
    Returns:
        Each path once, the entries first.
    Raises:
        FileNotFoundError: If a module is missing.
    """
    found = dict.fromkeys(entries)
    waiting = list(entries)
    while waiting:
        new = [name for name in imports_of(waiting.pop(0)) if name not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return list(found)


@cache
def imports_of(name: str) -> tuple[str, ...]:
    """Return the modules that a module itself imports."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return tuple(normpath(f"{dirname(name)}/{path}") for path in _IMPORT.findall(text))


def starter(entry: str) -> str:
    """Return the module that Streamlit gets as a component's `js`: it hands on the default export of `entry`."""
    return _STARTER.format(names=json.dumps(needed_by(entry)), room=f"{ROOM}/{version()}")
