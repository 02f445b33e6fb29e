"""The visitor's picture: how it is brought, and how it becomes what a network reads."""
