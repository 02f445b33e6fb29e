"""The routes of the page at /without, and of what it needs beside those of strokes and rooms."""

from __future__ import annotations

from cnnviz.ui.server.later import later

ROUTES = [
    later("without", "cnnviz.ui.without.route:page", ["GET"]),
    later("cnnviz/network/{name}", "cnnviz.ui.without.route:network", ["GET"]),
    later("cnnviz/sample/{name}", "cnnviz.ui.without.route:sample", ["GET"]),
]
