"""What browsers are told with every answer: to load nothing from elsewhere, and to tell nobody where a visitor is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cnnviz.ui.server.own import name_of
from cnnviz.ui.server.settings import Settings, settings

_POLICY = b"content-security-policy"
_OFF = (
    *("accelerometer", "autoplay", "display-capture", "encrypted-media", "geolocation"),
    *("gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
_ALWAYS = [
    (b"x-content-type-options", b"nosniff"),
    # The addresses of pages say what a visitor chose and answered.
    (b"referrer-policy", b"same-origin"),
    (
        b"permissions-policy",
        ", ".join(
            ["camera=(self)", "clipboard-write=(self)", "fullscreen=(self)", *(f"{each}=()" for each in _OFF)]
        ).encode(),
    ),
]
_MOST_HOSTS = 256


class SafeHeaders:
    """ASGI middleware that adds a content security policy and its like to every answer.

    Args:
        app: The ASGI app that answers. If an answer of it has a policy, that one is kept, and told who may frame it.
        scripts: Returns the hashes of the scripts that stand in pages themselves, such as "sha256-…": no others run.
        given: What the administrator said; by default what the environment has.
    """

    def __init__(
        self, app: ASGIApp, scripts: Callable[[], Iterable[str]] = tuple, given: Settings | None = None
    ) -> None:
        self._app, self._scripts_of = app, scripts
        self._ancestors = f"frame-ancestors {' '.join((given or settings()).frame_ancestors)}"
        self._by_host: dict[str, list[tuple[bytes, bytes]]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": self._with(list(message.get("headers", [])), scope)}
            await send(message)

        await self._app(scope, receive, send_safely)

    def _with(self, headers: list[tuple[bytes, bytes]], scope: Scope) -> list[tuple[bytes, bytes]]:
        names = {name.lower() for name, _ in headers}
        added = self._for(Headers(scope=scope).get("host", ""))
        if _POLICY in names:
            framed = f"; {self._ancestors}".encode()
            headers = [(name, value + framed if name.lower() == _POLICY else value) for name, value in headers]
        return headers + [header for header in added if header[0] not in names]

    def _for(self, host: str) -> list[tuple[bytes, bytes]]:
        """Return what is added to answers of a host."""
        if host not in self._by_host:
            if len(self._by_host) >= _MOST_HOSTS:
                self._by_host.clear()
            self._by_host[host] = [(_POLICY, self._policy(host).encode()), *_ALWAYS]
        return self._by_host[host]

    def _policy(self, host: str) -> str:
        # Older browsers do not count websockets among what is their own.
        sockets = f" ws://{host} wss://{host}" if name_of(host) else ""
        return "; ".join(
            [
                "default-src 'self'",
                # Streamlit imports what begins a component from a blob, and reads long integers by WebAssembly.
                f"script-src 'self' blob: 'wasm-unsafe-eval'{self._hashes}",
                # It writes its styles into the page, and Plotly does.
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data: blob:",
                "font-src 'self' data:",
                "media-src 'self' data: blob:",
                "worker-src 'self' blob:",
                f"connect-src 'self' data: blob:{sockets}",
                "object-src 'none'",
                "base-uri 'self'",
                "form-action 'self'",
                self._ancestors,
            ]
        )

    @cached_property
    def _hashes(self) -> str:
        return "".join(f" '{each}'" for each in self._scripts_of())
