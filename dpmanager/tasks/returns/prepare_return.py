"""Prepare the return for a funder: any range of days, from the records, with its evidence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.budget.agreement import Contribution, weekly_income
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.returns.besides import PERIODIC
from dpmanager.domain.returns.build import ReturnInputs, build_return
from dpmanager.domain.returns.funder_return import (
    AccountBalances,
    FunderReturn,
    FundingStream,
    Gap,
    LedgerLine,
    People,
    SharedBy,
    Split,
)
from dpmanager.domain.returns.funder_rules import FunderRules
from dpmanager.domain.returns.return_periods import due_day
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.balances import balance_before, statement_balance
from dpmanager.tasks.money.reconcile import explained_difference
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.returns.evidence import Evidence, gather_evidence
from dpmanager.tasks.returns.expected_returns import asked_for
from dpmanager.tasks.returns.gaps_of_records import gaps_of_records
from dpmanager.tasks.returns.resources import categories, evidence_labels, labels, rules_of
from dpmanager.tasks.returns.set_aside import set_aside_on
from dpmanager.tasks.returns.share_account import FunderPart, part_of_funder, shared_by
from dpmanager.tasks.returns.told_besides import told_besides
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class PreparedReturn:
    """A return with its PDF, and the bundle of evidence where it was asked for."""

    funder_return: FunderReturn
    pdf: bytes
    bundle: bytes


def prepare_return(
    book: Book, period: Period, *, funder: str | None = None, today: date
) -> FunderReturn:
    """The return for a period, with a list of what it still lacks.

    funder: its name, needed only where the book has more than one.
    Raises DPManagerError for a period that has not ended or no agreement covers.
    """
    with book.reading() as session:
        return prepare_in(session, period, funder, today)[0]


def export_return(
    book: Book,
    period: Period,
    *,
    funder: str | None = None,
    today: date,
    large_print: bool = False,
    with_bundle: bool = False,
    reached: Callable[[int, int], object] | None = None,
) -> PreparedReturn:
    """The return as a PDF, and on request the bundle of all its evidence as another.

    reached: called with how many papers of the bundle are made, of how many; it may stop the work.
    Raises DPManagerError, and makes no PDF, when the return does not add up to the penny.
    """
    from dpmanager.documents.bundle import bundle_pdf
    from dpmanager.documents.funder_return import return_pdf

    with book.reading() as session:
        made, evidence = prepare_in(session, period, funder, today)
        words = labels()
        bundle = b""
        if with_bundle:
            papers = evidence.papers(book, session, large_print=large_print)
            bundle = bundle_pdf(made, words, papers, large_print=large_print, reached=reached)
    return PreparedReturn(
        funder_return=made,
        pdf=return_pdf(made, words, large_print=large_print),
        bundle=bundle,
    )


def prepare_in(
    session: Session,
    period: Period,
    funder_name: str | None,
    today: date,
    *,
    words: str = "",
    rules: FunderRules | None = None,
    whole: bool = False,
) -> tuple[FunderReturn, Evidence]:
    """The return for a period with its evidence, from an open session.

    Where several funders share the accounts, it tells the part of the one. words: what the person
    wants to explain besides. rules: to try others than the funder's own. whole: the money of all
    funders together.
    Raises what `prepare_return` raises.
    """
    if period.end > today:
        raise DPManagerError(
            _("The period ends on {end}, which is still to come. Wait until it has ended.").format(
                end=long_date(period.end)
            )
        )
    funder = choose_funder(session, funder_name)
    agreement = _agreement_on(funder, period.end)
    accounts = session.scalars(select(models.Account).order_by(models.Account.id)).all()
    part = None if whole else part_of_funder(session, funder)
    payments = _payments(session, period)
    own = [payment for payment in payments if part is None or part.is_of(payment.id)]
    evidence = gather_evidence(session, own, period, funder.id)
    outcomes = {row.id: row.name for row in session.scalars(select(models.Outcome))}
    before = _still_unpresented(session, period)
    statement = _lines(payments, part, evidence, outcomes, period.end)
    rules = rules or rules_of(funder)
    asked = asked_for(session, funder, period)
    besides = told_besides(
        session,
        period,
        funder,
        kind=asked.kind if asked else PERIODIC,
        words=words,
        part=part,
        evidence=evidence,
    )
    set_aside = set_aside_on(session, period.end)
    made = build_return(
        ReturnInputs(
            people=_people(session, funder),
            period=period,
            due=asked.due if asked else due_day(rules, period, days=agreement.return_days),
            funding=_funding(session, period.end, funder if part else None),
            accounts=tuple(_balances(session, account, period) for account in accounts),
            lines=tuple(line for line in statement if line.number),
            unpresented_before=tuple(
                _line(0, payment, (), outcomes, period.end) for payment in before
            ),
            set_aside=tuple(part.set_aside(set_aside, period.end) if part else set_aside),
            proofs=evidence.proofs,
            rules=rules,
            weekly_amount=agreement.weekly_amount,
            surplus_weeks_allowed=agreement.surplus_weeks,
            categories=categories(),
            evidence_labels=evidence_labels(),
            other_gaps=_gaps(
                gaps_of_records(session, period, accounts, besides.outcomes), part, period
            ),
            besides=besides,
            shared=part.parts(period) if part else (),
            shared_by=_shared_by(part, statement, period.end) if part else (),
            statement=statement if part else (),
        )
    )
    return made, evidence


def choose_funder(session: Session, name: str | None) -> models.Funder:
    """The funder of a name. Raises DPManagerError without a name where there are several."""
    funders = session.scalars(select(models.Funder).order_by(models.Funder.id)).all()
    chosen = [funder for funder in funders if name in (None, funder.name)]
    if len(chosen) == 1:
        return chosen[0]
    names = ", ".join(funder.name for funder in funders)
    if name is None:
        raise DPManagerError(
            _("This book has more than one funder. Say which the return is for: {names}.").format(
                names=names
            )
        )
    raise DPManagerError(
        _("There is no funder named “{name}” in this book. There is: {names}.").format(
            name=name, names=names
        )
    )


def _agreement_on(funder: models.Funder, day: date) -> models.Agreement:
    in_force = [agreement for agreement in funder.agreements if agreement.from_date <= day]
    if not in_force:
        raise DPManagerError(
            _("Nothing was agreed with {funder} before {day}. Check the dates.").format(
                funder=funder.name, day=long_date(day)
            )
        )
    return in_force[-1]


def role_words() -> dict[str, str]:
    """As what somebody looks after the money, in words."""
    return {
        "self": _("Recipient"),
        "nominated": _("Nominated person"),
        "authorised": _("Authorised person"),
        "suitable": _("Suitable person"),
    }


def _people(session: Session, funder: models.Funder) -> People:
    who = arrangement(session)
    return People(
        recipient=who.recipient.name,
        recipient_address=who.recipient.address,
        reference=funder.reference,
        manager=who.manager.name,
        manager_role=role_words()[who.manager_role],
        employer=who.employer.name,
        funder=funder.name,
        phone=who.manager.phone,
        email=who.manager.email,
    )


def _gaps(of_records: Sequence[Gap], part: FunderPart | None, period: Period) -> tuple[Gap, ...]:
    """What the records lack; the contribution is a matter of the funders that it is for."""
    if part is None:
        return tuple(of_records)
    has_contribution = any(agreed.contribution for agreed in part.payer.agreed)
    return (
        *(gap for gap in of_records if has_contribution or gap.kind != "contribution"),
        *part.gaps(period),
    )


def _shared_by(part: FunderPart, lines: Sequence[LedgerLine], day: date) -> tuple[SharedBy, ...]:
    services = {split.service_type for line in lines for split in line.splits}
    return shared_by(part.accounts.sharing, day, services)


def _funding(session: Session, day: date, only: models.Funder | None) -> tuple[FundingStream, ...]:
    streams = []
    for funder in session.scalars(select(models.Funder).order_by(models.Funder.id)):
        if only is not None and funder is not only:
            continue
        if not any(agreement.from_date <= day for agreement in funder.agreements):
            continue
        agreement = _agreement_on(funder, day)
        paid = weekly_income(
            agreement.weekly_amount,
            agreement.weekly_contribution,
            Contribution(agreement.contribution_collected),
        )
        streams.append(FundingStream(funder.name, paid.funder, agreement.paid_every))
        if paid.person:
            streams.append(FundingStream(_("Your contribution"), paid.person, agreement.paid_every))
    return tuple(streams)


def _balances(session: Session, account: models.Account, period: Period) -> AccountBalances:
    bank = statement_balance(session, account, period.end)
    closed = explained_difference(session, account, period.end)
    return AccountBalances(
        name=account.name,
        kind=account.kind,
        last_four=account.last_four,
        opening=balance_before(session, account, period.start),
        closing=balance_before(session, account, period.end + timedelta(days=1)),
        statement_balance=bank.amount if bank else None,
        explained=closed.difference if closed else ZERO,
        reason=closed.reason if closed else "",
    )


def _payments(session: Session, period: Period) -> Sequence[models.Transaction]:
    return session.scalars(
        select(models.Transaction)
        .where(models.Transaction.day.between(period.start, period.end))
        .options(
            selectinload(models.Transaction.splits),
            selectinload(models.Transaction.account),
            selectinload(models.Transaction.proofs),
        )
        .order_by(
            models.Transaction.account_id,
            models.Transaction.day,
            models.Transaction.import_id,
            models.Transaction.position,
            models.Transaction.id,
        )
    ).all()


def _still_unpresented(session: Session, period: Period) -> Sequence[models.Transaction]:
    """Payments from before the period that the bank had not shown by its end."""
    return session.scalars(
        select(models.Transaction)
        .where(
            models.Transaction.day < period.start,
            models.Transaction.presented_on.is_(None)
            | (models.Transaction.presented_on > period.end),
        )
        .order_by(models.Transaction.day, models.Transaction.id)
    ).all()


def _lines(
    payments: Sequence[models.Transaction],
    part: FunderPart | None,
    evidence: Evidence,
    outcomes: dict[int, str],
    end: date,
) -> tuple[LedgerLine, ...]:
    """The lines of the accounts; those with nothing for the funder have no number."""
    lines = []
    number = 0
    for payment in payments:
        is_own = part is None or part.is_of(payment.id)
        number += is_own
        proofs = evidence.numbers_of(payment.id)
        lines.append(_line(number if is_own else 0, payment, proofs, outcomes, end, part))
    return tuple(lines)


def _line(
    number: int,
    payment: models.Transaction,
    proofs: tuple[int, ...],
    outcomes: dict[int, str],
    end: date,
    part: FunderPart | None = None,
) -> LedgerLine:
    """number: 0 for a line that is no line of the return. part: of whom only that is told."""
    shares = part.by_split(payment.id) if part else None
    amount = payment.amount if shares is None else total(shares.values())
    return LedgerLine(
        number=number,
        account=payment.account.name,
        day=payment.day,
        description=payment.description,
        amount=amount,
        splits=tuple(
            Split(
                amount=split.amount if shares is None else shares[split.id],
                category=split.category,
                service_type=split.service_type,
                outcome=outcomes.get(split.outcome_id or 0, ""),
                note=split.note,
            )
            for split in payment.splits
        ),
        proof_numbers=proofs,
        on_statement=payment.presented_on is not None and payment.presented_on <= end,
        bank_balance=payment.bank_balance,
        no_proof_reason=payment.no_proof_reason,
        payment_id=payment.id,
        whole=None if amount == payment.amount else payment.amount,
    )
