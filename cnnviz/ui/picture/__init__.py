"""The visitor's picture: the ways to bring one, and how it becomes a network's input."""
