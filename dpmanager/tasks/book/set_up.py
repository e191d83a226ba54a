"""Set up a book: who is who, who pays, what was agreed, the account, the people."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book, create_book
from dpmanager.resource_files import resource_path
from dpmanager.tasks.book.answers import (
    AccountAnswer,
    AgreementAnswer,
    FunderAnswer,
    ManagerAnswer,
    SetUp,
)
from dpmanager.tasks.people.engage_worker import add_worker
from dpmanager.tasks.returns.resources import funder_rules, service_type_labels
from dpmanager.words import _


def example_answers() -> str:
    """A complete set-up file with notes, which works as it is."""
    return resource_path("setup_example.toml").read_text("utf-8")


def new_book(folder: Path, passphrase: str, answers: SetUp, *, at: datetime) -> Book:
    """Makes the book in `folder` (NAME.dpbook) and fills in the answers. The book stays open.

    Raises DPManagerError; then no book is left behind.
    """
    check_answers(answers)
    return create_book(folder, passphrase, fill=lambda book: set_up(book, answers, at=at))


def set_up(book: Book, answers: SetUp, *, at: datetime) -> None:
    """Writes the answers into an empty book, as one task."""
    who = answers.manager.name or answers.recipient.name
    with book.task(_("Set up the book"), who=who, at=at) as session:
        _add_people(session, answers)
        for funder in answers.funders:
            _add_funder(session, funder)
        for outcome in answers.outcomes:
            session.add(models.Outcome(name=outcome.name, description=outcome.description))
        for account in answers.accounts:
            session.add(_account(account))
        for worker in answers.workers:
            add_worker(session, worker)


def check_answers(answers: SetUp) -> None:
    """Raises DPManagerError for answers that contradict each other or name unknown things."""
    if not answers.recipient.name.strip():
        raise DPManagerError(_("The recipient has no name. Say who the money is for."))
    if answers.manager.role != "self" and not answers.manager.name.strip():
        raise DPManagerError(
            _("The manager has no name. Say who manages the money, or choose the role “self”.")
        )
    if not answers.funders:
        raise DPManagerError(_("There is no funder. Say which council or NHS board pays."))
    if not answers.accounts:
        raise DPManagerError(_("There is no account. Say which account the money goes into."))
    _refuse_twice(
        [account.name for account in answers.accounts],
        _("Two accounts are both named “{name}”. Give each a name of its own."),
    )
    _refuse_twice(
        [worker.name for worker in answers.workers],
        _("Two workers are both named “{name}”. Give each a name of its own."),
    )
    known = service_type_labels()
    for funder in answers.funders:
        funder_rules(funder.rules)
        if not funder.agreements:
            raise DPManagerError(
                _("{funder} has no agreement. Say what was agreed, and from when.").format(
                    funder=funder.name
                )
            )
        for agreement in funder.agreements:
            _check_agreement(agreement, known)


def _refuse_twice(names: list[str], sentence: str) -> None:
    for name in names:
        if names.count(name) > 1:
            raise DPManagerError(sentence.format(name=name))


def _check_agreement(agreement: AgreementAnswer, known: dict[str, str]) -> None:
    day = long_date(agreement.from_date)
    if agreement.weekly_amount <= 0:
        raise DPManagerError(
            _("The agreement from {day} has no weekly amount. Look in your letter.").format(day=day)
        )
    if not 0 <= agreement.weekly_contribution <= agreement.weekly_amount:
        raise DPManagerError(
            _(
                "The contribution in the agreement from {day} is more than the whole amount, or "
                "below nothing. Check both."
            ).format(day=day)
        )
    for service in agreement.services:
        if service.type not in known:
            raise DPManagerError(
                _("“{type}” is not a service type. Use one of: {known}.").format(
                    type=service.type, known=", ".join(sorted(known))
                )
            )


def _add_people(session: Session, answers: SetUp) -> None:
    recipient = models.Person(
        name=answers.recipient.name,
        address=answers.recipient.address,
        date_of_birth=answers.recipient.date_of_birth,
        phone=answers.recipient.phone,
        email=answers.recipient.email,
    )
    manager = recipient if answers.manager.role == "self" else _manager(answers.manager)
    session.add(
        models.Arrangement(
            recipient=recipient,
            manager=manager,
            employer=recipient if answers.employer.who == "recipient" else manager,
            manager_role=answers.manager.role,
            nation=answers.nation,
            paye_reference=answers.employer.paye_reference,
            accounts_office_reference=answers.employer.accounts_office_reference,
            hmrc_paid=answers.employer.hmrc_paid,
            employment_allowance=answers.employer.employment_allowance,
        )
    )


def _manager(answer: ManagerAnswer) -> models.Person:
    return models.Person(
        name=answer.name, address=answer.address, phone=answer.phone, email=answer.email
    )


def _add_funder(session: Session, answer: FunderAnswer) -> None:
    session.add(
        models.Funder(
            rules=answer.rules,
            name=answer.name,
            reference=answer.reference,
            agreements=[_agreement(agreement) for agreement in answer.agreements],
        )
    )


def _agreement(answer: AgreementAnswer) -> models.Agreement:
    return models.Agreement(
        from_date=answer.from_date,
        weekly_amount=answer.weekly_amount,
        weekly_contribution=answer.weekly_contribution,
        paid_every=answer.paid_every.value,
        paid_in=answer.paid_in,
        contribution_collected=answer.contribution_collected,
        surplus_weeks=answer.surplus_weeks,
        return_days=answer.return_days,
        services=[
            models.AgreedService(
                service_type=service.type,
                weekly_hours=service.weekly_hours,
                hourly_rate=service.hourly_rate,
            )
            for service in answer.services
        ],
        costs=[
            models.AgreedCost(cost=cost.cost, met=cost.met, yearly_amount=cost.yearly_amount)
            for cost in answer.costs
        ],
    )


def _account(answer: AccountAnswer) -> models.Account:
    return models.Account(
        name=answer.name,
        kind=answer.kind,
        last_four=answer.last_four,
        opening_balance=answer.opening_balance,
        opening_date=answer.opening_date,
    )
