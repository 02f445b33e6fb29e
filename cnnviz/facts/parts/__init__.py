"""What all facts stand on: the state that they are computed in, what they return, beliefs, and numbers in prose."""
