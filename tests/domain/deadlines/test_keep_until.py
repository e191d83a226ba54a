"""How long records have to be kept."""

from datetime import date

import pytest
from deadline_facts import RULES

from dpmanager.domain.deadlines.keep import KeepUntil, keep_until, longest
from dpmanager.domain.deadlines.rules import Nation, RecordKind
from dpmanager.domain.pay import holiday_record
from dpmanager.domain.pay.pension_membership import last_day_of_months
from dpmanager.domain.returns.funder_rules import RetentionRule
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.returns.resources import funder_rules

LEAVE = rates_for("2026-27").annual_leave


def keep(record: RecordKind, day: date, nation: Nation = "england", **more: object) -> KeepUntil:
    return keep_until(record, day, RULES, nation, LEAVE, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("record", "day", "last"),
    [
        # GOV.UK, keeping records: 3 years from the end of the tax year they relate to
        (RecordKind.PAYE, date(2026, 5, 29), date(2030, 4, 5)),
        (RecordKind.PAYE, date(2027, 4, 5), date(2030, 4, 5)),
        (RecordKind.PAYE, date(2027, 4, 6), date(2031, 4, 5)),
        # HMRC, NMWM12020: 6 years that begin with the day on which the next pay period ends. Of
        # April 2026 that is 31 May.
        (RecordKind.MINIMUM_WAGE, date(2026, 5, 31), date(2032, 5, 30)),
        # The Pensions Regulator: six years, and four for requests to leave
        (RecordKind.PENSION, date(2026, 5, 29), date(2032, 5, 29)),
        (RecordKind.OPT_OUT_NOTICE, date(2026, 5, 29), date(2030, 5, 29)),
        # two years after the employment has ended
        (RecordKind.RIGHT_TO_WORK, date(2026, 5, 29), date(2028, 5, 29)),
        (RecordKind.WORKING_TIME, date(2026, 5, 29), date(2028, 5, 29)),
        (RecordKind.CONTRACT, date(2026, 5, 29), date(2032, 5, 29)),
        (RecordKind.APPLICANT, date(2026, 5, 29), date(2027, 5, 29)),
        # SI 1979/628, regulation 25(3): three years
        (RecordKind.ACCIDENT, date(2026, 5, 29), date(2029, 5, 29)),
    ],
)
def test_each_kind_of_record(record: RecordKind, day: date, last: date) -> None:
    kept = keep(record, day)
    assert (kept.record, kept.day) == (record, last)
    assert kept.why.endswith(".")
    assert kept.source


def test_the_manuals_own_example_of_a_record_of_pay() -> None:
    # HMRC, NMWM12040, when it was 3 years: the record of April 2013 until 30 May 2016
    assert last_day_of_months(date(2013, 5, 31), 36) == date(2016, 5, 30)


def test_holiday_is_kept_as_its_record_says() -> None:
    day = date(2026, 5, 29)
    assert keep(RecordKind.HOLIDAY, day).day == holiday_record.keep_until(day, LEAVE)
    # Before the law said so, six years are kept all the same.
    before = rates_for("2024-25").annual_leave
    assert holiday_record.keep_until(day, before) is None
    kept = keep_until(RecordKind.HOLIDAY, day, RULES, "england", before)
    assert kept.day == date(2032, 5, 29)


def test_a_contract_in_scotland() -> None:
    # Prescription and Limitation (Scotland) Act 1973, section 6: five years
    assert keep(RecordKind.CONTRACT, date(2026, 5, 29), "scotland").day == date(2031, 5, 29)


def test_papers_for_the_funder() -> None:
    day = date(2026, 5, 29)
    # CIPFA, by way of Warwickshire: the current year and six more
    rule = funder_rules("generic").retention
    assert keep(RecordKind.FUNDER, day, retention=rule).day == date(2033, 4, 5)
    bare = RetentionRule(years=3, current_year=False)
    assert keep(RecordKind.FUNDER, day, retention=bare).day == date(2029, 5, 29)
    # Not known: seven years, the longest that was found
    assert keep(RecordKind.FUNDER, day).day == date(2034, 4, 5)


def test_what_a_funder_asks_for_does_not_shorten_the_law() -> None:
    rule = RetentionRule(years=1, current_year=True)
    assert keep(RecordKind.PAYE, date(2026, 5, 29), retention=rule).day == date(2030, 4, 5)


def test_a_timesheet_is_several_records_and_the_longest_counts() -> None:
    kinds = (RecordKind.PAYE, RecordKind.MINIMUM_WAGE, RecordKind.WORKING_TIME)
    kept = [keep(kind, date(2026, 5, 31)) for kind in kinds]
    found = longest(kept)
    assert found is not None
    assert found.record is RecordKind.MINIMUM_WAGE
    assert longest([]) is None
