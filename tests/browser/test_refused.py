"""A file for which the server has no room: the uploader says so in a sentence, not by a number."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image
from playwright.sync_api import expect

from benchmarks.launch import ROOT, running_server
from tests.browser.main_page import START_SECONDS


def test_the_uploader_says_why_a_file_is_refused(browser, tmp_path):
    noise = np.random.default_rng(0).integers(0, 256, (800, 800, 3), np.uint8)
    picture = io.BytesIO()
    Image.fromarray(noise).save(picture, "PNG")
    with running_server(ROOT / "app.py", tmp_path / "log.txt", environment={"CNNVIZ_UPLOADS_MB": "1"}) as server:
        page = browser.new_page()
        page.goto(f"{server.url}/?source=Upload")
        page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
            {"name": "noise.png", "mimeType": "image/png", "buffer": picture.getvalue()}, timeout=START_SECONDS * 1000
        )
        uploader = page.get_by_test_id("stFileUploader")
        expect(uploader).to_contain_text("The server has no room for more files just now.", timeout=20_000)
        expect(uploader).not_to_contain_text("status code")
        page.close()
