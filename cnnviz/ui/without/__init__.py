"""The page at /without: drawing, maps and votes by the routes alone, where a network cuts the websocket."""
