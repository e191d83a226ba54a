"""Engage a worker: a PA who is employed or self-employed, or an agency that sends invoices."""

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.rates import tax_year_of
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import RateAnswer, WorkerAnswer
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.words import _

NI_NUMBER = re.compile(r"[A-Z]{2}\d{6}[A-D]?")


def engage_worker(book: Book, answer: WorkerAnswer, *, who: str, at: datetime) -> int:
    """Saves a new worker; gives the worker's number in the book.

    Raises DPManagerError, in words, for details that pay cannot be worked out from.
    """
    with book.task(_("Engage {worker}").format(worker=answer.name), who=who, at=at) as session:
        return add_worker(session, answer)


def change_rate(book: Book, worker: str, rate: RateAnswer, *, who: str, at: datetime) -> None:
    """From `rate.from_date` on, hours of that kind are paid the new amount."""
    with book.task(
        _("Change what {worker} is paid").format(worker=worker), who=who, at=at
    ) as session:
        row = find_worker(session, worker)
        same_day = [
            old
            for old in row.rates
            if old.hour_kind == rate.kind and old.from_date == rate.from_date
        ]
        if same_day:
            same_day[0].amount = rate.amount
        else:
            row.rates.append(_rate(rate))


def add_worker(session: Session, answer: WorkerAnswer) -> int:
    """Adds the worker within a task that is under way."""
    name = answer.name.strip()
    if not name:
        raise DPManagerError(_("The worker has no name. Write the name that payslips show."))
    if session.scalar(select(models.Worker.id).where(models.Worker.name == name)):
        raise DPManagerError(
            _("There is a worker named “{name}” already. Give this one another name.").format(
                name=name
            )
        )
    ni_number = answer.ni_number.replace(" ", "").upper()
    if answer.kind == "employed":
        _check_employed(answer, ni_number)
    row = models.Worker(
        name=name,
        kind=answer.kind,
        address=answer.address,
        reference=answer.reference,
        start_date=answer.start_date,
        service_type=answer.service_type,
        payroll_number=answer.payroll_number,
        date_of_birth=answer.date_of_birth,
        ni_number=ni_number,
        tax_code=answer.tax_code.upper(),
        tax_basis=answer.tax_basis,
        ni_category=answer.ni_category.upper(),
        pay_frequency=answer.pay_frequency or "",
        first_period_start=answer.first_period_start,
        pay_day_after=answer.pay_day_after,
        previous_tax_year=answer.previous_tax_year,
        previous_pay=answer.previous_pay,
        previous_tax=answer.previous_tax,
        rates=[_rate(rate) for rate in answer.rates],
    )
    session.add(row)
    session.flush()
    return row.id


def find_worker(session: Session, name: str) -> models.Worker:
    """The worker of that name. Raises DPManagerError where there is none."""
    row = session.scalar(select(models.Worker).where(models.Worker.name == name))
    if row is None:
        raise DPManagerError(_("There is no worker named “{name}” in this book.").format(name=name))
    return row


def _rate(answer: RateAnswer) -> models.PayRate:
    return models.PayRate(
        hour_kind=answer.kind.value, from_date=answer.from_date, amount=answer.amount
    )


def _check_employed(answer: WorkerAnswer, ni_number: str) -> None:
    missing = [
        label
        for label, value in (
            (_("the tax code"), answer.tax_code),
            (_("the National Insurance letter"), answer.ni_category),
            (_("how often they are paid"), answer.pay_frequency),
            (_("the first day of a pay period"), answer.first_period_start),
            (_("an hourly rate"), answer.rates),
        )
        if not value
    ]
    if missing:
        raise DPManagerError(
            _("Pay for {worker} cannot be worked out yet. Still needed: {missing}.").format(
                worker=answer.name, missing=", ".join(missing)
            )
        )
    parse_tax_code(answer.tax_code)
    if ni_number and not NI_NUMBER.fullmatch(ni_number):
        raise DPManagerError(
            _(
                "“{number}” is not a National Insurance number. It has two letters, six figures "
                "and a last letter A, B, C or D, such as QQ 12 34 56 C."
            ).format(number=answer.ni_number)
        )
    rates = rates_for(tax_year_of(answer.start_date))
    if answer.ni_category.upper() not in rates.national_insurance.letters(answer.start_date):
        raise DPManagerError(
            _("There is no National Insurance letter “{letter}”. Most people have A.").format(
                letter=answer.ni_category
            )
        )
    if any(rate.amount <= 0 or rate.amount > 1000 for rate in answer.rates):
        raise DPManagerError(
            _("A rate of {worker} cannot be right. Write the pounds for one hour.").format(
                worker=answer.name
            )
        )
