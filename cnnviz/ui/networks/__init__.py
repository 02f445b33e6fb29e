"""The parts of the page Networks."""
