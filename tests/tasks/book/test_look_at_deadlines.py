"""The dates of a small book in which every kind of date occurs, and what is said of them.

It is Friday 27 November 2026. The days follow from the rules in `resources/deadlines.toml`, each of
which is tried with its source's own dates where the rules are tested.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from icalendar import Calendar
from small_book import ACCOUNT, ADA, AT, BEN, MONDAY, WHO, make_book, pay_a_week

from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.filing import FilingAnswers
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.dates_to_know import (
    keep_bureau_day,
    keep_notice,
    keep_pension_day,
    keep_reviews,
    look_at_dates_to_know,
)
from dpmanager.tasks.book.deadlines import (
    DeadlineSeen,
    DeadlinesSeen,
    Mark,
    look_at_deadlines,
    mark_done,
    snooze,
    take_back,
)
from dpmanager.tasks.book.deadlines_in_calendar import save_calendar
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.book.what_needs_doing import what_needs_doing
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.money.sort_payments import (
    Part,
    accept_matches,
    add_payment,
    propose_matches,
    sort_payment,
)
from dpmanager.tasks.pay.for_hmrc import answer_paper

TODAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)
UNTIL = date(2027, 12, 31)
DO = {"who": WHO, "at": NOW}
CID, DEE, CLUB = "Cid Marsh", "Dee Fox", "Brook Day Club"
WORKED = date(2026, 11, 2)
BY_POST = {"paye-monthly-post", "paye-quarterly-post"}
NOT_RECORDED = BY_POST | {"p11d"}
"""Nothing in the book says that HMRC is paid by cheque, or that workers get benefits."""
OF_ENGLAND = {
    "fps",
    "fps-last-of-year",
    "final-report",
    "eps-no-pay",
    "eps-recover",
    "employment-allowance",
    "p60",
    "new-tax-year",
    "paye-monthly",
    "minimum-wage-april",
    "minimum-wage-18",
    "minimum-wage-21",
    "state-pension-age",
    "payroll-cut-off",
    "pension-declaration",
    "pension-re-enrolment",
    "pension-re-declaration",
    "pension-duty",
    "pension-opt-out",
    "pension-payment",
    "written-statement",
    "terms-changed",
    "holiday-year-end",
    "holiday-carried",
    "notice-end",
    "p45",
    "employers-liability",
    "right-to-work",
    "dbs",
    "car-insurance",
    "mot",
    "driving-licence",
    "training",
    "self-certificate",
    "fit-note",
    "fit-note-ends",
    "ssp1",
    "ssp1-before-the-end",
    "ssp-ends",
    "return",
    "contribution",
    "contribution-april",
    "review",
}


def seen(book: Book, today: date = TODAY, until: date = UNTIL) -> DeadlinesSeen:
    return look_at_deadlines(book, today, until)


def days(book: Book, rule: str, today: date = TODAY) -> list[date]:
    return [one.deadline.day for one in of_rule(book, rule, today)]


def of_rule(book: Book, rule: str, today: date = TODAY) -> list[DeadlineSeen]:
    return [one for one in seen(book, today).deadlines if one.deadline.rule_id == rule]


def rules(book: Book) -> set[str]:
    return {one.deadline.rule_id for one in seen(book).deadlines}


def home(book: Book, today: date = TODAY) -> list[Thing]:
    return list(what_needs_doing(book, today).things)


def keys_at_home(book: Book, today: date = TODAY) -> set[str]:
    return {thing.about["key"] for thing in home(book, today) if thing.kind is Kind.DATE}


def number(book: Book, name: str) -> int:
    with book.reading() as session:
        return session.query(models.Worker).filter_by(name=name).one().id


def check(worker: models.Worker, kind: str, **more: object) -> models.Check:
    return models.Check(
        worker=worker, kind=kind, state="seen", seen_on=date(2026, 8, 3), seen_by=WHO, **more
    )


@pytest.fixture
def busy(book: Book) -> Book:
    """Two PAs who were there, one who comes, one who went; papers, sickness, a pension."""
    pay_a_week(book, MONDAY)
    pay_a_week(book, WORKED)  # paid on 12 November
    with book.task("Make it busy", who=WHO, at=AT) as session:
        ada = session.query(models.Worker).filter_by(name=ADA).one()
        ben = session.query(models.Worker).filter_by(name=BEN).one()
        ada.date_of_birth = date(1960, 10, 10)
        ada.drives = True
        ada.rates.append(
            models.PayRate(hour_kind="weekday", from_date=WORKED, amount=Decimal("13.20"))
        )
        ben.date_of_birth = date(2006, 2, 10)
        ben.pension_events.append(models.PensionEvent(day=date(2026, 11, 9), kind="enrolled"))
        ben.pension_events.append(models.PensionEvent(day=date(2026, 11, 16), kind="written"))
        cid = models.Worker(
            name=CID,
            kind="employed",
            start_date=date(2026, 12, 1),
            date_of_birth=date(2009, 1, 20),
            pay_frequency="monthly",
            first_period_start=date(2026, 12, 1),
            payroll_by="bureau",
        )
        dee = models.Worker(
            name=DEE,
            kind="employed",
            start_date=date(2026, 10, 5),
            end_date=date(2026, 11, 20),
            weekly_hours=Decimal(0),  # no pay yet, and none agreed: no sick pay is due
            rates=[
                models.PayRate(
                    hour_kind="weekday", from_date=date(2026, 10, 5), amount=Decimal("13.00")
                )
            ],
            pay_frequency="weekly",
            first_period_start=date(2026, 10, 5),
        )
        session.add_all([cid, dee])
        slip = session.query(models.Payslip).filter_by(start=WORKED).one()
        slip.extras.append(
            models.PayExtra(kind=ExtraKind.PATERNITY_PAY.value, amount=Decimal("10.00"))
        )
        session.add_all(
            [
                models.PensionScheme(
                    provider="NEST",
                    basis="qualifying",
                    relief="at-source",
                    employee_percent=Decimal(5),
                    employer_percent=Decimal(3),
                    duties_start=date(2024, 1, 15),
                ),
                models.HolidayCarried(
                    worker_id=ada.id,
                    leave_year_start=MONDAY,
                    hours=Decimal(10),
                    reason="sick",
                ),
                models.Absence(worker=ada, kind="sick", first_day=date(2026, 11, 20)),
                models.Absence(
                    worker=ben,
                    kind="sick",
                    first_day=date(2026, 11, 23),
                    evidence="fit_note",
                    fit_note_until=date(2026, 12, 10),
                ),
                models.Absence(
                    worker=dee,
                    kind="sick",
                    first_day=date(2026, 11, 2),
                    last_day=date(2026, 11, 6),
                    evidence="self",
                ),
                check(ada, "right_to_work", until=date(2027, 2, 14)),
                check(ada, "dbs", issued_on=date(2024, 6, 3)),
                check(ada, "car_insurance", until=date(2027, 1, 8)),
                check(ada, "mot", until=date(2027, 1, 9)),
                check(ada, "driving_licence", until=date(2027, 1, 10)),
                check(ada, "training", name="First aid", until=date(2027, 1, 11)),
            ]
        )
        session.query(models.Policy).one().until = date(2027, 1, 3)
        session.flush()
        council = session.query(models.Funder).one().id
    keep_bureau_day(book, day_of_month=None, days_before=5, **DO)
    keep_notice(book, number(book, BEN), date(2026, 11, 20), "worker", **DO)
    keep_reviews(book, council, last=date(2026, 1, 5), following=date(2027, 1, 14), **DO)
    return book


def test_every_kind_of_date_occurs(busy: Book) -> None:
    assert rules(busy) == OF_ENGLAND


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("eps-no-pay", date(2026, 10, 19)),  # nobody was paid from 6 September to 5 October
        ("eps-recover", date(2026, 12, 19)),
        ("employment-allowance", date(2027, 5, 19)),  # 2026-27 was claimed at set-up
        ("fps-last-of-year", date(2027, 4, 1)),  # a Thursday: Ada's week to 28 March
        ("final-report", date(2027, 4, 19)),
        ("minimum-wage-18", date(2027, 1, 20)),
        ("minimum-wage-21", date(2027, 2, 10)),
        ("state-pension-age", date(2027, 5, 10)),  # 66 years and 7 months
        ("pension-declaration", date(2024, 6, 14)),
        ("pension-re-enrolment", date(2027, 4, 14)),
        ("pension-re-declaration", date(2027, 6, 14)),
        ("pension-opt-out", date(2026, 12, 15)),
        ("written-statement", date(2026, 10, 5)),  # Dee's first day; Ada's was before the book
        ("terms-changed", date(2026, 12, 2)),
        ("holiday-carried", date(2027, 10, 5)),  # 18 months from 5 April 2026
        ("notice-end", date(2026, 11, 27)),  # a week
        ("p45", date(2026, 11, 20)),
        ("employers-liability", date(2026, 12, 31)),  # the 3rd is a Sunday, the 1st a bank holiday
        ("right-to-work", date(2027, 2, 12)),  # the 14th is a Sunday
        ("dbs", date(2027, 6, 3)),
        ("car-insurance", date(2027, 1, 8)),
        ("mot", date(2027, 1, 9)),
        ("driving-licence", date(2027, 1, 10)),
        ("training", date(2027, 1, 11)),
        ("self-certificate", date(2026, 11, 26)),
        ("fit-note", date(2026, 11, 27)),
        ("fit-note-ends", date(2026, 12, 10)),
        ("ssp1", date(2026, 11, 9)),
        ("review", date(2027, 1, 14)),
        ("contribution-april", date(2027, 4, 1)),
    ],
)
def test_the_day_of_each(busy: Book, rule: str, day: date) -> None:
    assert days(busy, rule)[0] == day


def test_whom_it_is_about(busy: Book) -> None:
    (one,) = of_rule(busy, "training")
    assert (one.worker_id, one.worker) == (number(busy, ADA), ADA)
    assert one.deadline.name == "Training to renew: First aid, Ada Lovell"
    (review,) = of_rule(busy, "review")
    assert (review.funder_id, review.worker) == (1, "")


def test_sick_pay_is_counted_from_its_first_day(busy: Book) -> None:
    ada = [one for one in of_rule(busy, "ssp-ends") if one.worker == ADA]
    # 28 weeks from Friday 20 November; week 23 begins 22 weeks after it.
    assert [one.deadline.day for one in ada] == [date(2027, 6, 3)]
    early = [one for one in of_rule(busy, "ssp1-before-the-end") if one.worker == ADA]
    assert [one.deadline.day for one in early] == [date(2027, 4, 23)]


def test_pay_days_that_were_and_that_will_be(busy: Book) -> None:
    found = days(busy, "fps")
    # Ada's Thursdays go on; her pay of 12 November was reported that day. Ben is paid every four
    # weeks, on Thursdays too. Cid's pay is reported by the bureau.
    assert found[:4] == [
        date(2026, 11, 12),
        date(2026, 12, 3),
        date(2026, 12, 10),
        date(2026, 12, 17),
    ]
    assert all(day.weekday() == 3 for day in found)
    # Cid's month ends on 31 December and is paid then: 5 days before is a Saturday.
    assert days(busy, "payroll-cut-off")[0] == date(2026, 12, 24)


def test_who_pays_by_the_quarter(busy: Book) -> None:
    with busy.task("Change", who=WHO, at=AT) as session:
        session.query(models.Arrangement).one().hmrc_paid = "quarterly"
    assert "paye-monthly" not in rules(busy)
    # The quarter to 5 January: 22 January 2027 is a Friday.
    assert date(2027, 1, 22) in days(busy, "paye-quarterly")


def test_who_reports_on_paper(busy: Book) -> None:
    answer_paper(busy, FilingAnswers(True, True, True, True), **DO)
    assert not rules(busy) & {"fps", "eps-no-pay", "eps-recover", "final-report"}
    assert date(2027, 1, 19) in days(busy, "fps-paper")


def test_who_has_a_bureau_for_everybody(busy: Book) -> None:
    with busy.task("Change", who=WHO, at=AT) as session:
        for worker in session.query(models.Worker).filter_by(kind="employed"):
            worker.payroll_by = "bureau"
    assert not rules(busy) & {"fps", "fps-paper", "final-report", "new-tax-year"}
    assert "paye-monthly" in rules(busy)
    keep_bureau_day(busy, day_of_month=22, days_before=None, **DO)
    # DRC Beds: pay day at the end of the month, timesheets by the 22nd.
    assert date(2026, 12, 22) in days(busy, "payroll-cut-off")


@pytest.mark.parametrize(
    ("nation", "rule", "day"),
    [
        ("scotland", "pvg", date(2031, 7, 5)),
        ("northern-ireland", "access-ni", date(2029, 7, 6)),
    ],
)
def test_checks_of_other_nations(busy: Book, nation: str, rule: str, day: date) -> None:
    with busy.task("Change", who=WHO, at=AT) as session:
        session.query(models.Arrangement).one().nation = nation
        of_ada = {"kind": "dbs", "issued_on": date(2024, 6, 3)}
        session.query(models.Check).filter_by(**of_ada).one().issued_on = date(2026, 7, 6)
    all_found = look_at_deadlines(busy, TODAY, date(2031, 12, 31)).deadlines
    found = [one for one in all_found if one.worker in (ADA, DEE)]
    assert [one.deadline.day for one in found if one.deadline.rule_id == rule] == [day]
    statement = {one.deadline.rule_id for one in found if "statement" in one.deadline.rule_id}
    assert len(statement) == 1


def test_a_newer_check_stands_for_an_older_one(busy: Book) -> None:
    with busy.task("Change", who=WHO, at=AT) as session:
        ada = session.query(models.Worker).filter_by(name=ADA).one()
        newer = check(ada, "training", name="First aid", until=date(2027, 11, 11))
        newer.seen_on = date(2026, 11, 1)
        session.add_all([newer, check(ada, "training", name="Lifting", until=date(2027, 3, 1))])
    assert days(busy, "training") == [date(2027, 3, 1), date(2027, 11, 11)]


def test_papers_of_who_is_not_employed(busy: Book) -> None:
    with busy.task("Change", who=WHO, at=AT) as session:
        club = session.query(models.Worker).filter_by(name=CLUB).one()
        club.kind = "self-employed"
        session.add(check(club, "training", name="Lifting", until=date(2027, 3, 1)))
    assert [one.worker for one in of_rule(busy, "training")] == [ADA, CLUB]
    assert CLUB not in {one.worker for one in of_rule(busy, "p60")}


def test_nobody_without_pay_gets_a_p60(busy: Book) -> None:
    found = of_rule(busy, "p60", date(2027, 5, 3))
    assert [(one.worker, one.deadline.day) for one in found] == [(ADA, date(2027, 5, 31))]


def test_the_first_review_and_then_one_every_year(book: Book) -> None:
    # Regulation 7 of 2014: within six months of the first payment, then every twelve.
    assert days(book, "first-review", date(2026, 9, 7)) == [date(2026, 10, 5)]
    keep_reviews(book, 1, last=date(2026, 10, 1), following=None, **DO)
    assert days(book, "first-review") == []
    assert days(book, "yearly-review") == [date(2027, 10, 1)]
    keep_reviews(book, 1, last=date(2026, 10, 1), following=date(2027, 9, 1), **DO)
    assert (days(book, "yearly-review"), days(book, "review")) == ([], [date(2027, 9, 1)])


def test_without_a_scheme_nothing_is_told_to_hmrc(book_folder: Path) -> None:
    reference = ('employer = { accounts_office_reference = "475PX00999999" }\n', "")
    with make_book(book_folder, reference) as book:
        assert not {rule for rule in rules(book) if rule.startswith(("fps", "paye", "p60"))}
        pay_a_week(book, MONDAY)  # £384 in a week: the employer has to register
        assert "fps" in rules(book)


# Done by itself, done, and put off


def test_a_payment_that_was_made_is_done(busy: Book) -> None:
    key = "paye-monthly/hmrc/2026-05-05"
    today = date(2026, 5, 18)
    assert of_key(busy, key, today).mark is Mark.OPEN
    with busy.reading() as session:
        owed = session.query(models.ExpectedPayment).filter_by(kind="hmrc").first()
        assert owed is not None
    add_payment(busy, ACCOUNT, date(2026, 5, 15), "HMRC", -owed.amount, **DO)
    with busy.reading() as session:
        matches = propose_matches(session)
    accept_matches(busy, matches, **DO)
    found = of_key(busy, key, today)
    assert (found.mark, found.by_records, found.marked_day) == (Mark.DONE, True, None)


def of_key(book: Book, key: str, today: date = TODAY) -> DeadlineSeen:
    found = look_at_deadlines(book, today, today + timedelta(days=400)).find(key)
    assert found is not None
    return found


def test_a_contribution_that_was_paid_in_is_done(book: Book) -> None:
    # Every four weeks from 6 April: 21 September is the seventh.
    today = date(2026, 9, 22)
    key = "contribution/funder/1/2026-09-21"
    assert of_key(book, key, today).mark is Mark.OPEN
    money = Decimal("200.00")
    payment = add_payment(book, ACCOUNT, date(2026, 9, 22), "Own money", money, **DO)
    sort_payment(book, payment, [Part(money, "client_contrib")], **DO)
    assert of_key(book, key, today).by_records
    assert of_key(book, "contribution/funder/1/2026-10-19", today).mark is Mark.OPEN


def test_done_with_a_note_and_taken_back(busy: Book) -> None:
    key = "employers-liability/policy/1/2027-01-03"
    assert key in keys_at_home(busy)
    mark_done(busy, key, " Oak Mutual, new number 7 ", **DO)
    found = of_key(busy, key)
    assert (found.mark, found.marked_day) == (Mark.DONE, TODAY)
    assert found.note == "Oak Mutual, new number 7"
    assert key not in keys_at_home(busy)
    assert found in seen(busy).with_mark(Mark.DONE)

    take_back(busy, key, **DO)
    assert of_key(busy, key).mark is Mark.OPEN
    assert key in keys_at_home(busy)
    assert busy.undo(who=WHO, at=NOW) == "Put a date back on the list"
    assert of_key(busy, key).mark is Mark.DONE


def test_put_off_until_a_day(busy: Book) -> None:
    key = "employers-liability/policy/1/2027-01-03"
    snooze(busy, key, date(2026, 12, 4), "Asked for a price", **DO)
    found = of_key(busy, key)
    assert (found.mark, found.marked_day) == (Mark.NOT_NOW, date(2026, 12, 4))
    assert found.deadline.day == date(2026, 12, 31)
    assert key not in keys_at_home(busy)
    assert key not in keys_at_home(busy, date(2026, 12, 3))
    assert key in keys_at_home(busy, date(2026, 12, 4))
    again = of_key(busy, key, date(2026, 12, 4))
    assert (again.mark, again.marked_day, again.note) == (Mark.OPEN, None, "Asked for a price")
    mark_done(busy, key, **DO)
    assert of_key(busy, key, date(2026, 12, 4)).mark is Mark.DONE


def test_it_is_put_off_to_a_day_that_is_to_come(busy: Book) -> None:
    with pytest.raises(DPManagerError, match="27 November 2026 is not in the future"):
        snooze(busy, "p45/worker/1/2026-11-20", TODAY, **DO)


# Home


def test_home_says_nothing_twice(busy: Book) -> None:
    found = home(busy)
    said = [(thing.what, thing.more) for thing in found]
    assert len(said) == len(set(said))
    of_rules = [key.split("/")[0] for key in keys_at_home(busy)]
    assert not {"paye-monthly", "pension-payment", "pension-opt-out"} & set(of_rules)
    p45 = [thing for thing in found if thing.kind is Kind.P45]
    assert p45 == [
        Thing(
            Kind.P45,
            date(2026, 11, 20),
            "Give Dee Fox form P45",
            "Put the leaving date in your next pay report. Give the P45 with the last pay, and "
            "tell the pension provider.",
            {"worker": number(busy, DEE)},
        )
    ]


def test_a_pay_day_is_reported_once_its_pay_is_worked_out(book: Book) -> None:
    thursday = "fps/pay/2026-04-16"
    record_shifts_of_a_week(book)
    assert thursday not in keys_at_home(book, date(2026, 4, 14))
    from dpmanager.tasks.pay.run_pay import run_pay

    run_pay(book, up_to=date(2026, 4, 16), who=WHO, at=AT)
    assert thursday in keys_at_home(book, date(2026, 4, 14))
    mark_done(book, thursday, **DO)
    assert thursday not in keys_at_home(book, date(2026, 4, 14))


def record_shifts_of_a_week(book: Book) -> None:
    from small_book import hours

    shifts = [hours(MONDAY + timedelta(days=n), 9, 15) for n in range(5)]
    record_shifts(book, ADA, shifts, who=WHO, at=AT)
    approve_timesheet(book, ADA, MONDAY, who=WHO, at=AT)


def test_from_three_alike_on_they_are_one_line(book: Book) -> None:
    for week in range(3):
        pay_a_week(book, MONDAY + timedelta(weeks=week))
    (thing,) = [
        thing for thing in home(book, date(2026, 5, 1)) if thing.what.startswith("Tell HMRC")
    ]
    assert thing == Thing(
        Kind.DATE,
        date(2026, 4, 16),
        "Tell HMRC about the pay of Ada Lovell",
        "There are 2 more like this.",
        {"key": ""},
    )


def test_a_payment_to_hmrc_that_is_put_off_leaves_home(book: Book) -> None:
    pay_a_week(book, MONDAY)
    today = date(2026, 5, 15)
    assert [thing.kind for thing in home(book, today) if thing.kind is Kind.HMRC]
    snooze(book, "paye-monthly/hmrc/2026-05-05", date(2026, 5, 18), who=WHO, at=at(today))
    assert not [thing for thing in home(book, today) if thing.kind is Kind.HMRC]
    assert [thing for thing in home(book, date(2026, 5, 18)) if thing.kind is Kind.HMRC]


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def test_a_return_that_was_sent_leaves_home(book: Book) -> None:
    today = date(2026, 7, 1)
    (thing,) = [thing for thing in home(book, today) if thing.kind is Kind.RETURN]
    assert thing.day == date(2026, 7, 28)
    mark_done(book, "return/funder/1/2026-06-30", **DO)
    assert not [thing for thing in home(book, today) if thing.kind is Kind.RETURN]


# What only the person knows


def test_what_only_the_person_knows(busy: Book) -> None:
    known = look_at_dates_to_know(busy, TODAY)
    assert [(one.funder, one.last, one.next) for one in known.reviews] == [
        ("Northshire County Council", date(2026, 1, 5), date(2027, 1, 14))
    ]
    assert [(one.worker, one.given_on, one.by) for one in known.notices] == [
        (ADA, None, ""),
        (BEN, date(2026, 11, 20), "worker"),
        (CID, None, ""),
    ]
    assert (known.has_bureau, known.bureau_day, known.bureau_days_before) == (True, None, 5)
    assert (known.provider, known.pension_day) == ("NEST", None)
    keep_pension_day(busy, 10, **DO)
    # Contributions of December by 10 January 2027, a Sunday.
    assert date(2027, 1, 8) in days(busy, "pension-payment")
    keep_notice(busy, number(busy, BEN), None, "worker", **DO)
    assert days(busy, "notice-end") == []


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ({"day_of_month": 22, "days_before": 5}, "one of the two"),
        ({"day_of_month": 32, "days_before": None}, "from 1 to 31"),
        ({"day_of_month": None, "days_before": 61}, "from 0 to 60"),
    ],
)
def test_a_day_for_the_bureau_that_cannot_be(
    book: Book, what: dict[str, int | None], says: str
) -> None:
    with pytest.raises(DPManagerError, match=says):
        keep_bureau_day(book, **what, **DO)


def test_dates_that_cannot_be(book: Book) -> None:
    with pytest.raises(DPManagerError, match="in the future"):
        keep_reviews(book, 1, last=TODAY + timedelta(days=1), following=None, **DO)
    with pytest.raises(DPManagerError, match="after the last one"):
        keep_reviews(book, 1, last=TODAY, following=TODAY, **DO)
    with pytest.raises(DPManagerError, match="Check the day"):
        keep_notice(book, number(book, ADA), MONDAY - timedelta(days=1), "worker", **DO)
    with pytest.raises(DPManagerError, match="no pension"):
        keep_pension_day(book, 10, **DO)


# The calendar


def test_the_calendar_holds_what_is_to_be_done(busy: Book, tmp_path: Path) -> None:
    mark_done(busy, "p45/worker/5/2026-11-20", **DO)
    path = tmp_path / "Dates.ics"
    until = date(2027, 6, 30)
    count = save_calendar(busy, path, until, at=NOW)
    calendar = Calendar.from_ical(path.read_bytes())
    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    to_do = [one for one in seen(busy, until=until).deadlines if one.mark is not Mark.DONE]
    assert count == len(to_do) == len(calendar.walk("VEVENT"))
    assert "Give Dee Fox form P45" not in events
    renewal = events["Renew your employers' liability insurance"]
    assert renewal["dtstart"].dt == date(2026, 12, 31)
    assert "The day itself is Sunday 3 January 2027." in renewal["description"]


def test_a_month_of_them(busy: Book) -> None:
    january = Period(date(2027, 1, 1), date(2027, 1, 31))
    found = seen(busy).within(january)
    assert found
    assert all(one.deadline.day in january for one in found)


# What Home said before by rules of its own


def found_at_home(book: Book, kind: Kind, today: date) -> list[Thing]:
    return [thing for thing in home(book, today) if thing.kind is kind]


@pytest.mark.parametrize(
    ("last_day", "today", "asked"),
    [
        (None, date(2026, 4, 24), False),  # five days so far
        (None, date(2026, 4, 25), True),  # two days before the eighth
        (date(2026, 4, 26), date(2026, 5, 4), False),  # seven days
        (date(2026, 4, 27), date(2026, 5, 4), True),
        (date(2026, 4, 27), date(2026, 6, 26), True),
        (date(2026, 4, 27), date(2026, 6, 27), False),  # 60 days later
    ],
)
def test_a_fit_note_is_asked_for_after_seven_days(
    book: Book, last_day: date | None, today: date, asked: bool
) -> None:
    with book.task("Change", who=WHO, at=AT) as session:
        ada = session.query(models.Worker).filter_by(name=ADA).one()
        first = date(2026, 4, 20)
        session.add(
            models.Absence(
                worker=ada, kind="sick", first_day=first, last_day=last_day, evidence="self"
            )
        )
    told = found_at_home(book, Kind.FIT_NOTE, today)
    assert [(thing.day, thing.what, thing.about) for thing in told] == [
        (date(2026, 4, 27), "Ask Ada Lovell for a fit note", {"worker": number(book, ADA)})
    ] * asked
    with book.task("Change", who=WHO, at=AT) as session:
        session.query(models.Absence).one().evidence = "fit_note"
    assert found_at_home(book, Kind.FIT_NOTE, today) == []


def test_a_p45_is_given_at_the_end(book: Book) -> None:
    last = date(2026, 4, 19)
    with book.task("Change", who=WHO, at=AT) as session:
        session.query(models.Worker).filter_by(name=ADA).one().end_date = last
    assert found_at_home(book, Kind.P45, date(2026, 4, 11)) == []
    (thing,) = found_at_home(book, Kind.P45, date(2026, 4, 12))
    assert (thing.day, thing.about) == (last, {"worker": number(book, ADA)})
    with book.task("Change", who=WHO, at=AT) as session:
        session.query(models.Worker).filter_by(name=ADA).one().p45_given_on = last
    assert found_at_home(book, Kind.P45, date(2026, 4, 30)) == []


def test_the_declaration_is_told_two_months_before(book: Book) -> None:
    # Five months from 6 April end on 5 September, a Saturday.
    assert found_at_home(book, Kind.PENSION_DUTY, date(2026, 7, 5)) == []
    (thing,) = found_at_home(book, Kind.PENSION_DUTY, date(2026, 7, 6))
    assert thing.day == date(2026, 9, 4)


def test_many_things_about_the_pension_are_one_line(book: Book) -> None:
    with book.task("Change", who=WHO, at=AT) as session:
        for worker in session.query(models.Worker).filter_by(kind="employed"):
            worker.date_of_birth = date(1990, 1, 1)
    pay_a_week(book, MONDAY)
    found = found_at_home(book, Kind.PENSION_DUTY, date(2026, 5, 1))
    assert [(thing.what, thing.more) for thing in found] == [
        ("Pension of Ada Lovell", "Put the worker into the pension from 6 April 2026."),
    ]
    with book.task("Change", who=WHO, at=AT) as session:
        ada, ben = session.query(models.Worker).filter_by(kind="employed").order_by("id")
        for worker in (ada, ben):
            worker.pension_events.append(models.PensionEvent(day=MONDAY, kind="enrolled"))
    (line,) = found_at_home(book, Kind.PENSION_DUTY, date(2026, 8, 1))
    assert line.day == date(2026, 5, 17)
    assert line.what == "Do 3 things about the pension"
    assert line.more.startswith("The first is: Write to the worker about the pension")
