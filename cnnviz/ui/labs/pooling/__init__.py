"""The two parts of the pooling lab: what pooling keeps, and what activations do."""
