"""Whatever is changed and signed in whatever order, each return follows from the one before it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_book import ACCOUNT, AT, CARD, WHO, all_of

from dpmanager.domain.amounts import total
from dpmanager.domain.periods import Period
from dpmanager.domain.returns.locked import figures_from_json
from dpmanager.domain.signatures import SignatureGiven, SignatureKind
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.money.sort_payments import Part, add_payment, remove_payment, sort_payment
from dpmanager.tasks.returns.prepare_return import prepare_return
from dpmanager.tasks.returns.sign_return import mark_sent, sign_return

Task = Callable[[Book, int], object]
AUTUMN = datetime.combine(date(2026, 10, 5), AT.timetz())
DONE = {"who": WHO, "at": AUTUMN}
JO = SignatureGiven(SignatureKind.TYPED, "Jo Rivers")
MONTHS = tuple(
    Period(start, end)
    for start, end in (
        (date(2026, 4, 6), date(2026, 4, 30)),
        (date(2026, 5, 1), date(2026, 5, 31)),
        (date(2026, 6, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 7, 31)),
    )
)


def _pay(book: Book, n: int) -> object:
    day = MONTHS[0].start + timedelta(days=n * 7 % 117)
    account = (ACCOUNT, CARD)[n % 2]
    return add_payment(book, account, day, f"Shop {n}", Decimal(n - 15) / 4 or Decimal(1), **DONE)


def _payment(book: Book, n: int) -> models.Transaction:
    rows = all_of(book, models.Transaction)
    if not rows:
        raise DPManagerError("there is nothing yet")
    found: models.Transaction = rows[n % len(rows)]
    return found


def _sort(book: Book, n: int) -> object:
    row = _payment(book, n)
    category = ("equipment", "day_services") if row.amount < 0 else ("refund", "interest")
    return sort_payment(book, row.id, [Part(row.amount, category[n % 2])], **DONE)


def _open_otherwise(book: Book, n: int) -> object:
    with book.task("Mend", **DONE) as session:
        session.query(models.Account).filter_by(name=ACCOUNT).one().opening_balance = Decimal(n)


def _sign(book: Book, n: int) -> object:
    number = sign_return(book, MONTHS[n % len(MONTHS)], JO, role="Manager", **DONE)
    if n % 3 == 0:
        mark_sent(book, number, AUTUMN.date(), "post", WHO, **DONE)
    return number


TASKS: list[Task] = [
    _pay,
    _pay,
    _sort,
    lambda book, n: remove_payment(book, _payment(book, n).id, **DONE),
    _sign,
    _sign,
    _open_otherwise,
    lambda book, _n: book.undo(**DONE),
]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(st.tuples(st.sampled_from(range(len(TASKS))), st.integers(0, 40)), max_size=14)
)
def test_opening_and_in_less_out_is_closing_with_every_correction(
    book: Book, steps: list[tuple[int, int]]
) -> None:
    """The book goes on from example to example, so it also grows old."""
    for task, n in steps:
        with suppress(DPManagerError):
            TASKS[task](book, n)
    for month in MONTHS:
        made = prepare_return(book, month, today=AUTUMN.date())
        assert made.opening + made.money_in - made.money_out == made.closing
        carried = made.besides.carried_on
        if carried is None:
            continue
        assert carried.missing == 0
        changed = total(each.difference for each in carried.corrections)
        now = made.closing if carried.amends else made.opening
        assert carried.closing + changed + carried.other + carried.between == now
    for row in all_of(book, models.SentReturn):
        figures = figures_from_json(row.figures)
        assert figures.opening + figures.money_in - figures.money_out == figures.closing
        moved = total(line.amount for line in figures.lines)
        assert figures.opening + moved == row.closing
    assert check_book(book) == []
