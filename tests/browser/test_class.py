"""A class in real Chromium: a teacher and four students go through a whole lesson together."""

from __future__ import annotations

import csv
import re

from playwright.sync_api import Page, expect

from cnnviz.lessons import load
from cnnviz.lessons.steps import Do, Question, Reflect, Reveal, Vote
from cnnviz.lessons.truth import truth_of
from cnnviz.ui.lessons.pins import AppPages
from tests.browser.lesson_walk import Walk
from tests.browser.main_page import START_SECONDS

NAME = "6_how_sure_is_sure"
LESSON = load(NAME, AppPages())
LONG = START_SECONDS * 1000
SIZES = [{"width": 1440, "height": 900}, {"width": 1280, "height": 720}] + 2 * [{"width": 390, "height": 844}]


class Teacher:
    """The teacher's page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.chosen = page.get_by_test_id("chosen")

    def open_room(self) -> str:
        """Open a room for the lesson, in which all are where the teacher is; return its code."""
        self.page.get_by_role("radio", name=LESSON.front.title).check()
        self.page.get_by_role("button", name="Open a room").click()
        self.page.locator(".room[data-state=ready]").wait_for(timeout=LONG)
        self.page.get_by_role("radio", name="All with me").check()
        found = re.search("c=([A-Z]{4})", self.page.url)
        assert found
        return found[1]

    def choose(self, step: int) -> None:
        """Look at a step."""
        self.page.locator(f"[data-key=step-{step}]").click()
        expect(self.chosen).to_have_attribute("data-step", str(step))

    def lead(self, step: int) -> None:
        """Lead the class to a step."""
        self.choose(step)
        if step:
            self.act("Go here")
        expect(self.page.locator(".here")).to_have_attribute("data-step", str(step))

    def act(self, name: str) -> None:
        """Click a button of the step."""
        self.chosen.get_by_role("toolbar").get_by_role("button", name=name).click()


class Pupil:
    """A student's page. Those of an even number are right."""

    def __init__(self, page: Page, number: int) -> None:
        self.page, self.number = page, number
        self.walk = Walk(page, LESSON, right=number % 2 == 0)
        self.panel = self.walk.panel

    def arrives(self, title: str) -> None:
        """Wait until the step is shown, and can be answered."""
        expect(self.panel.locator("h2:visible")).to_have_text(title)
        expect(self.panel.get_by_role("progressbar")).to_have_count(0)

    def answers(self, text: str, question: Question) -> None:
        """Answer a question, and wait until the class has it."""
        self.walk.give(question, text)
        if question.sure:
            self.panel.get_by_role("radio", name="sure", exact=True).check()
        self.sends("Send")

    def sends(self, button: str) -> None:
        """Press a button that sends something to the class."""
        self.panel.get_by_role("button", name=button).click()
        expect(self.panel.get_by_test_id("sent")).to_have_text("Sent to your class ✓")


def test_a_teacher_and_four_students_go_through_a_whole_lesson(serve, open_page):
    url = serve("app.py")
    teacher = Teacher(open_page(f"{url}/class", alone=True, color_scheme="dark"))
    code = teacher.open_room()
    pupils = []
    for number, size in enumerate(SIZES):
        page = open_page(f"{url}/?c={code}", alone=True, refused=True, **size)
        page.get_by_role("button", name=f"Join the class {code}").click()
        pupils.append(Pupil(page, number))
    expect(teacher.page.get_by_test_id("people")).to_contain_text("4 joined")

    for index, step in enumerate(LESSON.steps):
        teacher.lead(index)
        for pupil in pupils:
            pupil.arrives(step.title)
        match step.block:
            case Question() as question:
                _ask(teacher, pupils, index, question)
            case Reveal():
                for pupil in pupils:
                    expect(pupil.panel.get_by_test_id("lesson-verdict")).to_be_visible()
            case Do() as do:
                _draw(teacher, pupils, index, do)
            case Reflect():
                for pupil in pupils:
                    pupil.panel.get_by_role("textbox").last.fill(f"={pupil.number} networks agree.")
                    pupil.sends("Send")
                expect(teacher.chosen).to_contain_text("4 of 4 answered")

    _look_at_one_cell(teacher, pupils)
    _take_tables(teacher)
    teacher.page.get_by_role("button", name="End the room").click()
    teacher.page.get_by_role("button", name="End it").click()
    for pupil in pupils:
        expect(pupil.panel).to_contain_text("The room has ended")


def _ask(teacher: Teacher, pupils: list[Pupil], index: int, question: Question) -> None:
    """All answer, a vote twice; nobody sees what the class said before it is shown."""
    truth = truth_of(LESSON, LESSON.steps[index], AppPages())
    chosen, rounds = [pupil.walk.choice(question, truth) for pupil in pupils], 1
    for pupil, text in zip(pupils, chosen, strict=True):
        pupil.answers(text, question)
    expect(teacher.chosen).to_contain_text("4 of 4 answered")
    if isinstance(question, Vote):
        rounds = 2
        for pupil in pupils:
            expect(pupil.panel).to_contain_text("the second vote opens when your teacher says so")
        teacher.act("Second vote")
        for pupil in pupils:
            pupil.answers(chosen[0], question)
        expect(teacher.chosen).to_contain_text("4 of 4 answered again")
    results = [pupil.panel.get_by_test_id("results") for pupil in pupils]
    for seen in results:
        expect(seen).to_have_count(0)
    teacher.act("Show to the class")
    for seen in results:
        expect(seen).to_be_visible()
        if rounds == 2:
            expect(seen).to_contain_text("4 alone, 4 after talking")


def _draw(teacher: Teacher, pupils: list[Pupil], index: int, do: Do) -> None:
    """All draw, see the wall, and one sets the drawing for a task, which the three others answer."""
    strokes = str(do.example).rpartition("strokes=")[2]
    for pupil in pupils:
        expect(pupil.page).to_have_url(re.compile(rf"\?(?!.*source=).*step={index}"))
        pupil.page.evaluate(
            """strokes => {
              const address = new URL(location.href)
              address.searchParams.set("strokes", strokes)
              location.assign(address)
            }""",
            strokes,
        )
        pupil.page.wait_for_url("**strokes=**")
        pupil.arrives(LESSON.steps[index].title)
        pupil.sends("Check")
    expect(teacher.chosen).to_contain_text("4 of 4 answered")
    expect(teacher.chosen.locator(".wall > li")).to_have_count(4)
    teacher.act("Show to the class")
    for pupil in pupils:
        expect(pupil.panel.get_by_test_id("results").locator(".wall > li")).to_have_count(4)
    pupils[1].panel.get_by_role("button", name="Set it as a task for the others").click()
    tasks = teacher.page.get_by_role("region", name="Tasks set by students")
    tasks.get_by_role("button", name="Take: Task 1").click()
    says = re.search(r"the network says (\w+)", tasks.inner_text())
    assert says
    tasks.get_by_role("button", name="Go to it: Task 1").click()
    expect(teacher.chosen).to_have_attribute("data-step", "1000")
    maker, *others = [pupils[1], pupils[0], *pupils[2:]]
    expect(maker.panel).to_contain_text("You made this")
    for pupil in others:
        pupil.panel.get_by_role("radio", name=says[1], exact=True).check()
        pupil.panel.get_by_role("button", name="Send").click()
    expect(teacher.chosen.locator(f"[data-option='{says[1]}'] .count")).to_have_text("3 · 100 %")


def _look_at_one_cell(teacher: Teacher, pupils: list[Pupil]) -> None:
    """All see the cell that the teacher points at, and are back where they were then."""
    field = teacher.page.get_by_role("textbox", name="Link of the page")
    field.fill("draw?source=Samples&sample=3&pin=conv2d.4-5-1")
    field.press("Enter")
    for pupil in pupils:
        expect(pupil.page).to_have_url(re.compile(r"sample=3.*pin=conv2d\.4-5-1"))
        expect(pupil.panel.get_by_test_id("look")).to_be_visible()
    teacher.page.get_by_role("button", name="Stop looking").click()
    for pupil in pupils:
        expect(pupil.panel.get_by_test_id("look")).to_be_hidden()
        expect(pupil.page).not_to_have_url(re.compile("sample=3"))


def _take_tables(teacher: Teacher) -> None:
    """The tables have every answer, and no formula."""
    teacher.page.get_by_label("What separates the cells").select_option("comma")
    with teacher.page.expect_download() as download:
        teacher.page.get_by_role("button", name="Students", exact=True).click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    questions = sum(isinstance(step.block, Question | Do | Reflect) for step in LESSON.steps)
    votes = sum(isinstance(step.block, Vote) for step in LESSON.steps)
    assert len(head) == 1 + 2 * (questions + votes + 1), "a task is a question too"
    assert sorted(sum(not answer for answer in row[1::2]) for row in rows) == [0, 0, 0, 1], "one made the task"
    assert {row[head.index(next(name for name in head if "In your words" in name))][:2] for row in rows} == {"'="}
