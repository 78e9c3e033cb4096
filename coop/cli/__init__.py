"""What an operator does at a terminal: serve, look after, bring in and take out."""
