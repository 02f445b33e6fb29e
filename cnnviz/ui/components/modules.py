"""The components' JavaScript: ES modules that the app serves itself, under URLs that change with their content.

A file imports what it uses by relative paths, `import { number } from "../shared/format.js"`, so it can be read, linted
and tested on its own, and there is no build step. Streamlit itself gets only the few lines that `starter` returns: they
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
"""The folder of the components: all paths are relative to it."""

URL_FOLDER = "cnnviz/js"
"""The folder of the modules in the app's URLs, relative to the app's address."""

_IMPORT = re.compile(r"""^(?:import|(?:import|export) [^"'();]+ from) "(\.[^"]+)\"""", re.MULTILINE)

_STARTER = """\
// The URLs are relative to the app, wherever a proxy or server.baseUrlPath puts it: its pages are one level deep.
const modules = {names}
const [entry] = await Promise.all(modules.map((name) => import(new URL(`{folder}/${{name}}`, document.baseURI).href)))
export default entry.default
"""


def watches_files() -> bool:
    """Return whether the files may change while the server runs, as Streamlit's server.fileWatcherType says."""
    watcher: str = config.get_option("server.fileWatcherType")
    return watcher != "none"


@cache
def names() -> frozenset[str]:
    """Return the paths of all modules below this folder, such as "shared/wire.js"."""
    return frozenset(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.js"))


@cache
def version() -> str:
    """Return a hash of all modules: with it in their URLs, a browser can keep them for ever."""
    if watches_files():
        return "changing"
    content = sha256()
    for name in sorted(names()):
        text = (FOLDER / name).read_bytes()
        content.update(f"{name} {len(text)} ".encode() + text)
    return content.hexdigest()[:16]


def url(name: str) -> str:
    """Return a module's URL, relative to the app's address."""
    return f"{URL_FOLDER}/{version()}/{name}"


def needed_by(*entries: str) -> list[str]:
    """Return modules with everything they import, directly or not, so that a browser can ask for all at once.

    Args:
        entries: The modules' paths, such as "draw_pad/pad.js".
    Returns:
        The paths, each once, those of `entries` first.
    Raises:
        FileNotFoundError: If a module is missing.
    """
    needed = dict.fromkeys(entries)
    unread = list(entries)
    while unread:
        new = [name for name in imports_of(unread.pop(0)) if name not in needed]
        needed |= dict.fromkeys(new)
        unread += new
    return list(needed)


@cache
def imports_of(name: str) -> tuple[str, ...]:
    """Return the paths of the modules that a module imports directly."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return tuple(normpath(f"{dirname(name)}/{path}") for path in _IMPORT.findall(text))


def starter(entry: str) -> str:
    """Return the code that Streamlit gets as a component's `js`: its default export is that of the module `entry`."""
    return _STARTER.format(names=json.dumps(needed_by(entry)), folder=f"{URL_FOLDER}/{version()}")
