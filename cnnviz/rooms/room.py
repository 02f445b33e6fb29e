"""A room: who is in it, where it is in its lesson, and what students may do. What a teacher may is in steering.py."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from cnnviz.rooms.answers import (
    KINDS,
    WITH_DRAWING,
    Answer,
    Judged,
    Task,
    clean_drawing,
    clean_nickname,
    clean_sure,
    clean_text,
)
from cnnviz.rooms.errors import ClosedError, GoneError, NotAllowedError, RoomError, TooOftenError
from cnnviz.rooms.own import Own
from cnnviz.rooms.student import PLACE_SIZE, Student

MOST_STUDENTS = 300
MOST_STEPS = 100
MOST_BYTES = 20_000_000
"""What the answers in a room may take."""
BETWEEN_ANSWERS = 1.0
"""Seconds from a student's answer to the next."""
AWAY = 10.0
"""Seconds after which a student whose browser has not asked is not counted as here."""
GIVEN_UP = 120.0
"""Seconds after which a place is free, if the room is full and its student has answered nothing."""
LEFT = "You have no place in this room: it has ended, or you were away. Join with the code again."
NO_TEACHER = "This room has ended, or this is not its teacher's link."


@dataclass
class Room:
    """A room. It is not safe for several threads: Rooms.entered() lets one in at a time.

    Attributes:
        code: What students join by.
        secret: What the teacher steers by.
        lesson: The lesson's name.
        variant: Which variant of it.
        kinds: What each step takes for an answer, see answers.KINDS.
        made: When it was made, in seconds.
        last: When it was answered last, or made.
        pace: "own" if students go on by themselves, "teacher" if they are where the teacher is.
        step: The step that the teacher is at.
        paused: Whether no answers are taken.
        rounds: The steps that are voted on again: step -> 2.
        shown: How many rounds of a step are shown to the class: step -> 1 or 2.
        wall: By an answer's number, whether the teacher put it on the wall or took it off.
        nicknames: Whether students may have nicknames.
        look: The address that everybody is to look at; None for no such thing.
        tasks: What students set each other.
        students: By their tokens.
        joined: How many have ever joined.
        numbered: How many answers were ever given.
        version: Grows with everything that the teacher sees.
        steered: Grows with everything that every student sees.
        here: How many students were here when the teacher asked last.
        ended: Whether the teacher has ended it.
        tickets: Until when each ticket opens the tables once.
        own: The lesson itself, if it is the teacher's own.
        allowance: What its answers may take, if that is less than MOST_BYTES: other rooms take memory too.
    """

    code: str
    secret: str
    lesson: str
    variant: int
    kinds: tuple[str, ...]
    made: float
    last: float
    pace: str = "own"
    step: int = 0
    paused: bool = False
    rounds: dict[int, int] = field(default_factory=dict)
    shown: dict[int, int] = field(default_factory=dict)
    wall: dict[int, bool] = field(default_factory=dict)
    nicknames: bool = False
    look: str | None = None
    tasks: list[Task] = field(default_factory=list)
    students: dict[str, Student] = field(default_factory=dict)
    joined: int = 0
    numbered: int = 0
    version: int = 1
    steered: int = 1
    here: int = 0
    ended: bool = False
    tickets: dict[str, float] = field(default_factory=dict)
    own: Own | None = None
    allowance: int = MOST_BYTES
    size: int = 0
    kept: tuple[int, Any] | None = None
    """What all students see, as views.py made it of a version: made once, and not for each of them."""

    @classmethod
    def new(
        cls, code: str, lesson: str, variant: int, kinds: Sequence[str], now: float, own: Own | None = None
    ) -> Room:
        """Return an empty room. RoomError if the lesson has more steps than a room takes."""
        if not 0 < len(kinds) <= MOST_STEPS or any(kind not in KINDS for kind in kinds):
            raise RoomError(f"A room takes a lesson of 1 to {MOST_STEPS} steps.")
        size = own.size if own else 0
        return cls(code, secrets.token_urlsafe(24), lesson, variant, tuple(kinds), now, now, own=own, size=size)

    def need_teacher(self, secret: str) -> None:
        """Raise NotAllowedError unless a secret is the teacher's."""
        if not hmac.compare_digest(secret.encode(errors="replace"), self.secret.encode()):
            raise NotAllowedError(NO_TEACHER)

    @property
    def mark(self) -> str:
        """The SHA-256 of the secret in hex: by it students' browsers know a room that its teacher made anew."""
        return sha256(self.secret.encode()).hexdigest()

    def student(self, token: str) -> Student:
        """Return the student with a token. GoneError if there is none."""
        found = self.students.get(token)
        if found is None:
            raise GoneError(LEFT)
        return found

    def kind(self, step: int) -> str:
        """Return what a step takes for an answer. RoomError if there is no such step."""
        if self.task(step):
            return "choose"
        if not 0 <= step < len(self.kinds):
            raise RoomError("There is no such step in this lesson.")
        return self.kinds[step]

    def task(self, step: int) -> Task | None:
        """Return the task that is a step; None if the step is one of the lesson."""
        return next((task for task in self.tasks if task.step == step), None)

    def answers(self) -> Iterator[tuple[Student, int, int, Answer]]:
        """Yield all answers, the students in the order in which they joined: student, step, round, answer."""
        for student in self.students.values():
            for (step, turn), answer in sorted(student.answers.items()):
                yield student, step, turn, answer

    def tell_all(self) -> None:
        """Say that there is something new for every student, and for the teacher."""
        self.version += 1
        self.steered += 1

    def tell(self, student: Student) -> None:
        """Say that there is something new for one student, and for the teacher."""
        self.version += 1
        student.changed += 1

    # What students do.

    def join(self, now: float, nickname: object = None, token: str | None = None) -> Student:
        """Let a student in, with a token or a new one. ClosedError if it is full, or somebody is called so already."""
        if nickname not in (None, "") and not self.nicknames:
            raise ClosedError("This room goes without nicknames: join without one.")
        if len(self.students) >= MOST_STUDENTS:
            self._give_up_a_place(now)
        self.need_memory(PLACE_SIZE)
        student = Student(token or secrets.token_urlsafe(12), self.joined, now, now)
        if nickname not in (None, ""):
            self._name(student, nickname)
        self.students[student.token] = student
        self.joined += 1
        self.size += PLACE_SIZE
        self.version += 1
        return student

    def rename(self, token: str, nickname: object) -> None:
        """Take a student's nickname. ClosedError if there are none here, or somebody is called so already."""
        student = self.student(token)
        if not self.nicknames:
            raise ClosedError("This room goes without nicknames.")
        self._name(student, nickname)
        self.tell(student)

    def _name(self, student: Student, nickname: object) -> None:
        name = clean_nickname(nickname)
        others = (other.nickname.casefold() for other in self.students.values() if other is not student)
        if name.casefold() in others:
            raise ClosedError("Somebody in this room is called so already: choose another nickname.")
        student.nickname = name

    def _give_up_a_place(self, now: float) -> None:
        idle = [each for each in self.students.values() if not each.answers and now - each.seen > GIVEN_UP]
        if not idle:
            raise ClosedError(f"This room is full: it has places for {MOST_STUDENTS} students.")
        longest = min(idle, key=lambda student: student.seen)
        del self.students[longest.token]
        self.size -= longest.size

    def admit(
        self, token: str, step: int, turn: int | None, text: object, sure: object, drawing: object, now: float
    ) -> tuple[Answer, int]:
        """Return an answer that may be given, unjudged, and its round. It counts once take() has it.

        Args:
            token: The student's.
            step: The step that it answers.
            turn: The round, 1 or 2; None for the one that the step is in.
            text: The answer.
            sure: How sure the student is, 1 to 4; None or 0 where nobody asked.
            drawing: The address of what was drawn; None or "" for nothing.
            now: The time in seconds.
        Raises:
            GoneError: If there is no such student.
            ClosedError: If the step takes no answers now, or memory is used up.
            TooOftenError: If the student's last answer is less than a second old.
            RoomError: If it is no answer.
        """
        student = self.student(token)
        student.seen = now
        turn = self._need_open(step, turn)
        words, how_sure, drawn = self.read(step, text, sure, drawing)
        if 0 <= now - student.spoke < BETWEEN_ANSWERS:
            raise TooOftenError("One answer a second is taken: send it again in a moment.")
        self.numbered += 1
        answer = Answer(self.numbered, words, how_sure, drawn, now)
        self.need_memory(answer.size)
        student.spoke = now
        return answer, turn

    def read(self, step: int, text: object, sure: object, drawing: object) -> tuple[str, int, str]:
        """Return the text of an answer to a step, how sure the student is, and the drawing. RoomError if it is none."""
        words, drawn = clean_text(text), clean_drawing("" if drawing is None else drawing)
        if drawn and self.kind(step) not in WITH_DRAWING:
            raise RoomError("Nothing is drawn at this step.")
        if not words.strip() and not drawn:
            raise RoomError("This answer is empty.")
        return words, clean_sure(sure), drawn

    def take(self, token: str, step: int, turn: int, answer: Answer) -> None:
        """Keep an answer that was admitted, in place of the one before. It raises what admit() raises.

        An answer that was sent before the one that is kept is left out, however long judging it took.
        """
        student = self.student(token)
        self._need_open(step, turn)
        before = student.answers.get((step, turn))
        if before and before.number > answer.number:
            return
        self.need_memory(answer.size - (before.size if before else 0))
        task = self.task(step)
        student.answers[step, turn] = replace(answer, judged=task.judge(answer.text)) if task else answer
        self.size += answer.size - (before.size if before else 0)
        self.last = max(self.last, answer.at)
        self.tell(student)

    def judge(self, token: str, step: int, turn: int, number: int, judged: Judged | None) -> None:
        """Say what is to be said of an answer that was kept unjudged; with None it is no answer, and is taken away."""
        student = self.students.get(token)
        answer = student.answers.get((step, turn)) if student else None
        if student is None or answer is None or answer.number != number:
            return
        if judged is None:
            del student.answers[step, turn]
            self.size -= answer.size
        else:
            student.answers[step, turn] = replace(answer, judged=judged)
        self.tell(student)
        if self.shown.get(step, 0) >= turn:
            self.steered += 1

    def _need_open(self, step: int, turn: int | None) -> int:
        """Return the round of a step that an answer is for. ClosedError if none is taken now."""
        kind, task = self.kind(step), self.task(step)
        if not kind or (task and not task.is_open):
            raise RoomError("This step takes no answers.")
        if self.paused:
            raise ClosedError("Your teacher has paused the room: send it again when it goes on.")
        if self.pace == "teacher" and step != self.step:
            raise ClosedError("Your teacher is at another step: the room takes answers to that one.")
        now = self.rounds.get(step, 1)
        if turn not in (None, 1, 2):
            raise RoomError("A step is voted on once or twice.")
        if self.pace == "teacher" and turn not in (None, now):
            raise ClosedError(f"The room votes for the {'second' if now == 2 else 'first'} time: answer that.")
        if self.shown.get(step, 0) >= (turn or now):
            raise ClosedError("The answers to this step are shown already: no more are taken.")
        return turn or now

    def need_memory(self, more: int) -> None:
        """Raise ClosedError unless there is memory for so many bytes more."""
        if more > 0 and self.size + more > min(MOST_BYTES, self.allowance):
            raise ClosedError("The answers in this room take all the memory that there is for them.")

    def flag(self, token: str, step: int, on: bool) -> None:
        """Take that a student did not get a step, or does now. RoomError if there is no such step."""
        student = self.student(token)
        self.kind(step)
        if on != (step in student.flags):
            (student.flags.add if on else student.flags.discard)(step)
            self.tell(student)
