"""What is wrong with a funder's file, beyond what its structs refuse."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import msgspec

from dpmanager.domain.periods import long_date
from dpmanager.domain.returns.funder_categories import Side, unmapped
from dpmanager.domain.returns.funder_form import FIGURES
from dpmanager.domain.returns.funder_rules import Category, FunderRules, absent
from dpmanager.words import _

_FILE_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ADDRESS = re.compile(r"\S+")
_EARLIEST = date(2020, 1, 1)
LONGEST_TEXT = 1000
LONGEST_LIST = 200
HIGHEST_NUMBER = 1_000_000
MOST_YEARS = 100
MOST_DAYS = 1000


@dataclass(frozen=True, slots=True)
class Fault:
    """One key of the file that is not as it must be, and what was expected of it."""

    key: str
    expected: str


@dataclass(frozen=True, slots=True)
class KnownIds:
    """The names that a file may use: our categories, kinds of evidence and spending questions."""

    categories: Mapping[str, Category]
    evidence: Collection[str]
    spending: Collection[str]


def faults_of(rules: FunderRules, known: KnownIds, today: date) -> tuple[Fault, ...]:
    """Every fault of a file that could be read, in the order of its keys; empty for a good one."""
    return (
        *_sizes(rules),
        *_about_itself(rules, today),
        *_ways(rules),
        *_evidence(rules, known),
        *_spending(rules, known),
        *_form(rules),
        *_categories(rules, known),
        *_unknown(rules),
        *_sources(rules),
    )


def _sizes(rules: FunderRules) -> Iterator[Fault]:
    """Texts, lists and numbers that no funder's rules need, and that nothing can go on with."""
    for key, value in _parts("", msgspec.structs.asdict(rules)):
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            yield Fault(key, _("at most {count} letters").format(count=LONGEST_TEXT))
        elif isinstance(value, tuple) and len(value) > LONGEST_LIST:
            yield Fault(key, _("at most {count} of them").format(count=LONGEST_LIST))
        elif isinstance(value, int | Decimal) and not 0 <= value <= HIGHEST_NUMBER:
            yield Fault(key, _("a number from 0 to {number}").format(number=f"{HIGHEST_NUMBER:,}"))
    years = [rules.retention, *rules.retention_of]
    if any(one is not None and one.years > MOST_YEARS for one in years):
        yield Fault("retention", _("at most {count} years").format(count=MOST_YEARS))
    days = [
        rules.deadline.days if rules.deadline else None,
        rules.surplus.repay_within_days if rules.surplus else None,
        *(rules.period.first_after_weeks if rules.period else ()),
        *(rules.period.first_after_months if rules.period else ()),
    ]
    if any(count is not None and count > MOST_DAYS for count in days):
        yield Fault("days", _("at most {count} days").format(count=MOST_DAYS))


def _parts(key: str, value: Any) -> Iterator[tuple[str, Any]]:
    """A value and all that is in it, each with the way to it."""
    if isinstance(value, msgspec.Struct):
        value = msgspec.structs.asdict(value)
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _parts(f"{key}.{name}" if key else name, part)
        return
    yield key, value
    if isinstance(value, tuple):
        for at, part in enumerate(value[: LONGEST_LIST + 1]):
            yield from _parts(f"{key}[{at}]", part)


def _about_itself(rules: FunderRules, today: date) -> Iterator[Fault]:
    if not _FILE_NAME.fullmatch(rules.id):
        yield Fault(
            "file name", _("small letters, figures and _, beginning with a letter, and .toml")
        )
    if not rules.name.strip():
        yield Fault("name", _("the name of the funder"))
    if not _EARLIEST <= rules.checked <= today:
        yield Fault(
            "checked",
            _("the day on which the sources were read, from {first} to {today}").format(
                first=long_date(_EARLIEST), today=long_date(today)
            ),
        )


def _ways(rules: FunderRules) -> Iterator[Fault]:
    kind = rules.period.kind if rules.period else ""
    if kind == "on-request" and "periodic" in rules.asked_for:
        yield Fault("period.kind", _("a period, since asked_for says “periodic”; or leave it out"))
    watched = any(account.spares for account in rules.accounts)
    if "card" in rules.asked_for and not watched and rules.detail != "own-design":
        yield Fault(
            "accounts", _("an account with “spares”, since asked_for says “card”: the card itself")
        )


def _evidence(rules: FunderRules, known: KnownIds) -> Iterator[Fault]:
    lists = {
        "evidence": rules.evidence,
        "evidence_on_request": rules.evidence_on_request,
        **{f"retention_of[{at}].papers": one.papers for at, one in enumerate(rules.retention_of)},
    }
    for key, ids in lists.items():
        yield from _known(key, ids, known.evidence, "evidence.toml")
    for twice in sorted(set(rules.evidence) & set(rules.evidence_on_request)):
        yield Fault(
            "evidence_on_request", _("“{name}” only once: it is in evidence too").format(name=twice)
        )


def _spending(rules: FunderRules, known: KnownIds) -> Iterator[Fault]:
    if rules.spending is None:
        return
    yield from _known(
        "spending.ask_first", rules.spending.ask_first, known.spending, "spending.toml"
    )
    yield from _known(
        "spending.not_allowed", rules.spending.not_allowed, known.spending, "spending.toml"
    )
    for twice in sorted(set(rules.spending.ask_first) & set(rules.spending.not_allowed)):
        yield Fault(
            "spending", _("“{name}” either in ask_first or in not_allowed").format(name=twice)
        )


def _form(rules: FunderRules) -> Iterator[Fault]:
    lines = rules.form.lines if rules.form else ()
    for at, line in enumerate(lines):
        if line.fills and line.fills not in FIGURES:
            yield Fault(
                f"form.lines[{at}].fills",
                _("one of these, not “{name}”: {names}").format(
                    name=line.fills, names=", ".join(sorted(FIGURES))
                ),
            )
    if lines and rules.detail not in {"form-part", "third-party", "own-letter"}:
        yield Fault("detail", _("“form-part”, since lines of a form are given"))


def _categories(rules: FunderRules, known: KnownIds) -> Iterator[Fault]:
    for name, times in Counter(line.name for line in rules.categories).items():
        if times > 1:
            yield Fault(
                "categories", _("each name once; “{name}” is there again").format(name=name)
            )
    used = Counter(name for line in rules.categories for name in line.ours)
    for name, times in used.items():
        if times > 1:
            yield Fault(
                "categories",
                _("each of our categories in one line; “{name}” is in more").format(name=name),
            )
    for at, line in enumerate(rules.categories):
        key = f"categories[{at}].ours"
        yield from _known(key, line.ours, known.categories, "categories.toml")
        for name in line.ours:
            category = known.categories.get(name)
            if category is not None and category.direction != line.side:
                yield Fault(
                    key,
                    _("categories of money {side} alone; “{name}” is money {direction}").format(
                        side=line.side, name=name, direction=category.direction
                    ),
                )
    sides: tuple[Side, ...] = ("in", "out")
    for side in sides:
        lines = [line for line in rules.categories if line.side == side]
        if sum(line.other for line in lines) > 1:
            yield Fault("categories", _("“other” in one line of money {side}").format(side=side))
        missing = unmapped(rules, known.categories, side)
        if missing and (lines or (rules.categories and rules.detail != "own-letter")):
            yield Fault(
                "categories",
                _(
                    "a line for each of our categories, or one with other = true. Missing: {names}"
                ).format(names=", ".join(missing)),
            )


def _unknown(rules: FunderRules) -> Iterator[Fault]:
    for key in absent(rules):
        if key not in rules.unknown:
            yield Fault(
                "unknown", _("“{name}” too, since the file does not state it").format(name=key)
            )
    if rules.detail == "own-design" and rules.unknown:
        yield Fault("unknown", _("nothing, since the file is our own design"))


def _sources(rules: FunderRules) -> Iterator[Fault]:
    letter = rules.detail == "own-letter"
    if not any(not source.address_only for source in rules.sources):
        yield Fault("sources", _("at least one page that was read, with its title and address"))
    for at, source in enumerate(rules.sources):
        parts = urlsplit(source.address)
        whole = _ADDRESS.fullmatch(source.address) and "." in parts.netloc
        if letter and not source.address:
            pass
        elif parts.scheme not in {"http", "https"} or not whole:
            yield Fault(
                f"sources[{at}].address",
                _("an address that begins with https:// or http://, not “{address}”").format(
                    address=source.address
                ),
            )
        if not source.title.strip():
            yield Fault(f"sources[{at}].title", _("what the page is called"))


def _known(key: str, ids: Collection[str], known: Collection[str], file: str) -> Iterator[Fault]:
    for name in ids:
        if name not in known:
            yield Fault(
                key, _("names of {file}; “{name}” is not there").format(file=file, name=name)
            )
    for name, times in Counter(ids).items():
        if times > 1:
            yield Fault(key, _("each name once; “{name}” is there again").format(name=name))
