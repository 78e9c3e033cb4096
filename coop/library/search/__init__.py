"""Finds what the searcher may see and nothing else: what was not shared never reaches a score, count or hint."""
