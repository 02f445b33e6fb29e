"""The tests in real Chromium. A package, at whose end browser and servers are closed."""
