"""What the panel beside a page shows, and when the page runs again for it."""

from __future__ import annotations

from cnnviz.lessons import load
from cnnviz.ui.lessons import panel
from cnnviz.ui.lessons.following import Place
from cnnviz.ui.lessons.pins import AppPages

LESSON = load("3_one_number", AppPages())


def test_an_answer_that_comes_while_the_panel_says_that_it_waits_is_heard_of(monkeypatch):
    awaited, shown = [], []
    monkeypatch.setattr(panel.truths, "truth_at", lambda *step: None)
    monkeypatch.setattr(panel.truths, "is_ready", lambda *step: True)
    monkeypatch.setattr(panel, "show_panel", lambda data, on_said: shown.append(data))
    monkeypatch.setattr(panel, "_run_again_when_ready", awaited.append)
    monkeypatch.setattr(panel, "is_at_home", lambda *step: True)
    monkeypatch.setattr(panel, "_outside", lambda: "./")
    here = Place(LESSON, 0, 0, {})
    panel.show_lesson(here)
    assert shown[0]["waits"]
    assert awaited == [here]
