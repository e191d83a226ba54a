"""Where the money of a small book went, on the screen, on paper and in a spreadsheet."""

import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from small_book import ACCOUNT, ADA, AT, CARD, MONDAY, WHO, all_of, make_book, pay_a_week

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.budget.spending_report import By
from dpmanager.domain.budget.spent import GIVEN_BACK
from dpmanager.domain.periods import Period
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.look_at_spending import (
    Days,
    SpendingSeen,
    line_label,
    look_at_spending,
    more_words,
    spent_words,
)
from dpmanager.tasks.budget.plan_budget import THIS_YEAR, budget_of
from dpmanager.tasks.budget.print_spending import save_spending, workbook_of
from dpmanager.tasks.money.sort_payments import (
    Part,
    Proposal,
    accept_matches,
    add_payment,
    sort_payment,
)
from dpmanager.tasks.returns.resources import categories

TODAY = date(2026, 6, 10)


def pay(book: Book, amount: str, *parts: Part, day: date = MONDAY, to: str = "Somebody") -> int:
    number = add_payment(book, ACCOUNT, day, to, Decimal(amount), who=WHO, at=AT)
    if parts:
        sort_payment(book, number, parts, who=WHO, at=AT)
    return number


def look(book: Book, days: Days = Days.THIS_YEAR, today: date = TODAY) -> SpendingSeen:
    return look_at_spending(book, days, today)


def spent(seen: SpendingSeen, by: By) -> dict[str, str]:
    return {line_label(by, line.name): str(line.spent) for line in seen.report.by(by).lines}


def test_which_days(book: Book) -> None:
    def days(which: Days, today: date) -> Period:
        return look(book, which, today).report.period

    assert days(Days.THIS_YEAR, TODAY) == Period(MONDAY, date(2027, 4, 5))
    assert days(Days.LAST_QUARTER, date(2026, 7, 6)) == Period(MONDAY, date(2026, 7, 5))
    assert days(Days.LAST_QUARTER, TODAY) == Period(date(2026, 1, 6), date(2026, 4, 5))
    assert days(Days.THIS_YEAR, date(2026, 4, 5)) == Period(date(2025, 4, 6), date(2026, 4, 5))
    own = Period(date(2026, 5, 1), date(2026, 5, 31))
    report = look_at_spending(book, Days.OWN, TODAY, own).report
    assert (report.period, report.up_to) == (own, own.end)
    assert report.agreed == Decimal("1771.43")  # 400.00 x 31 / 7


def test_wages_and_their_tax_are_what_a_worker_cost(book: Book) -> None:
    pay_a_week(book, MONDAY)
    wage, hmrc = all_of(book, models.ExpectedPayment)
    numbers = [pay(book, f"-{row.amount}", to=row.payee) for row in (wage, hmrc)]
    accept_matches(
        book,
        [Proposal(number, row.id, "") for number, row in zip(numbers, (wage, hmrc), strict=True)],
        who=WHO,
        at=AT,
    )
    seen = look(book)
    assert spent(seen, By.WORKER) == {ADA: "384.00"}  # 372.64 and 11.36
    assert spent(seen, By.CATEGORY) == {
        "Wages of personal assistants (take-home pay)": "372.64",
        "Tax and National Insurance to HMRC": "11.36",
    }
    assert spent(seen, By.SERVICE)["Personal care"] == "384.00"
    assert spent(seen, By.OUTCOME) == {"No outcome is named": "384.00"}


def test_the_sentences(book: Book) -> None:
    pay(book, "-100.00", Part(Decimal("-100.00"), "agency", "respite", "Safe at home"))
    pay(book, "-7.25")
    pay(book, "-5000.00", day=date(2026, 6, 11))  # to come
    report = look(book).report
    assert spent_words(report) == "£107.25 was spent from 6 April 2026 to 10 June 2026."
    assert more_words(report) == [
        "£20,857.14 was agreed for 6 April 2026 to 5 April 2027.",  # 400.00 x 365 / 7
        "Nobody has said yet what £7.25 of it was for.",
    ]
    assert spent(look(book), By.OUTCOME) == {
        "Safe at home": "100.00",
        "No outcome is named": "7.25",
    }
    assert spent(look(book), By.MONTH) == {
        "April 2026": "107.25",
        "May 2026": "0.00",
        "June 2026": "0.00",
    }


def test_days_to_come_have_nothing(book: Book) -> None:
    pay(book, "-7.25", day=date(2026, 9, 1))
    coming = Period(date(2026, 9, 1), date(2026, 9, 30))
    seen = look_at_spending(book, Days.OWN, TODAY, coming)
    assert seen.report.spent == ZERO
    assert spent(seen, By.MONTH) == {"September 2026": "0.00"}


# --- a book of any payments --------------------------------------------------------------------

PENCE = st.integers(-50_000, 50_000).map(lambda pence: Decimal(pence) / 100)
PARTS = st.tuples(
    PENCE,
    st.sampled_from(sorted(categories())),
    st.sampled_from(["", "personal_care", "respite", "equipment"]),
    st.sampled_from(["", "Safe at home"]),
    st.sampled_from(["", ADA, "Brook Day Club"]),
)
PAYMENTS = st.lists(
    st.tuples(st.integers(0, 65), st.booleans(), st.lists(PARTS, max_size=3), PENCE), max_size=12
)


@given(PAYMENTS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_each_breakdown_adds_up_to_the_ledger(
    tmp_path_factory: pytest.TempPathFactory, payments: list[tuple[int, bool, list[Any], Decimal]]
) -> None:
    with make_book(tmp_path_factory.mktemp("books") / "any.dpbook") as book:
        for offset, on_card, rows, alone in payments:
            parts = [Part(*row) for row in rows if row[0]]
            amount = total(part.amount for part in parts) if parts else alone
            if not amount:
                continue
            number = add_payment(
                book,
                CARD if on_card else ACCOUNT,
                MONDAY + timedelta(days=offset),
                "Somebody",
                amount,
                who=WHO,
                at=AT,
            )
            if parts:
                sort_payment(book, number, parts, who=WHO, at=AT)
        seen, budget = look(book), budget_of(book, THIS_YEAR, TODAY).budget
        out = total(-row.amount for row in all_of(book, models.Transaction) if row.amount < 0)
        splits = all_of(book, models.Split)
        sorted_payments = {row.transaction_id for row in splits}
        expected = total(
            -row.amount
            for row in splits
            if row.category in {"refund", "hmrc_refund", "transfer_in"}
            or (categories()[row.category].direction == "out" and row.category not in GIVEN_BACK)
        ) + total(
            -row.amount
            for row in all_of(book, models.Transaction)
            if row.amount < 0 and row.id not in sorted_payments
        )
    report = seen.report
    assert report.ledger.went_out == out
    assert report.spent == expected == budget.whole.spent
    assert {each.total for each in report.breakdowns} == {expected}
    assert sums_of(workbook_of(seen, TODAY)) == [expected] * len(By)


# --- the workbook ------------------------------------------------------------------------------


def sums_of(data: bytes) -> list[Decimal]:
    """What the sums of each sheet come to, worked out from its formulas as a spreadsheet does."""
    book = load_workbook(BytesIO(data))
    sums = []
    for sheet in book.worksheets[1:-1]:
        *lines, together = list(sheet.iter_rows(min_row=2, max_col=2))
        amounts = [_matching(book["Payments"], name.value, sum_.value) for name, sum_ in lines]
        assert together[1].value == f"=SUM(B2:B{len(lines) + 1})"
        sums.append(total(amounts))
    return sums


def _matching(payments: Any, name: str, formula: str) -> Decimal:
    found = re.fullmatch(
        r"=ROUND\(SUMPRODUCT\(EXACT\('?Payments'?!\$(\w)\$2:\$\w\$(\d+),\$A\d+\)"
        r"\*'?Payments'?!\$(\w)\$2:\$\w\$\2\),2\)",
        formula,
    )
    assert found, formula
    names, last, money = found.groups()
    return total(
        Decimal(str(payments[f"{money}{row}"].value))
        for row in range(2, int(last) + 1)
        if payments[f"{names}{row}"].value == name
    )


def test_the_workbook_has_every_payment_and_its_sums(book: Book, tmp_path: Path) -> None:
    pay(
        book,
        "-100.00",
        Part(Decimal("-60.00"), "agency", "respite", "Safe at home", "Brook Day Club"),
        Part(Decimal("-40.00"), "equipment", "equipment"),
        to="BROOK",
    )
    pay(book, "19.00", Part(Decimal("19.00"), "refund", "equipment"), to="SHOP")
    path = tmp_path / "spending.xlsx"
    save_spending(look(book), TODAY, path)
    made = load_workbook(path)
    assert made.sheetnames == [
        "Summary",
        "By support",
        "By person",
        "By outcome",
        "By what was paid",
        "By month",
        "Payments",
    ]
    payments = [[cell.value for cell in row] for row in made["Payments"].iter_rows(min_row=2)]
    assert [(row[1], row[2], row[3], row[-2], row[-1]) for row in payments] == [
        ("BROOK", "Respite and short breaks", "Brook Day Club", "April 2026", 60),
        ("BROOK", "Equipment", "Nobody is named", "April 2026", 40),
        ("SHOP", "Equipment", "Nobody is named", "April 2026", -19),
    ]
    assert made["Summary"]["B5"].value == "=ROUND(SUM('Payments'!$H$2:$H$4),2)"
    support = made["By support"]
    assert [cell.value for cell in support[1]] == [
        "What the support was",
        "Spent",
        "Agreed",
        "Left",
    ]
    assert [cell.value for cell in support[support.max_row]] == [
        "Together",
        "=SUM(B2:B4)",
        "=SUM(C2:C4)",
        "=SUM(D2:D4)",
    ]
    assert sums_of(path.read_bytes()) == [Decimal("81.00")] * len(By)


@pytest.mark.parametrize("words", ["=1+1", "+44", "-x", "@SUM(A1)", "\t=1", "a\x00b", "'=2"])
def test_words_are_never_formulas(book: Book, words: str) -> None:
    pay(book, "-5.00", to=f"{words}!")
    with book.task("Change", who=WHO, at=AT) as session:
        session.query(models.Transaction).one().description = words
        session.add(models.Outcome(name=words))
    (number,) = (row.id for row in all_of(book, models.Transaction))
    part = Part(Decimal("-5.00"), "agency", outcome=words)
    sort_payment(book, number, [part], who=WHO, at=AT)
    data = workbook_of(look(book), TODAY)
    made = load_workbook(BytesIO(data))
    cells = [made["Payments"]["B2"], made["Payments"]["E2"], made["By outcome"]["A2"]]
    for cell in cells:
        assert cell.data_type == "s"
        assert not str(cell.value).lstrip().startswith(("=", "+", "-", "@"))
    assert sums_of(data) == [Decimal("5.00")] * len(By)


def test_a_star_in_a_name_is_a_star(book: Book) -> None:
    with book.task("Change", who=WHO, at=AT) as session:
        session.add_all([models.Outcome(name="Swim*"), models.Outcome(name="Swimming")])
    pay(book, "-5.00", Part(Decimal("-5.00"), "agency", outcome="Swim*"))
    pay(book, "-7.00", Part(Decimal("-7.00"), "agency", outcome="Swimming"))
    data = workbook_of(look(book), TODAY)
    assert sums_of(data)[2] == Decimal("12.00")


def test_a_book_without_spending_can_be_saved_too(book: Book) -> None:
    assert sums_of(workbook_of(look(book), TODAY)) == [ZERO] * len(By)
