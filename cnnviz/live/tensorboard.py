"""A live training as the logs that TensorBoard shows, made in memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

BUCKETS = 30
"""Of a histogram: as many as tf.summary.histogram makes."""


def logs(
    name: str,
    losses: Sequence[float],
    accuracies: Sequence[float],
    rows: Sequence[tuple[float, float, float, float, float]],
    weights: Mapping[str, npt.NDArray[np.float32]],
    step: int,
    begun: float,
) -> bytes:
    """Return a zip of a folder for `tensorboard --logdir`.

    Its train/ has batch_loss and batch_accuracy by the number of batches done, epoch_loss and epoch_accuracy by the
    number of epochs done, all as float32, and histograms of the weights; its validation/ has epoch_loss and
    epoch_accuracy.

    Args:
        name: The name of the folder.
        losses: Of every batch.
        accuracies: Of the same batches.
        rows: Of every epoch, see learner.Epoch.
        weights: The network's weights by name, such as "conv1/kernel": TensorBoard shows together what is the same
            before the slash. Those that are no numbers are left out.
        step: The number of batches after which the weights were these.
        begun: When the training was begun, in seconds of the clock on the wall: the time of all that is in the logs.
    """
    train, validation = _EventFile(begun), _EventFile(begun)
    for done, (loss, accuracy) in enumerate(zip(losses, accuracies, strict=True), start=1):
        train.add(done, _scalars(batch_loss=loss, batch_accuracy=accuracy))
    for epoch, loss, accuracy, held_loss, held_accuracy in rows:
        train.add(int(epoch), _scalars(epoch_loss=loss, epoch_accuracy=accuracy))
        validation.add(int(epoch), _scalars(epoch_loss=held_loss, epoch_accuracy=held_accuracy))
    train.add(step, (_histogram(tag, values) for tag, values in weights.items()))
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as target:
        for part, file in (("train", train), ("validation", validation)):
            # TensorBoard knows its files by this.
            target.writestr(f"{name}/{part}/events.out.tfevents.{begun:010.0f}.cnnviz", file.content.getvalue())
    return zipped.getvalue()


class _EventFile:
    """What is in a file of TensorBoard's; each event is as TensorFlow's own summaries write it."""

    def __init__(self, time: float) -> None:
        from tensorboard.compat.proto.event_pb2 import Event
        from tensorboard.summary.writer.record_writer import RecordWriter

        self.content, self._event, self._time = io.BytesIO(), Event, time
        self._records = RecordWriter(self.content)
        self._records.write(Event(wall_time=time, file_version="brain.Event:2").SerializeToString())

    def add(self, step: int, summaries: Iterable[Any]) -> None:
        event = self._event(wall_time=self._time, step=step)
        for summary in summaries:
            event.summary.MergeFrom(summary)
        self._records.write(event.SerializeToString())


def _scalars(**values: float) -> Iterator[Any]:
    from tensorboard.plugins.scalar.summary_v2 import scalar_pb

    return (scalar_pb(tag, value) for tag, value in values.items())


def _histogram(tag: str, values: npt.NDArray[np.float32]) -> Any:
    """Return what tf.summary.histogram does, in little memory however many the values are."""
    from tensorboard.compat.proto.summary_pb2 import Summary
    from tensorboard.plugins.histogram.metadata import create_summary_metadata
    from tensorboard.util.tensor_util import make_tensor_proto

    numbers = values[np.isfinite(values)].astype(np.float64)
    least, most = (numbers.min(), numbers.max()) if numbers.size else (0.0, 0.0)
    if least < most:
        counts, edges = np.histogram(numbers, BUCKETS, (least, most))
    else:
        counts, edges = np.array([0] * (BUCKETS - 1) + [numbers.size]), np.full(BUCKETS + 1, least)
    summary = Summary()
    summary.value.add(
        tag=tag,
        metadata=create_summary_metadata(display_name=None, description=None),
        tensor=make_tensor_proto(np.stack([edges[:-1], edges[1:], counts], axis=1), dtype=np.float64),
    )
    return summary
