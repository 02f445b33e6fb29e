"""The one error that reading a picture raises."""


class PictureError(ValueError):
    """A picture that cannot be read. Its text is one sentence to show: what is wrong, and what would work."""
