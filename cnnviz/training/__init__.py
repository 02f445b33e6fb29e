"""Training the bundled networks by their recipes, in folders from which a killed training goes on."""
