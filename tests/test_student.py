"""The benchmarks' student asks again where the server had closed the connection, as a browser does, and only there."""

from __future__ import annotations

import asyncio
import threading
from http.client import RemoteDisconnected
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.student import Student
from cnnviz.pictures.strokes import Stroke

STROKES = [Stroke(((70, 60), (200, 64)), 18)]


@pytest.fixture
def serve():
    """serve(answers) -> a URL; each connection answers as many questions as the next of `answers` says, then closes."""
    servers = []

    def serve(answers: list[int]) -> str:
        left = iter(answers)

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                self.answers = next(left)

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["content-length"]))
                if not self.answers:
                    self.close_connection = True
                    return
                self.answers -= 1
                self.send_response(200)
                self.send_header("x-reading", "seven")
                self.send_header("content-length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *arguments) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def ask(student: Student) -> str:
    return asyncio.run(student.ask(STROKES))


def test_a_connection_that_the_server_closed_is_opened_again(serve):
    student = Student(serve([2, 1]), "network=mnist_lab")
    try:
        assert [ask(student) for _ in range(3)] == ["seven"] * 3
        assert student.received_bytes == 6
    finally:
        student._http.close()


@pytest.mark.parametrize("before", [0, 1])
def test_no_answer_on_a_new_connection_is_an_error(serve, before):
    student = Student(serve([1] * before + [0]), "network=mnist_lab")
    for _ in range(before):
        ask(student)
    with pytest.raises(RemoteDisconnected):
        ask(student)
