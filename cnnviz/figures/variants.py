"""How one network learns with several activations: what is still misread after every epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import plotly.graph_objects as go

from cnnviz.training.variants import Epoch

COLOURS = ("#2f7fd6", "#1f9e77", "#d95f02", "#a05cc8", "#8a8f98")
"""Readable on white and on black, and told from each other by those who see few colours by their dashes too."""
DASHES = ("solid", "dash", "solid", "dashdot", "dot")


SHARES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1)
LOSSES = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2)


def variant_curves(histories: Mapping[str, Sequence[Epoch]], what: Literal["misread", "loss"]) -> go.Figure:
    """Return what happened to the validation pictures, a line a variant, on a logarithmic axis.

    Args:
        histories: Each variant's epochs, by its name.
        what: The share of them that was misread, or their mean loss.
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
    ticks, form, title = (SHARES, "{:.0%}", "misread") if what == "misread" else (LOSSES, "{:g}", "loss")
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
