"""The app with the model files of a folder opened for everybody: CNNVIZ_BROUGHT names it."""

import os
from pathlib import Path

from app import app as app
from cnnviz.known.own import open_for_all

for path in sorted(Path(os.environ["CNNVIZ_BROUGHT"]).iterdir()):
    open_for_all(path.read_bytes(), path.name, scale="-1..1")
