"""The data files of a worker's file, read once: checks, who is employed, how long to keep it."""

from functools import lru_cache

from dpmanager.domain.deadlines.rules import DeadlineRules
from dpmanager.domain.people.checks import CheckRules
from dpmanager.domain.people.status import StatusQuestions
from dpmanager.resource_files import read_toml, resource_path


@lru_cache
def check_rules() -> CheckRules:
    """The checks of `resources/checks.toml`. Raises ResourceError if it is wrong."""
    return read_toml(resource_path("checks.toml"), CheckRules)


@lru_cache
def status_questions() -> StatusQuestions:
    """The questions of `resources/status_questions.toml`. Raises ResourceError if it is wrong."""
    return read_toml(resource_path("status_questions.toml"), StatusQuestions)


@lru_cache
def deadline_rules() -> DeadlineRules:
    """The rules of `resources/deadlines.toml`. Raises ResourceError if it is wrong."""
    return read_toml(resource_path("deadlines.toml"), DeadlineRules)
