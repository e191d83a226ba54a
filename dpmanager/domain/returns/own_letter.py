"""A funder's rules as a person writes them down from its letter, one answer after another.

What was not answered stays open: it is not stated in the rules, and named there as not known. What
the questions do not ask about, and what an answer leaves as it was, comes from the rules that the
person started from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from msgspec import structs

from dpmanager.domain.periods import Frequency
from dpmanager.domain.returns.funder_rules import (
    AccountRule,
    AskedFor,
    Category,
    DeadlineRule,
    FunderCategory,
    FunderRules,
    PeriodRule,
    ReceiptRule,
    RetentionRule,
    SendingRule,
    Source,
    SpendingRule,
    SurplusRule,
    Unknown,
    absent,
)
from dpmanager.words import _

Every = Literal[
    "",
    "monthly",
    "four-weekly",
    "13-weeks",
    "quarterly",
    "half-yearly",
    "yearly",
    "custom",
    "on-request",
    "card",
]
FromDay = Literal["", "calendar", "financial-year", "tax-year", "agreement-start", "first-day"]
Due = Literal["", "after-end", "after-request", "printed"]
Receipts = Literal["", "all", "over", "on-request", "sample"]
Stays = Literal["", "weeks", "months", "amount", "agreed", "worked-out", "none"]

IN_WEEKS = frozenset({"four-weekly", "13-weeks"})
COUNTED = frozenset({"weeks", "months", "amount"})
AT_SET_TIMES = frozenset({"monthly", "quarterly", "half-yearly", "yearly", *IN_WEEKS})


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the funder's own list of spending, and our categories that belong to it."""

    name: str
    ours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """What the person answered. "" and None: they do not know, or the letter does not say.

    every: the kind of period; on-request: only when it writes; card: never, it looks at the account
    itself. from_day, first_day: what the periods are counted from. due_days: days after what `due`
    names. papers: that it wants to see, ids of `resources/evidence.toml`. stays, stays_most: what
    may stay in the account. headings: its own list of spending, without the one for all else.
    ask_first: ids of `resources/spending.toml`.
    """

    name: str
    nation: Literal["any", "england", "wales", "scotland", "northern-ireland"]
    every: Every = ""
    from_day: FromDay = ""
    first_day: date | None = None
    due: Due = ""
    due_days: int | None = None
    ways: tuple[str, ...] = ()
    post: str = ""
    email: str = ""
    phone: str = ""
    web: str = ""
    papers: tuple[str, ...] = ()
    receipts: Receipts = ""
    receipts_over: Decimal | None = None
    stays: Stays = ""
    stays_most: Decimal | None = None
    headings: tuple[Heading, ...] = ()
    ask_first: tuple[str, ...] = ()
    keep_years: int | None = None
    keep_this_year: bool = False


def letter_from(rules: FunderRules) -> Letter:
    """The answers that rules already give."""
    sending = rules.sending or SendingRule(ways=())
    surplus, deadline = rules.surplus, rules.deadline
    kept = rules.retention
    every = _every(rules)
    from_day = _from_day(rules) if every in AT_SET_TIMES else ""
    return Letter(
        name=rules.name,
        nation=rules.nation,
        every=every,
        from_day=from_day,
        first_day=rules.period.first_day if rules.period and from_day else None,
        due="" if deadline is None or deadline.kind == "ask" else deadline.kind,
        due_days=deadline.days if deadline else None,
        ways=sending.ways,
        post=sending.post,
        email=sending.email,
        phone=sending.phone,
        web=sending.web,
        papers=rules.evidence,
        receipts=rules.receipts.want if rules.receipts else "",
        receipts_over=rules.receipts.over if rules.receipts else None,
        stays="" if surplus is None or surplus.kind == "ask" else surplus.kind,
        stays_most=surplus.most if surplus else None,
        headings=tuple(
            Heading(line.name, line.ours)
            for line in rules.categories
            if line.side == "out" and not line.other
        ),
        ask_first=rules.spending.ask_first if rules.spending else (),
        keep_years=kept.years if kept else None,
        keep_this_year=kept.current_year if kept else False,
    )


def rules_from(
    letter: Letter,
    base: FunderRules,
    *,
    checked: date,
    paid: Frequency | None,
    categories: Mapping[str, Category],
) -> FunderRules:
    """The rules that the answers make.

    base: the rules that the person started from. checked: the day on which they looked at their
    letter. paid: how often the funder pays, as was agreed. categories: ours, by name.
    """
    made = structs.replace(
        base,
        name=letter.name,
        nation=letter.nation,
        preset=False,
        detail="own-letter",
        era="",
        checked=checked,
        sources=tuple(_sources(base)),
        accounts=_accounts(letter, base),
        period=_period(letter, base),
        paid=paid or base.paid,
        sending=_sending(letter),
        categories=_categories(letter, base, categories),
        evidence=letter.papers,
        evidence_on_request=tuple(
            name for name in base.evidence_on_request if name not in letter.papers
        ),
        receipts=_receipts(letter),
        surplus=_surplus(letter, base),
        deadline=_deadline(letter, base),
        spending=_spending(letter, base),
        retention=_retention(letter),
        unknown=(),
    )
    made = structs.replace(made, asked_for=_asked_for(letter, base, made.accounts))
    return structs.replace(made, unknown=tuple(_unknown(letter, base, made)))


def as_agreed(letter: Letter, return_days: int | None, surplus_weeks: Decimal | None) -> Letter:
    """What the agreement says already, where the answers do not say otherwise.

    return_days: after the end of a period. surplus_weeks: of money that may stay.
    """
    if letter.due == "" and return_days:
        letter = replace(letter, due="after-end", due_days=return_days)
    if letter.stays == "" and surplus_weeks is not None:
        letter = replace(letter, stays="weeks", stays_most=surplus_weeks)
    return letter


def with_heading(letter: Letter, heading: Heading, at: int | None = None) -> Letter:
    """One more heading at the end, or another in the place of one."""
    found = list(letter.headings)
    if at is None:
        found.append(heading)
    else:
        found[at] = heading
    return replace(letter, headings=tuple(found))


def without_heading(letter: Letter, at: int) -> Letter:
    """A heading taken away."""
    return replace(letter, headings=(*letter.headings[:at], *letter.headings[at + 1 :]))


def heading_moved(letter: Letter, at: int, to: int) -> Letter:
    """A heading in another place, the others in their order."""
    found = list(letter.headings)
    found.insert(to, found.pop(at))
    return replace(letter, headings=tuple(found))


def left_over(letter: Letter, categories: Mapping[str, Category]) -> tuple[str, ...]:
    """Our categories of spending that no heading takes."""
    taken = {name for heading in letter.headings for name in heading.ours}
    return tuple(
        name
        for name, category in categories.items()
        if category.direction == "out" and name not in taken
    )


def _every(rules: FunderRules) -> Every:
    if rules.asked_for == ("card",):
        return "card"
    return rules.period.kind if rules.period else ""


def _from_day(rules: FunderRules) -> FromDay:
    period = rules.period
    if period is None or period.anchor == "last-return" or "anchor" in rules.unknown:
        return ""
    return period.anchor


def _sources(base: FunderRules) -> Iterator[Source]:
    """The letter first; then what was read of this very funder."""
    yield Source(title=own_letter_words(), address="")
    if base.detail != "own-design":
        yield from (source for source in base.sources if source.address)


def own_letter_words() -> str:
    """What the letter is called among the sources."""
    return _("Your own letter")


def _is_watched(account: AccountRule) -> bool:
    return "return" in account.spares


def _accounts(letter: Letter, base: FunderRules) -> tuple[AccountRule, ...]:
    """Where the funder looks at the account itself there is one, and that spares the return."""
    if letter.every != "card" or any(map(_is_watched, base.accounts)):
        return base.accounts
    others = (account for account in base.accounts if account.kind != "card")
    return (AccountRule(kind="card", spares=("return", "statements")), *others)


def _asked_for(
    letter: Letter, base: FunderRules, accounts: tuple[AccountRule, ...]
) -> tuple[AskedFor, ...]:
    watched = any(account.spares for account in accounts)
    if letter.every == "card":
        return ("card",)
    if letter.every == _every(base):
        return tuple(way for way in base.asked_for if way != "card" or watched)
    first: AskedFor = "on-request" if letter.every == "on-request" else "periodic"
    return (first, "card") if watched else (first,)


def _period(letter: Letter, base: FunderRules) -> PeriodRule | None:
    if letter.every == "":
        return None
    if letter.every in {"card", "on-request"}:
        return PeriodRule(kind="on-request", anchor="last-return")
    if letter.every == "custom":
        return base.period
    before = letter_from(base)
    if (letter.every, letter.from_day, letter.first_day) == (
        before.every,
        before.from_day,
        before.first_day,
    ):
        return base.period
    usual: FromDay = "agreement-start" if letter.every in IN_WEEKS else "calendar"
    anchor: Any = letter.from_day or usual
    first = letter.first_day if anchor == "first-day" else None
    kind: Any = letter.every
    return PeriodRule(kind=kind, anchor=anchor, first_day=first)


def _deadline(letter: Letter, base: FunderRules) -> DeadlineRule | None:
    if letter.due == "":
        return None
    if letter.due == "printed":
        known = base.deadline is not None and base.deadline.kind == "printed"
        return base.deadline if known else DeadlineRule(kind="printed")
    return DeadlineRule(kind=letter.due, days=letter.due_days)


def _sending(letter: Letter) -> SendingRule | None:
    """An address that is given says that it is a way to send."""
    given = (("post", letter.post), ("email", letter.email), ("online", letter.web))
    ways: list[Any] = list(letter.ways)
    ways += [way for way, contact in given if contact and way not in ways]
    if not ways:
        return None
    return SendingRule(
        ways=tuple(ways), post=letter.post, email=letter.email, phone=letter.phone, web=letter.web
    )


def _receipts(letter: Letter) -> ReceiptRule | None:
    if letter.receipts == "":
        return None
    over = letter.receipts_over if letter.receipts == "over" else None
    return ReceiptRule(want=letter.receipts, over=over)


def _surplus(letter: Letter, base: FunderRules) -> SurplusRule | None:
    """What was not asked about, such as what may stay besides, holds for the same kind alone."""
    if letter.stays == "":
        return None
    before = letter_from(base)
    if (letter.stays, letter.stays_most) == (before.stays, before.stays_most):
        return base.surplus
    most = letter.stays_most if letter.stays in COUNTED else None
    if base.surplus is None or base.surplus.kind != letter.stays:
        return SurplusRule(kind=letter.stays, most=most)
    return structs.replace(base.surplus, least=None, most=most)


def _spending(letter: Letter, base: FunderRules) -> SpendingRule | None:
    refused = base.spending.not_allowed if base.spending else ()
    refused = tuple(name for name in refused if name not in letter.ask_first)
    if not letter.ask_first and not refused:
        return None
    return SpendingRule(ask_first=letter.ask_first, not_allowed=refused)


def _retention(letter: Letter) -> RetentionRule | None:
    if letter.keep_years is None:
        return None
    return RetentionRule(years=letter.keep_years, current_year=letter.keep_this_year)


def _categories(
    letter: Letter, base: FunderRules, categories: Mapping[str, Category]
) -> tuple[FunderCategory, ...]:
    """Its list of money in as it was; its list of spending, and “Other” for what is left."""
    income = tuple(line for line in base.categories if line.side == "in")
    if letter.headings == letter_from(base).headings:
        return base.categories
    if not letter.headings:
        return income
    rest = next(
        (line.name for line in base.categories if line.other and line.side == "out"), other_words()
    )
    spending = [
        FunderCategory(
            name=heading.name,
            side="out",
            ours=heading.ours,
            other=heading.name.casefold() == rest.casefold(),
        )
        for heading in letter.headings
    ]
    if left_over(letter, categories) and not any(line.other for line in spending):
        spending.append(FunderCategory(name=rest, side="out", other=True))
    return (*income, *spending)


def other_words() -> str:
    """The heading for all spending that belongs to no other."""
    return _("Other")


def _unknown(letter: Letter, base: FunderRules, made: FunderRules) -> Iterator[Unknown]:
    """What is not stated, and what was not known of a part that no answer has changed."""
    open_still = set(absent(made))
    if letter.every in AT_SET_TIMES and letter.from_day == "":
        open_still.add("anchor")
    parts: dict[Unknown, str] = {
        "surplus": "surplus",
        "deadline": "deadline",
        "retention": "retention",
        "evidence": "evidence",
        "sending": "sending",
        "accounts": "accounts",
        "categories": "categories",
        "spending": "spending",
    }
    open_still |= {
        key
        for key, part in parts.items()
        if key in base.unknown and getattr(made, part) == getattr(base, part)
    }
    order: tuple[Unknown, ...] = Unknown.__args__  # type: ignore[attr-defined]
    yield from (key for key in order if key in open_still)
