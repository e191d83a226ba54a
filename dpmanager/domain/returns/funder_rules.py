"""What a funder asks for, as far as it could be found out, and what each category means.

A file in `resources/funders/` states only what a source said. What is absent was not found, which
is not the same as not asked for: `not_known` names it, and the screen and the return say so.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Literal

import msgspec

from dpmanager.domain.periods import Frequency, long_date
from dpmanager.domain.returns.funder_return import IncomeKind
from dpmanager.words import _

Unknown = Literal[
    "form",
    "interval",
    "anchor",
    "paid",
    "surplus",
    "deadline",
    "retention",
    "evidence",
    "sending",
    "accounts",
    "categories",
    "spending",
]
AskedFor = Literal["periodic", "on-request", "card"]
# What a funder may let people keep besides the weeks of money: the reasons that funders accept.
KeptBack = Literal[
    "hmrc_due",
    "pension_due",
    "wages_due",
    "holiday_accrued",
    "invoices_unpaid",
    "uncleared",
    "insurance_due",
    "new_pa",
    "respite_saved",
    "planned_one_off",
    "contingency",
    "redundancy",
    "paid_in_advance",
]


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
    """Where a rule was read. address_only: the page is known and its text was not read.

    address: "" for a letter, which is no page.
    """

    title: str
    address: str
    address_only: bool = False


class PrintedDays(DataFile, frozen=True, kw_only=True):
    """A period that the funder has printed in a list, both days included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("the last day of printed days must not be before the first")


class PeriodRule(DataFile, frozen=True, kw_only=True):
    """Which days a return is about.

    anchor: what the periods are counted from. `calendar`: 1 January; `financial-year`: 1 April;
    `tax-year`: 6 April; `agreement-start`: the first day that was agreed; `first-day`: a day that
    the funder has printed, in `first_day`; `last-return`: the day after the last one, for days that
    the funder names. first_after_weeks, first_after_months: when the first returns or checks
    come, counted from the start of the agreement; the rest follow the last of them.
    printed: for custom periods, as the funder's own list has them.
    """

    kind: Literal[
        "monthly",
        "four-weekly",
        "13-weeks",
        "quarterly",
        "half-yearly",
        "yearly",
        "on-request",
        "custom",
    ]
    anchor: Literal[
        "calendar", "financial-year", "tax-year", "agreement-start", "first-day", "last-return"
    ]
    first_day: date | None = None
    first_after_weeks: tuple[int, ...] = ()
    first_after_months: tuple[int, ...] = ()
    printed: tuple[PrintedDays, ...] = ()

    def __post_init__(self) -> None:
        for fault in _faults_of_period(self):
            raise ValueError(fault)


def _faults_of_period(rule: PeriodRule) -> Iterator[str]:
    in_weeks = rule.kind in {"four-weekly", "13-weeks"}
    if (rule.anchor == "first-day") != (rule.first_day is not None):
        yield "anchor “first-day” and first_day belong together"
    if in_weeks and rule.anchor not in {"agreement-start", "first-day"}:
        yield f"periods that are {rule.kind} are counted from agreement-start or first-day"
    if (rule.kind in {"on-request", "custom"}) and rule.anchor != "last-return":
        yield f"kind “{rule.kind}” needs the anchor “last-return”"
    if rule.anchor == "last-return" and rule.kind not in {"on-request", "custom"}:
        yield "the anchor “last-return” is for the kinds on-request and custom"
    if (rule.kind == "custom") != bool(rule.printed):
        yield "kind “custom” and printed days belong together"
    for one, following in pairwise(rule.printed):
        if following.start != one.end + timedelta(days=1):
            yield f"printed days must follow one another without a gap: after {one.end}"
    steps = (*rule.first_after_weeks, *rule.first_after_months)
    if steps and rule.anchor != "agreement-start":
        yield "first_after_weeks and first_after_months need the anchor “agreement-start”"
    if rule.first_after_weeks and rule.first_after_months:
        yield "give first_after_weeks or first_after_months, not both"
    if any(step <= 0 for step in steps) or list(steps) != sorted(set(steps)):
        yield "first_after_weeks and first_after_months must rise from above nothing"


class DeadlineRule(DataFile, frozen=True, kw_only=True):
    """When a return is due.

    kind: ask (the person is asked, with `suggested_days` to start from); after-end and
    after-request (`days` after the period's end, or after the funder's letter); printed (on the
    form or in a list: `dates` where they are known, of which the first after the period counts).
    """

    kind: Literal["ask", "after-end", "after-request", "printed"]
    days: int | None = None
    suggested_days: int | None = None
    dates: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        if (self.kind in {"after-end", "after-request"}) != (self.days is not None):
            raise ValueError("days belong to the kinds after-end and after-request, and only there")
        if (self.kind == "ask") != (self.suggested_days is not None):
            raise ValueError("suggested_days belong to the kind ask, and only there")
        if self.dates and self.kind != "printed":
            raise ValueError("dates belong to the kind printed")
        if list(self.dates) != sorted(set(self.dates)):
            raise ValueError("dates must stand in order, each once")


class SendingRule(DataFile, frozen=True, kw_only=True):
    """How a return or papers are sent. Contacts stand here only where a source gives them.

    ways: `visit` is that of an officer; `card` means that the funder looks at the account itself.
    """

    ways: tuple[Literal["post", "email", "online", "in-person", "visit", "fax", "card"], ...]
    post: str = ""
    email: str = ""
    phone: str = ""
    web: str = ""


class AccountRule(DataFile, frozen=True, kw_only=True):
    """A kind of account that the funder pays into, and what it spares the person.

    kind: `wallet` is a virtual wallet, `managed` is held by somebody else for the person.
    name: what the funder calls it. spares: return (none is asked for), statements (the funder sees
    them). cash: whether cash may be taken out; None: not found. upload: receipts go to the account
    online.
    """

    kind: Literal["bank", "card", "managed", "wallet"]
    name: str = ""
    spares: tuple[Literal["return", "statements"], ...] = ()
    cash: Literal["allowed", "exceptional", "forbidden"] | None = None
    upload: bool = False


class FunderCategory(DataFile, frozen=True, kw_only=True):
    """A line of the funder's own list of what money came from or was spent on.

    side: money in or money out. ours: ids of `resources/categories.toml` that belong to it. other:
    the line of its side that takes what no other line does.
    """

    name: str
    side: Literal["in", "out"]
    ours: tuple[str, ...] = ()
    other: bool = False


class FormLine(DataFile, frozen=True, kw_only=True):
    """A field of the funder's return, in its words. fills: the figure of ours, "" where none is."""

    label: str
    fills: str = ""


class FormRule(DataFile, frozen=True, kw_only=True):
    """What was read of the funder's own form. lines: its fields, in its order.

    read: how much of it was read, in words.
    """

    title: str = ""
    read: str
    lines: tuple[FormLine, ...] = ()


class ReceiptRule(DataFile, frozen=True, kw_only=True):
    """Which payments need their receipt with the return.

    want: all; over (an amount of pounds, in `over`); on-request; sample (the funder picks some).
    """

    want: Literal["all", "over", "on-request", "sample"]
    over: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.want == "over") != (self.over is not None):
            raise ValueError("over is the amount where want = “over”, and stands only there")


class SurplusRule(DataFile, frozen=True, kw_only=True):
    """How much money may stay in the account.

    kind: ask (the person is asked, with `suggested_weeks` to start from); weeks, months or amount
    (in `most`; `least` where the funder also asks about less); agreed (a sum in each agreement);
    worked-out (the funder works it out each time); none (all that is not needed goes back).
    basis: what a week is. kept_back: what may stay besides. tested: at any time or at the end of
    the year of the budget. repay_within_days: after the funder's letter.
    """

    kind: Literal["ask", "weeks", "months", "amount", "agreed", "worked-out", "none"]
    suggested_weeks: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    basis: Literal["weekly", "weekly-gross", "four-weekly"] | None = None
    kept_back: tuple[KeptBack, ...] = ()
    tested: Literal["any-time", "year-end"] | None = None
    repay_within_days: int | None = None

    def __post_init__(self) -> None:
        if (self.kind == "ask") != (self.suggested_weeks is not None):
            raise ValueError("suggested_weeks belong to the kind ask, and only there")
        if (self.kind in {"weeks", "months", "amount"}) != (self.most is not None):
            raise ValueError("most belongs to the kinds weeks, months and amount, and only there")
        if self.least is not None and (self.most is None or self.least > self.most):
            raise ValueError("least must stand beside most, and not be above it")


class SpendingRule(DataFile, frozen=True, kw_only=True):
    """What the funder says about spending: what it refuses, and what it wants to be asked about."""

    ask_first: tuple[str, ...] = ()
    not_allowed: tuple[str, ...] = ()


class RetentionRule(DataFile, frozen=True, kw_only=True):
    """How long papers are kept: full years, and the current one besides."""

    years: int
    current_year: bool


class PaperRetention(DataFile, frozen=True, kw_only=True):
    """How long some papers are kept, where that is not the same for all.

    papers: ids of `resources/evidence.toml`. counted_from: the paper, or the end of its tax year.
    """

    papers: tuple[str, ...]
    years: int
    current_year: bool = False
    counted_from: Literal["paper", "tax-year-end"] = "paper"


class FunderRules(DataFile, frozen=True, kw_only=True):
    """What is known of one funder. What was not verified is None or empty, and named in `unknown`.

    id: the name of the file in `resources/funders/`. preset: for any funder of its kind, so that
    the person gives its name. detail: how much of its own words was read; own-letter: a person has
    written it down from a letter that they have. era: how old they are.
    asked_for: the ways in which it asks for a return; `card` means that it looks for itself.
    evidence: papers that it wants to see with a return, ids of `resources/evidence.toml`;
    evidence_on_request: papers to be kept, which it may ask for. categories: its own list, in its
    order. funding_rule: `top-up`: it pays what fills the account up to an agreed sum.
    """

    id: str = ""
    name: str
    preset: bool = False
    nation: Literal["any", "england", "wales", "scotland", "northern-ireland"]
    payer: Literal["council", "nhs", "trust", "fund"] = "council"
    detail: Literal[
        "own-design", "form-part", "guidance", "agreement-contents", "third-party", "own-letter"
    ]
    era: str = ""
    checked: date
    sources: tuple[Source, ...]
    asked_for: tuple[AskedFor, ...]
    period: PeriodRule | None = None
    paid: Frequency | None = None
    paid_in: Literal["advance", "arrears"] | None = None
    funding_rule: Literal["fixed", "top-up"] | None = None
    sending: SendingRule | None = None
    accounts: tuple[AccountRule, ...] = ()
    categories: tuple[FunderCategory, ...] = ()
    form: FormRule | None = None
    evidence: tuple[str, ...] = ()
    evidence_on_request: tuple[str, ...] = ()
    receipts: ReceiptRule | None = None
    surplus: SurplusRule | None = None
    deadline: DeadlineRule | None = None
    spending: SpendingRule | None = None
    retention: RetentionRule | None = None
    retention_of: tuple[PaperRetention, ...] = ()
    unknown: tuple[Unknown, ...] = ()


def absent(rules: FunderRules) -> tuple[Unknown, ...]:
    """What the rules do not state. Our own design states what it means to, and leaves the rest."""
    if rules.detail == "own-design":
        return ()
    stated: dict[Unknown, object] = {
        "form": False,  # nobody's form was read as a whole
        "interval": rules.period,
        "paid": rules.paid,
        "surplus": rules.surplus,
        "deadline": rules.deadline,
        "retention": rules.retention or rules.retention_of,
        "evidence": rules.evidence or rules.evidence_on_request,
        "sending": rules.sending,
        "accounts": rules.accounts,
        "categories": rules.categories,
        "spending": rules.spending,
    }
    return tuple(key for key, found in stated.items() if not found)


def not_known(rules: FunderRules) -> tuple[Unknown, ...]:
    """What could not be found out: what the rules name as such, and whatever else they lack."""
    missing = {*rules.unknown, *absent(rules)}
    return tuple(key for key in _unknown_words() if key in missing)


def what_is_known(rules: FunderRules) -> str:
    """Sentences that say how far the rules can be trusted, for the return and the screen."""
    sentences = [_how_much_was_read(rules)]
    missing = [words for key, words in _unknown_words().items() if key in not_known(rules)]
    missing = [words for words in missing if words]
    if missing:
        sentence = (
            _("Not written down: {missing}.")
            if rules.detail == "own-letter"
            else _("We could not find out: {missing}.")
        )
        sentences.append(sentence.format(missing="; ".join(missing)))
    if rules.era:
        sentences.append(_("Its pages may be old."))
    day = long_date(rules.checked)
    sentences += [
        _("Written down on {day}.").format(day=day)
        if rules.detail == "own-letter"
        else _("Checked {day}.").format(day=day),
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
        "own-letter": _(
            "These rules were written down from a letter of {funder}. This layout is our own."
        ),
    }[rules.detail]
    return sentence.format(funder=rules.name)


def _unknown_words() -> dict[Unknown, str]:
    """What each key means, in words; "" for what the first sentence has said already."""
    return {
        "form": "",
        "categories": "",
        "interval": _("how often it wants a return"),
        "anchor": _("on which day its periods begin"),
        "deadline": _("when a return is due"),
        "sending": _("how it is sent"),
        "evidence": _("which papers it wants"),
        "paid": _("how often it pays"),
        "accounts": _("which accounts it allows"),
        "surplus": _("how much money may stay in the account"),
        "spending": _("what it does not allow"),
        "retention": _("how long papers must be kept"),
    }
