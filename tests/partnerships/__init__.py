"""Partnerships: who asks, who answers, what follows, and who sees none of it."""
