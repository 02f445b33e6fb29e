"""What sheets and the states of pages are made of."""
