"""What each payment that nobody has sorted seems to be for; the person accepts it or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from dpmanager.domain.budget.agreement import Contribution, each_payment, weekly_income
from dpmanager.domain.money.agreed_money import (
    AccountLine,
    AgreedIncome,
    Transfer,
    find_transfers,
    match_agreed,
)
from dpmanager.domain.money.matching import words_of
from dpmanager.domain.money.sorting_rules import Purpose, RuleBook, Suggestion
from dpmanager.domain.periods import Frequency
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.sort_payments import (
    Proposal,
    book_match,
    check_purpose,
    known_number,
    propose_matches,
)
from dpmanager.tasks.money.sorting_rules import rules_of
from dpmanager.tasks.returns.resources import category_labels
from dpmanager.words import _, ngettext

TRANSFER, COUNCIL, HEALTH, CONTRIBUTION = "transfer", "dp_council", "nhs_phb", "client_contrib"
_HEALTH_BOARD = words_of("nhs icb integrated")
"""Words in the name of a funder that is an NHS integrated care board."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A payment and what it seems to be for. amount: pounds, money out negative.

    what: in words: who is paid, or what for; due: the day that the wage, tax or invoice was due.
    sure: safe to accept together with others. match: the wage, tax or invoice that it seems to
    pay; without one, purpose says what it is for.
    """

    transaction_id: int
    day: date
    description: str
    amount: Decimal
    what: str
    due: date | None
    why: str
    sure: bool
    match: Proposal | None
    purpose: Purpose | None


def look_at_offers(book: Book) -> list[Offer]:
    """What is offered for the payments that nobody has sorted, oldest first."""
    with book.reading() as session:
        return propose_offers(session)


def propose_offers(session: Session) -> list[Offer]:
    """The best offer for each payment that nobody has sorted; some have none.

    What a wage, tax or invoice was due for goes first; then a rule that the person made; then what
    is sure, of transfers, agreed money and rules that were learned.
    """
    matches = {match.transaction_id: match for match in propose_matches(session)}
    payments = session.scalars(
        select(models.Transaction)
        .where(~models.Transaction.splits.any())
        .order_by(models.Transaction.day, models.Transaction.id)
    ).all()
    if not payments:
        return []
    rules = RuleBook(seen.rule for seen in rules_of(session))
    agreed, transfers = _agreed_income(session), _transfers(session)
    offers = []
    for payment in payments:
        if payment.id in matches:
            offers.append(_offer_of_match(session, payment, matches[payment.id]))
            continue
        best = _best(payment, rules, agreed, transfers)
        if best is not None:
            offers.append(
                Offer(
                    payment.id,
                    payment.day,
                    payment.description,
                    payment.amount,
                    best.purpose.worker or category_labels()[best.purpose.category],
                    None,
                    best.reason,
                    best.sure,
                    None,
                    best.purpose,
                )
            )
    return offers


def accept_offers(book: Book, offers: Sequence[Offer], *, who: str, at: datetime) -> None:
    """Books the offers that the person has seen and agreed to, as one task.

    Raises DPManagerError where one of the payments was sorted in the meantime; none is booked then.
    """
    name = ngettext(
        "Accept what {count} payment is for", "Accept what {count} payments are for", len(offers)
    ).format(count=len(offers))
    with book.task(name, who=who, at=at) as session:
        outcomes = {row.name: row.id for row in session.scalars(select(models.Outcome))}
        workers = {row.name: row.id for row in session.scalars(select(models.Worker))}
        for offer in offers:
            payment = session.get_one(models.Transaction, offer.transaction_id)
            if payment.splits:
                raise DPManagerError(_("One of these payments is sorted by now. Look again."))
            if offer.match is not None:
                book_match(session, offer.match)
            elif offer.purpose is not None:
                check_purpose(offer.purpose.category, offer.purpose.service_type)
                payment.splits = [
                    models.Split(
                        amount=payment.amount,
                        category=offer.purpose.category,
                        service_type=offer.purpose.service_type,
                        outcome_id=known_number(outcomes, offer.purpose.outcome, _("outcome")),
                        worker_id=known_number(workers, offer.purpose.worker, _("worker")),
                    )
                ]


def _offer_of_match(session: Session, payment: models.Transaction, match: Proposal) -> Offer:
    owed = session.get_one(models.ExpectedPayment, match.expected_payment_id)
    return Offer(
        payment.id,
        payment.day,
        payment.description,
        payment.amount,
        owed.payee,
        owed.due,
        match.why,
        match.sure,
        match,
        None,
    )


def _best(
    payment: models.Transaction,
    rules: RuleBook,
    agreed: Sequence[AgreedIncome],
    transfers: dict[int, Transfer],
) -> Suggestion | None:
    found = []
    if payment.id in transfers:
        transfer = transfers[payment.id]
        found.append(Suggestion(Purpose(TRANSFER), transfer.reason, transfer.sure))
    income = match_agreed(payment.day, payment.amount, payment.description, agreed)
    if income is not None:
        found.append(Suggestion(Purpose(income.income.category), income.reason, income.sure))
    by_rule = rules.suggest(payment.description, payment.amount)
    if by_rule is not None:
        found.append(by_rule)
    return max(found, key=lambda each: (each.by_person, each.sure), default=None)


def _agreed_income(session: Session) -> list[AgreedIncome]:
    """What each agreement brings in at a time, from the funder and from the person."""
    who = session.scalar(select(models.Arrangement))
    people = () if who is None else (who.recipient.name, who.manager.name)
    return [
        income
        for funder in session.scalars(select(models.Funder).order_by(models.Funder.id))
        for agreement, end in _with_ends(funder.agreements)
        for income in _income_of(funder, agreement, end, people)
        if income.amount > 0
    ]


def _with_ends(agreements: Sequence[models.Agreement]) -> list[tuple[models.Agreement, date]]:
    ends = [one.from_date - timedelta(days=1) for one in agreements[1:]]
    return list(zip(agreements, [*ends, date.max], strict=True))


def _income_of(
    funder: models.Funder, agreement: models.Agreement, end: date, people: Sequence[str]
) -> tuple[AgreedIncome, AgreedIncome]:
    weekly = weekly_income(
        agreement.weekly_amount,
        agreement.weekly_contribution,
        Contribution(agreement.contribution_collected),
    )
    every = Frequency(agreement.paid_every)
    return (
        AgreedIncome(
            HEALTH if words_of(funder.name) & _HEALTH_BOARD else COUNCIL,
            funder.name,
            each_payment(weekly.funder, every),
            agreement.from_date,
            end,
            (funder.name, funder.reference),
        ),
        AgreedIncome(
            CONTRIBUTION,
            "",
            each_payment(weekly.person, every),
            agreement.from_date,
            end,
            (*people, _("contribution")),
        ),
    )


def _transfers(session: Session) -> dict[int, Transfer]:
    """The two sides of transfers, of lines that are not sorted or are sorted as transfers."""
    accounts = {row.id: row for row in session.scalars(select(models.Account))}
    if len(accounts) == 1:
        return {}
    line = models.Transaction
    rows = session.scalars(
        select(line).where(
            or_(~line.splits.any(), line.splits.any(models.Split.category == TRANSFER))
        )
    )
    return find_transfers(
        [
            AccountLine(
                row.id,
                accounts[row.account_id].name,
                accounts[row.account_id].last_four,
                row.day,
                row.amount,
                row.description,
            )
            for row in rows
        ]
    )
