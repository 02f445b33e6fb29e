"""Where the workers of an app start: as processes here, or on the Dask cluster that CNNVIZ_SCHEDULER names."""

from __future__ import annotations

import os
from functools import cache

from cnnviz.live.cluster import Cluster
from cnnviz.live.pool import StartWorker
from cnnviz.live.processes import Process


@cache
def cluster() -> Cluster | None:
    """Return the cluster; None where none is named. ValueError if it does not answer: the message says so."""
    scheduler = os.environ.get("CNNVIZ_SCHEDULER")
    return Cluster(scheduler) if scheduler else None


def starter() -> StartWorker:
    """Return what starts a worker. It raises what cluster() raises."""
    found = cluster()
    return found.start if found else Process
