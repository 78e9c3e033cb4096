"""The pages of whoever runs the platform."""

from coop.admin.views import applications, laid_aside, units
from coop.admin.views.blueprint import bp

__all__ = ["applications", "bp", "laid_aside", "units"]
