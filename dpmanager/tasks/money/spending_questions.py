"""The questions about spending, read once, and which of them are asked of whom."""

from collections.abc import Iterable
from functools import lru_cache

from dpmanager.domain.budget.spending_rules import Question, SpendingRules
from dpmanager.resource_files import read_toml, resource_path


@lru_cache
def spending_rules() -> SpendingRules:
    """The questions of `resources/spending.toml`. Raises ResourceError if it is wrong."""
    return read_toml(resource_path("spending.toml"), SpendingRules)


def questions_for(rules_ids: Iterable[str]) -> tuple[Question, ...]:
    """The questions that are asked of funders with these rules (files of `resources/funders/`).

    One that some of the funders leave out is still asked of the others.
    """
    funders = set(rules_ids)
    return tuple(
        question
        for question in spending_rules().questions
        if not funders or funders - set(question.not_for)
    )
