"""The parts of the convolution lab, one file each: see cnnviz/ui/parts.py."""
