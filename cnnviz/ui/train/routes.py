"""The routes of the page Train: its trainings, and the pictures that visitors bring to it."""

from __future__ import annotations

from cnnviz.ui.server.later import later

URL = "cnnviz/train"
PICTURES_URL = "cnnviz/pictures"
_TRAININGS, _PICTURES = "cnnviz.ui.train.route", "cnnviz.ui.train.pictures_route"

ROUTES = [
    later(URL, f"{_TRAININGS}:tell", ["POST"]),
    later(URL, f"{_TRAININGS}:see", ["GET"]),
    later(f"{URL}/back", f"{_TRAININGS}:look_back", ["GET"]),
    later(PICTURES_URL, f"{_PICTURES}:see", ["GET"]),
    later(PICTURES_URL, f"{_PICTURES}:add", ["POST"]),
    later(f"{PICTURES_URL}/look", f"{_PICTURES}:look", ["POST"]),
    later(f"{PICTURES_URL}/change", f"{_PICTURES}:change", ["POST"]),
    later(f"{PICTURES_URL}.zip", f"{_PICTURES}:save", ["GET"]),
    later(f"{PICTURES_URL}.zip", f"{_PICTURES}:bring", ["POST"]),
]
