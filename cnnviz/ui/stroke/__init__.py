"""The two roads of a stroke, from the drawing pad to the maps: README.md beside this file explains them."""
