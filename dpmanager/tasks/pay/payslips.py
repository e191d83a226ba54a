"""Payslips as they are in the book: read, printed, and their working kept."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal

import msgspec
from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.extras import Extra, ExtraKind
from dpmanager.domain.pay.payslip import PayLine, Payslip
from dpmanager.domain.periods import Frequency, Period
from dpmanager.domain.steps import Step
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.arrangement import arrangement


def payslip_of(session: Session, row: models.Payslip) -> Payslip:
    """The payslip as it is printed."""
    student, postgraduate, employee_pension, employer_pension = _to_date(session, row)
    return Payslip(
        employer=arrangement(session).employer.name,
        worker=row.worker.name,
        payroll_number=row.worker.payroll_number,
        ni_number=row.worker.ni_number,
        tax_code=row.tax_code,
        basis=row.tax_basis,
        ni_category=row.ni_category,
        period=Period(row.start, row.end),
        pay_date=row.pay_date,
        frequency=Frequency(row.frequency),
        tax_year=row.tax_year,
        tax_period=row.tax_period,
        lines=tuple(_line_of(line) for line in row.lines),
        gross_pay=row.gross_pay,
        taxable_pay=row.taxable_pay,
        income_tax=row.income_tax,
        employee_ni=row.employee_ni,
        employer_ni=row.employer_ni,
        net_pay=row.net_pay,
        gross_to_date=row.gross_to_date,
        tax_pay_to_date=row.tax_pay_to_date,
        tax_to_date=row.tax_to_date,
        employee_ni_to_date=row.employee_ni_to_date,
        employer_ni_to_date=row.employer_ni_to_date,
        steps=read_steps(row.steps),
        extras=extras_of(row),
        student_loan=row.student_loan,
        postgraduate_loan=row.postgraduate_loan,
        employee_pension=row.employee_pension,
        employer_pension=row.employer_pension,
        student_loan_to_date=student,
        postgraduate_loan_to_date=postgraduate,
        employee_pension_to_date=employee_pension,
        employer_pension_to_date=employer_pension,
        made_by=row.made_by,
        not_for_ni=row.not_for_ni,
    )


def extras_of(row: models.Payslip) -> tuple[Extra, ...]:
    """The lines of a payslip besides hours, without orders that took nothing."""
    return tuple(
        Extra(ExtraKind(extra.kind), extra.amount, extra.quantity, extra.note)
        for extra in row.extras
        if extra.amount
    )


def print_payslip(book: Book, payslip_id: int, *, large_print: bool = False) -> bytes:
    """The payslip as a PDF."""
    from dpmanager.documents.payslip import payslip_pdf

    with book.reading() as session:
        slip = payslip_of(session, session.get_one(models.Payslip, payslip_id))
    return payslip_pdf(slip, large_print=large_print)


def payslips_so_far(
    session: Session, worker: models.Worker, tax_year: str
) -> Sequence[models.Payslip]:
    """The worker's payslips of a tax year, in order of pay day."""
    return session.scalars(
        select(models.Payslip)
        .where(models.Payslip.worker_id == worker.id, models.Payslip.tax_year == tax_year)
        .order_by(models.Payslip.pay_date, models.Payslip.id)
    ).all()


def read_steps(saved: str) -> tuple[Step, ...]:
    """The steps of a working as they were saved."""
    return msgspec.json.decode(saved, type=tuple[Step, ...])


def save_steps(steps: Sequence[Step]) -> str:
    """The steps of a working as they are saved."""
    return json.dumps([asdict(step) for step in steps], ensure_ascii=False)


def _to_date(session: Session, row: models.Payslip) -> tuple[Decimal, ...]:
    """Both loans and both pension contributions of the tax year, this payslip included."""
    slip = models.Payslip
    sums = session.execute(
        select(
            func.sum(slip.student_loan),
            func.sum(slip.postgraduate_loan),
            func.sum(slip.employee_pension),
            func.sum(slip.employer_pension),
        ).where(
            slip.worker_id == row.worker_id,
            slip.tax_year == row.tax_year,
            tuple_(slip.pay_date, slip.id) <= tuple_(row.pay_date, row.id),
        )
    ).one()
    return tuple(amount or ZERO for amount in sums)


def _line_of(row: models.PayLine) -> PayLine:
    return PayLine(
        kind=HourKind(row.kind),
        quantity=row.quantity,
        rate=row.rate,
        amount=row.amount,
        by_the_night=row.by_the_night,
    )
