"""Changes to a picture, pictures made to be misread, and how the answer follows."""
