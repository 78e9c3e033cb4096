"""Everybody of a branch, a partnership or an activity reads the same words in the same order; what was acknowledged stays."""
