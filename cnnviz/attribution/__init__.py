"""Which pixels of a picture spoke for a class? One file for each method.

Every module here that defines METHOD is one. It has a function of the module's own name,

    NAME(network, picture, label=None, *, ..., progress=None) -> (height, width) float32

and may have unfit(network), which returns a sentence if the method does not apply to a network. A new method is a new
file. All methods explain the class's logit, not its probability: softmax would mix in the evidence for other classes.

>>> from cnnviz import attribution
>>> attribution.method("grad_cam").title
'Grad-CAM'
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING, cast

import numpy as np
import numpy.typing as npt

from cnnviz.attribution.cascade import cascade
from cnnviz.attribution.integrated_gradients import completeness
from cnnviz.attribution.method import Method

if TYPE_CHECKING:
    from cnnviz.network import Network

Map = npt.NDArray[np.float32]
"""(height, width): for each pixel how much it matters."""

_modules: dict[str, ModuleType] = {
    module.__name__.rpartition(".")[2]: module
    for module in (import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__))
    if hasattr(module, "METHOD")
}

# The name of a method here means its function, not the module that defines it.
globals().update({name: getattr(module, name) for name, module in _modules.items()}, cascade=cascade)

__all__ = ["Method", "cascade", "completeness", "function", "method", "names", "unfit", *_modules]


def names() -> list[str]:
    """Return the names of the methods, sorted."""
    return sorted(_modules)


def method(name: str) -> Method:
    """Return the description of a method.

    Raises:
        ValueError: If there is none of that name. The message says which there are.
    """
    return cast(Method, _module(name).METHOD)


def function(name: str) -> Callable[..., Map]:
    """Return a method's function. Raises the same as method."""
    return cast(Callable[..., Map], getattr(_module(name), name))


def unfit(name: str, network: Network) -> str | None:
    """Return why a method does not apply to a network, as a sentence; None if it does. Raises the same as method."""
    reason: Callable[[Network], str | None] = getattr(_module(name), "unfit", lambda network: None)
    return reason(network)


def _module(name: str) -> ModuleType:
    if name not in _modules:
        raise ValueError(f"There is no method {name!r}: there are {', '.join(names())}.")
    return _modules[name]
