"""Between the deeds the test itself sees all rows, so that it can name and compare them."""

from tests.partnerships.conftest import onlooker

__all__ = ["onlooker"]
