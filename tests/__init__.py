"""The tests are a package so that they are found before tf-keras-vis', which installs a package of the same name."""
