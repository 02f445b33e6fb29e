"""Plotly figures: data in, figure out. No Streamlit here."""

from importlib import import_module

# Plotly looks whether another thread has loaded pandas, and fails where that has only begun.
import_module("pandas")
