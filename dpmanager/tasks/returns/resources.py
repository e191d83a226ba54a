"""The data files of returns: funders' rules, categories, service types and kinds of evidence."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from dpmanager.domain.returns.funder_lint import KnownIds
from dpmanager.domain.returns.funder_rules import Category, FunderRules
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.resource_files import read_toml, read_toml_text, resource_path
from dpmanager.words import _

GENERIC = "generic"


@lru_cache
def funders() -> tuple[FunderRules, ...]:
    """The rules of every funder there is a file of, in order of their names."""
    files = resource_path("funders").glob("*.toml")
    return tuple(sorted(map(read_funder, files), key=lambda funder: funder.name))


def read_funder(path: Path) -> FunderRules:
    """The rules of one file. Raises ResourceError with its name, the key and what was expected."""
    return msgspec.structs.replace(read_toml(path, FunderRules), id=path.stem)


def funders_to_choose(nation: str = "") -> tuple[FunderRules, ...]:
    """The funders of a nation and those of any, by name; then the presets, the generic one last.

    nation: "" for all of them.
    """
    fitting = [rules for rules in funders() if not nation or rules.nation in {"any", nation}]
    return tuple(sorted(fitting, key=lambda rules: (rules.preset, rules.id == GENERIC)))


def funders_named(part: str, nation: str = "") -> tuple[FunderRules, ...]:
    """Those of `funders_to_choose` with every word of `part` in their name; the generic one always.

    Small and capital letters are alike. "" finds all.
    """
    wanted = part.casefold().split()
    return tuple(
        rules
        for rules in funders_to_choose(nation)
        if rules.id == GENERIC or all(word in rules.name.casefold() for word in wanted)
    )


def funder_name(rules: FunderRules) -> str:
    """The name to choose by, in words; that of a preset can be translated."""
    if rules.id == GENERIC:
        return _("Another council or NHS board")
    return _(rules.name) if rules.preset else rules.name


def rules_of(funder: models.Funder) -> FunderRules:
    """The rules of a funder of the book: as the person corrected them, or those of its file.

    Raises DPManagerError as `funder_rules` does, and ResourceError where the correction is damaged.
    """
    if funder.own_rules:
        return own_rules(funder.own_rules, funder.rules)
    return funder_rules(funder.rules)


@lru_cache
def own_rules(text: str, name: str) -> FunderRules:
    """The rules in the text of a funder's file. name: what the file would be called."""
    return msgspec.structs.replace(read_toml_text(text, FunderRules, f"{name}.toml"), id=name)


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


def surplus_reason_labels() -> dict[str, str]:
    """Each reason why money was not spent, in words."""
    return {name: _(label) for name, label in _words_of("surplus_reasons.toml").items()}


def known_ids() -> KnownIds:
    """The names that a funder's file may use."""
    questions = read_toml(resource_path("spending.toml"), dict[str, Any])["questions"]
    return KnownIds(
        categories=categories(),
        evidence=frozenset(evidence_labels()),
        spending=frozenset(question["id"] for question in questions),
    )


def labels() -> dict[str, str]:
    """Everything that has a name in the data files, in words: it never means two things."""
    return category_labels() | service_type_labels() | evidence_labels() | surplus_reason_labels()


@lru_cache
def _words_of(file: str) -> dict[str, str]:
    return read_toml(resource_path(file), dict[str, str])
