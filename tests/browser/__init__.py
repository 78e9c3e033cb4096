"""The product in a real browser, as its members meet it."""
