"""What a person needs to know first: what waits for them, what they wait for, what comes next, and the figures behind it."""
