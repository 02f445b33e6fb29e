"""A student who goes through a whole lesson in the browser, with right or wrong answers, by mouse or by keyboard."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from cnnviz import facts
from cnnviz.facts.parts.shown import value_text
from cnnviz.lessons import Lesson, Step
from cnnviz.lessons.answers import blanks, judge, judge_blank, judge_value
from cnnviz.lessons.asks import Cell, Choose, Class, Number, Order
from cnnviz.lessons.options import options
from cnnviz.lessons.steps import Do, Question, Reflect, Reveal, Vote, Work
from cnnviz.lessons.truth import Truth, truth_of
from cnnviz.ui.lessons.addresses import start_address
from cnnviz.ui.lessons.pins import AppPages
from tests.browser.steady import steady_box

PAGES = AppPages()
COVERED = """name => {
  const found = []
  const look = root => {
    const region = `[data-region~="${name}"]:not(th, [data-testid=covered])`
    for (const node of root.querySelectorAll(region)) found.push(getComputedStyle(node).visibility)
    for (const node of root.querySelectorAll("*")) if (node.shadowRoot) look(node.shadowRoot)
  }
  look(document)
  return found
}"""
"""How all elements of a region are shown; what its column of a table is called may stay."""


class Walk:
    """One student.

    Attributes:
        page: The browser's page.
        lesson: The lesson.
        right: Whether the student's answers are right.
        keyboard: Whether the mouse is left alone.
        panel: The panel beside the page.
    """

    def __init__(self, page: Page, lesson: Lesson, *, right: bool, keyboard: bool = False) -> None:
        self.page, self.lesson, self.right, self.keyboard = page, lesson, right, keyboard
        self.panel = page.get_by_test_id("lesson-panel")

    def go(self, url: str, at_step=lambda step, when: None) -> None:
        """Walk from the first step to the last.

        Args:
            url: The address of the app.
            at_step: Is called with each step, "before" it is answered and "after".
        """
        self.page.goto(f"{url.rstrip('/')}/{start_address(self.lesson).removeprefix('./')}")
        index = 0
        while True:
            step = self.lesson.steps[index]
            expect(self.panel.locator("h2")).to_have_text(step.title)
            expect(self.panel.get_by_role("progressbar")).to_have_count(0)
            at_step(step, "before")
            self.check_covers(step)
            self.answer(step, index)
            if index == len(self.lesson.steps) - 1:
                at_step(step, "after")
                return
            index += 1
            following = self.lesson.steps[index].block
            if not (isinstance(following, Reveal) and following.of == step.title) and self.step_of_address() < index:
                at_step(step, "after")
                self.press(self.panel.get_by_role("button", name="Next"))

    def check_covers(self, step: Step) -> None:
        """Everything that the step covers is on the page, and nothing of it is to be seen."""
        ask = getattr(step.block, "ask", None)
        for region in getattr(step.block, "hide", ()):
            if isinstance(ask, Cell) and ask.of == region:
                continue
            # In a table each figure has a mark in its place.
            marks = "document.querySelector('[data-testid=covered], [aria-label=\"covered until you answer\"]')"
            self.page.wait_for_function(f"({COVERED})({region!r}).length > 0 || {marks}")
            # An element whose module is still on its way is there already, and empty.
            self.page.wait_for_function(f"({COVERED})({region!r}).every(shown => shown === 'hidden')")

    def answer(self, step: Step, index: int) -> None:
        """Do what the step asks for, and wait until it is taken."""
        match step.block:
            case Question() as question:
                self.answer_question(question, truth_of(self.lesson, step, PAGES))
            case Work() as work:
                self.fill_in(work, truth_of(self.lesson, step, PAGES))
            case Do() as do:
                self.reach(do)
            case Reflect():
                self.panel.get_by_role("textbox").fill("It depends on what lies beside it.")
                self.press(self.panel.get_by_role("button", name="Send"))
                expect(self.panel.get_by_test_id("lesson-answer")).to_contain_text("It depends")
            case Reveal():
                verdict = self.panel.get_by_test_id("lesson-verdict")
                expect(verdict).to_be_visible()
                assert ("right" in (verdict.get_attribute("class") or "").split()) == self.is_right(step), step.title
                assert not [left for left in ("{", "}") if left in self.panel.locator(".prose").inner_text()]
        assert self.step_of_address() >= index

    def is_right(self, reveal: Step) -> bool:
        """Return whether the answer that is revealed is right: where no wrong one is known, it always is."""
        assert reveal.question and isinstance(reveal.question.block, Question)
        truth, question = truth_of(self.lesson, reveal, PAGES), reveal.question.block
        judged = judge(question, truth.fact, truth.wrong, _given(self.choice(question, truth)))
        assert judged is not None
        return judged.is_right

    def choice(self, question: Question, truth: Truth) -> str:
        """Return the answer as the panel sends it."""
        fact, ask = truth.fact, question.ask
        match ask:
            case Choose():
                found = options(ask, fact, truth.wrong)
                return next(option.text for option in found if option.is_right == self.right)
            case Number():
                wrong = next((value for value in truth.wrong.values() if self.is_wrong(question, truth, value)), None)
                if self.right or wrong is None:
                    return self.number(ask, fact.value if self.right else self.other(ask, fact.value))
                return self.number(ask, wrong)
            case Class():
                labels = [str(value) for value in truth.wrong.values() if value != fact.value]
                return str(fact.value) if self.right or not labels else labels[0]
            case Order():
                assert isinstance(fact.value, tuple)
                return "-".join(map(str, fact.value if self.right else fact.value[::-1]))
            case Cell():
                assert isinstance(fact.value, tuple)
                return "-".join(map(str, fact.value if self.right else (0, 0)))
        raise AssertionError(f"No lesson asks for {ask!r}.")

    def is_wrong(self, question: Question, truth: Truth, value: facts.Value) -> bool:
        """Return whether a belief's number can be given, and is wrong."""
        assert isinstance(question.ask, Number)
        if not isinstance(value, int | float):
            return False
        judged = judge(question, truth.fact, truth.wrong, self.number(question.ask, value))
        return judged is not None and not judged.is_right

    def number(self, ask: Number, value: facts.Value) -> str:
        """Return a number as one of many people would type it."""
        return value_text(value, ask.decimals + 1, percent=ask.percent).replace(",", "").replace(".", ",")

    def other(self, ask: Number, value: facts.Value) -> facts.Value:
        """Return some number that can be given and is not the truth."""
        assert isinstance(value, int | float)
        low, high = ask.low or 0, ask.high if ask.high is not None else 2 * value + 2
        return low if abs(value - low) > abs(value - high) else high

    def answer_question(self, question: Question, truth: Truth) -> None:
        """Answer a question, a vote twice."""
        for again in range(2 if isinstance(question, Vote) else 1):
            before = self.page.url
            if again:
                expect(self.panel).to_contain_text("First you answered")
            self.give(question, self.choice(question, truth))
            if question.sure:
                self.pick(self.panel.get_by_role("radio", name="sure", exact=True))
            self.press(self.panel.get_by_role("button", name="Send"))
            self.page.wait_for_function("before => location.href !== before", arg=before)

    def give(self, question: Question, text: str) -> None:
        """Put an answer into the panel."""
        match question.ask:
            case Choose():
                self.pick(self.panel.get_by_role("radio", name=text, exact=True))
            case Class():
                self.pick(self.panel.get_by_role("radio", name=text, exact=True))
            case Number():
                self.panel.get_by_role("textbox").fill(text)
            case Cell():
                for name, number in zip(("Row", "Column"), text.split("-"), strict=True):
                    self.panel.get_by_label(name, exact=True).fill(number)
            case Order(items=items):
                self.put_in_order([items[int(index)] for index in text.split("-")])

    def put_in_order(self, items: list[str]) -> None:
        """Move each item up to its place."""
        rows = self.panel.get_by_role("list", name="Your order").get_by_role("listitem")
        for place, item in enumerate(items):
            while item not in rows.nth(place).inner_text():
                self.press(self.panel.get_by_role("button", name=f"Move {item} up"))

    def fill_in(self, work: Work, truth: Truth) -> None:
        """Fill a ledger in; a student who is wrong tries twice and asks for help."""
        values = [truth.fact.steps[line][1] for line in blanks(work, truth.fact)]
        assert isinstance(truth.fact.value, int | float)
        texts = [value_text(value, work.decimals, percent=work.percent) for value in [*values, truth.fact.value]]
        assert all(map(judge_blank, [work] * len(values), values, texts))
        assert judge_value(work, truth.fact, texts[-1])
        fields = self.panel.get_by_role("textbox")
        expect(fields).to_have_count(len(texts))
        for attempt in range(1 if self.right else 2):
            for at, text in enumerate(texts):
                fields.nth(at).fill(text if self.right else f"12345{attempt}")
            self.press(self.panel.get_by_role("button", name="Send"))
            if not self.right:
                expect(self.panel).to_contain_text("✗")
        if not self.right:
            self.press(self.panel.get_by_role("button", name="Show me"))
        expect(self.panel.get_by_test_id("lesson-verdict")).to_be_visible()

    def reach(self, do: Do) -> None:
        """Try twice, then have an example shown where there is one, else go on."""
        check = self.panel.get_by_role("button", name="Check")
        # Who comes from a step on another page waits for this one.
        self.page.wait_for_function("() => document.querySelector('[data-test-script-state=notRunning]')")
        if "source=Draw" in self.page.url or "source" not in parse_qs(urlsplit(self.page.url).query):
            self.draw_a_dot()
        for _ in range(2):
            self.press(check)
            expect(check).to_be_enabled()
            # A stroke that means nothing may do what is asked for.
            if self.panel.get_by_text("✓ reached").count() == len(do.goals):
                return
        if do.example is None:
            before = self.page.url
            self.press(self.panel.get_by_role("button", name="Go on without it"))
            self.page.wait_for_function("before => location.href !== before", arg=before)
            return
        self.press(self.panel.get_by_role("button", name="Show me one"))
        expect(check).to_be_enabled()
        self.page.wait_for_function("() => document.querySelector('[data-test-script-state=notRunning]')")
        self.press(check)
        expect(self.panel.get_by_role("status", name="Goals")).to_contain_text("✓ reached")

    def draw_a_dot(self) -> None:
        """Draw something, where the step's page has a pad."""
        pad = self.page.get_by_test_id("pad")
        if pad.count():
            # It takes strokes once it says so.
            expect(self.page.locator(".draw-pad .hint")).to_have_text("Draw a digit here")
            # The sheet of a narrow window lies over what is lower.
            pad.evaluate("pad => pad.scrollIntoView({ block: 'start' })")
            box = steady_box(pad)
            self.page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 3)
            self.page.mouse.down()
            self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3, steps=4)
            self.page.mouse.up()
            self.page.wait_for_function("() => new URLSearchParams(location.search).has('strokes')")

    def press(self, button: Locator) -> None:
        """Press a button."""
        expect(button).to_be_enabled()
        if self.keyboard:
            button.focus()
            self.page.keyboard.press("Enter")
        else:
            button.click()

    def pick(self, radio: Locator) -> None:
        """Choose an option."""
        if self.keyboard:
            radio.focus()
            self.page.keyboard.press("Space")
        else:
            radio.check()

    def step_of_address(self) -> int:
        """Return the step that the address names."""
        return int(parse_qs(urlsplit(self.page.url).query).get("step", ["0"])[0])


def _given(text: str) -> str | tuple[int, ...]:
    numbers = text.split("-")
    return tuple(map(int, numbers)) if len(numbers) > 1 and all(number.isdigit() for number in numbers) else text
