"""The parts of the convolution lab, one file each: see cnnviz/ui/page_parts.py."""
