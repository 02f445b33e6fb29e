"""What a kind of layer is made of: its contract, and what several kinds have in common."""
