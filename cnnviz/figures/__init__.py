"""Plotly figures: data in, figure out. No Streamlit here."""
