"""The page at /reach: at which addresses the app is reached, and what gets through from where the page is opened."""
