"""Three replicas behind a real nginx, with the configuration that deploy/ ships, on loopback."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.launch import ROOT, Server, free_port, is_answering, running_server

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
LETTERS = {"one": "BCDFGHJ", "two": "KLMNPQR", "three": "STVWXZ"}
"""Which replica owns which first letters of rooms' codes: as in deploy/compose.yaml."""
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
"""None where it is not installed."""
START_SECONDS = 20


@dataclass(frozen=True)
class Site:
    """Replicas behind one proxy.

    Attributes:
        url: The proxy's.
        replicas: By the names that cookies give them.
    """

    url: str
    replicas: dict[str, Server]

    def kill(self, replica: str) -> None:
        """End a replica at once, as a machine that loses its power does."""
        os.kill(self.replicas[replica].pid, signal.SIGKILL)


@contextmanager
def running_site(script: Path, folder: Path) -> Iterator[Site]:
    """Run three replicas and nginx until the block ends.

    Args:
        script: The Streamlit script.
        folder: An empty one for logs and what nginx keeps.
    Raises:
        RuntimeError: If nginx is not installed, or something does not start.
    """
    with ExitStack() as running:
        replicas = {
            name: running.enter_context(
                running_server(script, folder / f"{name}.txt", environment={"CNNVIZ_ROOM_LETTERS": letters})
            )
            for name, letters in LETTERS.items()
        }
        yield Site(running.enter_context(running_proxy([each.url for each in replicas.values()], folder)), replicas)


@contextmanager
def running_proxy(urls: list[str], folder: Path) -> Iterator[str]:
    """Run nginx before three servers, in the order of the replicas; yield its URL."""
    if NGINX is None:
        raise RuntimeError("nginx is not installed: install Debian's nginx-light.")
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(on_loopback(urls, port, folder))
    with (folder / "nginx.txt").open("w") as output:
        process = subprocess.Popen(
            [NGINX, "-c", str(configuration), "-g", "daemon off;"], stdout=output, stderr=subprocess.STDOUT
        )
    try:
        url, end = f"http://127.0.0.1:{port}", time.monotonic() + START_SECONDS
        while not is_answering(url):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"nginx did not start:\n{(folder / 'nginx.txt').read_text()}")
            time.sleep(0.02)
        yield url
    finally:
        process.terminate()
        process.wait()


def on_loopback(urls: list[str], port: int, folder: Path) -> str:
    """Return the configuration that ships with other addresses: of the replicas, of its own, and of its files."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    for number, url in enumerate(urls, 1):
        text = text.replace(f"cnnviz-{number}:8501", url.removeprefix("http://"))
    text = re.sub(r"^( +)listen 8080;", rf"\1listen 127.0.0.1:{port};", text, count=1, flags=re.MULTILINE)
    return text.replace("/tmp/nginx", f"{folder}/nginx").replace("/dev/stdout", f"{folder}/access.txt")
