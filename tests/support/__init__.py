"""What several tests need: how close is close, the wire in Python, real servers."""
