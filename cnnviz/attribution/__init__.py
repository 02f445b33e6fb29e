"""Which pixels of a picture spoke for a class? One file a method.

Whatever module here has a METHOD is one. It has a function of the module's own name,

    NAME(network, picture, label=None, *, ..., progress=None) -> (height, width) float32

and may have unfit(network), which says in a sentence why a network cannot be asked this way. A new method is a new
file. All explain the class's logit, not its probability: softmax would mix in what the picture says of other classes.

>>> from cnnviz import attribution
>>> attribution.method("grad_cam").title
'Grad-CAM'
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from cnnviz.attribution.cascade import cascade
from cnnviz.attribution.integrated_gradients import completeness
from cnnviz.attribution.method import Method

_modules: dict[str, ModuleType] = {
    module.__name__.rpartition(".")[2]: module
    for module in (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    if hasattr(module, "METHOD")
}

# The name of a method here is its function, not the module that has it.
globals().update({name: getattr(module, name) for name, module in _modules.items()}, cascade=cascade)

__all__ = ["Method", "cascade", "completeness", "function", "method", "names", "unfit", *_modules]


def names() -> list[str]:
    """Return the names of the methods, sorted."""
    return sorted(_modules)


def method(name: str) -> Method:
    """Return what there is to say of a method.

    Raises:
        ValueError: If there is none of that name. The message says which there are.
    """
    return _module(name).METHOD


def function(name: str) -> Callable:
    """Return a method's function; raises as method does."""
    return getattr(_module(name), name)


def unfit(name: str, network) -> str | None:
    """Return why a network cannot be asked by a method, in a sentence; None if it can. Raises as method does."""
    return getattr(_module(name), "unfit", lambda network: None)(network)


def _module(name: str) -> ModuleType:
    if name not in _modules:
        raise ValueError(f"There is no method {name!r}: there are {', '.join(names())}.")
    return _modules[name]
