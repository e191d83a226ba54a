"""The State Pension ages, read once."""

from functools import lru_cache

from dpmanager.domain.pay.state_pension_age import StatePensionAges
from dpmanager.resource_files import read_toml, resource_path


@lru_cache
def state_pension_ages() -> StatePensionAges:
    """The ages of `resources/state_pension_age.toml`. Raises ResourceError if it is wrong."""
    return read_toml(resource_path("state_pension_age.toml"), StatePensionAges)
