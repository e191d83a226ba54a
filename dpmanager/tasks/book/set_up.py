"""Set up a book: who is who, who pays, what was agreed, the account, the people."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from dpmanager.domain.amounts import pounds
from dpmanager.domain.pay.pension import PensionBasis, TaxRelief
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
    PensionAnswer,
    SetUp,
)
from dpmanager.tasks.pay.pension_events import SchemeAnswer, put_scheme
from dpmanager.tasks.people.engage_worker import add_worker
from dpmanager.tasks.returns.resources import funder_rules, service_type_labels
from dpmanager.words import _

LAST_FOUR = re.compile(r"[0-9]{4}")


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
    who = (answers.manager.name or answers.recipient.name).strip()
    with book.task(_("Set up the book"), who=who, at=at, lasting=True) as session:
        _add_people(session, answers)
        for funder in answers.funders:
            session.add(funder_row(funder))
        for outcome in answers.outcomes:
            session.add(models.Outcome(name=outcome.name.strip(), description=outcome.description))
        for account in answers.accounts:
            session.add(_account(account))
        if answers.pension:
            scheme = put_scheme(session, _scheme(answers.pension), at.date())
            scheme.declared_on = answers.pension.declared_on
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
    if answers.manager.role == "self" and answers.manager.name.strip() not in (
        "",
        answers.recipient.name.strip(),
    ):
        raise DPManagerError(
            _(
                "The role “self” means that {recipient} manages the money, but the manager is "
                "named {manager}. Choose another role, or leave out the name."
            ).format(recipient=answers.recipient.name, manager=answers.manager.name)
        )
    if not answers.funders:
        raise DPManagerError(_("There is no funder. Say which council or NHS board pays."))
    if not answers.accounts:
        raise DPManagerError(_("There is no account. Say which account the money goes into."))
    _check_names(
        (funder.name for funder in answers.funders),
        nameless=_("A funder has no name. Write the name of the council or NHS board."),
        twice=_("Two funders are both named “{name}”. Give each a name of its own."),
    )
    _check_names(
        (outcome.name for outcome in answers.outcomes),
        nameless=_("An outcome has no name. Write a few words of the support plan."),
        twice=_("Two outcomes are both named “{name}”. Give each a name of its own."),
    )
    _check_names(
        (account.name for account in answers.accounts),
        nameless=_("An account has no name. Give it one, such as “Direct payment account”."),
        twice=_("Two accounts are both named “{name}”. Give each a name of its own."),
    )
    _check_names(
        (worker.name for worker in answers.workers),
        nameless=_("The worker has no name. Write the name that payslips show."),
        twice=_("Two workers are both named “{name}”. Give each a name of its own."),
    )
    for account in answers.accounts:
        if account.last_four and not LAST_FOUR.fullmatch(account.last_four):
            raise DPManagerError(
                _(
                    "“{figures}” is not the end of the account number of {account}. Write its "
                    "last four figures, or leave it out."
                ).format(figures=account.last_four, account=account.name)
            )
    in_the_pension = [worker.name for worker in answers.workers if worker.pension_joined]
    if in_the_pension and answers.pension is None:
        raise DPManagerError(
            _(
                "{worker} is in a pension, but there is no pension among the answers. Write which "
                "provider it is with."
            ).format(worker=in_the_pension[0])
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
        days = [agreement.from_date for agreement in funder.agreements]
        for agreement in funder.agreements:
            check_agreement(agreement, known)
            if days.count(agreement.from_date) > 1:
                raise DPManagerError(
                    _("Two agreements with {funder} begin on {day}. Keep the one in force.").format(
                        funder=funder.name, day=long_date(agreement.from_date)
                    )
                )


def _check_names(names: Iterable[str], *, nameless: str, twice: str) -> None:
    """By its name the person chooses a thing later on, so there must be one, for it alone."""
    seen = set()
    for name in map(str.strip, names):
        if not name:
            raise DPManagerError(nameless)
        if name in seen:
            raise DPManagerError(twice.format(name=name))
        seen.add(name)


def check_agreement(agreement: AgreementAnswer, known: dict[str, str]) -> None:
    """Raises DPManagerError for an agreement that contradicts itself.

    known: the service types there are.
    """
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
    if agreement.weekly_contribution and agreement.contribution_collected == "none":
        raise DPManagerError(
            _(
                "The agreement from {day} has a contribution of {amount} and says that none is "
                "collected. Say how it is: “paid-in”, “taken-off”, “invoiced” or “provider”."
            ).format(day=day, amount=pounds(agreement.weekly_contribution))
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
        name=answers.recipient.name.strip(),
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
        name=answer.name.strip(),
        address=answer.address,
        phone=answer.phone,
        email=answer.email,
    )


def funder_row(answer: FunderAnswer) -> models.Funder:
    """A funder with what it agreed, not yet in the book."""
    return models.Funder(
        rules=answer.rules,
        name=answer.name.strip(),
        reference=answer.reference,
        agreements=[agreement_row(agreement) for agreement in answer.agreements],
    )


def agreement_row(answer: AgreementAnswer) -> models.Agreement:
    """The rows of an agreement, not yet in the book."""
    return models.Agreement(
        from_date=answer.from_date,
        weekly_amount=answer.weekly_amount,
        weekly_contribution=answer.weekly_contribution,
        paid_every=answer.paid_every.value,
        paid_in=answer.paid_in,
        contribution_collected=answer.contribution_collected,
        first_payment=answer.first_payment,
        funding_rule=answer.funding_rule.value,
        contingency=answer.contingency,
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


def _scheme(answer: PensionAnswer) -> SchemeAnswer:
    return SchemeAnswer(
        provider=answer.provider,
        employee_percent=answer.employee_percent,
        employer_percent=answer.employer_percent,
        employer_reference=answer.reference,
        basis=PensionBasis(answer.basis),
        relief=TaxRelief(answer.relief),
    )


def _account(answer: AccountAnswer) -> models.Account:
    return models.Account(
        name=answer.name.strip(),
        kind=answer.kind,
        last_four=answer.last_four,
        opening_balance=answer.opening_balance,
        opening_date=answer.opening_date,
    )
