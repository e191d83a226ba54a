"""The data files of returns: funders' rules, categories, service types and kinds of evidence."""

from functools import lru_cache

import msgspec

from dpmanager.domain.returns.funder_rules import Category, FunderRules
from dpmanager.errors import DPManagerError
from dpmanager.resource_files import read_toml, resource_path
from dpmanager.words import _


@lru_cache
def funders() -> tuple[FunderRules, ...]:
    """The rules of every funder there is a file of, in order of their names."""
    files = resource_path("funders").glob("*.toml")
    rules = [msgspec.structs.replace(read_toml(path, FunderRules), id=path.stem) for path in files]
    return tuple(sorted(rules, key=lambda funder: funder.name))


def funder_rules(name: str) -> FunderRules:
    """The rules in the file `name`. Raises DPManagerError that names those there are."""
    for rules in funders():
        if rules.id == name:
            return rules
    raise DPManagerError(
        _("There are no rules for a funder named “{name}”. There are rules for: {names}.").format(
            name=name, names=", ".join(sorted(rules.id for rules in funders()))
        )
    )


@lru_cache
def categories() -> dict[str, Category]:
    """What a payment can be for, in the order in which a return lists it."""
    return read_toml(resource_path("categories.toml"), dict[str, Category])


def category_labels() -> dict[str, str]:
    """Each category in words."""
    return {name: _(category.label) for name, category in categories().items()}


def service_type_labels() -> dict[str, str]:
    """Each service type in words."""
    return {name: _(label) for name, label in _words_of("service_types.toml").items()}


def evidence_labels() -> dict[str, str]:
    """Each kind of evidence in words."""
    return {name: _(label) for name, label in _words_of("evidence.toml").items()}


def labels() -> dict[str, str]:
    """Everything that has a name in the data files, in words: it never means two things."""
    return category_labels() | service_type_labels() | evidence_labels()


@lru_cache
def _words_of(file: str) -> dict[str, str]:
    return read_toml(resource_path(file), dict[str, str])
