"""The page *Class*: what Python says of it. What is done there is between the browser and the rooms' routes."""
