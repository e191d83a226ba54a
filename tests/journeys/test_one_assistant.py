"""One assistant from her first day to her P45, each payslip worked by hand.

Nia Powell starts on Monday 20 April 2026, in week 3 of the tax year, with a P45 (£612.00 paid,
£25.60 tax, code 1257L). She is paid each Friday for the week before, at £13.00 an hour and £65.00
for a sleep-in. All figures are for 2026-27, letter A:
code 1257L frees £241.92 a week, code 1100L £211.73; tax is 20% of whole pounds above that;
National Insurance is 8% above £242.00 a week for her and 15% above £96.00 for the employer.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from small_book import make_book

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.pay.code_changes import NoticeKind
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.payslip import Payslip
from dpmanager.domain.pay.tax import Basis
from dpmanager.domain.periods import Frequency
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import Pounds, RateAnswer, WorkerAnswer, as_day
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.pay.back_pay import give_back_pay
from dpmanager.tasks.pay.hmrc_figures import p45_of
from dpmanager.tasks.pay.payslips import payslip_of
from dpmanager.tasks.pay.pension_events import SchemeAnswer, enrol, set_up_pension
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.people.absences import AbsenceAnswer, record_absence
from dpmanager.tasks.people.engage_worker import end_work, engage_worker
from dpmanager.tasks.people.terms_of_work import add_code_notice

WHO, NIA = "Jo Rivers", "Nia Powell"
START = date(2026, 4, 20)
WEEK = timedelta(days=7)

# Hours of each day from Monday on; a night is a sleep-in from 22:00 to 07:00.
WEEKS: list[dict[int, int]] = [
    {0: 6, 1: 6, 2: 6, 3: 6},
    {0: 6, 1: 6, 2: 6, 3: 6, 4: 6},
    {0: 6, 1: 6, 2: 6},
    {3: 7, 4: 8},
    {0: 7, 1: 7, 2: 7, 3: 7},
    {0: 7, 1: 7, 2: 6, 3: 6},
    {0: 5, 1: 5, 2: 5, 3: 5, 4: 5},
    {0: 5, 1: 5, 2: 5, 3: 5},
]
SLEEP_INS = {0: 5, 3: 5}


def at(day: date) -> datetime:
    return datetime.combine(day, time(19), UTC)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    book = make_book(tmp_path / "Sam.dpbook")
    set_up_pension(
        book, SchemeAnswer("NEST", Decimal(5), Decimal(3)), who=WHO, at=at(date(2026, 4, 18))
    )
    yield book
    book.close()


def engage(book: Book) -> int:
    answer = WorkerAnswer(
        name=NIA,
        kind="employed",
        start_date=as_day(START),
        date_of_birth=as_day(date(1990, 2, 11)),
        tax_code="1257L",
        ni_category="A",
        pay_frequency=Frequency.WEEKLY,
        first_period_start=as_day(START),
        pay_day_after=5,
        previous_tax_year="2026-27",
        previous_pay=Pounds("612.00"),
        previous_tax=Pounds("25.60"),
        rates=(
            RateAnswer(from_date=as_day(START), amount=Pounds("13.00")),
            RateAnswer(kind=HourKind.SLEEP_IN, from_date=as_day(START), amount=Pounds("65.00")),
        ),
    )
    return engage_worker(book, answer, who=WHO, at=at(START))


def work(book: Book, week: int) -> None:
    monday = START + week * WEEK
    shifts = [
        Shift(monday + timedelta(days=day), time(9), time(9 + hours), HourKind.WEEKDAY)
        for day, hours in WEEKS[week].items()
    ]
    if week in SLEEP_INS:
        night = monday + timedelta(days=SLEEP_INS[week])
        shifts.append(Shift(night, time(22), time(7), HourKind.SLEEP_IN))
    record_shifts(book, NIA, shifts, who=WHO, at=at(monday + timedelta(days=6)))


def pay(book: Book, week: int) -> Payslip:
    monday = START + week * WEEK
    approve_timesheet(book, NIA, monday, who=WHO, at=at(monday + WEEK))
    friday = monday + timedelta(days=11)
    (number,) = run_pay(book, up_to=friday, who=WHO, at=at(friday))
    with book.reading() as session:
        return payslip_of(session, session.get_one(models.Payslip, number))


def figures(slip: Payslip) -> tuple[str, ...]:
    """Gross pay, tax, both sides' National Insurance and pension, and net pay."""
    return tuple(
        str(amount)
        for amount in (
            slip.gross_pay,
            slip.income_tax,
            slip.employee_ni,
            slip.employer_ni,
            slip.employee_pension,
            slip.employer_pension,
            slip.net_pay,
        )
    )


def test_from_her_first_day_to_her_p45(book: Book) -> None:
    nia = engage(book)

    # Paid 1 May, week 4: 24 hours 312.00 and a sleep-in 65.00.
    # 612.00 + 377.00 - 4 x 241.92 = 21.32; 21 x 20% = 4.20, and 25.60 is paid: 21.40 comes back.
    # NI 135.00 x 8% = 10.80; 281.00 x 15% = 42.15.
    work(book, 0)
    assert figures(pay(book, 0)) == (
        "377.00", "-21.40", "10.80", "42.15", "0.00", "0.00", "387.60",
    )  # fmt: skip

    # Paid 8 May, week 5: 30 hours. 1,379.00 - 1,209.60 = 169.40; 33.80 less 4.20.
    # NI 148.00 x 8%; 294.00 x 15%.
    work(book, 1)
    assert figures(pay(book, 1)) == (
        "390.00", "29.60", "11.84", "44.10", "0.00", "0.00", "348.56",
    )  # fmt: skip

    # She is ill from Thursday 7 to Tuesday 12 May: two working days in each week. One week's pay is
    # known before it: 377.00, and 80% of it is above the flat 123.25. A day is 123.25 / 5 = 24.65.
    record_absence(
        book,
        nia,
        AbsenceAnswer("sick", date(2026, 5, 7), date(2026, 5, 12)),
        who=WHO,
        at=at(date(2026, 5, 13)),
    )
    # Paid 15 May, week 6: 18 hours 234.00 and 49.30 sick pay.
    # 1,662.30 - 1,451.52 = 210.78; 42.00 less 33.80. NI 41.30 x 8% = 3.304;
    # 187.30 x 15% = 28.095, of which half a penny is dropped.
    work(book, 2)
    third = pay(book, 2)
    assert [(extra.kind, str(extra.amount)) for extra in third.extras] == [
        (ExtraKind.SICK_PAY, "49.30")
    ]
    assert figures(third) == ("283.30", "8.20", "3.30", "28.09", "0.00", "0.00", "271.80")

    # Paid 22 May, week 7: 15 hours 195.00, a sleep-in 65.00, sick pay 49.30.
    # 1,971.60 - 1,693.44 = 278.16; 55.60 less 42.00. NI 67.30 x 8% = 5.384; 213.30 x 15% = 31.995.
    work(book, 3)
    assert figures(pay(book, 3)) == (
        "309.30", "13.60", "5.38", "31.99", "0.00", "0.00", "290.32",
    )  # fmt: skip

    # She is enrolled in the pension on 25 May: 5% and 3% of what is above 120.00; of her share four
    # fifths are taken from pay, the rest is tax relief.
    enrol(book, nia, date(2026, 5, 25), who=WHO, at=at(date(2026, 5, 25)))
    # Paid 29 May, week 8: 28 hours. 2,335.60 - 1,935.36 = 400.24; 80.00 less 55.60.
    # NI 122.00 x 8%; 268.00 x 15%. Pension 244.00 x 5% = 12.20, 9.76 of it; 244.00 x 3%.
    work(book, 4)
    assert figures(pay(book, 4)) == (
        "364.00", "24.40", "9.76", "40.20", "9.76", "7.32", "320.08",
    )  # fmt: skip

    # HMRC sends code 1100L from 1 June.
    add_code_notice(
        book,
        nia,
        notice=NoticeKind.P6,
        code="1100L",
        basis=Basis.CUMULATIVE,
        from_date=date(2026, 6, 1),
        who=WHO,
        at=at(date(2026, 6, 1)),
    )
    # Paid 5 June, week 9: 26 hours. 2,673.60 - 9 x 211.73 = 768.03; 153.60 less 80.00.
    # NI 96.00 x 8%; 242.00 x 15%. Pension 218.00 x 5% = 10.90, 8.72 of it; 218.00 x 3%.
    work(book, 5)
    sixth = pay(book, 5)
    assert (sixth.tax_code, sixth.tax_period) == ("1100L", 9)
    assert figures(sixth) == ("338.00", "73.60", "7.68", "36.30", "8.72", "6.54", "248.00")

    # The rate rises to 13.50 from 4 May: 50p for 18, 15, 28 and 26 hours that were paid.
    work(book, 6)
    give_back_pay(
        book,
        nia,
        RateAnswer(from_date=as_day(date(2026, 5, 4)), amount=Pounds("13.50")),
        who=WHO,
        at=at(date(2026, 6, 8)),
    )
    # Paid 12 June, week 10: 25 hours 337.50 and 43.50. 3,054.60 - 2,117.30 = 937.30; 187.40 less
    # 153.60. NI 139.00 x 8%; 285.00 x 15%. Pension 261.00 x 5% = 13.05, 10.44 of it; 7.83.
    seventh = pay(book, 6)
    assert [str(extra.amount) for extra in seventh.extras] == ["9.00", "7.50", "14.00", "13.00"]
    assert figures(seventh) == ("381.00", "33.80", "11.12", "42.75", "10.44", "7.83", "325.64")

    # She leaves on 14 June, with holiday that she never took. Each week earns 12.07% of its hours,
    # nights at the house included, in whole hours; days of sickness earn by the average week before
    # (81 hours in 17 days): 33, 30, 37.06, 33.53, 28, 26, 25 and 20 hours make 4, 4, 4, 4, 3, 3, 3
    # and 2: 27 hours. The weeks without sickness paid 377.00, 390.00, 364.00, 338.00, 337.50 and
    # 270.00 for 33, 30, 28, 26, 25 and 20 hours: 2,076.50 / 162 an hour, and 346.08 for 27.
    # Paid 19 June, week 11: 20 hours 270.00 and 346.08. 3,670.68 - 2,329.03 = 1,341.65; 268.20
    # less 187.40. NI 374.08 x 8% = 29.926; 520.08 x 15% = 78.012. Pension 496.08 x 5% = 24.80,
    # 19.84 of it; 14.88.
    end_work(book, nia, date(2026, 6, 14), who=WHO, at=at(date(2026, 6, 8)))
    work(book, 7)
    last = pay(book, 7)
    assert figures(last) == ("616.08", "80.80", "29.93", "78.01", "19.84", "14.88", "485.51")

    with book.reading() as session:
        p45 = p45_of(session, session.get_one(models.Worker, nia))
    assert (p45.leaving_date, p45.code, p45.stands_alone) == (date(2026, 6, 14), "1100L", False)
    assert (p45.frequency, p45.period) == (Frequency.WEEKLY, 11)
    assert (str(p45.pay_to_date), str(p45.tax_to_date)) == ("3670.68", "268.20")
    assert (str(p45.pay_here), str(p45.tax_here)) == ("3058.68", "242.60")
    assert check_book(book) == []
