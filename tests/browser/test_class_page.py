"""The teacher's page in real Chromium: a room is opened, students answer by its routes, and the class is led."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from cnnviz import lessons
from cnnviz.pictures.strokes import Stroke
from cnnviz.pictures.strokes_text import drawing_to_text
from cnnviz.ui.lessons.writing import beginning
from tests.browser.class_of_students import Student, ask
from tests.browser.main_page import START_SECONDS
from tests.browser.navigation import IDLE, go_to
from tests.browser.test_accessibility import look_through
from tests.browser.test_lessons_page import bring

LONG = START_SECONDS * 1000
CROSS = drawing_to_text([Stroke(((100, 100), (180, 180)), 40), Stroke(((180, 100), (100, 180)), 40)])
ONE = drawing_to_text([Stroke(((140, 40), (140, 240)), 18)])
NUMBERS, SURE = "A picture is numbers, a filter is a sum", "How sure is sure?"
CELL, HOW_MANY = 3, 5
"""Two steps of the first lesson: where the largest number of the output is, and how many numbers a row has."""
NEGATIVE, VOTE, NOTHING, WORDS = 4, 8, 16, 17
"""Four steps of the sixth: a class, a vote, a drawing, and the students' own words."""


@dataclass
class Taught:
    """A room that was opened in the browser.

    Attributes:
        page: The teacher's page.
        url: The address of the room's routes.
        secret: The teacher's.
        code: The room's.
    """

    page: Page
    url: str
    secret: str
    code: str

    @property
    def chosen(self) -> Locator:
        """The step that is looked at."""
        return self.page.get_by_test_id("chosen")

    def choose(self, step: int) -> None:
        """Look at a step."""
        self.page.locator(f"[data-key=step-{step}]").click()
        expect(self.chosen).to_have_attribute("data-step", str(step))

    def act(self, name: str) -> None:
        """Click a button of the step."""
        self.chosen.get_by_role("toolbar").get_by_role("button", name=name).click()

    def lesson(self) -> dict:
        """What the lesson says, once every answer of it is worked out."""
        expect(self.page.get_by_text("The lesson is being read")).to_have_count(0)
        while True:
            status, told = ask(f"{self.url}/lesson", secret=self.secret)
            assert status == 200
            if not any(step["waits"] for step in told["steps"]):
                return told


@pytest.fixture
def teach(serve, open_page) -> Callable[..., Taught]:
    """teach(lesson) -> a new room with that lesson."""

    def teach(lesson: str) -> Taught:
        page = open_page(f"{serve('app.py')}/class")
        page.get_by_role("radio", name=lesson).check()
        page.get_by_role("button", name="Open a room").click()
        page.locator(".room[data-state=ready]").wait_for(timeout=LONG)
        page.wait_for_url(re.compile(r"/class\?c=[A-Z]{4}#key="))
        code, secret = re.search(r"c=([A-Z]{4})#key=(.+)", page.url).groups()
        return Taught(page, f"{serve('app.py')}/cnnviz/room/{code}", secret, code)

    return teach


def options(place: Locator) -> dict[str, str]:
    """What is said of each answer to choose: "12 · 35 %", in the rounds that there are."""
    return {
        row.get_attribute("data-option"): " / ".join(row.locator(".count").all_inner_texts())
        for row in place.locator("[data-option]").all()
    }


def test_a_room_is_opened_with_its_secret_in_the_fragment_alone(serve, open_page, teach):
    asked: list[str] = []
    taught = teach(NUMBERS)
    page = taught.page
    page.on("request", lambda request: asked.append(request.url))
    strip = page.get_by_test_id("join-strip")
    expect(strip.locator(".code")).to_have_text(taught.code)
    expect(strip.locator(".link")).to_have_text(f"{page.url.split('/')[2]}/?c={taught.code}")
    qr = strip.get_by_role("img", name=f"QR code of {page.url.partition('class')[0]}?c={taught.code}")
    assert qr.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 0
    expect(page.get_by_test_id("people")).to_have_text("nobody has joined yet")
    students = [Student(taught.url), Student(taught.url)]
    students[0].view()
    expect(page.get_by_test_id("people")).to_contain_text("2 joined")
    student_link = page.get_by_role("link", name="View as a student")
    assert student_link.get_attribute("href") == f"./?c={taught.code}"

    # The browser keeps it, and the address says it again.
    page.goto(f"{page.url.partition('#')[0]}")
    page.locator(".room[data-state=ready]").wait_for(timeout=LONG)
    page.wait_for_url(re.compile(f"#key={taught.secret}$"))
    assert not any(taught.secret in url for url in asked)

    other = open_page(f"{serve('app.py')}/class?c={taught.code}", alone=True)
    expect(other.get_by_text("This is the page of the room’s teacher")).to_be_visible()
    join = other.get_by_role("link", name=f"Join {taught.code} as a student")
    assert join.get_attribute("href") == f"./?c={taught.code}"


def test_a_room_is_opened_with_a_lesson_of_the_teachers_own(serve, open_page):
    page = open_page(f"{serve('app.py')}/lessons")
    page.locator(IDLE).wait_for(timeout=LONG)
    bring(page, beginning().replace("My lesson", "Edges, and more").encode())
    expect(page.get_by_role("heading", level=3, name="Edges, and more")).to_be_visible()
    go_to(page, "Class")
    own = page.get_by_role("radio", name="Edges, and more")
    expect(own).to_be_checked()
    expect(page.get_by_role("radio")).to_have_count(len(lessons.names()) + 1)
    page.get_by_role("button", name="Open a room").click()
    page.locator(".room[data-state=ready]").wait_for(timeout=LONG)
    page.wait_for_url(re.compile(r"/class\?c=[A-Z]{4}#key="))
    code, secret = re.search(r"c=([A-Z]{4})#key=(.+)", page.url).groups()
    taught = Taught(page, f"{serve('app.py')}/cnnviz/room/{code}", secret, code)
    told = taught.lesson()
    assert told["title"] == "Edges, and more" and told["lesson"].startswith("room-")
    # A student opens it by its code, in a browser that never saw the file.
    student = open_page(f"{serve('app.py')}/?c={code}", alone=True)
    student.get_by_role("button", name=f"Join the class {code}").click()
    expect(student.get_by_test_id("lesson-panel")).to_contain_text("Edges, and more")
    asking = next(step for step in told["steps"] if step["options"])
    Student(taught.url).answer(asking["step"], asking["options"][0]["text"])
    taught.choose(asking["step"])
    expect(taught.page.get_by_test_id("people")).to_contain_text("2 joined")


def test_clicks_and_numbers_are_seen_by_the_teacher_and_not_on_the_projector_before_show(teach):
    taught = teach(NUMBERS)
    told = taught.lesson()["steps"]
    cells, page, chosen = told[CELL]["cells"], taught.page, taught.chosen
    students = [Student(taught.url) for _ in range(3)]
    for student, cell, number in zip(students, ("3-1", "3-1", "0-2"), ("2", "2", "3,5"), strict=True):
        student.answer(CELL, cell)
        student.answer(HOW_MANY, number)
    students[0].post("flag", step=CELL, on=True)

    taught.choose(CELL)
    expect(chosen.locator("[data-cell]")).to_have_count(2)
    assert chosen.locator("[data-cell='3-1']").text_content() == "2"
    # The map is the real one: its largest cell is as blue as blue gets, and is the answer.
    values = [value for row in cells["values"] for value in row]
    side = cells["cols"]
    assert values.index(max(values)) == 3 * side + 1
    expect(chosen.locator("rect.right")).to_have_count(1)
    pixel = "(canvas, [x, y]) => [...canvas.getContext('2d').getImageData(x, y, 1, 1).data]"
    canvas = chosen.locator(".map canvas")
    assert canvas.evaluate(pixel, [1, 3]) == [8, 48, 107, 255]
    assert canvas.evaluate("(canvas) => [canvas.width, canvas.height]") == [side, cells["rows"]]
    box = chosen.locator(".map").bounding_box()
    assert box["width"] / box["height"] == pytest.approx(side / cells["rows"], rel=0.01)

    expect(page.get_by_text("1 did not get this")).not_to_have_count(0)
    page.get_by_role("button", name="Heard: 1 did not get this").click()
    expect(page.get_by_text("1 did not get this")).to_have_count(0)

    taught.act("Present")
    cover = page.get_by_test_id("cover")
    expect(cover).to_contain_text("3 of 3 answered")
    expect(chosen.get_by_test_id("results")).to_have_count(0)
    expect(page.get_by_text("row 3, column 1")).to_have_count(0)
    assert taught.secret not in page.url, "the class may read the address off the wall"
    taught.act("Next")
    expect(chosen).to_have_attribute("data-step", str(CELL + 1))
    expect(chosen).to_contain_text("What is true is covered")
    taught.act("Next")
    expect(chosen).to_have_attribute("data-step", str(HOW_MANY))
    assert students[0].view()["shown"] == []
    taught.act("Show to the class")
    results = chosen.get_by_test_id("results")
    expect(results).to_have_attribute("data-kind", "number")
    assert results.locator(".column").count() == 2
    expect(results.locator(".line")).to_have_count(0)
    assert [shown["step"] for shown in students[0].view()["shown"]] == [HOW_MANY]
    taught.act("Reveal the answer")
    expect(results.locator(".line")).to_contain_text("computed: 2")
    results.get_by_text("As a table").click()
    assert results.locator("tbody tr").all_inner_texts() == ["2\t2", "3.5\t1"]
    # A new answer elsewhere leaves the table unfolded.
    students[1].answer(CELL, "1-1")
    page.keyboard.press("Escape")
    expect(page.locator("[data-step='3'] .step")).to_contain_text("3 answered")
    expect(results.locator("table")).to_be_visible()


def test_a_second_vote_stands_beside_the_first_and_beliefs_are_for_the_teacher(teach):
    taught = teach(SURE)
    told = taught.lesson()
    vote = told["steps"][VOTE]
    right = next(option["text"] for option in vote["options"] if option["right"])
    wrong = next(option["text"] for option in vote["options"] if option["belief"])
    belief = told["beliefs"][next(option["belief"] for option in vote["options"] if option["text"] == wrong)]
    students = [Student(taught.url) for _ in range(4)]
    for student, text in zip(students, (right, wrong, wrong, wrong), strict=True):
        student.answer(VOTE, text)
        student.answer(NEGATIVE, "0")
    taught.choose(VOTE)
    chosen = taught.chosen
    expect(chosen.locator(f"[data-option='{wrong}']")).to_contain_text(belief)
    expect(chosen.locator(f"[data-option='{right}']")).to_contain_text("✓ right")
    expect(chosen.locator(f"[data-option='{wrong}'] .count")).to_have_text("3 · 75 %")
    assert list(options(chosen)) == [option["text"] for option in vote["options"]]

    taught.act("Go here")
    expect(taught.page.locator(".here")).to_have_attribute("data-step", str(VOTE))
    taught.act("Second vote")
    expect(chosen.get_by_text("0 of 4 answered again")).to_be_visible()
    for student in students[:3]:
        student.answer(VOTE, right)
    expect(chosen.get_by_text("3 of 4 answered again")).to_be_visible()
    assert options(chosen)[right] == "1 · 25 % / 3 · 100 %"
    assert chosen.locator(f"[data-option='{wrong}'] .change").last.inner_text() == "−3"

    taught.act("Present")
    taught.act("Show to the class")
    expect(chosen.get_by_test_id("results")).to_be_visible()
    for secret in ("✓ right", belief):
        expect(chosen.get_by_text(secret)).to_have_count(0)
    assert [len(shown["rounds"]) for shown in students[0].view()["shown"]] == [2]
    taught.act("Reveal the answer")
    expect(chosen.get_by_text(belief)).to_be_visible()
    taught.act("Hide from the class")
    expect(taught.page.get_by_test_id("cover")).to_be_visible()
    taught.act("Peek")
    expect(chosen.get_by_test_id("results")).to_be_visible()
    assert students[0].view()["shown"] == []


def test_drawings_tasks_and_what_everybody_looks_at(teach):
    taught = teach(SURE)
    page, chosen = taught.page, taught.chosen
    taught.lesson()
    ada, ben = Student(taught.url), Student(taught.url)
    cross = ada.answer(NOTHING, "drawn", drawing=f"draw?source=Draw&strokes={CROSS}")
    one = ben.answer(NOTHING, "drawn", drawing=f"draw?source=Draw&strokes={ONE}")
    ben.answer(WORDS, "=A network counts.")
    ada.post("task", step=NOTHING)
    taught.choose(NOTHING)
    expect(chosen.locator(".wall > li")).to_have_count(2)
    made = chosen.locator(f".wall > li[data-number='{one}']")
    expect(made).to_contain_text("reads 1", timeout=LONG)
    # The ink is where it was drawn, and nowhere else.
    inked = """(canvas, [x, y]) => {
        const { data } = canvas.getContext("2d").getImageData(canvas.width * x, canvas.height * y, 1, 1)
        return data[3]
    }"""
    expect(made.locator("canvas")).to_be_visible()
    assert made.locator("canvas").evaluate(inked, [0.5, 0.5]) == 255
    assert made.locator("canvas").evaluate(inked, [0.2, 0.5]) == 0

    made.get_by_role("button", name="Look").click()
    expect(page.get_by_role("button", name="Stop looking")).to_be_visible()
    assert ada.view()["look"] == f"draw?source=Draw&strokes={ONE}"
    page.get_by_role("button", name="Stop looking").click()
    expect(page.get_by_role("button", name="Stop looking")).to_have_count(0)
    field = page.get_by_role("textbox", name="Link of the page")
    field.fill("https://elsewhere.example/some thing")
    field.press("Enter")
    expect(page.get_by_text("This is no link to a page of this app")).to_be_visible()
    field.fill(f"{page.url.partition('/class')[0]}/why?label=3&c=XXXX")
    field.press("Enter")
    expect(page.locator(".now")).to_contain_text("Why")
    assert ada.view()["look"] == "why?label=3"

    made.get_by_role("button", name="Take off").click()
    expect(made).to_contain_text("off the wall")
    taught.act("Show to the class")
    expect(chosen.get_by_role("button", name="Hide from the class")).to_be_visible()
    (shown,) = ada.view()["shown"]
    assert [each["number"] for each in shown["rounds"][0]["wall"]] == [cross]

    tasks = page.get_by_role("region", name="Tasks set by students")
    says = re.search(r"the network says (\w+)", tasks.inner_text())[1]
    tasks.get_by_role("button", name="Take: Task 1").click()
    tasks.get_by_role("button", name="Go to it: Task 1").click()
    expect(chosen).to_have_attribute("data-step", "1000")
    assert [task["step"] for task in ben.view()["tasks"]] == [1000]
    ben.answer(1000, says)
    expect(chosen.locator(f"[data-option='{says}'] .count")).to_have_text("1 · 100 %")
    tasks.get_by_role("button", name="Lay aside: Task 1").click()
    expect(tasks.get_by_role("button", name="Take: Task 1")).to_be_focused()
    assert ben.view()["tasks"] == []

    taught.choose(WORDS)
    taught.act("Present")
    taught.act("Show to the class")
    expect(chosen.get_by_text("No sentence is on the wall yet.")).to_be_visible()
    page.keyboard.press("Escape")
    chosen.get_by_role("button", name="Put on the wall").click()
    expect(chosen.locator(".texts .on")).to_contain_text("=A network counts.")
    taught.act("Present")
    expect(chosen.get_by_text("=A network counts.")).to_be_visible()


def test_tables_steering_and_the_end(teach):
    taught = teach(NUMBERS)
    page = taught.page
    taught.lesson()
    student = Student(taught.url)
    student.answer(HOW_MANY, "2,5")
    expect(page.locator(f"[data-step='{HOW_MANY}'] .step")).to_contain_text("1 answered")
    page.get_by_label("What separates the cells").select_option("semicolon")
    with page.expect_download() as download:
        page.get_by_role("button", name="Answers", exact=True).click()
    assert download.value.suggested_filename == f"answers-{taught.code}.csv"
    assert taught.secret not in download.value.url
    text = download.value.path().read_bytes().decode("utf-8-sig")
    (row,) = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert (row["step"], row["computed answer"], row["answer"], row["right"]) == (str(HOW_MANY + 1), "2", "2,5", "no")

    page.get_by_role("radio", name="All with me").check()
    page.get_by_role("checkbox", name="Pause").check()
    page.get_by_role("checkbox", name="Nicknames").check()
    expect(page.get_by_role("checkbox", name="Nicknames")).to_be_checked()
    view = student.view()
    assert (view["pace"], view["paused"], view["nicknames"]) == ("teacher", True, True)

    page.get_by_role("button", name="End the room").click()
    expect(page.get_by_role("button", name="Keep it open")).to_be_focused()
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("The room has ended")).to_be_visible()
    status, _ = ask(f"{taught.url}/student?token={student.token}")
    assert status == 404
    page.get_by_role("button", name="Open a room").click()
    expect(page.get_by_text("Which lesson does your class take?")).to_be_visible()
    assert "c=" not in page.url and taught.secret not in page.evaluate("JSON.stringify(localStorage)")


def test_axe_finds_nothing_in_a_room_nor_on_the_projector(teach):
    taught = teach(SURE)
    told = taught.lesson()
    student = Student(taught.url)
    student.answer(VOTE, told["steps"][VOTE]["options"][0]["text"])
    student.answer(NOTHING, "drawn", drawing=f"draw?source=Draw&strokes={CROSS}")
    student.post("task", step=NOTHING)
    student.post("flag", step=VOTE, on=True)
    taught.choose(NOTHING)
    expect(taught.chosen.locator(".wall canvas")).to_be_visible()
    look_through(taught.page)
    taught.page.set_viewport_size({"width": 1440, "height": 900})
    taught.choose(VOTE)
    taught.act("Present")
    taught.act("Show to the class")
    expect(taught.chosen.get_by_test_id("results")).to_be_visible()
    look_through(taught.page)


def test_a_wrong_secret_and_a_lost_server_are_told_in_a_sentence(serve, open_page, teach):
    taught = teach(NUMBERS)
    page = taught.page
    page.context.set_offline(True)
    expect(page.get_by_text("The server cannot be reached")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("The server cannot be reached")).to_have_count(0)
    other = open_page(f"{serve('app.py')}/class?c={taught.code}#key={'x' * 32}", alone=True, refused=True)
    expect(other.get_by_text("This room has ended, or this is not its teacher's link.")).to_be_visible()
