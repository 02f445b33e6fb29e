"""A training that nobody interrupted, once for the tests of a file."""

from __future__ import annotations

import pytest

from cnnviz.bundled.run_folder import RunFolder
from tests.training.small import EPOCHS, NETWORK


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """The folder of a training that nobody interrupted."""
    from cnnviz.training.train import Settings, train

    settings = Settings(tmp_path_factory.mktemp("runs"), epochs=EPOCHS, small=True)
    train(NETWORK, settings)
    return settings.folder(NETWORK)
