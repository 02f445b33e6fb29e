"""The routes of the page at /reach, and of what it tries."""

from __future__ import annotations

from cnnviz.ui.server.later import later

ROUTES = [
    later("reach", "cnnviz.ui.reach.route:page", ["GET"]),
    later("cnnviz/reach", "cnnviz.ui.reach.route:tried", ["GET", "POST", "PUT"]),
]
