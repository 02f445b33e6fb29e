"""The process in which trainings and chores run: commands come in on its standard input, reports go out on its output.

    python -m cnnviz.live.worker

It gives way to everything else on the machine, and ends when its input does, however the web process ended.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
from typing import IO, Any

IDLE = 0.25
"""Seconds after which an idle worker looks whether somebody is still looking at its trainings."""


def main() -> None:
    """Serve until the standard input ends."""
    if hasattr(os, "nice"):
        # Before TensorFlow makes its threads, which take over how nice this one is.
        os.nice(19)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    source, target = sys.stdin.buffer, sys.stdout.buffer
    # Nothing else may write there.
    sys.stdout = sys.stderr

    import tensorflow as tf

    # Each worker has one processor: more threads would only get into each other's way.
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    from cnnviz.live.host import Host
    from cnnviz.live.learner import Learner
    from cnnviz.live.messages import Report, write
    from cnnviz.live.recipe import Recipe

    # What the first training of a process needs once: a second of it, which no visitor waits for.
    Learner(Recipe(each=10)).learn_batch()

    commands: queue.Queue[Any] = queue.Queue()
    threading.Thread(target=_listen, args=(source, commands), daemon=True).start()
    host = Host(lambda report: write(target, report))
    write(target, Report("", "running"))
    is_busy = False
    while True:
        try:
            command = commands.get(block=not is_busy, timeout=None if is_busy else IDLE)
        except queue.Empty:
            is_busy = host.work()
            continue
        if command is None:
            return
        host.tell(command)
        # Where many look on, there is always a command: whoever waited for a quiet moment would never work.
        is_busy = True


def _listen(source: IO[bytes], commands: queue.Queue[Any]) -> None:
    from cnnviz.live.messages import read

    while True:
        try:
            commands.put(read(source))
        except EOFError:
            commands.put(None)
            return


if __name__ == "__main__":
    # Without the web process there is nobody to tell.
    with contextlib.suppress(BrokenPipeError):
        main()
    # Without the tidying up, for which TensorFlow takes a second.
    os._exit(0)
