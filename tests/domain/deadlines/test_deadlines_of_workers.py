"""The working life of one worker: terms, birthdays, papers, sickness, leaving."""

from dataclasses import replace
from datetime import date

import pytest
from deadline_facts import ADA, RULES, closed, days, due, newest_rates, only, paid, working

from dpmanager.domain.deadlines.facts import Facts, NoticeFacts, Paper, PaperKind, Sickness
from dpmanager.domain.deadlines.work_out import deadlines, to_show

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("nation", "rule_id", "day"),
    [
        # Employment Rights Act 1996, section 1: not later than the beginning of the employment
        ("england", "written-statement", date(2026, 6, 8)),
        ("wales", "written-statement", date(2026, 6, 8)),
        ("scotland", "written-statement", date(2026, 6, 8)),
        # Employment Rights (Northern Ireland) Order 1996, article 33: within two months
        ("northern-ireland", "written-statement-northern-ireland", date(2026, 8, 7)),
    ],
)
def test_the_written_statement(nation: str, rule_id: str, day: date) -> None:
    facts = working(nation, start=date(2026, 6, 8), statement_given=False)
    assert [(one.rule_id, one.day) for one in due(facts, TODAY, until=date(2026, 12, 1))] == [
        (rule_id, day)
    ]


def test_a_statement_that_was_given_is_not_asked_for() -> None:
    assert due(working(start=date(2026, 6, 8)), TODAY, until=date(2026, 12, 1)) == []


@pytest.mark.parametrize("nation", ["england", "northern-ireland"])
def test_changed_terms_are_told_within_a_month(nation: str) -> None:
    # Employment Rights Act 1996, section 4; NI Order 1996, article 36
    facts = working(nation, changes=(date(2026, 4, 1), date(2026, 5, 31)))
    assert days(facts, TODAY, "terms-changed") == [date(2026, 5, 1), date(2026, 6, 30)]


def test_the_minimum_wage_of_birthdays() -> None:
    facts = working(start=date(2024, 6, 3), born=date(2006, 8, 14))
    one = only(facts, date(2024, 7, 1), "minimum-wage-18")
    assert (one.day, one.name) == (date(2024, 8, 14), "Ada Lane turns 18: check the wage")
    assert days(facts, date(2027, 7, 20), "minimum-wage-21") == [date(2027, 8, 14)]


def test_a_birthday_before_the_first_day_or_after_the_last_does_not_matter() -> None:
    born = date(2006, 8, 14)
    for start, end in (
        (date(2024, 8, 14), None),
        (date(2024, 6, 3), date(2024, 8, 13)),
    ):
        facts = working(start=start, end=end, born=born)
        assert days(facts, date(2024, 8, 1), "minimum-wage-18") == []


def test_state_pension_age() -> None:
    facts = working(state_pension_day=date(2026, 6, 20))
    assert days(facts, TODAY, "state-pension-age") == [date(2026, 6, 20)]


def test_the_holiday_year_is_announced_three_months_before_it_ends() -> None:
    facts = working(leave_year_start=date(2020, 4, 6))
    one = only(facts, TODAY, "holiday-year-end", date(2027, 5, 1))
    assert (one.day, one.shown_from) == (date(2027, 4, 5), date(2027, 1, 5))


def test_a_holiday_year_that_the_worker_does_not_see_out() -> None:
    facts = working(leave_year_start=date(2020, 1, 1), end=date(2026, 12, 30))
    assert days(facts, TODAY, "holiday-year-end") == []


def test_holiday_that_was_carried_over() -> None:
    facts = working(carried_use_by=(date(2026, 6, 30),))
    assert days(facts, TODAY, "holiday-carried") == [date(2026, 6, 30)]


@pytest.mark.parametrize(
    ("notice", "day"),
    [
        # Acas: a week's notice given on a Monday starts on the Tuesday and ends on the next Monday.
        (NoticeFacts(date(2018, 10, 1), by_employer=False), date(2018, 10, 8)),
        # The same dates: http://refreshinglawltd.co.uk/2018/07/notice-given-i-calculate/
        (NoticeFacts(date(2018, 10, 1), by_employer=True), date(2018, 10, 8)),
        # A contract may ask for more, never for less.
        (NoticeFacts(date(2018, 10, 1), by_employer=True, weeks=4), date(2018, 10, 29)),
        (NoticeFacts(date(2018, 10, 1), by_employer=True, weeks=0), date(2018, 10, 8)),
        # Five full years of work: five weeks.
        (NoticeFacts(date(2023, 6, 5), by_employer=True), date(2023, 7, 10)),
        (NoticeFacts(date(2023, 6, 5), by_employer=False), date(2023, 6, 12)),
    ],
)
def test_notice_ends(notice: NoticeFacts, day: date) -> None:
    facts = working(start=date(2018, 6, 4), notice=notice)
    assert days(facts, notice.given_on, "notice-end") == [day]


def test_a_worker_who_leaves_gets_a_p45_where_there_is_a_paye_scheme() -> None:
    # HMRC, PAYE62015
    facts = paid(date(2026, 6, 26))
    leaver = working(end=date(2026, 6, 12)).workers
    with_scheme = Facts("england", facts.pay_days, facts.hmrc, workers=leaver)
    assert days(with_scheme, TODAY, "p45") == [date(2026, 6, 12)]
    assert days(Facts("england", workers=leaver), TODAY, "p45") == []


def test_a_dbs_check_is_three_years_old_or_as_old_as_the_council_allows() -> None:
    # Dudley, Local Support Team: three years
    facts = working(dbs_on=date(2024, 2, 29))
    assert days(facts, date(2027, 1, 4), "dbs") == [date(2027, 2, 28)]
    yearly = Facts("england", workers=facts.workers, dbs_months=12)
    assert days(yearly, date(2025, 1, 6), "dbs") == [date(2025, 2, 28)]


@pytest.mark.parametrize(
    ("nation", "rule_id", "day"),
    [
        # Disclosure Scotland: memberships from 1 April 2026 on last five years
        ("scotland", "pvg", date(2031, 5, 10)),
        ("northern-ireland", "access-ni", date(2029, 5, 11)),
    ],
)
def test_the_other_nations_have_no_dbs_check(nation: str, rule_id: str, day: date) -> None:
    facts = working(nation, dbs_on=date(2026, 5, 11))
    found = due(facts, day.replace(month=4, day=6), until=day)
    assert [
        (one.rule_id, one.day) for one in found if "check" in one.name or "PVG" in one.name
    ] == [(rule_id, day)]


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        # GOV.UK's example of an MOT: it runs out on 15 May, and the test can be from 16 April on.
        (PaperKind.MOT, date(2027, 5, 15)),
        (PaperKind.CAR_INSURANCE, date(2027, 5, 15)),
        (PaperKind.DRIVING_LICENCE, date(2027, 5, 15)),
        (PaperKind.TRAINING, date(2027, 5, 15)),
        # To be looked at in working hours: 15 May 2027 is a Saturday.
        (PaperKind.RIGHT_TO_WORK, date(2027, 5, 14)),
    ],
)
def test_papers_run_out(kind: PaperKind, day: date) -> None:
    paper = Paper("paper/1", kind, "Ada Lane", date(2027, 5, 15))
    one = only(working(papers=(paper,)), date(2027, 4, 1), kind.value)
    assert one.day == day
    if kind is PaperKind.MOT:
        assert one.shown_from <= date(2027, 4, 17)


def test_a_pvg_membership_from_before_april_2026_is_moved_by_disclosure_scotland() -> None:
    facts = working("scotland", dbs_on=date(2026, 3, 31))
    assert days(facts, date(2031, 3, 3), "pvg") == []


def test_papers_of_who_has_left_by_then_do_not_matter() -> None:
    paper = Paper("paper/1", PaperKind.MOT, "Ada Lane", date(2027, 5, 15))
    assert days(working(papers=(paper,), end=date(2027, 5, 14)), date(2027, 4, 1), "mot") == []


def test_insurance_is_renewed_while_somebody_is_there_and_stays_until_it_is() -> None:
    # GOV.UK: insured on every day. Sunday 31 January 2027.
    policy = Paper("policy/1", PaperKind.EMPLOYERS_LIABILITY, "Fish Insurance", date(2027, 1, 31))
    facts = Facts("england", policies=(policy,))
    one = only(facts, date(2027, 1, 4), "employers-liability")
    assert (one.day, one.moved_from) == (date(2027, 1, 29), date(2027, 1, 31))
    assert days(facts, date(2027, 9, 1), "employers-liability") == [date(2027, 1, 29)]


def sick(**facts: object) -> Facts:
    """Off sick from Thursday 4 June 2026."""
    return working(sickness=(Sickness("absence/1", date(2026, 6, 4), **facts),))  # type: ignore[arg-type]


def test_a_week_is_self_certified_and_the_eighth_day_needs_a_fit_note() -> None:
    # GOV.UK, taking sick leave: more than 7 days in a row, weekends and bank holidays counted
    assert days(sick(), TODAY, "self-certificate") == [date(2026, 6, 10)]
    assert days(sick(), TODAY, "fit-note") == [date(2026, 6, 11)]


@pytest.mark.parametrize(
    ("last_day", "needed"), [(date(2026, 6, 10), False), (date(2026, 6, 11), True)]
)
def test_seven_days_need_no_fit_note(last_day: date, needed: bool) -> None:
    assert bool(due(sick(last_day=last_day), TODAY, "fit-note")) is needed


def test_what_was_given_is_not_asked_for() -> None:
    facts = sick(self_certified=True, fit_note_until=date(2026, 6, 30))
    assert days(facts, TODAY, "self-certificate") == []
    assert days(facts, TODAY, "fit-note") == []
    assert days(facts, TODAY, "fit-note-ends") == [date(2026, 6, 30)]


def test_a_fit_note_of_who_is_back_does_not_end() -> None:
    facts = sick(fit_note_until=date(2026, 6, 30), last_day=date(2026, 6, 20))
    assert days(facts, TODAY, "fit-note-ends") == []


def test_who_gets_no_sick_pay_gets_the_form_within_seven_days() -> None:
    # HMRC, SPM110700: within seven days
    facts = sick(no_sick_pay_from=date(2026, 6, 4))
    assert days(facts, TODAY, "ssp1") == [date(2026, 6, 11)]
    assert days(sick(no_sick_pay_from=date(2026, 6, 4), ssp1_given=True), TODAY, "ssp1") == []


def test_sick_pay_ends_after_28_weeks_and_the_form_is_given_before_week_23() -> None:
    # 28 weeks from Thursday 4 June end on Wednesday 16 December; week 23 begins on 5 November.
    facts = sick(sick_pay_from=date(2026, 6, 4))
    assert days(facts, TODAY, "ssp-ends") == [date(2026, 12, 16)]
    assert days(facts, TODAY, "ssp1-before-the-end") == [date(2026, 11, 5)]


def test_sick_pay_of_who_is_back_does_not_end() -> None:
    facts = sick(sick_pay_from=date(2026, 6, 4), last_day=date(2026, 6, 20))
    assert days(facts, TODAY, "ssp-ends") == []


def test_what_is_far_off_is_known_and_not_yet_shown() -> None:
    facts = working(state_pension_day=date(2026, 8, 1))
    until = date(2026, 12, 1)
    found = deadlines(
        RULES,
        facts,
        TODAY,
        until=until,
        rates_on=newest_rates,
        bank_holidays=closed("england", TODAY, until),
    )
    assert [one.rule_id for one in found] == ["state-pension-age"]
    assert to_show(found, date(2026, 7, 1)) == ()
    assert to_show(found, date(2026, 7, 2)) == found


def test_a_fit_note_without_an_end_is_a_fit_note() -> None:
    # With one, nobody is asked for it again; when it ends is not known.
    facts = sick(has_fit_note=True)
    assert days(facts, TODAY, "fit-note") == []
    assert days(facts, TODAY, "fit-note-ends") == []


def test_a_check_is_looked_at_again_on_the_day_that_was_set() -> None:
    facts = working(dbs_on=date(2025, 6, 2), dbs_again_on=date(2026, 9, 1))
    assert days(facts, TODAY, "dbs") == [date(2026, 9, 1)]


def test_of_who_is_not_employed_only_checks_and_papers_count() -> None:
    paper = Paper("check/1", PaperKind.TRAINING, "Lifting, Ada Lane", date(2026, 9, 1))
    facts = Facts("england", others=(replace(ADA, dbs_on=date(2025, 6, 2), papers=(paper,)),))
    found = {one.rule_id for one in due(facts, TODAY, until=date(2028, 12, 31))}
    assert found == {"dbs", "training"}
