"""Real servers for the tests, on free loopback ports: nothing here pretends to be a database or a mail server."""
