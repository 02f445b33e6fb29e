"""One simulated student, who speaks Streamlit's websocket protocol as its page does, without a browser."""

from __future__ import annotations

import asyncio
import http.client
import json
import urllib.request
import uuid
from collections import deque
from contextlib import closing
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from cnnviz.pictures.strokes import Stroke
from cnnviz.pictures.strokes_json import drawing_to_json

PAD, MAP = "pad", "map"
RUN_SECONDS = 60
CACHED_MESSAGES = 50
GOOD_ENDINGS = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}


class StudentError(Exception):
    """Something went wrong on a student's page; the message says what."""


@dataclass
class _Shown:
    """A component on the page.

    Attributes:
        id: Its element's id, which Streamlit makes from its key and arguments.
        fragment: The id of the fragment it was drawn in.
        data: What Python gave it, serialized.
    """

    id: str
    fragment: str
    data: bytes


class Student:
    """An open page of the app, used by one student."""

    def __init__(self, url: str, query: str = "", page: str = "") -> None:
        self.url = url
        self._page = page
        self.received_bytes = 0
        self._query = query
        self._shown: dict[str, _Shown] = {}
        self._page_hash = ""
        self.ticking = ""
        """The fragment that the page runs again by itself, every few tenths of a second; "" for none."""
        self.session = ""
        self._cached: deque[str] = deque(maxlen=CACHED_MESSAGES)
        self._cookies: dict[str, str] = {}
        self._socket: ClientConnection
        self._http = http.client.HTTPConnection(urlsplit(url).netloc, timeout=RUN_SECONDS)

    async def open(self) -> None:
        """Connect and wait until the page has been run once."""
        await asyncio.to_thread(self._take_cookies)
        self._socket = await connect(
            self.url.replace("http", "ws", 1) + "/_stcore/stream",
            origin=Origin(self.url),
            subprotocols=[Subprotocol("streamlit"), Subprotocol(self._token or "PLACEHOLDER_AUTH_TOKEN")],
            additional_headers=self._cookie_header(),
            max_size=None,
            compression=None,
        )
        await self.run()

    async def wait_closed(self) -> None:
        """Wait until the server, or the way to it, is gone."""
        await self._socket.wait_closed()

    async def close(self) -> None:
        """Close the connections to the server."""
        self._http.close()
        await self._socket.close()

    def shows(self, key: str) -> bool:
        """Return whether a component of that key is on the page, with data."""
        return key in self._shown and bool(self.data(key))

    def data(self, key: str) -> bytes:
        """Return what Python gave a component, serialized."""
        return self._shown[key].data

    async def draw(self, strokes: list[Stroke]) -> None:
        """Put a drawing on the pad and wait for the end of the run that answers it.

        Raises:
            StudentError: If the page shows an exception, or the map does not change.
        """
        before = self._shown[MAP].data
        await self._put(drawing_to_json(strokes))
        if self._shown[MAP].data == before:
            raise StudentError("The map did not change.")

    async def ask(self, strokes: list[Stroke]) -> str:
        """Ask for the answer to a drawing as the pad does, without Streamlit; return the answer's name.

        Raises:
            StudentError: If the server has none.
        """
        network = parse_qs(self._query)["network"][0]
        question = json.dumps({"network": network, "centre": True, **drawing_to_json(strokes)})

        status, name, body = await asyncio.to_thread(self._post, question)
        self.received_bytes += len(body)
        if status != 200:
            raise StudentError(f"The question was answered by {status}.")
        return name

    def _post(self, question: str) -> tuple[int, str, bytes]:
        """Return the status, the answer's name and its body; on a new connection where the server closed the old one.

        Servers close idle connections, uvicorn after 5 s, perhaps just when they are used again. Then no byte of
        an answer comes, and browsers ask once more on a new connection. What fails there is an error.
        """
        for is_kept in ([True] if self._http.sock else []) + [False]:
            try:
                self._http.request("POST", "/cnnviz/reading", question, self._cookie_header())
                response = self._http.getresponse()
                break
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self._http.close()
                if not is_kept:
                    raise
        return response.status, response.headers["x-reading"], response.read()

    def upload_request(self, size: int, file: str = "") -> tuple[str, dict[str, str], bytes]:
        """Return the path, the headers and the body by which a browser sends a file of so many bytes.

        Args:
            size: The file's.
            file: Its id on the server; a new one by default.
        """
        head = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
        path = f"{urlsplit(self.url).path}/_stcore/upload_file/{self.session}/{file or uuid.uuid4()}"
        headers = {"Content-Type": "multipart/form-data; boundary=b"}
        headers |= self._cookie_header()
        if self._token:
            headers["X-Xsrftoken"] = self._token
        return path, headers, head + bytes(size) + b"\r\n--b--\r\n"

    def upload(self, size: int) -> tuple[int, str]:
        """Send a file of so many bytes; return the status and what the server says."""
        path, headers, body = self.upload_request(size)
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=RUN_SECONDS)
        with closing(connection):
            connection.request("PUT", path, body, headers)
            response = connection.getresponse()
            return response.status, response.read().decode()

    async def tell(self, strokes: list[Stroke], shown: str) -> None:
        """Tell Streamlit about a drawing that has been answered already, and wait for the end of the run."""
        await self._put({**drawing_to_json(strokes), "shown": shown})

    async def click(self, key: str, event: str, value: int) -> None:
        """Have a component say that something in it was clicked, and wait for the end of the run.

        Args:
            key: The component's key.
            event: What it calls that.
            value: What was clicked.
        """
        shown = self._shown[key]
        said = json.dumps([{"event": event, "value": value}])
        widget = WidgetState(id=f"{STREAMLIT_INTERNAL_KEY_PREFIX}_{shown.id}__events", json_trigger_value=said)
        await self.run(fragment=shown.fragment, widget=widget)

    async def _put(self, drawing: dict[str, Any]) -> None:
        pad = self._shown[PAD]
        widget = WidgetState(id=pad.id, json_value=json.dumps({"drawing": drawing}))
        await self.run(fragment=pad.fragment, widget=widget)

    async def run(self, *, fragment: str = "", widget: WidgetState | None = None) -> None:
        """Run the page, or one fragment of it, and wait for the end.

        Raises:
            StudentError: If the page shows an exception, the run fails or takes more than a minute.
        """
        message = BackMsg()
        rerun = message.rerun_script
        # What ticks is said anew by every run of the whole page.
        self.ticking = self.ticking if fragment else ""
        rerun.query_string = self._query
        rerun.page_script_hash = self._page_hash
        rerun.page_name = "" if self._page_hash else self._page
        rerun.fragment_id = fragment
        rerun.cached_message_hashes.extend(self._cached)
        rerun.context_info.url = self.url
        if widget is not None:
            rerun.widget_states.widgets.append(widget)
        await self._socket.send(message.SerializeToString())
        try:
            async with asyncio.timeout(RUN_SECONDS):
                while True:
                    data = await self._socket.recv()
                    self.received_bytes += len(data)
                    if self._ends(ForwardMsg.FromString(data)):
                        return
        except TimeoutError:
            raise StudentError(f"A run took more than {RUN_SECONDS} s.") from None

    def _ends(self, message: ForwardMsg) -> bool:
        """Take in what the server sent; return whether the run is over."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._page_hash = message.new_session.page_script_hash
            self.session = message.new_session.initialize.session_id
        elif kind == "auto_rerun":
            self.ticking = message.auto_rerun.fragment_id
        elif kind == "delta":
            if message.metadata.cacheable:
                self._cached.append(message.hash)
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception":
                raise StudentError(f"{element.exception.type}: {element.exception.message}")
            if element.WhichOneof("type") == "bidi_component":
                self._show(element.bidi_component, message.delta.fragment_id)
        elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            if message.script_finished not in GOOD_ENDINGS:
                raise StudentError("The page's script does not compile.")
            return True
        return False

    def _show(self, component: BidiComponent, fragment: str) -> None:
        _, _, key = component.id.split("-", 2)  # "$$ID-", a hash, "-" and the key
        data = component.bytes or component.mixed.SerializeToString() or component.json.encode()
        self._shown[key] = _Shown(component.id, fragment, data)

    @property
    def _token(self) -> str:
        return self._cookies.get("_streamlit_xsrf", "")

    def _take_cookies(self) -> None:
        """Take the cookies that a browser gets: a token against cross-site requests, and a proxy's."""
        request = urllib.request.Request(f"{self.url}/_stcore/health", headers=self._cookie_header())
        with urllib.request.urlopen(request, timeout=RUN_SECONDS) as response:
            for line in response.headers.get_all("Set-Cookie", []):
                self._cookies |= {name: cookie.value for name, cookie in SimpleCookie(line).items()}

    def _cookie_header(self) -> dict[str, str]:
        return (
            {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())} if self._cookies else {}
        )
