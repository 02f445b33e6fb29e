"""Synthetic photographs of handwriting: paper, light, lines, a table and a camera around drawn digits."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import numpy as np
from PIL import Image
from scipy import ndimage

from cnnviz.pictures.prepare import ink_box


@dataclass
class Scene:
    """What is photographed, and how. Lengths are in pixels of the photograph, tones are in [0, 1].

    Attributes:
        digits: (ink, (x, y) of its middle, height) each; ink as draw_strokes gives it.
        ink_tone: Of full ink; pencil is about 0.5, a marker 0.05.
        grain: How unevenly the ink covers the paper.
        light: (brightest, darkest) of the lighting, across the picture in the direction `light_from`, in radians.
        shadow: How dark a soft-edged shadow over the far part of the paper is; 0 is none.
        lines: Distance of the ruled lines; 0 is none. `squared` adds the upright ones.
        table: How much of each side a dark table takes around the sheet, in parts of the picture.
        tilt: Of the sheet, in radians.
        light_ink: Chalk on a blackboard instead.
        masks: One (height, width) float32 of true ink a digit; photograph() leaves them here.
    """

    digits: list[tuple[np.ndarray, tuple[float, float], float]]
    size: tuple[int, int] = (800, 600)
    ink_tone: float = 0.15
    paper_tone: float = 0.9
    grain: float = 0.0
    light: tuple[float, float] = (1.0, 0.7)
    light_from: float = 0.6
    shadow: float = 0.0
    shadow_at: float = 0.5
    lines: int = 0
    line_tone: float = 0.75
    squared: bool = False
    table: float = 0.0
    tilt: float = 0.0
    blur: float = 0.7
    noise: float = 0.01
    quality: int = 85
    light_ink: bool = False
    seed: int = 0
    masks: list[np.ndarray] = field(default_factory=list)


def photograph(scene: Scene) -> bytes:
    """Return the scene as a JPEG."""
    random = np.random.default_rng(scene.seed)
    width, height = scene.size
    y, x = np.mgrid[:height, :width].astype(np.float32)
    across = (x - width / 2) * np.cos(scene.tilt) + (y - height / 2) * np.sin(scene.tilt)
    down = (y - height / 2) * np.cos(scene.tilt) - (x - width / 2) * np.sin(scene.tilt)

    paper = np.full((height, width), scene.paper_tone, np.float32)
    paper += ndimage.gaussian_filter(random.normal(0, 1, paper.shape).astype(np.float32), 1.5) * 0.05
    for position in [down] + [across] * scene.squared if scene.lines else []:
        distance = np.abs(position % scene.lines - scene.lines / 2)
        thickness = max(1.0, max(scene.size) / 900)
        paper *= 1 - (1 - scene.line_tone) * np.clip(thickness - distance + 0.5, 0, 1)
    scene.masks = [_placed(scene.size, *digit) for digit in scene.digits]
    ink = np.max(scene.masks, axis=0)
    if scene.grain:
        rough = ndimage.gaussian_filter(random.normal(0, 1, paper.shape).astype(np.float32), 1) * 3.5
        ink = ink * np.clip(1 - scene.grain * (0.5 + 0.5 * rough), 0, 1)
    picture = paper * (1 - ink * (1 - scene.ink_tone))
    if scene.light_ink:
        picture = 1.05 - picture
    if scene.table:
        grain = ndimage.gaussian_filter1d(random.normal(0, 3, paper.shape).astype(np.float32), 40, axis=1)
        sheet = (np.abs(across) < width * (0.5 - scene.table)) & (np.abs(down) < height * (0.5 - scene.table))
        picture = np.where(sheet, picture, 0.25 + 0.1 * grain)

    way = x / width * np.cos(scene.light_from) + y / height * np.sin(scene.light_from)
    brightest, darkest = scene.light
    picture *= brightest + (darkest - brightest) * (way - way.min()) / np.ptp(way)
    if scene.shadow:
        depth = (x / width * 0.8 + y / height * 0.6 - scene.shadow_at) / 0.012
        picture *= 1 - scene.shadow * (0.5 + 0.5 * np.tanh(depth / 2))
    picture = ndimage.gaussian_filter(picture, scene.blur)
    colour = picture[..., None] * np.array([1.0, 0.98, 0.93]) + random.normal(0, scene.noise, (height, width, 3))
    encoded = io.BytesIO()
    Image.fromarray((np.clip(colour, 0, 1) * 255).astype(np.uint8)).save(encoded, "JPEG", quality=scene.quality)
    return encoded.getvalue()


def _placed(size: tuple[int, int], ink: np.ndarray, centre: tuple[float, float], height: float) -> np.ndarray:
    """Return the ink, cut out, scaled to this height and placed on an empty picture."""
    top, left, bottom, right = ink_box(ink)
    width = max(1, round((right - left) * height / (bottom - top)))
    digit = Image.fromarray(ink[top:bottom, left:right]).resize((width, round(height)), Image.Resampling.BICUBIC)
    mask = Image.new("F", size)
    mask.paste(digit, (round(centre[0] - width / 2), round(centre[1] - height / 2)))
    return np.clip(np.asarray(mask), 0, 1)
