"""Share, in the header of every page: a link of what is on screen, and what those who open it see and may change.

The link is the page's own address with `hide` and `lock`; Share makes of it a QR code, a step of a lesson, and a frame
for a course. Only dialog.py shows anything: the other files turn values into values.
"""
