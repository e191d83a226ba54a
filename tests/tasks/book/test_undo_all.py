"""Whatever was done, in whatever order, undoing all of it gives back the book as it was set up."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image
from small_book import (
    ACCOUNT,
    ADA,
    AT,
    BEN,
    MONDAY,
    WHO,
    all_of,
    hours,
    lloyds,
    tables,
)

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.budget.agreement import Contribution
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import Day, Pounds, RateAnswer
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.budget.outside_contributions import (
    OutsideAnswer,
    add_outside,
    change_outside,
    remove_outside,
)
from dpmanager.tasks.hours.record_shifts import (
    approve_timesheet,
    record_shifts,
    remove_shift,
    unapprove_timesheet,
)
from dpmanager.tasks.money.given_back import CAME_IN, give_back, look_at_giving_back
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.money.sort_payments import (
    Part,
    accept_matches,
    add_payment,
    propose_matches,
    sort_payment,
)
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.people.engage_worker import change_rate
from dpmanager.tasks.receipts.add_receipt import add_receipt, explain_missing_receipt

Task = Callable[[Book, int], object]
DONE = {"who": WHO, "at": AT}


def _monday(n: int) -> date:
    return MONDAY + timedelta(days=7 * (n % 3))


def _worker(n: int) -> str:
    return (ADA, BEN)[n % 2]


def _shift(book: Book, n: int) -> None:
    kind = (HourKind.WEEKDAY, HourKind.NIGHT, HourKind.HOLIDAY)[n % 3]
    record_shifts(book, _worker(n), [hours(_monday(n), n % 20, n % 20 + 3, kind)], **DONE)


def _remove(book: Book, n: int) -> None:
    for row in all_of(book, models.Shift)[:1]:
        remove_shift(book, row.id, **DONE)


def _payment(book: Book, n: int) -> None:
    add_payment(book, ACCOUNT, _monday(n), f"Cheque {n}", Decimal(-n - 1), **DONE)


def _sort(book: Book, n: int) -> None:
    for row in all_of(book, models.Transaction)[:1]:
        sort_payment(book, row.id, [Part(row.amount, "equipment", note=str(n))], **DONE)


def _came_in(book: Book, n: int) -> None:
    number = add_payment(book, ACCOUNT, _monday(n), f"Pension {n}", Decimal(n + 1), **DONE)
    sort_payment(book, number, [Part(Decimal(n + 1), CAME_IN)], **DONE)


def _send_back(book: Book, n: int) -> None:
    for row in all_of(book, models.Transaction, models.Transaction.amount < ZERO)[:1]:
        for came in look_at_giving_back(book, row.id)[:1]:
            give_back(book, row.id, came.id, **DONE)


def _outside(book: Book, n: int) -> None:
    found = all_of(book, models.OutsideContribution)
    answer = OutsideAnswer(1, _monday(n), Decimal(n + 1), "Vale Care", Contribution.PROVIDER)
    if n % 3 == 0:
        add_outside(book, answer, **DONE)
    for row in found[:1]:
        if n % 3 == 1:
            change_outside(book, row.id, answer, **DONE)
        if n % 3 == 2:
            remove_outside(book, row.id, **DONE)


def _match(book: Book, n: int) -> None:
    with book.reading() as session:
        found = propose_matches(session)
    accept_matches(book, found, **DONE)


def _receipt(book: Book, n: int) -> None:
    paper = BytesIO()
    Image.new("L", (4, 4), n).save(paper, "PNG")
    payments = [row.id for row in all_of(book, models.Transaction)[:2]]
    add_receipt(book, paper.getvalue(), "a.png", payments=payments, **DONE)


def _explain(book: Book, n: int) -> None:
    for row in all_of(book, models.Transaction)[:1]:
        explain_missing_receipt(book, row.id, f"Lost {n}", **DONE)


def _import(book: Book, n: int) -> None:
    lines = [(_monday(m), f"000{m}", f"-{m + 1}.00") for m in range(n % 3 + 1)]
    import_statement(book, ACCOUNT, lloyds(lines), **DONE)


TASKS: list[Task] = [
    _shift,
    _shift,
    _remove,
    lambda book, n: approve_timesheet(book, _worker(n), _monday(n), **DONE),
    lambda book, n: approve_timesheet(book, ADA, _monday(n), **DONE),
    lambda book, n: unapprove_timesheet(book, _worker(n), _monday(n), **DONE),
    lambda book, n: run_pay(book, up_to=date(2026, 5, 30), **DONE),
    lambda book, n: change_rate(
        book, _worker(n), RateAnswer(from_date=Day(2026, 4, 6), amount=Pounds(12 + n)), **DONE
    ),
    _payment,
    _sort,
    _match,
    _came_in,
    _send_back,
    _receipt,
    _explain,
    _import,
    _outside,
    lambda book, n: book.undo(**DONE),
]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # what is undone is as new
)
@example(chosen=[(TASKS[number], 0) for number in (0, 4, 6, 8, 9, 15, 10, 13, 14, 17, 17, 7, 15)])
@example(chosen=[(TASKS[number], 0) for number in (8, 11, 12, 9, 17, 17)])
@example(chosen=[(_outside, number) for number in (0, 1, 2, 3, 4)])
@given(
    chosen=st.lists(st.tuples(st.sampled_from(TASKS), st.integers(0, 19)), min_size=5, max_size=16)
)
def test_undoing_everything_gives_back_a_fresh_book(
    book: Book, chosen: list[tuple[Task, int]]
) -> None:
    fresh = tables(book)
    with book.reading() as session:
        set_up_again = session.query(models.TaskDone).filter_by(undone=False, undoes=None).count()

    for task, number in chosen:
        if task is TASKS[-1] and _done(book) == set_up_again:
            continue
        with suppress(DPManagerError):  # not possible just now: nothing is saved then
            task(book, number)
    assert check_book(book) == []

    while _done(book) > set_up_again:
        book.undo(**DONE)
    assert tables(book) == fresh


def _done(book: Book) -> int:
    with book.reading() as session:
        return session.query(models.TaskDone).filter_by(undone=False, undoes=None).count()
