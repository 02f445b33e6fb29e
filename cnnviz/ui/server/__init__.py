"""The server of the app: how it is started, and the files that it serves from memory."""
