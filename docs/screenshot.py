"""python -m docs.screenshot: draw a 7 in the real app and save what it looks like, as README.md shows it."""

import tempfile
from pathlib import Path

from benchmarks.launch import ROOT, running_browser, running_server

TARGET = ROOT / "docs" / "main-page.png"
SEVEN = [[(0.27, 0.22), (0.48, 0.19), (0.7, 0.2), (0.58, 0.5), (0.46, 0.84)], [(0.36, 0.53), (0.52, 0.5), (0.66, 0.49)]]
"""Its strokes, in shares of the pad."""


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(ROOT / "app.py", Path(folder) / "log.txt") as server,
        running_browser() as browser,
    ):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(server.url)
        page.locator('[data-testid="answer"][data-state="ready"]').wait_for(timeout=60_000)
        pad = page.get_by_test_id("pad").bounding_box()
        for first, *rest in SEVEN:
            page.mouse.move(pad["x"] + first[0] * pad["width"], pad["y"] + first[1] * pad["height"])
            page.mouse.down()
            for x, y in rest:
                page.mouse.move(pad["x"] + x * pad["width"], pad["y"] + y * pad["height"], steps=8)
            page.mouse.up()
        page.locator('[data-testid="answer"][data-label="7"]').wait_for()
        page.wait_for_timeout(1500)
        page.screenshot(path=TARGET)


if __name__ == "__main__":
    main()
