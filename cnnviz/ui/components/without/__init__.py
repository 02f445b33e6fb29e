"""A room's step on the page at /without: joining, the question, what was answered, and what is shown."""

from __future__ import annotations

from cnnviz.ui.components.mount import component

_HTML = '<section class="themed room-step" data-testid="room-step" aria-label="Room"></section>'

component(
    "room_step",
    js="without/step.js",
    html=_HTML,
    css=("shared/buttons.css", "lesson_panel/question.css", "lesson_panel/outcome.css", "without/step.css"),
)
