"""The drawing pad in real Chromium: whatever draws on it, Python gets the strokes that are to be seen."""

import base64
import io
import json
import time
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Locator, Page

from cnnviz.pictures.strokes import PAD_SIZE, Stroke, draw_strokes
from cnnviz.pictures.strokes_json import parse_drawing

SEVEN = [(60, 70), (200, 70), (120, 230)]


class PadPage:
    """The page of pad_app.py, with places given in pad pixels."""

    def __init__(self, page: Page):
        self.page = page
        self.canvas = page.get_by_test_id("pad")
        self.undo = page.get_by_test_id("pad-undo")
        self.clear = page.get_by_test_id("pad-clear")
        self.pen = page.get_by_test_id("pad-pen")
        self.wait_for(lambda strokes: True)

    def at(self, x: float, y: float) -> tuple[float, float]:
        box = self.canvas.bounding_box()
        return box["x"] + x * box["width"] / PAD_SIZE, box["y"] + y * box["height"] / PAD_SIZE

    def press_at(self, x: float, y: float, button: str = "left") -> None:
        self.page.mouse.move(*self.at(x, y))
        self.page.mouse.down(button=button)

    def draw(self, points: list[tuple[float, float]]) -> None:
        self.press_at(*points[0])
        for point in points[1:]:
            self.page.mouse.move(*self.at(*point), steps=15)
        self.page.mouse.up()

    def received(self) -> dict:
        return json.loads(self.page.get_by_test_id("stCode").inner_text())

    def wait_for(self, condition: Callable[[list[Stroke]], bool]) -> list[Stroke]:
        """Return the strokes that Python has, as soon as they meet the condition."""
        deadline = time.monotonic() + 10
        while True:
            strokes = parse_drawing(self.received())
            if condition(strokes):
                return strokes
            assert time.monotonic() < deadline, f"Python has {strokes}"
            self.page.wait_for_timeout(20)

    def wait_for_count(self, count: int) -> list[Stroke]:
        return self.wait_for(lambda strokes: len(strokes) == count)

    def wait_for_a_run(self, start: Callable[[], None]) -> None:
        runs = self.received()["runs"]
        start()
        self.wait_for(lambda _: self.received()["runs"] > runs)

    def ink(self) -> np.ndarray:
        """Return what the canvas shows, as `draw_strokes` would."""
        url = self.canvas.evaluate("(canvas) => canvas.toDataURL()")
        picture = Image.open(io.BytesIO(base64.b64decode(url.split(",")[1]))).getchannel("A")
        assert picture.width == picture.height
        return np.asarray(picture.resize((PAD_SIZE, PAD_SIZE), Image.Resampling.BOX), np.float32) / 255

    def shows(self, strokes: list[Stroke]) -> bool:
        """Whether the outlines on the canvas and of `draw_strokes` are nowhere more than two pad pixels apart."""
        shown, drawn = self.ink() > 0.5, draw_strokes(strokes) > 0.5
        assert drawn.any()
        return not (shown & ~grown(drawn)).any() and not (drawn & ~grown(shown)).any()

    def assert_shows(self, strokes: list[Stroke]) -> None:
        assert self.shows(strokes)

    def wait_until_it_shows(self, strokes: list[Stroke]) -> None:
        deadline = time.monotonic() + 10
        while not self.shows(strokes):
            assert time.monotonic() < deadline
            self.page.wait_for_timeout(20)


def grown(mask: np.ndarray) -> np.ndarray:
    return np.asarray(Image.fromarray(mask).convert("L").filter(ImageFilter.MaxFilter(5))) > 0


@pytest.fixture
def pad(open_page, serve) -> PadPage:
    return PadPage(open_page(serve("tests/browser/pad_app.py")))


def click_in_mid_stroke(button: Locator) -> None:
    button.evaluate("(element) => element.click()")


def test_the_mouse_draws_and_python_gets_the_strokes_on_the_canvas(pad):
    assert not pad.ink().any()
    pad.draw(SEVEN)
    pad.draw([(110, 150), (190, 150)])
    pad.draw([(30, 250)])
    strokes = pad.wait_for_count(3)
    assert strokes[0].points[0] == pytest.approx(SEVEN[0], abs=1)
    assert strokes[0].points[-1] == pytest.approx(SEVEN[-1], abs=1)
    assert len(strokes[2].points) == 1
    assert {stroke.width for stroke in strokes} == {16}
    pad.assert_shows(strokes)
    assert pad.page.evaluate("performance.getEntriesByName('cnnviz:pen-up').length") == 3


def test_a_stroke_may_leave_the_pad(pad):
    pad.draw([(140, 140), (140, -200), (140, 140)])
    (stroke,) = pad.wait_for_count(1)
    assert min(y for _, y in stroke.points) == -50
    pad.assert_shows([stroke])


def test_a_slow_scribble_stays_small(pad):
    pad.press_at(40, 40)
    x, y = pad.at(40, 40)
    pad.page.mouse.move(x + 100, y + 120, steps=200)
    pad.page.mouse.up()
    (stroke,) = pad.wait_for_count(1)
    assert len(stroke.points) < 90
    assert len(set(stroke.points)) == len(stroke.points)


def test_only_the_primary_button_draws(pad):
    pad.press_at(100, 100, button="right")
    pad.page.mouse.move(*pad.at(200, 200))
    pad.page.mouse.up(button="right")
    pad.draw(SEVEN)
    assert pad.wait_for_count(1)[0].points[0] == pytest.approx(SEVEN[0], abs=1)


def test_a_finger_draws_and_a_second_one_changes_nothing(open_page, serve):
    pad = PadPage(open_page(serve("tests/browser/pad_app.py"), width=390, height=500, touch=True))
    touch = pad.page.context.new_cdp_session(pad.page)

    def send(kind: str, *points: tuple[float, float]) -> None:
        places = [pad.at(*point) for point in points]
        fingers = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    before = pad.canvas.bounding_box()
    send("touchStart", (140, 30))
    for y in range(40, 160, 10):
        send("touchMove", (140, y))
    send("touchStart", (140, 150), (20, 20))
    for y in range(160, 260, 10):
        send("touchMove", (140, y), (20, 20 + y))
    send("touchEnd")
    (stroke,) = pad.wait_for_count(1)
    assert {round(x) for x, _ in stroke.points} == {140}
    assert stroke.points[-1] == pytest.approx((140, 250), abs=1)
    assert pad.canvas.bounding_box() == before
    pad.assert_shows([stroke])


def test_the_pen_width_is_the_strokes_width(pad):
    pad.pen.fill("34")
    pad.draw(SEVEN)
    pad.pen.fill("6")
    pad.draw([(110, 150), (190, 150)])
    strokes = pad.wait_for_count(2)
    assert [stroke.width for stroke in strokes] == [34, 6]
    pad.assert_shows(strokes)


def test_undo_and_clear(pad):
    assert pad.undo.is_disabled()
    assert pad.clear.is_disabled()
    pad.draw(SEVEN)
    pad.draw([(110, 150), (190, 150)])
    two = pad.wait_for_count(2)
    pad.undo.click()
    assert pad.wait_for_count(1) == two[:1]
    pad.assert_shows(two[:1])
    pad.clear.click()
    pad.wait_for_count(0)
    assert not pad.ink().any()
    assert pad.clear.is_disabled()
    pad.undo.click()
    assert pad.wait_for_count(1) == two[:1]
    pad.undo.click()
    pad.wait_for_count(0)
    assert pad.undo.is_disabled()


def test_the_keyboard_draws_undoes_and_clears(pad):
    pad.canvas.focus()
    keyboard = pad.page.keyboard
    for key in ["ArrowUp"] * 3 + ["Space"] + ["ArrowDown"] * 2 + ["Shift+ArrowRight", "Space", "ArrowLeft", "Space"]:
        keyboard.press(key)
    assert pad.page.get_by_role("status").inner_text() == "Pen down."
    keyboard.press("ArrowRight")
    assert pad.page.get_by_role("status").inner_text() == "Column 15, row 14 of 28, drawing."
    keyboard.press("Space")
    strokes = pad.wait_for_count(2)
    assert strokes[0].points == ((140, 110), (140, 120), (140, 130), (142, 130))
    assert strokes[1].points == ((132, 130), (142, 130))
    pad.assert_shows(strokes)
    keyboard.press("Control+z")
    assert pad.wait_for_count(1) == strokes[:1]
    keyboard.press("Delete")
    pad.wait_for_count(0)
    assert pad.page.get_by_role("status").inner_text() == "Cleared. 0 strokes on the pad."


def test_leaving_the_pad_lifts_the_keyboards_pen(pad):
    pad.canvas.focus()
    for key in ["Space", "ArrowDown", "Tab"]:
        pad.page.keyboard.press(key)
    assert pad.wait_for_count(1)[0].points == ((140, 140), (140, 150))


def test_the_drawing_is_there_again_after_another_page(pad):
    pad.draw(SEVEN)
    pad.draw([(110, 150), (190, 150)])
    strokes = pad.wait_for_count(2)
    pad.page.get_by_test_id("stTopNavLink").get_by_text("Other").click()
    pad.page.get_by_text("Another page").wait_for()
    pad.page.get_by_test_id("stTopNavLink").get_by_text("Pad").click()
    pad.canvas.wait_for()
    assert pad.wait_for_count(2) == strokes
    pad.assert_shows(strokes)
    pad.undo.click()
    assert pad.wait_for_count(1) == strokes[:1]
    pad.assert_shows(strokes[:1])


def test_a_run_or_a_theme_in_mid_stroke_loses_nothing(pad):
    pad.press_at(*SEVEN[0])
    pad.page.mouse.move(*pad.at(*SEVEN[1]), steps=10)
    pad.wait_for_a_run(lambda: click_in_mid_stroke(pad.page.get_by_role("button", name="Run again")))
    pad.page.emulate_media(color_scheme="dark")
    pad.page.mouse.move(*pad.at(*SEVEN[2]), steps=10)
    pad.page.mouse.up()
    (stroke,) = pad.wait_for_count(1)
    assert stroke.points[0] == pytest.approx(SEVEN[0], abs=1)
    assert stroke.points[-1] == pytest.approx(SEVEN[2], abs=1)
    pad.assert_shows([stroke])


def test_strokes_drawn_faster_than_python_answers_all_arrive(pad):
    for row in range(30, 230, 20):
        pad.press_at(40, row)
        pad.page.mouse.move(*pad.at(240, row))
        pad.page.mouse.up()
    pad.assert_shows(pad.wait_for_count(10))


def test_a_full_pad_says_so_and_takes_no_more(pad):
    pad.canvas.evaluate("""(canvas) => {
        for (let press = 0; press < 402; press += 1) canvas.dispatchEvent(new KeyboardEvent("keydown", { key: " " }));
    }""")
    pad.wait_for_count(200)
    full = pad.page.get_by_text("The pad is full: undo or clear").first
    full.wait_for()
    pad.undo.click()
    pad.wait_for_count(199)
    full.wait_for(state="hidden")


def test_python_can_replace_the_drawing_and_drawing_goes_on(pad):
    pad.draw([(30, 30), (30, 250)])
    pad.wait_for_count(1)
    pad.page.get_by_role("button", name="Replace").click()
    seven = [Stroke(tuple(SEVEN), 20)]
    pad.wait_for(lambda strokes: strokes == seven)
    pad.wait_until_it_shows(seven)
    assert pad.pen.input_value() == "20"
    pad.draw([(110, 150), (190, 150)])
    pad.assert_shows(pad.wait_for_count(2))


def test_a_pad_that_goes_away_in_mid_stroke_harms_nothing(pad):
    pad.press_at(*SEVEN[0])
    pad.page.mouse.move(*pad.at(*SEVEN[1]), steps=5)
    click_in_mid_stroke(pad.page.get_by_test_id("stTopNavLink").get_by_text("Other"))
    pad.page.get_by_text("Another page").wait_for()
    pad.page.mouse.move(300, 300)
    pad.page.mouse.up()
    pad.page.get_by_test_id("stTopNavLink").get_by_text("Pad").click()
    pad.canvas.wait_for()
    pad.draw(SEVEN)
    pad.assert_shows(pad.wait_for_count(1))


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_the_pad_is_square_sharp_and_fits(open_page, serve, width):
    pad = PadPage(open_page(serve("tests/browser/pad_app.py"), width=width))
    box = pad.canvas.bounding_box()
    assert box["width"] == pytest.approx(box["height"], abs=0.5)
    assert min(width, 300) - 40 <= box["width"] <= 300
    assert pad.canvas.evaluate("(canvas) => canvas.width - canvas.clientWidth * devicePixelRatio") == 0
    assert pad.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert pad.undo.bounding_box()["y"] == pad.clear.bounding_box()["y"]


def test_zooming_keeps_the_pad_sharp(pad):
    pad.draw(SEVEN)
    (stroke,) = pad.wait_for_count(1)
    metrics = {"width": 480, "height": 300, "deviceScaleFactor": 3, "mobile": False}
    pad.page.context.new_cdp_session(pad.page).send("Emulation.setDeviceMetricsOverride", metrics)
    pad.page.wait_for_function("devicePixelRatio === 3")
    pad.page.wait_for_function("(canvas) => canvas.width === 900", arg=pad.canvas.element_handle())
    pad.wait_until_it_shows([stroke])
