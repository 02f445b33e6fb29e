"""Large networks in the browser: all of them small, and any layer whole as soon as somebody looks at it."""
