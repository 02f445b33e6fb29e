"""The answers of two networks to the same picture: one chart with two bars for every class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from cnnviz.trace import Trace
from cnnviz.ui.components.mount import component

_HTML = """
<div class="paired" data-testid="paired-answers">
  <p class="verdict" role="status" data-region="answer partner-answer agreement"></p>
  <table class="networks"><tbody></tbody></table>
  <table class="bars"><tbody></tbody></table>
</div>
"""

_mount = component("paired_answers", js="paired_answers/paired.js", html=_HTML, css=("paired_answers/paired.css",))


@dataclass(frozen=True)
class Contender:
    """One of the two networks that are compared.

    Attributes:
        name: The network's name.
        facts: Facts about the network, a few words each.
        accuracy: How many pictures of the test set it reads right, in words; "" where that is not known.
    """

    name: str
    facts: tuple[str, ...]
    accuracy: str = ""


def show_paired_answers(contenders: Sequence[Contender], traces: Sequence[Trace], verdict: str, *, key: str) -> None:
    """Show both answers side by side.

    Args:
        contenders: The two networks.
        traces: Their answers, in the same order.
        verdict: A sentence on whether they agree.
        key: The element's key.
    """
    networks = [
        {**asdict(contender), "probabilities": trace.probabilities.tolist()}
        for contender, trace in zip(contenders, traces, strict=True)
    ]
    _mount(data={"verdict": verdict, "labels": list(traces[0].labels), "networks": networks}, key=key)
