"""How one network learns with several activation functions: what it misreads after every epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import plotly.graph_objects as go

from cnnviz.training.variants import Epoch

COLOURS = ("#2f7fd6", "#1f9e77", "#d95f02", "#a05cc8", "#8a8f98")
"""Readable on white and on black. The dashes tell the lines apart for people who do not see all colours."""
DASHES = ("solid", "dash", "solid", "dashdot", "dot")

_SHARES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1)
_LOSSES = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2)


def variant_curves(histories: Mapping[str, Sequence[Epoch]], what: Literal["misread", "loss"]) -> go.Figure:
    """Return a figure of the validation pictures' loss or share misread, one line per variant, on a logarithmic axis.

    Args:
        histories: Each variant's epochs, by its name.
        what: The share of the pictures that is misread, or their mean loss.
    """
    figure = go.Figure()
    for (name, epochs), colour, dash in zip(histories.items(), COLOURS, DASHES, strict=False):
        figure.add_scatter(
            x=[epoch.epoch for epoch in epochs],
            y=[1 - epoch.val_accuracy if what == "misread" else epoch.val_loss for epoch in epochs],
            name=name,
            mode="lines+markers",
            line={"color": colour, "width": 2.5, "dash": dash},
            hovertemplate="%{y:.2%}" if what == "misread" else "%{y:.4f}",
        )
    ticks, form, title = (_SHARES, "{:.0%}", "misread") if what == "misread" else (_LOSSES, "{:g}", "loss")
    figure.update_yaxes(
        type="log", title_text=title, tickvals=ticks, ticktext=[form.format(tick) for tick in ticks], tickfont_size=14
    )
    figure.update_xaxes(title_text="epoch", dtick=2, tickfont_size=14)
    figure.update_layout(
        height=400,
        margin={"l": 4, "r": 8, "t": 90, "b": 4},
        hovermode="x unified",
        dragmode="zoom",
        legend={"orientation": "h", "x": 0, "y": 1.03, "xanchor": "left", "yanchor": "bottom"},
        font={"size": 14},
    )
    return figure
