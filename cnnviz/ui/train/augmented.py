"""A preview of what happens to a picture each time it is learned."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import streamlit as st
from PIL import Image

from cnnviz.live.models import augmentation_layers
from cnnviz.live.recipe import Recipe
from cnnviz.ui.train.visits import this_visit

COUNT, ACROSS, _GAP = 8, 4, 2
_ZOOM = 64
"""About the side of a picture on the page, in pixels."""


def show_augmented(recipe: Recipe) -> None:
    """Show a picture of those that are learned as it is learned eight times; nothing where none is changed."""
    if recipe.augmentation == "none":
        return
    if recipe.base:
        st.caption("Its features are computed once, from each picture as it is.")
        return
    picture = first_picture(recipe)
    if picture is None:
        return
    st.image(
        augmented_sheet(recipe.augmentation, recipe.seed, picture.shape, picture.tobytes()),
        caption="The first picture, as it is learned in eight epochs",
        alt="",
        output_format="PNG",
    )


def first_picture(recipe: Recipe) -> npt.NDArray[np.uint8] | None:
    """Return the first picture that is learned; None where there is none yet."""
    part = this_visit().own_part(recipe) or recipe.data.shipped.train
    members = np.flatnonzero(part.labels == (recipe.classes or (0,))[0] if not recipe.own else part.labels >= 0)
    images: npt.NDArray[np.uint8] = part.images[members[:1]]
    return images[0] if len(images) else None


@lru_cache(maxsize=32)
def augmented_sheet(augmentation: str, seed: int, shape: tuple[int, int, int], picture: bytes) -> Image.Image:
    """Return a sheet of one picture, changed COUNT times as a training changes it.

    Args:
        augmentation: One of AUGMENTATIONS.
        seed: Of the changes.
        shape: (height, width, channels) of the picture.
        picture: Its bytes.
    """
    name = "mnist" if shape[2] == 1 else "cifar10"
    layers = augmentation_layers(Recipe(dataset=name, augmentation=augmentation, seed=seed))
    assert layers is not None
    image = np.frombuffer(picture, np.uint8).reshape(shape).astype(np.float32) / np.float32(255)
    changed = np.asarray(layers(np.repeat(image[None], COUNT, axis=0), training=True))
    height, width, channels = shape
    rows = COUNT // ACROSS
    sheet = np.full((rows * (height + _GAP) - _GAP, ACROSS * (width + _GAP) - _GAP, channels), 127, np.uint8)
    for number, each in enumerate(np.rint(changed.clip(0, 1) * 255).astype(np.uint8)):
        top, left = number // ACROSS * (height + _GAP), number % ACROSS * (width + _GAP)
        sheet[top : top + height, left : left + width] = each
    scale = round(_ZOOM / width)
    return Image.fromarray(sheet[..., 0] if channels == 1 else sheet).resize(
        (sheet.shape[1] * scale, sheet.shape[0] * scale), Image.Resampling.NEAREST
    )
