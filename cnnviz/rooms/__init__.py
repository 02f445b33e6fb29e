"""Rooms: a class that answers one lesson together, and a teacher who steers it.

A room is in memory: the last answer of each student to each question, until the teacher ends it or three hours after
the last answer. Nothing of it is on disk or in a log. What a server lost that was started again comes back from the
browsers of the teacher and of the students, see anew.py and returning.py. Nothing here imports Streamlit.
"""
