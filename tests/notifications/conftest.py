"""Between the deeds the test itself sees all rows, so that it can name and compare them."""

from tests.live import live
from tests.partnerships.conftest import onlooker

__all__ = ["live", "onlooker"]
