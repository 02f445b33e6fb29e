"""What the labs teach, in NumPy alone."""
