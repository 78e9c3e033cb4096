"""Two or more branches agree to build together; each side turns two keys, any side may leave, and what was done stays."""
