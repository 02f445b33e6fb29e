"""Pages of plain HTML, which need no websocket: they look like the app's own, and answer where those cannot."""
