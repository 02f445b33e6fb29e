"""Every network that the app can show, by its name: those that come with it, and those that visitors brought."""

from __future__ import annotations

from cnnviz import bundled, network
from cnnviz.bundled.blueprint import read_blueprint
from cnnviz.datasets.dataset import Dataset
from cnnviz.edits import Edit
from cnnviz.known import own
from cnnviz.layer import Layer
from cnnviz.network import Network


def exists(name: str) -> bool:
    """Return whether there is such a network, or was while this visit lasts."""
    return name in bundled.recipes() or own.find(name) is not None


def is_own(name: str) -> bool:
    """Return whether a network was brought as a file."""
    return name not in bundled.recipes()


def title_of(name: str) -> str:
    """Return what people call a network."""
    return _own(name).title if is_own(name) else name


def summary_of(name: str) -> str:
    """Return a few words on a network."""
    if name in own.for_all():
        return "opened for everybody"
    return "your own network" if is_own(name) else bundled.recipe(name).SUMMARY


def dataset_of(name: str) -> Dataset:
    """Return the data set whose pictures a network reads; of a brought one, pictures that stand in for it."""
    return _own(name).dataset if is_own(name) else bundled.dataset_of(name)


def layers_of(name: str) -> tuple[Layer, ...]:
    """Return a network's layers, whose weights are zeros, without loading it.

    Raises:
        DamagedFileError: If a bundled network's file is damaged or missing. The message says what to do.
    """
    return _own(name).layers if is_own(name) else read_blueprint(bundled.weights_path(name))


def load(name: str) -> Network:
    """Return a network. It raises what cnnviz.load raises, and GoneError for a brought one that is gone."""
    return own.network_of(name) if is_own(name) else network.load(name)


def load_edited(name: str, edits: tuple[Edit, ...]) -> Network:
    """Return a network with edits. Takes and raises the same as Network.edited, and raises what load raises."""
    return own.network_of(name).edited(edits) if is_own(name) else network.load_edited(name, edits)


def is_loaded(name: str) -> bool:
    """Return whether a network is loaded, without waiting for it."""
    return own.find(name) is not None if is_own(name) else network.is_loaded(name)


def _own(name: str) -> own.OwnNetwork:
    found = own.find(name)
    if found is None:
        raise own.GoneError("This network was brought as a file and is no longer here: open the file again to see it.")
    return found
