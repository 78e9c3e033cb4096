"""Loaded before tests/conftest.py: the real servers' fixtures are there for every test."""

pytest_plugins = ["tests.servers.plugin"]
