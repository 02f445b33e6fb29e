"""Rooms on the web: the routes by which students and teachers reach them, beside Streamlit's own."""
