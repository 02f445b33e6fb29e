"""What several tests need: how close is close, pages, and the wire in Python."""
