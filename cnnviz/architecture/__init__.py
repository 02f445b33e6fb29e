"""A network that somebody builds layer by layer, on paper: its shapes and sizes, without weights and without Keras."""
