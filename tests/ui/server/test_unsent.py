"""What a browser has still to be told when a part of its page runs again."""

from __future__ import annotations

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import app_session
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from cnnviz.ui.server.unsent import Unsent, keep_unsent

PART = "part"


def session(*parts: str) -> ForwardMsg:
    message = ForwardMsg()
    message.new_session.name = "app"
    message.metadata.run.fragment_ids.extend(parts)
    return message


def delta(*path: int, part: str = "", text: str = "") -> ForwardMsg:
    message = ForwardMsg()
    message.metadata.delta_path.extend(path)
    message.delta.fragment_id = part
    message.delta.new_element.markdown.body = text
    return message


def paths(queue: ForwardMsgQueue) -> list[list[int]]:
    return [list(message.metadata.delta_path) for message in queue.flush() if message.HasField("delta")]


def busy(queue: ForwardMsgQueue) -> ForwardMsgQueue:
    """The page has run, nothing was sent, and its part runs again."""
    queue.enqueue(session())
    for message in (delta(0, 0), delta(0, 1, part=PART), delta(0, 2)):
        queue.enqueue(message)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=[PART])
    queue.enqueue(session(PART))
    queue.enqueue(delta(0, 1, part=PART, text="new"))
    return queue


def test_a_part_that_runs_again_leaves_no_gap_in_the_page():
    assert paths(busy(Unsent())) == [[0, 0], [0, 1], [0, 2], [0, 1]]
    assert paths(busy(ForwardMsgQueue())) == [[0, 0], [0, 2], [0, 1]], "Streamlit keeps it now by itself: drop this"


def test_what_a_part_said_in_a_run_of_its_own_is_dropped_for_what_it_says_anew():
    queue = busy(Unsent())
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=[PART])
    queue.enqueue(session(PART))
    queue.enqueue(delta(0, 1, part=PART, text="newer"))
    deltas = [message.delta for message in queue.flush() if message.HasField("delta")]
    assert [each.new_element.markdown.body for each in deltas] == ["", "", "", "newer"]


def test_a_page_that_runs_again_drops_all_of_it():
    queue = busy(Unsent())
    queue.clear(retain_lifecycle_msgs=True)
    assert paths(queue) == []
    queue.enqueue(session())
    queue.enqueue(delta(0, 0))
    assert paths(queue) == [[0, 0]]


def test_what_is_sent_is_not_sent_again():
    queue = Unsent()
    queue.enqueue(session())
    queue.enqueue(delta(0, 0, part=PART))
    assert paths(queue) == [[0, 0]]
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=[PART])
    assert paths(queue) == []


def test_sessions_have_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(app_session, "ForwardMsgQueue", ForwardMsgQueue)
    keep_unsent()
    assert app_session.ForwardMsgQueue is Unsent
