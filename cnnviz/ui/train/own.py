"""The visitor's own pictures on the page, and their classes in its state."""

from __future__ import annotations

from dataclasses import replace

from cnnviz.live.recipe import Recipe
from cnnviz.ui import state
from cnnviz.ui.components.own_pictures import show_own_pictures
from cnnviz.ui.train.controls import fitted
from cnnviz.ui.train.declared import TRAIN
from cnnviz.ui.train.routes import PICTURES_URL
from cnnviz.ui.train.visits import Visit


def take_in_names(visit: Visit) -> None:
    """Have the state name the classes as they are; those that a link names are there from the beginning."""
    recipe = state.chosen(TRAIN)
    if not recipe.own:
        return
    own = visit.own[recipe.dataset]
    own.name_classes(recipe.names)
    named = replace(recipe, names=own.names)
    # A stack that nobody has chosen follows the classes, too.
    stack = fitted(named) if own.names != recipe.names or recipe.layers == TRAIN.start.layers else named
    if stack != recipe:
        state.keep(TRAIN, stack)


def show_own(visit: Visit, recipe: Recipe) -> None:
    """Show the classes with their pictures, to be filled."""
    own = visit.own[recipe.dataset]
    show_own_pictures(
        {
            "visit": visit.token,
            "url": PICTURES_URL,
            "kind": recipe.dataset,
            "version": own.version,
            "names": own.names,
        },
        key="own-pictures",
    )
