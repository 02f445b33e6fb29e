"""What answers beside the pages' scripts: a stroke's direct way, files from memory, and the loading of networks."""
