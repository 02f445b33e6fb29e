"""The routes of rooms, and a browser that asks them."""

from __future__ import annotations

import asyncio
import json
from itertools import islice, product
from typing import Any, NamedTuple

from starlette.applications import Starlette
from starlette.routing import Route

from cnnviz.rooms.answers import Judged
from cnnviz.rooms.codes import LETTERS
from cnnviz.rooms.errors import GoneError, RoomError
from cnnviz.rooms.guesses import guesses, makes
from cnnviz.rooms.rooms import Rooms
from cnnviz.rooms.tables import Asked
from cnnviz.ui.rooms.judges import Judges
from cnnviz.ui.rooms.route import RoomRoutes
from cnnviz.ui.rooms.routes import ROUTES

KINDS = ["choose", "number", "do", "text", ""]
CHOOSE, NUMBER, DO, TEXT, READ = range(5)
JSON_TYPE = {"content-type": "application/json"}
STATUSES = {200, 204, 400, 403, 404, 409, 413, 429}


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Answered(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> Any:
        return json.loads(self.body)

    @property
    def sentence(self) -> str:
        return self.said["sentence"]


def judge(lesson: str, variant: int, step: int, text: str) -> Judged:
    if text == "no answer":
        raise RoomError("This is no answer.")
    if text == "fails":
        raise ZeroDivisionError("private words")
    return Judged(text == "16", "flip" if text == "96" else None, text, ("4", "9", "16"))


def kinds_of(lesson: str, variant: int) -> list[str]:
    if lesson != "lesson" or variant != 0:
        raise GoneError("There is no such lesson.")
    return KINDS


class Lessons:
    """What a lesson says, and what it was asked for."""

    def lesson_told(self, name, variant):
        return {"title": name, "variant": variant, "steps": [{"truth": "16"}]}

    def step_told(self, name, variant, index, known):
        return {"step": index, "known": None if known is None else sorted(known.items())}

    def task_told(self, name, variant, task):
        return {"step": task.step, "drawing": task.drawing}


class Site:
    """The routes, and a browser that asks them."""

    def __init__(self, judging=judge, patience: float = 5.0, kinds=kinds_of, **settings: object) -> None:
        self.clock = Clock()
        self.rooms = Rooms(clock=self.clock)
        asked = lambda lesson, variant: {CHOOSE: Asked("How many?", "16")}  # noqa: E731
        limits = {"guesses": guesses(self.clock), "makes": makes(self.clock)}
        self.routes = RoomRoutes(self.rooms, judging, kinds, asked, **{"lessons": Lessons(), **limits, **settings})
        self.routes.judges = Judges(judging, patience)
        self.app = Starlette(
            routes=[
                Route(declared.path, getattr(self.routes, name), methods=declared.methods)
                for declared in ROUTES
                for name in [name_of(declared.path)]
            ]
        )

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        raw: bytes | None = None,
        headers: dict[str, str] | None = None,
        secret: str | None = None,
        address: str = "10.0.0.1",
    ) -> Answered:
        return asyncio.run(self.asked(method, path, body, raw, headers, secret, address))

    async def asked(self, method, path, body=None, raw=None, headers=None, secret=None, address="10.0.0.1") -> Answered:
        path, _, query = path.partition("?")
        all_headers = {"host": "class.local:8501", **(JSON_TYPE if method == "POST" else {}), **(headers or {})}
        if secret is not None:
            all_headers["authorization"] = f"Bearer {secret}"
        content = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        scope = {
            "type": "http",
            "method": method,
            "path": f"/cnnviz/room{path}",
            "raw_path": b"",
            "query_string": query.encode(),
            "headers": [
                (name.encode(), value.encode("latin-1", "replace"))
                for name, value in all_headers.items()
                if value is not None
            ],
            "client": (address, 5000),
            "root_path": "",
            "http_version": "1.1",
            "scheme": "http",
        }
        sent: list[dict[str, Any]] = []
        chunks = [content[at : at + 50_000] for at in range(0, len(content), 50_000)] or [b""]

        async def receive():
            chunk = chunks.pop(0)
            return {"type": "http.request", "body": chunk, "more_body": bool(chunks)}

        async def send(message):
            sent.append(message)

        await self.app(scope, receive, send)
        answered = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answered(sent[0]["status"], answered, b"".join(part.get("body", b"") for part in sent[1:]))

    def make(self) -> tuple[str, str]:
        made = self.ask("POST", "", {"lesson": "lesson", "variant": 0}).said
        return made["code"], made["secret"]

    def join(self, code: str, **body: object) -> str:
        return self.ask("POST", f"/{code}/join", body).said["token"]

    def say(self, code: str, token: str, step: int, text: str = "", **more: object) -> Answered:
        self.clock.now += 2
        return self.ask("POST", f"/{code}/answer", {"token": token, "step": step, "text": text, **more})

    def steer(self, code: str, secret: str, **order: object) -> Answered:
        return self.ask("POST", f"/{code}/steer", order, secret=secret)

    def student(self, code: str, token: str, **more: object) -> Answered:
        query = "&".join(f"{name}={value}" for name, value in {"token": token, **more}.items())
        return self.ask("GET", f"/{code}/student?{query}")

    def teacher(self, code: str, secret: str, query: str = "") -> Answered:
        return self.ask("GET", f"/{code}/teacher?{query}", secret=secret)


def name_of(path: str) -> str:
    last = path.rpartition("/")[2]
    return "make" if last == "room" else last.replace(".", "_")


def wrong_codes(code: str, count: int) -> list[str]:
    """Return so many codes that are not a room's."""
    codes = ("".join(letters) for letters in product(LETTERS, repeat=4))
    return list(islice((each for each in codes if each != code), count))
