"""Experience is written down once, reviewed, shared with exactly those it is meant for, and found by them."""
