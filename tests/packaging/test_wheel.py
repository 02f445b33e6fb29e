"""The wheel: built, installed into an environment of its own, and used away from the repository."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from PIL import Image

import cnnviz
from cnnviz.bundled.home import ROOT
from cnnviz.datasets.samples import load_samples
from cnnviz.ui.pages import PAGES

START_SECONDS = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Where everything happens: it has nothing to do with the repository."""
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture(scope="module")
def python(folder) -> Path:
    """The Python of an environment that has the wheel, and borrows the libraries of the one that runs the tests."""
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder / "dist"), str(ROOT)]
    subprocess.run(build, cwd=folder, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    assert list((folder / "dist").glob("*.tar.gz"))
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    python = folder / "venv" / "bin" / "python"
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own = Path(subprocess.run([python, "-c", where], check=True, capture_output=True, text=True).stdout.strip())
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    (own / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return python


@pytest.fixture(scope="module")
def run(folder, python):
    def run(*arguments: str) -> subprocess.CompletedProcess:
        command = [python.with_name("cnnviz"), *arguments]
        return subprocess.run(command, cwd=folder, env=_environment(), capture_output=True, text=True)

    return run


@pytest.fixture(scope="module")
def seven(folder) -> Path:
    path = folder / "seven.png"
    Image.fromarray(load_samples().image(0)[..., 0]).save(path)
    return path


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def test_what_is_imported_is_the_installed_copy(folder, python):
    result = subprocess.run(
        [python, "-c", "import cnnviz; print(cnnviz.__file__)"],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(result.stdout.strip()).is_relative_to(folder / "venv")


def test_the_metadata_say_what_the_wheel_needs(folder, python):
    (metadata,) = (folder / "venv").rglob("cnnviz-*.dist-info/METADATA")
    text = metadata.read_text(encoding="utf-8")
    needed = [line for line in (ROOT / "requirements.txt").read_text().splitlines() if not line.startswith("#")]
    stated = [line for line in text.splitlines() if line.startswith("Requires-Dist: ")]
    names = {re.match(r"[\w-]+", line.removeprefix("Requires-Dist: "))[0] for line in stated}
    assert names == {re.match(r"[\w-]+", line)[0] for line in needed} | {"distributed"}
    assert next(line for line in stated if "distributed" in line).endswith("extra == 'cluster'")
    assert f"Version: {cnnviz.__version__}\n" in text and "License-Expression: MIT\n" in text
    licences = {path.name for path in (metadata.parent / "licenses").iterdir()}
    assert licences == {"LICENSE", "LICENSES-DATA.md"}


def test_the_wheel_has_every_file_of_the_app(folder, python):
    (package,) = (folder / "venv").rglob("site-packages/cnnviz")
    beside = ["app.py", *(path for top in ("pages", "models", ".streamlit") for path in _files(top))]
    inside = _files("cnnviz")
    assert len(beside) > 50 and len(inside) > 200
    assert not [path for path in beside if not (package / "root" / path).exists()]
    assert not [path for path in inside if not (package.parent / path).exists()]


def test_the_command_says_its_version(run):
    assert run("--version").stdout == f"cnnviz {cnnviz.__version__}\n"


def test_the_wheel_has_the_networks(run):
    assert run("networks").stdout.split() == cnnviz.networks()


def test_the_installed_command_reads_a_picture_as_the_library_does(run, seven):
    result = run("classify", str(seven), "--network", "mnist_lab", "--json")
    assert result.stderr == ""
    top = cnnviz.load("mnist_lab").trace(seven).top(3)
    read = [(pair["label"], pair["probability"]) for pair in json.loads(result.stdout)["top"]]
    assert [label for label, _ in read] == [label for label, _ in top]
    assert [share for _, share in read] == pytest.approx([share for _, share in top], abs=1e-5)


@pytest.mark.parametrize(
    "arguments",
    [("publish", "mnist_lab"), ("evaluate", "mnist_lab", "--write"), ("excite", "mnist_lab"), ("results",)],
    ids=lambda arguments: arguments[0],
)
def test_the_installed_command_does_not_write_over_the_networks_of_the_wheel(run, arguments):
    result = run(*arguments)
    assert result.returncode == 2 and result.stdout == ""
    assert len(result.stderr.splitlines()) == 1 and "only a checkout of its repository allows" in result.stderr


def test_the_installed_pages_find_all_they_need(folder, python):
    run_all = """
from cnnviz.bundled.home import ROOT
from cnnviz.ui.pages import PAGES
from streamlit.testing.v1 import AppTest

page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=400).run()
for script in PAGES:
    page.switch_page(script).run()
    print(script, [error.message for error in page.exception])
"""
    command = [python, "-c", run_all]
    result = subprocess.run(command, cwd=folder, env=_environment(), capture_output=True, text=True)
    assert result.stdout.splitlines() == [f"{script} []" for script in PAGES], result.stderr


def test_the_app_serves_and_stops(folder, python):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [python.with_name("cnnviz"), "app", "--port", str(port), "--", "--server.headless", "true"]
    log = folder / "log.txt"
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=folder, env=_environment(), stdout=output, stderr=subprocess.STDOUT)
    try:
        assert _answer(process, f"http://127.0.0.1:{port}/_stcore/health") == b"ok"
        for path in ("", "filters"):
            html = _answer(process, f"http://127.0.0.1:{port}/{path}").decode()
            assert "<title>cnnviz</title>" in html
        (script,) = re.findall(r'src="\./(static/js/index\.[\w-]+\.js)"', html)
        assert len(_answer(process, f"http://127.0.0.1:{port}/{script}")) > 10_000
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    finally:
        process.kill()
    printed = log.read_text()
    # With settings of its own Streamlit would listen everywhere, and say so.
    assert f"URL: http://127.0.0.1:{port}" in printed and "Network URL" not in printed
    assert "Traceback" not in printed


def _answer(process: subprocess.Popen, url: str) -> bytes:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.read()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.05)


def _files(top: str) -> list[str]:
    paths = (path for path in (ROOT / top).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return [path.relative_to(ROOT).as_posix() for path in paths]
