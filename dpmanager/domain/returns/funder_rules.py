"""What a funder asks for, as far as it could be found out, and what each category means."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from dpmanager.domain.periods import Frequency, long_date
from dpmanager.domain.returns.funder_return import IncomeKind
from dpmanager.words import _


class DataFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of a data file. A key that is not known is refused by name."""


class Category(DataFile, frozen=True, kw_only=True):
    """What a payment was for.

    direction: in, out, or transfer (between two accounts of the book: neither).
    income_kind: for money in, whose money it is. evidence: ids of `resources/evidence.toml`.
    """

    label: str
    direction: Literal["in", "out", "transfer"]
    income_kind: IncomeKind | None = None
    evidence: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.direction == "in") != (self.income_kind is not None):
            raise ValueError("income_kind belongs to money in, and only there")


class Source(DataFile, frozen=True, kw_only=True):
    """Where a rule was read."""

    title: str
    address: str


class SurplusRule(DataFile, frozen=True, kw_only=True):
    """How much money may stay in the account: the person is asked, with a number to start from."""

    kind: Literal["ask"]
    suggested_weeks: Decimal


class DeadlineRule(DataFile, frozen=True, kw_only=True):
    """When a return is due after its period: the person is asked, with a number to start from."""

    kind: Literal["ask"]
    suggested_days: int


class RetentionRule(DataFile, frozen=True, kw_only=True):
    """How long papers are kept: full years, and the current one besides."""

    years: int
    current_year: bool


class FunderRules(DataFile, frozen=True, kw_only=True):
    """What is known of one funder. What was not verified is None and named in `unknown`.

    id: the name of the file in `resources/funders/`. detail: how much of its own words was read.
    asked_for: the ways in which it asks for a return; `card` means that it looks for itself.
    evidence: ids of `resources/evidence.toml`.
    """

    id: str = ""
    name: str
    nation: Literal["any", "england", "wales", "scotland", "northern-ireland"]
    detail: Literal["own-design", "form-part", "guidance", "agreement-contents", "third-party"]
    era: str = ""
    checked: date
    sources: tuple[Source, ...]
    asked_for: tuple[Literal["periodic", "on-request", "card"], ...]
    paid: Frequency | None = None
    evidence: tuple[str, ...]
    surplus: SurplusRule | None = None
    deadline: DeadlineRule | None = None
    retention: RetentionRule | None = None
    unknown: tuple[
        Literal["form", "interval", "paid", "surplus", "deadline", "retention"], ...
    ] = ()


def what_is_known(rules: FunderRules) -> str:
    """Sentences that say how far the rules can be trusted, for the return and the screen."""
    sentences = [_how_much_was_read(rules)]
    missing = [words for key, words in _unknown_words().items() if key in rules.unknown]
    if missing:
        sentences.append(_("We could not find out: {missing}.").format(missing="; ".join(missing)))
    sentences += [
        _("Checked {day}.").format(day=long_date(rules.checked)),
        _("Check these rules against your own letter."),
    ]
    return " ".join(sentences)


def _how_much_was_read(rules: FunderRules) -> str:
    sentence = {
        "own-design": _(
            "This layout is our own. It holds what many councils ask for, "
            "and is not any council's form."
        ),
        "form-part": _("We read a part of {funder}'s own form. This layout is our own."),
        "guidance": _(
            "We could not read {funder}'s own form. These rules come from its guidance. "
            "This layout is our own."
        ),
        "agreement-contents": _(
            "We could not read {funder}'s own form. These rules come from its pages for the "
            "public. This layout is our own."
        ),
        "third-party": _(
            "We could not read {funder}'s own form. These rules come from what others say "
            "about it. This layout is our own."
        ),
    }[rules.detail]
    return sentence.format(funder=rules.name)


def _unknown_words() -> dict[str, str]:
    return {
        "interval": _("how often it wants a return"),
        "paid": _("how often it pays"),
        "surplus": _("how much money may stay in the account"),
        "deadline": _("when a return is due"),
        "retention": _("how long papers must be kept"),
    }
