"""The tables of orders that take money from net pay, read once."""

from functools import lru_cache

from dpmanager.domain.pay.court_order import CourtOrderTables
from dpmanager.resource_files import read_toml, resource_path


@lru_cache
def court_order_tables() -> CourtOrderTables:
    """`resources/court_orders.toml`. Raises ResourceError for a file that is wrong."""
    return read_toml(resource_path("court_orders.toml"), CourtOrderTables)
