"""How long records have to be kept. Nothing is deleted because of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dpmanager.domain.deadlines.rules import DeadlineRules, KeepRule, KeptFrom, Nation, RecordKind
from dpmanager.domain.pay import holiday_record
from dpmanager.domain.pay.pension_membership import last_day_of_months
from dpmanager.domain.periods import months_after
from dpmanager.domain.rates import AnnualLeave, days_of_tax_year, tax_year_of
from dpmanager.domain.returns.funder_rules import RetentionRule
from dpmanager.words import _

MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class KeepUntil:
    """The last day on which a record has to be there; why, in a sentence; and the rule."""

    record: RecordKind
    day: date
    why: str
    source: str


def keep_until(
    record: RecordKind,
    day: date,
    rules: DeadlineRules,
    nation: Nation,
    leave: AnnualLeave,
    retention: RetentionRule | None = None,
) -> KeepUntil:
    """How long a record has to be kept, by the law of the nation, or what the funder asks for.

    day: what the rule counts from (`KeptFrom`): for pay and the funder any day of the year that
    the record is about; for the minimum wage the end of the next pay period; for a contract and the
    right to work the worker's last day; else the day on which it was made. leave: of that day's tax
    year. retention: of the funder; None where it is not known, so the usual number counts.
    """
    rule = next(rule for rule in rules.keeping if rule.record is record and nation in rule.nations)
    last = _last_day(rule, day, leave, retention if record is RecordKind.FUNDER else None)
    return KeepUntil(record, last, _(rule.why), rule.source[0])


def longest(kept: Iterable[KeepUntil]) -> KeepUntil | None:
    """The one that asks for the latest day, for a paper that is several records; None of none."""
    return max(kept, key=lambda one: one.day, default=None)


def _last_day(
    rule: KeepRule, day: date, leave: AnnualLeave, retention: RetentionRule | None
) -> date:
    if rule.record is RecordKind.HOLIDAY:
        by_law = holiday_record.keep_until(day, leave)
        if by_law is not None:
            return by_law
    months = rule.months
    if retention is not None:
        months = MONTHS_IN_YEAR * retention.years
        if not retention.current_year:
            return months_after(day, months)
    if rule.counted_from in (KeptFrom.TAX_YEAR_END, KeptFrom.YEAR_END):
        day = days_of_tax_year(tax_year_of(day)).end
    return last_day_of_months(day, months) if rule.from_the_day else months_after(day, months)
