"""What a run of the whole page has still to tell the browser stays, when a part of it runs again before that is sent.

Streamlit drops what the part itself said in the run of the page, as the part will say it anew. On a busy server that is
too late: what stands behind the part is sent first, at a place that the browser does not have yet, and the browser
gives up ("Bad delta path index").
"""

from __future__ import annotations

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import app_session
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue


class Unsent(ForwardMsgQueue):
    """The messages that a browser has not been sent yet."""

    def __init__(self) -> None:
        super().__init__()
        self._is_page = True
        self._of_page: list[ForwardMsg] = []

    def enqueue(self, msg: ForwardMsg) -> None:
        """Add a message."""
        if msg.WhichOneof("type") == "new_session":
            self._is_page = not msg.metadata.run.fragment_ids
        if self._is_page:
            self._of_page.append(msg)
        super().enqueue(msg)

    def clear(self, retain_lifecycle_msgs: bool = False, fragment_ids_this_run: list[str] | None = None) -> None:
        """Drop what another run will say anew: of parts of the page what they said in runs of their own alone."""
        before, kept = self._queue, {id(message) for message in self._of_page}
        super().clear(retain_lifecycle_msgs, fragment_ids_this_run)
        if retain_lifecycle_msgs and fragment_ids_this_run:
            kept |= {id(message) for message in self._queue}
            self._queue = [message for message in before if id(message) in kept]
        else:
            self._of_page = []


def keep_unsent() -> None:
    """Have every session that begins from now on keep its messages so."""
    setattr(app_session, "ForwardMsgQueue", Unsent)  # noqa: B010
