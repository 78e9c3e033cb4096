"""Benchmarks: each prints one JSON line and measures its peer in the same run; never part of the suite."""
