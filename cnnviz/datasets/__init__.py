"""Sets of labelled pictures, one file each: every module here that defines DATASET is one."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from cnnviz.datasets.dataset import Dataset


@cache
def _registry() -> dict[str, Dataset]:
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    datasets = [module.DATASET for module in modules if hasattr(module, "DATASET")]
    return {dataset.name: dataset for dataset in sorted(datasets, key=lambda dataset: dataset.name)}


def names() -> list[str]:
    """Return the names of the data sets, sorted."""
    return list(_registry())


def dataset(name: str) -> Dataset:
    """Return a data set by its name.

    Raises:
        ValueError: If there is none of that name. The message says which there are.
    """
    try:
        return _registry()[name]
    except KeyError:
        raise ValueError(f"There is no data set {name!r}: there are {', '.join(names())}.") from None
