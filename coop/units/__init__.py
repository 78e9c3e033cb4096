"""Units and their trees of branches: who belongs where, in which role, and what the unit allows."""
