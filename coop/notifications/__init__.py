"""Whoever is concerned learns of it once, in a sentence with its reason and a way there; nobody is told of their own deed."""
