"""The pages of whoever runs the platform."""

from coop.admin.views import laid_aside
from coop.admin.views.units import bp

__all__ = ["bp", "laid_aside"]
