"""The routes of lessons: worksheets and their keys, and questions for other systems."""

from __future__ import annotations

from cnnviz.ui.server.later import later

ROUTES = [
    later("cnnviz/worksheet/{name}", "cnnviz.ui.lessons.papers_route:worksheet", ["GET"]),
    later("cnnviz/questions/{name}.{ending}", "cnnviz.ui.lessons.questions_route:questions", ["GET"]),
]
