"""What the money page shows: accounts, payments with their running balance, what is to be done."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Integer, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.periods import Period, long_date, short_date
from dpmanager.domain.reading import read_amount, read_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.balances import balance_before
from dpmanager.tasks.money.cheques import StaleCheque, stale_cheques
from dpmanager.tasks.money.given_back import (
    SENT_BACK,
    Tie,
    could_send_back,
    gives_back,
    left_to_send_back,
    ties_of,
)
from dpmanager.tasks.money.pocket import NOT_BOUGHT, CashSeen, cash_of, pays_back
from dpmanager.tasks.money.reconcile import explained_difference
from dpmanager.tasks.money.sort_payments import Part
from dpmanager.tasks.money.suggestions import propose_offers
from dpmanager.tasks.receipts.add_receipt import lacks_proof
from dpmanager.tasks.returns.resources import (
    categories,
    category_labels,
    evidence_labels,
    service_type_labels,
)
from dpmanager.tasks.returns.sent_returns import in_a_return
from dpmanager.words import _

ALL, NO_CATEGORY, NO_PROOF = "all", "no_category", "no_proof"


class ProofState(StrEnum):
    """Whether a payment is proved."""

    YES = "yes"
    MISSING = "missing"
    EXPLAINED = "explained"
    NOT_WANTED = "not_wanted"


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """An account and what it holds today, in pounds, by the book.

    payments: how many lines it has. agreed_on: the last day it was agreed with a statement.
    difference: pounds that the bank had more than the book then, and the reason that was given.
    """

    id: int
    name: str
    last_four: str
    balance: Decimal
    payments: int
    agreed_on: date | None
    difference: Decimal = ZERO
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MoneySeen:
    """The accounts, and how many payments wait for what, over all accounts.

    offers: of those that are not sorted, how many are offered what they seem to be for. cheques:
    those that the bank has not shown for too long.
    """

    accounts: tuple[AccountSeen, ...]
    not_sorted: int
    without_proof: int
    offers: int
    cheques: tuple[StaleCheque, ...] = ()


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One line of the list. Amounts in pounds; balance: in the account after it."""

    id: int
    day: date
    description: str
    what_for: str
    amount: Decimal
    balance: Decimal
    proof: ProofState


@dataclass(frozen=True, slots=True)
class Payments:
    """Which lines of an account are looked at: of one kind (ALL, ...) and holding a text."""

    account_id: int
    show: str = ALL
    text: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The lines that are looked at, newest first: the number of each, and the pence left after it.

    The numbers alone are a few bytes a line; the lines themselves are read as they are shown.
    """

    lines: tuple[tuple[int, int], ...]

    def place_of(self, payment_id: int | None) -> int:
        """The place of a payment from 0; 0 where it is not among them."""
        places = (
            place for place, (number, _pence) in enumerate(self.lines) if number == payment_id
        )
        return next(places, 0)


@dataclass(frozen=True, slots=True)
class ProofName:
    """A proof that stands behind a payment."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class PaymentSeen:
    """One payment with all that is known of it. amount: pounds, money out negative.

    parts: what it was for; while nobody has said, `like_before` gives what the last payment with
    the same words was for, and `like_before_on` its day. pays: the wage, tax or invoice that it was
    matched with, in words, or what it gives or pays back. by_hand: typed in, and not on a
    statement. ties: what came back for it. cash: what its cash bought, where it is a withdrawal.
    cheque: its number, where it is one. in_return: that it is in a return that was signed, in
    words. may_send_back: nobody has said what it was for, and it may send back what came in by
    mistake. to_send_back: pounds of it that came in by mistake and are not sent back.
    """

    id: int
    account: str
    day: date
    description: str
    amount: Decimal
    by_hand: bool
    parts: tuple[Part, ...]
    like_before: tuple[Part, ...]
    like_before_on: date | None
    pays: str
    proof: ProofState
    proofs: tuple[ProofName, ...]
    no_proof_reason: str
    ties: tuple[Tie, ...] = ()
    cash: CashSeen | None = None
    cheque: str = ""
    in_return: str = ""
    may_send_back: bool = False
    to_send_back: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class CategoryChoice:
    """A category in words, and the papers a funder commonly wants for it, in words."""

    id: str
    label: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SortingChoices:
    """What can be said of a payment."""

    categories: tuple[CategoryChoice, ...]
    service_types: tuple[tuple[str, str], ...]
    outcomes: tuple[str, ...]
    workers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unshown:
    """A payment typed in by hand that the bank has not shown. amount: pounds."""

    id: int
    day: date
    description: str
    amount: Decimal


def look_at_money(book: Book, today: date) -> MoneySeen:
    """The accounts, and what waits to be done."""
    with book.reading() as session:
        agreed = dict(
            session.execute(
                select(
                    models.Reconciliation.account_id, func.max(models.Reconciliation.day)
                ).group_by(models.Reconciliation.account_id)
            ).all()
        )
        lines = dict(
            session.execute(
                select(models.Transaction.account_id, func.count()).group_by(
                    models.Transaction.account_id
                )
            ).all()
        )
        accounts = tuple(
            _account(session, row, today, lines.get(row.id, 0), agreed.get(row.id))
            for row in session.scalars(select(models.Account).order_by(models.Account.id))
        )
        not_sorted = _count(session, ~models.Transaction.splits.any())
        return MoneySeen(
            accounts=accounts,
            not_sorted=not_sorted,
            without_proof=_count(session, lacks_proof()),
            offers=len(propose_offers(session)) if not_sorted else 0,
            cheques=tuple(stale_cheques(session, today)),
        )


def _account(
    session: Session, row: models.Account, today: date, lines: int, agreed_on: date | None
) -> AccountSeen:
    closed = explained_difference(session, row, today)
    return AccountSeen(
        row.id,
        row.name,
        row.last_four,
        balance_before(session, row, today + timedelta(days=1)),
        lines,
        agreed_on,
        closed.difference if closed else ZERO,
        closed.reason if closed else "",
    )


def list_payments(book: Book, asked: Payments) -> Listing:
    """Which lines of the account are looked at; what is in them is read when they are shown."""
    line = models.Transaction
    pence = type_coerce(line.amount, Integer)
    with book.reading() as session:
        account = session.get_one(models.Account, asked.account_id)
        of_account = line.account_id == account.id
        before_opening = session.scalar(
            select(func.sum(pence)).where(of_account, line.day < account.opening_date)
        )
        left = int(account.opening_balance * 100) - (before_opening or 0)
        lines = []
        for number, moved in session.execute(
            select(line.id, pence).where(of_account).order_by(*_order())
        ):
            left += moved
            lines.append((number, left))
        conditions = _conditions(asked)
        if conditions:
            chosen = set(session.scalars(select(line.id).where(of_account, *conditions)))
            lines = [each for each in lines if each[0] in chosen]
        return Listing(tuple(reversed(lines)))


def read_payments(book: Book, listing: Listing, start: int, count: int) -> list[PaymentLine]:
    """A stretch of the lines that are looked at, from the `start`th from 0."""
    wanted = dict(listing.lines[start : start + count])
    with book.reading() as session:
        rows = {
            row.id: (row, ProofState(state))
            for row, state in session.execute(
                select(models.Transaction, _proof_state())
                .where(models.Transaction.id.in_(wanted))
                .options(selectinload(models.Transaction.splits))
            )
        }
        return [
            PaymentLine(
                row.id,
                row.day,
                row.description,
                what_for(row),
                row.amount,
                Decimal(pence).scaleb(-2),
                proof,
            )
            for number, pence in wanted.items()
            if number in rows
            for row, proof in [rows[number]]
        ]


def find_payments(book: Book, text: str, *, most: int) -> list[Unshown]:
    """The newest payments out of any account that hold the text."""
    with book.reading() as session:
        rows = session.scalars(
            select(models.Transaction)
            .where(models.Transaction.amount < ZERO, *_holding(text))
            .order_by(models.Transaction.day.desc(), models.Transaction.id.desc())
            .limit(most)
        )
        return [Unshown(row.id, row.day, row.description, row.amount) for row in rows]


def look_at_payment(book: Book, payment_id: int) -> PaymentSeen:
    """All that is known of one payment. Raises DPManagerError when it is no longer there."""
    with book.reading() as session:
        row = session.get(models.Transaction, payment_id)
        if row is None:
            raise DPManagerError(_("This payment is no longer in the book."))
        before = None if row.splits else _sorted_like(session, row)
        state = session.scalars(
            select(_proof_state()).where(models.Transaction.id == payment_id)
        ).one()
        return PaymentSeen(
            id=row.id,
            account=row.account.name,
            day=row.day,
            description=row.description,
            amount=row.amount,
            by_hand=row.presented_on is None,
            parts=_parts(session, row),
            like_before=_parts(session, before) if before else (),
            like_before_on=before.day if before else None,
            pays=gives_back(session, row.id) or _pays(session, row) or pays_back(session, row.id),
            proof=ProofState(state),
            proofs=tuple(ProofName(proof.id, proof.title) for proof in row.proofs),
            no_proof_reason=row.no_proof_reason,
            ties=ties_of(session, row),
            cash=cash_of(session, row),
            cheque=row.cheque,
            in_return=in_a_return(session, row.day),
            may_send_back=(
                row.amount < ZERO and not row.splits and bool(could_send_back(session, row))
            ),
            to_send_back=left_to_send_back(session, row),
        )


def sorting_choices(book: Book, amount: Decimal) -> SortingChoices:
    """What can be said of a payment of that amount: money in, or (negative) money out."""
    return _choices(book, {"transfer", "in" if amount > 0 else "out"})


def all_choices(book: Book) -> SortingChoices:
    """What can be said of payments of any amount."""
    return _choices(book, {"transfer", "in", "out"})


def pocket_choices(book: Book) -> SortingChoices:
    """What can be said of what somebody bought with their own money or with cash."""
    choices = _choices(book, {"out"})
    bought = [each for each in choices.categories if each.id not in NOT_BOUGHT]
    return replace(choices, categories=tuple(bought))


def _choices(book: Book, wanted: Collection[str]) -> SortingChoices:
    """What can be said of payments in a direction of `wanted`.

    That one sends something back is not said so, but by choosing what it sends back.
    """
    papers = evidence_labels()
    with book.reading() as session:
        return SortingChoices(
            categories=tuple(
                CategoryChoice(
                    name,
                    category_labels()[name],
                    tuple(papers[paper] for paper in category.evidence),
                )
                for name, category in categories().items()
                if category.direction in wanted and name != SENT_BACK
            ),
            service_types=tuple(service_type_labels().items()),
            outcomes=tuple(
                session.scalars(select(models.Outcome.name).order_by(models.Outcome.id))
            ),
            workers=tuple(session.scalars(select(models.Worker.name).order_by(models.Worker.id))),
        )


def not_shown_yet(book: Book, account_id: int) -> list[Unshown]:
    """Payments typed in by hand that the bank has not shown, oldest first."""
    with book.reading() as session:
        return [
            Unshown(row.id, row.day, row.description, row.amount)
            for row in session.scalars(
                select(models.Transaction)
                .where(
                    models.Transaction.account_id == account_id,
                    models.Transaction.presented_on.is_(None),
                )
                .order_by(models.Transaction.day, models.Transaction.id)
            )
        ]


def what_for(payment: models.Transaction) -> str:
    """What a payment was for, in a few words; "" while nobody has said."""
    labels = category_labels()
    names = dict.fromkeys(labels[split.category] for split in payment.splits)
    if len(names) > 1:
        return _("{first} and more").format(first=next(iter(names)))
    return next(iter(names), "")


def _order() -> tuple[ColumnElement[Any], ...]:
    """Oldest first, as the bank has them; a line typed in by hand comes last on its day."""
    return (
        models.Transaction.day.expression,
        models.Transaction.import_id.is_(None),
        models.Transaction.import_id.expression,
        models.Transaction.position.expression,
        models.Transaction.id.expression,
    )


def _conditions(asked: Payments) -> list[ColumnElement[bool]]:
    shown: dict[str, list[ColumnElement[bool]]] = {
        ALL: [],
        NO_CATEGORY: [~models.Transaction.splits.any()],
        NO_PROOF: [lacks_proof()],
    }
    return [*shown[asked.show], *_holding(asked.text)]


def _holding(text: str) -> list[ColumnElement[bool]]:
    """What a person may type to find a payment: words of any kind, an amount, or a date."""
    typed = " ".join(text.split())
    if not typed:
        return []
    folded = typed.casefold()
    named = [name for name, label in category_labels().items() if folded in label.casefold()]
    workers = select(models.Worker.id).where(models.Worker.name.icontains(typed, autoescape=True))
    split = models.Split
    ways: list[ColumnElement[bool]] = [
        models.Transaction.description.icontains(typed, autoescape=True),
        models.Transaction.splits.any(
            or_(
                split.category.in_(named),
                split.note.icontains(typed, autoescape=True),
                split.worker_id.in_(workers),
            )
        ),
    ]
    with suppress(DPManagerError):  # it is not an amount
        amount = abs(read_amount(typed))
        ways.append(models.Transaction.amount.in_([amount, -amount]))
    with suppress(DPManagerError):  # it is not a date
        ways.append(models.Transaction.day == read_date(typed))
    return [or_(*ways)]


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count(models.Transaction.id)).where(*conditions)) or 0


def _proof_state() -> ColumnElement[str]:
    paid = models.Transaction.splits.any(models.Split.expected_payment_id.is_not(None))
    return case(
        (models.Transaction.proofs.any(), ProofState.YES.value),
        (lacks_proof(), ProofState.MISSING.value),
        (models.Transaction.no_proof_reason != "", ProofState.EXPLAINED.value),
        (paid, ProofState.YES.value),
        else_=ProofState.NOT_WANTED.value,
    )


def _sorted_like(session: Session, payment: models.Transaction) -> models.Transaction | None:
    """The last payment the same way with the same words that somebody has sorted, as one part."""
    same_way = (
        models.Transaction.amount < ZERO
        if payment.amount < ZERO
        else models.Transaction.amount > ZERO
    )
    like: models.Transaction | None = session.scalar(
        select(models.Transaction)
        .where(
            func.lower(models.Transaction.description) == payment.description.lower(),
            same_way,
            models.Transaction.splits.any(),
            ~models.Transaction.splits.any(models.Split.expected_payment_id.is_not(None)),
            models.Transaction.id.not_in(select(models.PaymentTie.transaction_id)),
        )
        .order_by(models.Transaction.day.desc(), models.Transaction.id.desc())
        .limit(1)
    )
    return like if like is not None and len(like.splits) == 1 else None


def _parts(session: Session, payment: models.Transaction) -> tuple[Part, ...]:
    outcomes = {row.id: row.name for row in session.scalars(select(models.Outcome))}
    workers = {row.id: row.name for row in session.scalars(select(models.Worker))}
    return tuple(
        Part(
            split.amount,
            split.category,
            split.service_type,
            outcomes.get(split.outcome_id or 0, ""),
            workers.get(split.worker_id or 0, ""),
            split.note,
        )
        for split in payment.splits
    )


def _pays(session: Session, payment: models.Transaction) -> str:
    for split in payment.splits:
        if split.expected_payment_id is None:
            continue
        owed = session.get_one(models.ExpectedPayment, split.expected_payment_id)
        if owed.kind == "wage":
            return _("It pays the wage of {payee} that was due on {day}.").format(
                payee=owed.payee, day=long_date(owed.due)
            )
        if owed.invoice_id is not None:
            number = session.get_one(models.Invoice, owed.invoice_id).number
            return _("It pays invoice {number} of {payee}.").format(number=number, payee=owed.payee)
        period = Period(owed.start or owed.due, owed.end or owed.due)
        return _("It pays {payee} for {start} to {end}.").format(
            payee=owed.payee, start=short_date(period.start), end=short_date(period.end)
        )
    return ""
