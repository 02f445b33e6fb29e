"""The parts of the page What if, one file each: see cnnviz/ui/page_parts.py."""
