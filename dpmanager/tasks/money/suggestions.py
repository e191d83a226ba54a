"""What each payment that nobody has sorted seems to be for; the person accepts it or not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.domain.budget.agreement import PaidIntoAccount, each_payment
from dpmanager.domain.money.agreed_money import (
    EARLY_OR_LATE,
    AccountLine,
    AgreedIncome,
    Transfer,
    category_of_funder,
    find_transfers,
    match_agreed,
)
from dpmanager.domain.money.given_back import (
    GivenBack,
    PaidOut,
    match_refund,
    match_repayment,
    match_sent_back,
    match_unpaid,
    says_back,
)
from dpmanager.domain.money.learned_splits import SplitBefore, split_again
from dpmanager.domain.money.pocket import OwedBack, PaysBack, match_paying_back
from dpmanager.domain.money.sorting_rules import Purpose, RuleBook
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.payment_schedule import (
    agreed_money,
    funders_with_agreements,
    payments_of,
)
from dpmanager.tasks.money.given_back import (
    PUT_BACK,
    SENT_BACK,
    MayComeBack,
    book_tie,
    may_be_sent_back,
    may_come_back,
)
from dpmanager.tasks.money.learned_splits import payee_key, splits_before
from dpmanager.tasks.money.pocket import owed_back, pay_back
from dpmanager.tasks.money.sort_payments import (
    Part,
    Proposal,
    book_match,
    check_purpose,
    known_number,
    propose_matches,
    split_of,
)
from dpmanager.tasks.money.sorting_rules import rules_of
from dpmanager.tasks.returns.resources import category_labels
from dpmanager.words import _, ngettext

TRANSFER, ONE_OFF, CONTRIBUTION = "transfer", "dp_one_off", "client_contrib"


@dataclass(frozen=True, slots=True)
class Offer:
    """A payment and what it seems to be for. amount: pounds, money out negative.

    what: in words: who is paid, or what for; due: the day that the wage, tax or invoice was due.
    sure: safe to accept together with others. match: the wage, tax or invoice that it seems to
    pay; without one, purpose says what it is for. gives_back: the payment of which it is a refund,
    or that it puts back or sends back; unpaid: that did not go through.
    pays_back: what somebody paid from their own money. parts: what each part of it is for.
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
    gives_back: int | None = None
    unpaid: bool = False
    pays_back: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()


def look_at_offers(book: Book) -> list[Offer]:
    """What is offered for the payments that nobody has sorted, oldest first."""
    with book.reading() as session:
        return propose_offers(session)


def propose_offers(session: Session) -> list[Offer]:
    """The best offer for each payment that nobody has sorted; some have none.

    What a wage, tax or invoice was due for goes first, unless it is only its amount that fits, and
    the bank names somebody who is owed it back; then a rule that the person made; then what is
    sure, of transfers, agreed money, money back, what is owed back and rules that were learned.
    """
    matches = {match.transaction_id: match for match in propose_matches(session)}
    payments = session.scalars(
        select(models.Transaction)
        .where(~models.Transaction.splits.any())
        .order_by(models.Transaction.day, models.Transaction.id)
    ).all()
    if not payments:
        return []
    known = _known(session, payments)
    offers = []
    for payment in payments:
        found = list(_seems(payment, known))
        match = matches.get(payment.id)
        back = [offer for _by_person, offer in found if offer.pays_back or offer.gives_back]
        if match is not None and (match.sure or not any(offer.sure for offer in back)):
            offers.append(_offer_of_match(session, payment, match))
            continue
        if found:
            _by_person, best = max(found, key=lambda each: (each[0], each[1].sure))
            known.take(best)
            offers.append(best)
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
            elif offer.gives_back is not None:
                book_tie(session, payment, offer.gives_back, unpaid=offer.unpaid)
            elif offer.pays_back:
                pay_back(session, payment, offer.pays_back)
            elif offer.parts:
                payment.splits = [split_of(part, outcomes, workers) for part in offer.parts]
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


@dataclass(slots=True)
class _Known:
    """What payments are compared with. What one is offered is not offered to another."""

    rules: RuleBook
    agreed: list[AgreedIncome]
    transfers: dict[int, Transfer]
    back: MayComeBack
    came_in: list[PaidOut]
    owed: list[OwedBack]
    splits: dict[tuple[object, ...], list[Sequence[Part]]]
    people: tuple[str, ...]

    def take(self, offer: Offer) -> None:
        """Takes out what an offer would use up."""
        self.owed = [each for each in self.owed if each.id not in offer.pays_back]
        for paid in (self.back.refunds, self.back.mistakes, self.back.unpaid, self.came_in):
            paid[:] = [
                replace(each, left=each.left - abs(offer.amount))
                if each.id == offer.gives_back
                else each
                for each in paid
            ]


def _known(session: Session, payments: Sequence[models.Transaction]) -> _Known:
    came_in = [payment.day for payment in payments if payment.amount > 0]
    who = session.scalar(select(models.Arrangement))
    return _Known(
        RuleBook(seen.rule for seen in rules_of(session)),
        _agreed_income(session, payments[0].day, payments[-1].day),
        _transfers(session),
        may_come_back(session, min(came_in)) if came_in else MayComeBack([], [], []),
        may_be_sent_back(session, payments[-1].day),
        owed_back(session),
        splits_before(session),
        () if who is None else (who.recipient.name, who.manager.name),
    )


def _seems(payment: models.Transaction, known: _Known) -> Iterator[tuple[bool, Offer]]:
    """What a payment may be for, each with whether the person has made a rule of it.

    Of what is as sure, the first counts.
    """
    day, amount, description = payment.day, payment.amount, payment.description
    refund = None
    if payment.id in known.transfers:
        transfer = known.transfers[payment.id]
        yield False, _offer(payment, Purpose(TRANSFER), transfer.reason, sure=transfer.sure)
    income = match_agreed(day, amount, description, known.agreed)
    if income is not None:
        purpose = Purpose(income.income.category)
        yield False, _offer(payment, purpose, income.reason, sure=income.sure)
    if amount > 0:
        unpaid = match_unpaid(day, amount, description, known.back.unpaid)
        if unpaid is not None:
            yield False, _not_gone_through(payment, unpaid)
        mistake = match_repayment(day, amount, description, known.back.mistakes, known.people)
        if mistake is not None:
            offer = _offer(payment, Purpose(PUT_BACK), mistake.reason, sure=mistake.sure)
            yield False, replace(offer, gives_back=mistake.paid.id)
        refund = match_refund(day, amount, description, known.back.refunds)
    else:
        sent = match_sent_back(day, -amount, description, known.came_in, known.people)
        if sent is not None:
            offer = _offer(payment, Purpose(SENT_BACK), sent.reason, sure=sent.sure)
            yield False, replace(offer, gives_back=sent.paid.id)
    if refund is not None and says_back(description):
        yield False, _refund(payment, refund)
    owed = match_paying_back(day, -amount, description, known.owed) if amount < 0 else None
    if owed is not None:
        yield False, _paying_back(payment, owed)
    split = _split_as_before(payment, known.splits)
    if split is not None:
        yield False, split
    by_rule = known.rules.suggest(description, amount)
    if by_rule is not None:
        offer = _offer(payment, by_rule.purpose, by_rule.reason, sure=by_rule.sure)
        yield by_rule.by_person, offer
    if refund is not None:
        yield False, _refund(payment, refund)


def _offer(payment: models.Transaction, purpose: Purpose, why: str, *, sure: bool) -> Offer:
    return Offer(
        payment.id,
        payment.day,
        payment.description,
        payment.amount,
        purpose.worker or category_labels()[purpose.category],
        None,
        why,
        sure,
        None,
        purpose,
    )


def _refund(payment: models.Transaction, refund: GivenBack) -> Offer:
    assert isinstance(refund.paid.purpose, tuple)
    purpose = refund.paid.purpose[0]
    what = _("Refund: {what}").format(what=category_labels()[purpose.category])
    offer = _offer(payment, purpose, refund.reason, sure=refund.sure)
    return replace(offer, what=what, gives_back=refund.paid.id)


def _not_gone_through(payment: models.Transaction, unpaid: GivenBack) -> Offer:
    assert isinstance(unpaid.paid.purpose, tuple)
    purpose = unpaid.paid.purpose[0]
    offer = _offer(payment, purpose, unpaid.reason, sure=unpaid.sure)
    what = _("It did not go through: {payee}").format(payee=unpaid.paid.description)
    return replace(offer, what=what, gives_back=unpaid.paid.id, unpaid=True)


def _paying_back(payment: models.Transaction, owed: PaysBack) -> Offer:
    return Offer(
        payment.id,
        payment.day,
        payment.description,
        payment.amount,
        _("Owed back to {name}").format(name=owed.paid_by),
        None,
        owed.reason,
        owed.sure,
        None,
        None,
        pays_back=owed.ids,
    )


def _split_as_before(
    payment: models.Transaction, before: dict[tuple[object, ...], list[Sequence[Part]]]
) -> Offer | None:
    last = before.get(payee_key(payment.description, payment.amount), [])
    amounts = split_again(
        [
            SplitBefore(
                tuple(abs(part.amount) for part in parts),
                tuple(replace(part, amount=ZERO, note="") for part in parts),
            )
            for parts in last
        ],
        abs(payment.amount),
    )
    if amounts is None:
        return None
    parts = tuple(
        replace(part, amount=amount.copy_sign(payment.amount), note="")
        for part, amount in zip(last[0], amounts, strict=True)
    )
    labels = category_labels()
    reason = _("You split the last two payments to this payee the same way: {parts}.").format(
        parts=", ".join(f"{labels[part.category]} {pounds(abs(part.amount))}" for part in parts)
    )
    first = parts[0]
    purpose = Purpose(first.category, first.service_type, first.outcome, first.worker)
    offer = _offer(payment, purpose, reason, sure=False)
    what = _("{first} and more").format(first=labels[first.category])
    return replace(offer, what=what, parts=parts)


def _agreed_income(session: Session, first: date, last: date) -> list[AgreedIncome]:
    """What was agreed to come in at a time, from the funders and from the person.

    first, last: the days of the payments that it is for. A payment that is not the usual amount,
    such as one with a change in the midst of it, or one that comes once, is known by its day.
    """
    who = session.scalar(select(models.Arrangement))
    people = () if who is None else (who.recipient.name, who.manager.name)
    near = Period(first - EARLY_OR_LATE, last + EARLY_OR_LATE)
    return [
        income
        for funder in funders_with_agreements(session)
        for income in (
            *_usual_income(funder, people),
            *_unusual_income(funder, near, people),
            *_once(session, funder),
        )
        if income.amount > 0
    ]


def _usual_income(funder: models.Funder, people: Sequence[str]) -> Iterator[AgreedIncome]:
    ends = [one.from_date - timedelta(days=1) for one in funder.agreements[1:]]
    for agreement, end in zip(funder.agreements, [*ends, date.max], strict=True):
        agreed = agreed_money(agreement)
        paid = PaidIntoAccount(
            each_payment(agreed.weekly.funder, agreed.paid_every),
            each_payment(agreed.weekly.person, agreed.paid_every),
        )
        yield from _income_of(funder, paid, Period(agreement.from_date, end), people)


def _unusual_income(
    funder: models.Funder, near: Period, people: Sequence[str]
) -> Iterator[AgreedIncome]:
    for payment in payments_of(funder, near):
        if not payment.is_usual:
            yield from _income_of(funder, payment.paid, Period(payment.day, payment.day), people)


def _once(session: Session, funder: models.Funder) -> Iterator[AgreedIncome]:
    for row in session.scalars(
        select(models.AgreedPayment).where(models.AgreedPayment.funder_id == funder.id)
    ):
        names = (funder.name, funder.reference)
        yield AgreedIncome(ONE_OFF, funder.name, row.amount, row.day, row.day, names)


def _income_of(
    funder: models.Funder, paid: PaidIntoAccount, days: Period, people: Sequence[str]
) -> tuple[AgreedIncome, AgreedIncome]:
    return (
        AgreedIncome(
            category_of_funder(funder.name),
            funder.name,
            paid.funder,
            days.start,
            days.end,
            (funder.name, funder.reference),
        ),
        AgreedIncome(
            CONTRIBUTION, "", paid.person, days.start, days.end, (*people, _("contribution"))
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
