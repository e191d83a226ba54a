"""The accounts of a book that several funders share: which part of them is whose."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.budget.agreement import each_payment
from dpmanager.domain.budget.spending_report import LedgerPart
from dpmanager.domain.periods import Frequency, Period, long_date
from dpmanager.domain.returns.funder_return import Gap, SetAside, SharedBy, SharedPart
from dpmanager.domain.returns.sharing import (
    Agreed,
    Part,
    Payer,
    Payment,
    SharedAccounts,
    ShareRule,
    Sharing,
    share_opening,
    share_payments,
    share_set_aside,
)
from dpmanager.records import models
from dpmanager.tasks.budget.ledger_parts import LedgerRow, ledger_rows
from dpmanager.tasks.budget.paid_in import funder_categories, funders_who_may_have_paid
from dpmanager.tasks.budget.payment_schedule import agreed_money
from dpmanager.tasks.returns.resources import categories
from dpmanager.words import _

_PAID_BACK = "repaid_council"
_ONE_DAY = timedelta(days=1)
_ALWAYS = Period(date.min, date.max)


@dataclass(frozen=True)
class FunderPart:
    """The accounts as one of several funders sees them. place: its own among the funders."""

    accounts: SharedAccounts
    place: int
    rows: Mapping[int, list[LedgerRow]]

    @property
    def payer(self) -> Payer:
        """The funder."""
        return self.accounts.sharing.payers[self.place]

    def is_of(self, payment_id: int) -> bool:
        """Whether a payment is of this funder, all of it or in part."""
        return self.accounts.payments[payment_id].is_of(self.place)

    def by_split(self, payment_id: int) -> dict[int, Decimal]:
        """Pounds of each split of a payment by its number; 0 is what nobody has sorted."""
        found: dict[int, Decimal] = {}
        shares = self.accounts.payments[payment_id].shares
        for row, share in zip(self.rows[payment_id], shares, strict=True):
            found[row.split_id] = found.get(row.split_id, ZERO) + share[self.place]
        return found

    def balance_at(self, day: date) -> Decimal:
        """Pounds that the accounts hold for this funder at the start of a day."""
        return self.accounts.held_at(self.place, day)

    def moved(self, start: date, before: date) -> Decimal:
        """Money in less money out for this funder, from one day on and before another."""
        return total(one.of(self.place) for one in self.accounts.within(start, before))

    def ledger_parts(self, period: Period) -> Iterator[LedgerPart]:
        """What was paid in a period, as far as it is for this funder."""
        for one in self.accounts.within(period.start, period.end + _ONE_DAY):
            for row, share in zip(self.rows[one.payment.id], one.shares, strict=True):
                if share[self.place]:
                    yield replace(row.part, amount=share[self.place])

    def share(self, service_type: str, day: date) -> Decimal:
        """The part that this funder pays for a service type, from 0 to 1."""
        weights = self.accounts.sharing.weights(service_type, day)
        return weights[self.place] / sum(weights)

    def set_aside(self, items: Iterable[SetAside], day: date) -> Iterator[SetAside]:
        """What is spoken for of the money of this funder."""
        return share_set_aside(items, self.payer, day, self.accounts.sharing)

    def parts(self, period: Period) -> tuple[SharedPart, ...]:
        """The part of each funder in a period."""
        places = range(len(self.accounts.sharing.payers))
        return tuple(self.accounts.part_of(place, period) for place in places)

    def gaps(self, period: Period) -> Iterator[Gap]:
        """What is not known of the sharing, where it matters in a period."""
        if self.accounts.sharing.is_missing(period.end):
            yield Gap(
                _(
                    "Nobody has said who pays for what. Until then it is shared by what each "
                    "funder agreed."
                ),
                kind="sharing",
            )
        for one in self.accounts.within(period.start, period.end + _ONE_DAY):
            if one.is_unsure and one.is_of(self.place):
                yield Gap(
                    _(
                        "It is not clear which funder {amount} of {day} belongs to. Write its name "
                        "in the note of the payment."
                    ).format(
                        amount=pounds(abs(total(part.amount for part in one.payment.parts))),
                        day=long_date(one.payment.day),
                    ),
                    kind="payer",
                    about={"transaction": one.payment.id},
                )


def part_of_funder(session: Session, funder: models.Funder) -> FunderPart | None:
    """The part of a funder; None where it alone pays into the accounts."""
    sharing = sharing_of(session)
    numbers = [payer.id for payer in sharing.payers] if sharing else []
    if sharing is None or funder.id not in numbers:
        return None
    loaded = shared_accounts(session, sharing)
    return FunderPart(loaded.accounts, numbers.index(funder.id), loaded.rows)


class Loaded(NamedTuple):
    """The shared accounts, and the parts of each payment by its number."""

    accounts: SharedAccounts
    rows: Mapping[int, list[LedgerRow]]


def shared_accounts(session: Session, sharing: Sharing) -> Loaded:
    """All accounts shared out by the rules of the book, or by others to try them."""
    rows: dict[int, list[LedgerRow]] = {}
    for row in ledger_rows(session, _ALWAYS):
        rows.setdefault(row.payment_id, []).append(row)
    payments = list(_payments(session, sharing, rows))
    accounts = SharedAccounts(
        sharing, opening_parts(session, sharing), share_payments(payments, sharing, categories())
    )
    return Loaded(accounts, rows)


def sharing_of(session: Session) -> Sharing | None:
    """The funders and their rules; None where there are not two funders with an agreement."""
    payers = tuple(
        Payer(row.id, row.name, tuple(_agreed(one) for one in row.agreements))
        for row in session.scalars(
            select(models.Funder)
            .options(selectinload(models.Funder.agreements).selectinload(models.Agreement.services))
            .order_by(models.Funder.id)
        )
        if row.agreements
    )
    return Sharing(payers, tuple(rules_in_order(session))) if len(payers) > 1 else None


def sharing_is_missing(session: Session, today: date) -> bool:
    """Whether somebody should say who pays for what."""
    sharing = sharing_of(session)
    return sharing is not None and sharing.is_missing(today)


def rules_in_order(session: Session) -> Iterator[ShareRule]:
    """The rules that the person has entered, the oldest first."""
    found: dict[date, dict[str, dict[int, Decimal]]] = {}
    for row in session.scalars(
        select(models.FundingShare).order_by(models.FundingShare.from_date, models.FundingShare.id)
    ):
        services = found.setdefault(row.from_date, {})
        services.setdefault(row.service_type, {})[row.funder_id] = row.percent
    for day, percent in found.items():
        yield ShareRule(day, percent)


def opening_whole(session: Session) -> tuple[Decimal, date]:
    """Pounds of all accounts together when the book began, and the first of these days."""
    rows = session.execute(
        select(models.Account.opening_balance, models.Account.opening_date)
    ).all()
    return total(amount for amount, _day in rows), min(
        (day for _amount, day in rows), default=date.max
    )


def opening_parts(session: Session, sharing: Sharing) -> tuple[Decimal, ...]:
    """Whose the money was when the book began, in the order of the funders."""
    whole, first_day = opening_whole(session)
    entered = session.execute(
        select(models.Funder.id, models.Funder.opening_part).where(
            models.Funder.opening_part.is_not(None)
        )
    )
    return share_opening(whole, first_day, {row.id: row.opening_part for row in entered}, sharing)


def shared_by(sharing: Sharing, day: date, services: set[str]) -> tuple[SharedBy, ...]:
    """In which shares the funders pay on a day: for these service types, and for all else."""
    return tuple(
        SharedBy(
            service,
            tuple(
                (payer.name, weight * 100 / sum(weights))
                for payer, weight in zip(sharing.payers, weights, strict=True)
            ),
        )
        for service in (*sorted(services - {""}), "")
        for weights in [sharing.weights(service, day)]
    )


def _agreed(row: models.Agreement) -> Agreed:
    services: dict[str, Decimal] = {}
    for one in row.services:
        weekly = one.weekly_hours * one.hourly_rate
        services[one.service_type] = services.get(one.service_type, ZERO) + weekly
    return Agreed(
        from_date=row.from_date,
        weekly=row.weekly_amount,
        contribution=row.weekly_contribution,
        usual=each_payment(agreed_money(row).weekly.funder, Frequency(row.paid_every)),
        services=services,
    )


def _payments(
    session: Session, sharing: Sharing, rows: Mapping[int, list[LedgerRow]]
) -> Iterator[Payment]:
    funders = session.scalars(select(models.Funder).order_by(models.Funder.id)).all()
    ties = dict(
        session.execute(select(models.PaymentTie.transaction_id, models.PaymentTie.other_id)).all()
    )
    notes = _notes(session)
    paid_in = funder_categories() | {"", _PAID_BACK}
    for number, day, opened, text in session.execute(
        select(
            models.Transaction.id,
            models.Transaction.day,
            models.Account.opening_date,
            models.Transaction.description,
        )
        .join(models.Account)
        .order_by(models.Transaction.id)
    ):
        parts = [row.part for row in rows[number]]
        asked = next((part.category for part in parts if part.category in paid_in), None)
        may_be: frozenset[int] = frozenset()
        if asked is not None:
            words = f"{text} {notes.get(number, '')}"
            may_be = funders_who_may_have_paid(funders, words, asked)
        yield Payment(
            id=number,
            day=day,
            opened=opened,
            parts=tuple(Part(part.amount, part.category, part.service_type) for part in parts),
            may_be=may_be & {payer.id for payer in sharing.payers},
            gives_back=ties.get(number, 0),
        )


def _notes(session: Session) -> dict[int, str]:
    rows = session.execute(
        select(models.Split.transaction_id, func.group_concat(models.Split.note, " "))
        .where(models.Split.note != "")
        .group_by(models.Split.transaction_id)
    )
    return dict(rows.all())
