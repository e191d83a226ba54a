"""The days that each return of a funder is about, and the day by which it is due."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import takewhile

from dpmanager.domain.periods import Period, months_after
from dpmanager.domain.returns.funder_rules import FunderRules, PeriodRule

# Where a funder wants returns at set times and nobody could find out at which.
USUAL = PeriodRule(kind="quarterly", anchor="calendar")

_ONE_DAY = timedelta(days=1)
_DAYS = {"four-weekly": 28, "13-weeks": 91}
_MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
_YEAR_STARTS = {"calendar": (1, 1), "financial-year": (4, 1), "tax-year": (4, 6)}


def periods_of(rules: FunderRules, agreement_start: date, today: date) -> tuple[Period, ...]:
    """The periods of returns from the start of the agreement to the one that holds `today`.

    They follow one another without a gap. The first starts on the day of the agreement, also where
    the funder's own period began before it. Empty where the funder names the days of each return.
    Where it wants returns at set times, and it is not known at which, these are the quarters of
    the calendar; so too where nothing is known of how it asks.
    """
    rule = rules.period
    if rule is None:
        if not _may_be_periodic(rules):
            return ()
        rule = USUAL
    if rule.kind == "on-request":
        return ()
    if rule.kind == "custom":
        return _printed(rule, agreement_start, today)
    starts = _starts(rule, agreement_start)
    periods = []
    start = next(starts)
    for following in starts:
        if start > today:
            break
        periods.append(Period(start, following - _ONE_DAY))
        start = following
    return tuple(periods)


def periods_over(rules: FunderRules, agreement_start: date, today: date) -> tuple[Period, ...]:
    """Those periods that had ended before `today`, the newest first."""
    periods = periods_of(rules, agreement_start, today)
    return tuple(period for period in reversed(periods) if period.end < today)


def asks_for_returns(rules: FunderRules, account_kinds: Collection[str]) -> bool:
    """Whether returns are due at set times, with the accounts that the book has.

    account_kinds: bank or card. A card that the funder looks at may spare the person the return.
    """
    if not _may_be_periodic(rules):
        return False
    spared = {account.kind for account in rules.accounts if "return" in account.spares}
    return not account_kinds or not set(account_kinds) <= spared


def due_day(
    rules: FunderRules, period: Period, *, asked_on: date | None = None, days: int | None = None
) -> date | None:
    """The day by which the return of a period is due; None where that is not known.

    asked_on: the day of the funder's letter. days: what the person has from their own agreement,
    counted from the letter or else from the end of the period; it goes before what the funder's
    file says.
    """
    if days is not None:
        return (asked_on or period.end) + timedelta(days=days)
    rule = rules.deadline
    if rule is None:
        return None
    if rule.kind == "after-end" and rule.days is not None:
        return period.end + timedelta(days=rule.days)
    if rule.kind == "after-request" and rule.days is not None and asked_on is not None:
        return asked_on + timedelta(days=rule.days)
    return next((day for day in rule.dates if day > period.end), None)


def _may_be_periodic(rules: FunderRules) -> bool:
    return "periodic" in rules.asked_for or not rules.asked_for


def _starts(rule: PeriodRule, agreement_start: date) -> Iterator[date]:
    """The first day of each period, without an end; the first is that of the agreement."""
    yield agreement_start
    base = _base(rule, agreement_start)
    for weeks in rule.first_after_weeks:
        base = agreement_start + timedelta(weeks=weeks)
        yield base
    for months in rule.first_after_months:
        base = months_after(agreement_start, months)
        yield base
    count = 1
    while True:
        yield _after(rule, base, count)
        count += 1


def _after(rule: PeriodRule, base: date, count: int) -> date:
    """The start of the period `count` periods after that which starts on `base`.

    Months are counted from `base` each time: from 31 January on they start on 28 February and
    31 March.
    """
    if rule.kind in _DAYS:
        return base + timedelta(days=_DAYS[rule.kind] * count)
    return months_after(base, _MONTHS[rule.kind] * count)


def _base(rule: PeriodRule, agreement_start: date) -> date:
    """The first day of the funder's period that holds the start of the agreement."""
    if rule.anchor == "agreement-start":
        return agreement_start
    if rule.kind in _DAYS:
        assert rule.first_day is not None, "a rule in weeks has a day to count from"
        return agreement_start - timedelta(
            days=(agreement_start - rule.first_day).days % _DAYS[rule.kind]
        )
    first = rule.first_day or date(agreement_start.year - 1, *_YEAR_STARTS[rule.anchor])
    length = _MONTHS[rule.kind]
    months = (agreement_start.year - first.year) * 12 + agreement_start.month - first.month
    count = months // length
    if months_after(first, count * length) > agreement_start:
        count -= 1
    return months_after(first, count * length)


def _printed(rule: PeriodRule, agreement_start: date, today: date) -> tuple[Period, ...]:
    listed = (Period(days.start, days.end) for days in rule.printed)
    begun = takewhile(lambda period: period.start <= today, listed)
    return tuple(
        Period(max(period.start, agreement_start), period.end)
        for period in begun
        if period.end >= agreement_start
    )
