"""All about one channel: what excites it, what it changes, a picture made for it."""
