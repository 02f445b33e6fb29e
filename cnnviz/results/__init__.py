"""What is known of a trained network: its figures, mistakes, card and epochs."""
