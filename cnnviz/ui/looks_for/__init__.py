"""The parts of the page Looks for."""
