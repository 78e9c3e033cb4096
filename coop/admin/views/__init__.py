"""The pages of whoever runs the platform."""

from coop.admin.views.units import bp

__all__ = ["bp"]
