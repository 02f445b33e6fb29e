"""The labs: pages on one operation of a network, with numbers and pictures of the visitor's own."""
