"""One file a part of the convolution lab.

A file here has

    TITLE     what the part is called
    show()    shows it; what the visitor sets up is in the URL

A new part is a new file; the page pages/convolution_lab.py says in which order they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def parts(order: Sequence[str]) -> dict[str, ModuleType]:
    """Return the parts by the names of their files: those in `order` first, then the others by their names."""
    found = [module.name for module in iter_modules(__path__)]
    names = [name for name in order if name in found] + sorted(set(found) - set(order))
    return {name: import_module(f"{__name__}.{name}") for name in names}
