"""The budget, from the records of a small book."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from small_book import (
    ACCOUNT,
    ADA,
    AT,
    BEN,
    MONDAY,
    WHO,
    all_of,
    hours,
    make_book,
    pay_a_week,
    work_a_week,
)

from dpmanager.domain.budget.spent import NO_SERVICE, BudgetLine
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.plan_budget import (
    TAX_YEAR,
    THIRTEEN_WEEKS,
    THIS_YEAR,
    budget_of,
    note_what_the_letter_says,
)
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.money.sort_payments import Part, Proposal, accept_matches, add_payment
from dpmanager.tasks.money.sort_payments import sort_payment as sort
from dpmanager.tasks.pay.run_pay import run_pay

TODAY = date(2026, 5, 31)
YEAR = Decimal("20857.14")  # 400.00 x 365 / 7


def lines(book: Book, name: str = THIS_YEAR, today: date = TODAY) -> dict[str, BudgetLine]:
    return {line.service_type: line for line in budget_of(book, name, today).budget.lines}


def pay_out(book: Book, amount: str, category: str = "", service: str = "") -> int:
    number = add_payment(
        book, ACCOUNT, date(2026, 4, 20), "Something", Decimal(amount), who=WHO, at=AT
    )
    if category:
        sort(book, number, [Part(Decimal(amount), category, service)], who=WHO, at=AT)
    return number


def test_the_ranges(book: Book) -> None:
    def period(name: str, today: date) -> Period:
        return budget_of(book, name, today).budget.period

    assert period(THIS_YEAR, date(2026, 4, 6)) == Period(MONDAY, date(2027, 4, 5))
    assert period(THIS_YEAR, date(2028, 4, 5)) == Period(date(2027, 4, 6), date(2028, 4, 5))
    assert period(THIS_YEAR, date(2028, 4, 6)).start == date(2028, 4, 6)
    assert period(TAX_YEAR, TODAY) == Period(MONDAY, date(2027, 4, 5))
    assert period(THIRTEEN_WEEKS, date(2026, 9, 30)) == Period(date(2026, 7, 2), date(2026, 9, 30))


def test_what_one_agreement_says(book: Book) -> None:
    seen = budget_of(book, THIS_YEAR, TODAY)
    assert seen.budget.whole.agreed == YEAR
    (agreement,) = seen.agreements
    assert (agreement.funder, agreement.weekly_amount, agreement.from_date) == (
        "Northshire County Council",
        Decimal("400.00"),
        MONDAY,
    )


def test_nothing_is_agreed_before_the_agreement(book: Book) -> None:
    with pytest.raises(DPManagerError, match="Nothing has been agreed"):
        budget_of(book, THIS_YEAR, date(2026, 4, 5))


def test_a_later_agreement_takes_over_on_its_day(book_folder: Path) -> None:
    later = (
        "return_days = 28\n",
        "return_days = 28\n\n[[funders.agreements]]\nfrom_date = 2026-05-04\n"
        'weekly_amount = "470.00"\nweekly_contribution = "50.00"\npaid_every = "four-weekly"\n'
        'paid_in = "advance"\ncontribution_collected = "paid-in"\nservices = [ '
        '{ type = "personal_care", weekly_hours = 20, hourly_rate = "23.50" } ]\n',
    )
    with make_book(book_folder, later) as book:
        agreed = lines(book, THIRTEEN_WEEKS, date(2026, 5, 31))
    # Four weeks at 400.00, then four at 470.00; nothing before 6 April.
    assert agreed[NO_SERVICE].agreed == Decimal("1600.00")
    assert agreed["personal_care"].agreed == Decimal("1880.00")


def test_hours_then_wages_and_tax_are_still_to_pay(book: Book) -> None:
    record_shifts(book, "Ada Lovell", [hours(MONDAY, 9, 15)], who=WHO, at=AT)
    assert lines(book)["personal_care"].to_pay == Decimal("76.80")  # 6 x 12.80
    assert lines(book, today=date(2026, 4, 6))["personal_care"].to_pay == Decimal("76.80")


def test_wages_and_tax_go_where_the_hours_went(book: Book) -> None:
    pay_a_week(book, MONDAY)
    care = lines(book)["personal_care"]
    assert (care.spent, care.to_pay) == (Decimal("0.00"), Decimal("384.00"))  # 372.64 and 11.36

    wage, hmrc = all_of(book, models.ExpectedPayment)
    numbers = [pay_out(book, f"-{row.amount}") for row in (wage, hmrc)]
    assert lines(book)[NO_SERVICE].spent == Decimal("384.00")  # nobody has said what for
    matches = [
        Proposal(number, row.id, "") for number, row in zip(numbers, (wage, hmrc), strict=True)
    ]
    accept_matches(book, matches, who=WHO, at=AT)
    care = lines(book)["personal_care"]
    assert (care.spent, care.to_pay) == (Decimal("384.00"), Decimal("0.00"))


@pytest.mark.parametrize(
    ("allowance", "care", "complex_care"),
    [
        # Ada: 384.00 gross. Ben: 127.10 gross, 20% of 127 is 25.40.
        ("true", "384.00", "127.10"),
        # Employer's National Insurance besides: (384 - 96) x 15% and (127.10 - 96) x 15%.
        ("false", "427.20", "131.76"),
    ],
)
def test_hmrc_is_shared_by_what_was_taken_from_each_wage(
    book_folder: Path, allowance: str, care: str, complex_care: str
) -> None:
    with make_book(
        book_folder,
        (
            'accounts_office_reference = "475PX00999999"',
            f'accounts_office_reference = "475PX00999999", employment_allowance = {allowance}',
        ),
        (
            'name = "Ben Okoro"\nkind = "employed"\n',
            'name = "Ben Okoro"\nkind = "employed"\nservice_type = "complex_care"\n',
        ),
        ('pay_frequency = "four-weekly"', 'pay_frequency = "weekly"'),
    ) as book:
        record_shifts(book, BEN, [hours(MONDAY, 9, 19)], who=WHO, at=AT)
        approve_timesheet(book, BEN, MONDAY, who=WHO, at=AT)
        work_a_week(book, MONDAY)
        run_pay(book, up_to=date(2026, 4, 16), who=WHO, at=AT)
        found = lines(book)
    assert found["personal_care"].to_pay == Decimal(care)
    assert found["complex_care"].to_pay == Decimal(complex_care)


def test_the_pension_and_orders_go_where_the_wages_went(book_folder: Path) -> None:
    with make_book(
        book_folder,
        (
            'name = "Ben Okoro"\nkind = "employed"\n',
            'name = "Ben Okoro"\nkind = "employed"\nservice_type = "complex_care"\n',
        ),
        ('pay_frequency = "four-weekly"', 'pay_frequency = "weekly"'),
    ) as book:
        with book.task("Change", who=WHO, at=AT) as session:
            session.add(
                models.PensionScheme(
                    provider="NEST",
                    basis="all",
                    relief="net-pay",
                    employee_percent=Decimal(10),
                    employer_percent=Decimal(10),
                )
            )
            for worker in session.query(models.Worker).filter_by(kind="employed"):
                session.add(models.PensionEvent(worker_id=worker.id, day=MONDAY, kind="enrolled"))
            session.add(
                models.CourtOrder(
                    worker=session.query(models.Worker).filter_by(name=BEN).one(),
                    kind="fixed",
                    payee="Northshire Court",
                    from_date=MONDAY,
                    amount=Decimal("5.00"),
                )
            )
        record_shifts(book, BEN, [hours(MONDAY, 9, 19)], who=WHO, at=AT)
        approve_timesheet(book, BEN, MONDAY, who=WHO, at=AT)
        work_a_week(book, MONDAY)
        run_pay(book, up_to=date(2026, 4, 16), who=WHO, at=AT)
        found = lines(book)
        # Gross pay with the employer's 10%: 384.00 and 38.40; 127.10 and 12.71.
        assert found["personal_care"].to_pay == Decimal("422.40")
        assert found["complex_care"].to_pay == Decimal("139.81")

        expected = {row.kind: row for row in all_of(book, models.ExpectedPayment)}
        matches = [
            Proposal(pay_out(book, f"-{expected[kind].amount}"), expected[kind].id, "")
            for kind in ("pension", "order")
        ]
        accept_matches(book, matches, who=WHO, at=AT)
        found = lines(book)
        assert {name: str(line.spent) for name, line in found.items() if name} == {
            "personal_care": "76.80",
            "complex_care": "30.42",  # 25.42 and what the order took
        }
        assert found["complex_care"].used == Decimal("139.81")


def test_mileage_and_rolled_up_holiday_are_to_pay_with_the_hours(book: Book) -> None:
    with book.task("Change", who=WHO, at=AT) as session:
        ada = session.query(models.Worker).filter_by(name=ADA).one()
        ada.holiday_method = "rolled-up"
        session.add(
            models.PayItem(
                worker_id=ada.id, day=MONDAY, kind="mileage", quantity=Decimal(40)
            )  # 22.00 at 55p
        )
        session.add(
            models.PayItem(
                worker_id=ada.id,
                day=date(2026, 4, 7),
                kind="expenses",
                amount=Decimal("6.20"),
            )
        )
    record_shifts(book, ADA, [hours(MONDAY, 9, 15)], who=WHO, at=AT)
    # 6 x 12.80 = 76.80, 12.07% of it is 9.27.
    assert lines(book, today=MONDAY)["personal_care"].to_pay == Decimal("108.07")
    assert lines(book)["personal_care"].to_pay == Decimal("114.27")


def test_what_comes_back_is_not_spent_and_what_goes_back_buys_nothing(book: Book) -> None:
    pay_out(book, "-119.00", "equipment", "equipment")
    pay_out(book, "19.00", "refund", "equipment")
    pay_out(book, "-300.00", "repaid_council")
    pay_out(book, "1400.00", "dp_council")
    pay_out(book, "-2.50", "bank_charges", "running_costs")
    found = lines(book)
    assert {name: line.spent for name, line in found.items()} == {
        NO_SERVICE: Decimal("0.00"),
        "equipment": Decimal("100.00"),
        "running_costs": Decimal("2.50"),
    }
    assert lines(book, today=date(2026, 4, 19))[NO_SERVICE].spent == Decimal("0.00")


def test_the_letter_fills_in_what_was_not_known(book_folder: Path) -> None:
    with make_book(book_folder, ("surplus_weeks = 8\nreturn_days = 28\n", "")) as book:
        (agreement,) = budget_of(book, THIS_YEAR, TODAY).agreements
        assert (agreement.surplus_weeks, agreement.return_days) == (None, None)
        note_what_the_letter_says(
            book, agreement.id, surplus_weeks=Decimal(6), return_days=None, who=WHO, at=AT
        )
        note_what_the_letter_says(
            book, agreement.id, surplus_weeks=None, return_days=28, who=WHO, at=AT
        )
        (agreement,) = budget_of(book, THIS_YEAR, TODAY).agreements
        assert (agreement.surplus_weeks, agreement.return_days) == (Decimal(6), 28)
        book.undo(who=WHO, at=AT)
        (agreement,) = budget_of(book, THIS_YEAR, TODAY).agreements
        assert (agreement.surplus_weeks, agreement.return_days) == (Decimal(6), None)
        with pytest.raises(DPManagerError, match="not below nothing"):
            note_what_the_letter_says(
                book, agreement.id, surplus_weeks=Decimal(-1), return_days=None, who=WHO, at=AT
            )
