"""Lessons in the app: what its pages take."""
