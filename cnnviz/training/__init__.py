"""Training the bundled networks: what each recipe says, done in a folder that can be killed and gone on with."""
