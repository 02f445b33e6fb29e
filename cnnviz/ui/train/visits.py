"""Who trains what: the app's trainings, and the visits that they belong to."""

from __future__ import annotations

import secrets
import weakref
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import numpy.typing as npt
import streamlit as st

from cnnviz.datasets.dataset import Part
from cnnviz.live.own_pictures import OWN_KINDS, OwnPictures
from cnnviz.live.pool import Pool
from cnnviz.live.processes import Process, has_room_for_spare, processors
from cnnviz.live.recipe import Recipe
from cnnviz.live.starting import cluster


@cache
def trainings() -> Pool:
    """Return all trainings of this app, on the cluster or in processes here. It raises what cluster() raises."""
    found = cluster()
    if found:
        return Pool(found.start, found.size)
    return Pool(Process, processors(), spare=has_room_for_spare())


@dataclass(eq=False)
class Visit:
    """One visit: its trainings are forgotten when it is over.

    Attributes:
        token: What the browser names it by; nobody can guess it.
        picture: The visitor's picture as a network's input, whose maps are shown while it learns; None for one of those
            held out.
        own: The pictures that the visitor brought to learn from, by their kind.
    """

    token: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    picture: npt.NDArray[np.float32] | None = None
    own: dict[str, OwnPictures] = field(default_factory=lambda: {name: OwnPictures(name) for name in OWN_KINDS})

    def own_part(self, recipe: Recipe) -> Part | None:
        """Return the visitor's own pictures that a recipe learns from; None where it learns others."""
        return self.own[recipe.dataset].part() if recipe.own else None


_visits: weakref.WeakValueDictionary[str, Visit] = weakref.WeakValueDictionary()


def this_visit() -> Visit:
    """Return the visit of the page's script that runs."""
    visit: Visit | None = st.session_state.get("training-visit")
    if visit is None:
        visit = st.session_state["training-visit"] = Visit()
        _visits[visit.token] = visit
        weakref.finalize(visit, trainings().forget, visit.token)
    return visit


def find_visit(token: str) -> Visit | None:
    """Return a visit; None if there is none, or no longer."""
    return _visits.get(token)
