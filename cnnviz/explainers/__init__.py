"""One file a kind of layer: how one of its values comes about, and the words and formulas that say so.

A file here names the Keras classes it explains in LAYERS and has

    explain(layer, input, output, *position) -> Explanation    the numbers of one value
    describe(layer) -> Description                             title, formulas, words and the Keras line
    geometry(layer) -> dict                                    what a browser needs to do the same arithmetic

A new kind of layer is a new file.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from cnnviz.layer import Layer, UnsupportedLayerError


@cache
def _registry() -> dict[str, ModuleType]:
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return {kind: module for module in modules for kind in getattr(module, "LAYERS", ())}


def kinds() -> list[str]:
    """Return the names of the Keras classes that can be explained, sorted."""
    return sorted(_registry())


def explainer_of(layer: Layer) -> ModuleType:
    """Return the module that explains a layer, found by the layer's class.

    Raises:
        UnsupportedLayerError: If there is none. The message names the layer and the kinds that work.
    """
    module = _registry().get(layer.kind)
    if module is None:
        raise UnsupportedLayerError(
            f"The layer {layer.name!r} is a {layer.kind}, which cnnviz cannot explain. "
            f"It can explain {', '.join(kinds())}."
        )
    return module
