"""The deadlines of a book, worked out from its facts by the rules."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date, timedelta

from dpmanager.domain.deadlines.facts import Facts
from dpmanager.domain.deadlines.happening import Happening
from dpmanager.domain.deadlines.happenings_of_funding import of_funding, of_return
from dpmanager.domain.deadlines.happenings_of_pay import (
    RatesOn,
    of_pay_days,
    of_pension,
    of_tax_years,
)
from dpmanager.domain.deadlines.happenings_of_workers import of_checks, of_paper, of_worker
from dpmanager.domain.deadlines.rules import ClosedDay, DeadlineRules, Rule
from dpmanager.domain.deadlines.working_days import last_working_day_on_or_before
from dpmanager.domain.rates import tax_year_of
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that has to be done by the end of `day`, and why.

    rule_id: of `resources/deadlines.toml`. key: tells it from all others, and stays the same when
    a bank holiday moves the day. name: what it is called. about: whom or what it is about.
    shown_from, shown_until: when to show it; until None: as long as it is found. source: of the
    rule. moved_from: the legal day, where the day is earlier because of a weekend or bank holiday.
    verified: whether the rule was read at an official source, or alike at two others.
    """

    rule_id: str
    key: str
    name: str
    about: str
    day: date
    shown_from: date
    shown_until: date | None
    why: str
    what_to_do: str
    source: str
    moved_from: date | None = None
    verified: bool = True


def deadlines(
    rules: DeadlineRules,
    facts: Facts,
    today: date,
    *,
    until: date,
    rates_on: RatesOn,
    bank_holidays: Set[date],
) -> tuple[Deadline, ...]:
    """What is due up to `until`, the first day first, with what is overdue and still shown.

    What was done already and is not in the facts (a payment that was made) is in it too. rates_on:
    the numbers of the tax year of a day; for a year that is not known yet, the newest there is.
    bank_holidays: of the nation, from the first year of the facts to that of `until`.
    """
    by_trigger: dict[str, list[tuple[str, Rule]]] = {}
    for rule_id, rule in rules.rules.items():
        if facts.nation in rule.nations:
            by_trigger.setdefault(rule.trigger, []).append((rule_id, rule))
    found = [
        deadline
        for happening in _happenings(facts, today, until, rates_on, bank_holidays)
        for rule_id, rule in by_trigger.get(happening.trigger, ())
        if (deadline := _deadline(rule_id, rule, happening, bank_holidays)) is not None
        and deadline.day <= until
        and (deadline.shown_until is None or today <= deadline.shown_until)
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.name, one.key)))


def to_show(found: Iterable[Deadline], today: date) -> tuple[Deadline, ...]:
    """Those of the deadlines that are near enough to be shown on `today`, in the same order."""
    return tuple(one for one in found if one.shown_from <= today)


def _happenings(
    facts: Facts, today: date, until: date, rates_on: RatesOn, bank_holidays: Set[date]
) -> Iterator[Happening]:
    years = range(today.year - 1, until.year + 1)
    yield from of_pay_days(facts, today, rates_on, bank_holidays)
    yield from of_tax_years(facts, [tax_year_of(date(year, 4, 6)) for year in years])
    if facts.pension is not None:
        yield from of_pension(facts.pension)
    for worker in facts.workers:
        yield from of_worker(
            worker,
            years=years,
            sick_pay=rates_on(today).sick_pay,
            dbs_months=facts.dbs_months,
            has_paye_scheme=facts.hmrc is not None,
            today=today,
        )
    for worker in facts.others:
        yield from of_checks(worker, facts.dbs_months)
    for policy in facts.policies:
        yield of_paper(policy)
    for one in facts.returns:
        yield from of_return(one)
    for funding in facts.funding:
        yield from of_funding(funding, years)


def _deadline(
    rule_id: str, rule: Rule, happening: Happening, bank_holidays: Set[date]
) -> Deadline | None:
    """None where it does not apply yet, or the legal day is outside the days in which it does."""
    if rule.since is not None and happening.day < rule.since:
        return None
    legal = happening.due or rule.when.counted_from(happening.day)
    if happening.earliest is not None and legal < happening.earliest:
        return None
    if happening.latest is not None and legal > happening.latest:
        return None
    day = legal
    if rule.closed_day is ClosedDay.BEFORE:
        day = happening.moved_to or last_working_day_on_or_before(legal, bank_holidays)
    after = rule.shown_days_after
    places = {"about": happening.about, "period": happening.period}
    return Deadline(
        rule_id=rule_id,
        key=f"{rule_id}/{happening.key}/{happening.day.isoformat()}",
        name=_(rule.name).format(**places),
        about=happening.about or happening.period,
        day=day,
        shown_from=day - timedelta(days=rule.shown_days_before),
        shown_until=None if after is None else day + timedelta(days=after),
        why=_(rule.why).format(**places),
        what_to_do=happening.what_to_do or _(rule.what_to_do).format(**places),
        source=happening.source or rule.source[0],
        moved_from=legal if day != legal else None,
        verified=rule.verified,
    )
