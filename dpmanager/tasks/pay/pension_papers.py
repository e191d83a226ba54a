"""What goes out about the pension: letters to workers, and the file for the provider."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.pay.pension import PensionBasis, PensionTerms, counted_pay
from dpmanager.domain.pay.pension_membership import (
    PensionEventKind,
    PensionState,
    Standing,
    standing,
)
from dpmanager.domain.periods import Frequency, Period, months_after
from dpmanager.domain.rates import tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.sort_payments import still_owed
from dpmanager.tasks.pay.payslips import read_steps
from dpmanager.tasks.pay.pension_events import events_of, find_scheme, scheme_of
from dpmanager.tasks.pay.pensions import assessments, deciding, scheme_answer
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.saving import save_file
from dpmanager.words import _

if TYPE_CHECKING:
    from dpmanager.documents.pension_file import ContributionSchedule, MemberContributions
    from dpmanager.documents.pension_letter import PensionLetterKind


def print_letter(book: Book, worker_id: int, *, today: date, large_print: bool = False) -> bytes:
    """The letter that tells a worker where they stand with the pension, as a PDF dated `today`.

    Raises DPManagerError when there is nothing to tell, or something that must be told is missing.
    """
    from dpmanager.documents.pension_letter import PensionLetter, pension_letter_pdf

    with book.reading() as session:
        worker = session.get_one(models.Worker, worker_id)
        now = standing(events_of(session, worker), today)
        row = find_scheme(session)
        scheme = scheme_answer(row) if row else None
        employer = arrangement(session).employer
        told = replace(now, written_on=now.written_on or today)
        letter = PensionLetter(
            kind=_kind_of_letter(session, worker, now),
            employer=employer.name,
            employer_address=employer.address,
            worker=worker.name,
            worker_address=worker.address,
            written_on=today,
            provider=scheme.provider if scheme else "",
            provider_address=scheme.provider_address if scheme else "",
            provider_contact=scheme.provider_contact if scheme else "",
            employer_reference=scheme.employer_reference if scheme else "",
            terms=PensionTerms(
                scheme.basis, scheme.employee_percent, scheme.employer_percent, scheme.relief
            )
            if scheme
            else None,
            frequency=Frequency(worker.pay_frequency),
            rates=rates_for(tax_year_of(today)).pension,
            from_day=now.since if now.contributes else now.postponed_until,
            by_own_wish=now.entry is PensionEventKind.OPTED_IN,
            opt_out=told.opt_out_period,
        )
    return pension_letter_pdf(letter, large_print=large_print)


def _kind_of_letter(session: Session, worker: models.Worker, now: Standing) -> "PensionLetterKind":
    from dpmanager.documents.pension_letter import PensionLetterKind

    if now.employer_pays:
        return PensionLetterKind.ENROLLED
    if now.state is PensionState.POSTPONED:
        return PensionLetterKind.POSTPONED
    found = deciding(assessments(session, worker), now)
    if now.state is PensionState.OUTSIDE and found:
        if found[1].may_opt_in:
            return PensionLetterKind.OPT_IN
        if found[1].may_join:
            return PensionLetterKind.JOIN
        if found[1].must_enrol:
            raise DPManagerError(
                _("{worker} must be put into the pension first. Then print the letter.").format(
                    worker=worker.name
                )
            )
    raise DPManagerError(
        _("There is no letter about the pension to give to {worker} now.").format(
            worker=worker.name
        )
    )


@dataclass(frozen=True, slots=True)
class ScheduleLook:
    """The contributions of one pay period of all who are paid at the same times, in pounds."""

    period: Period
    frequency: Frequency
    workers: tuple[str, ...]
    employee: Decimal
    employer: Decimal
    payment_due: date


def look_at_contributions(book: Book) -> list[ScheduleLook]:
    """Every pay period for which there is something to tell the provider, the newest first."""
    with book.reading() as session:
        found: dict[tuple[Period, Frequency], list[models.Payslip]] = {}
        for slip in session.scalars(select(models.Payslip).order_by(models.Payslip.end.desc())):
            if _is_to_be_told(session, slip):
                key = (Period(slip.start, slip.end), Frequency(slip.frequency))
                found.setdefault(key, []).append(slip)
        return [
            ScheduleLook(
                period=period,
                frequency=frequency,
                workers=tuple(slip.worker.name for slip in slips),
                employee=total(map(_employee, slips)),
                employer=total(map(_employer, slips)),
                payment_due=_payment_due(session, slips),
            )
            for (period, frequency), slips in found.items()
        ]


@dataclass(frozen=True, slots=True)
class MonthOfContributions:
    """What is to be paid to the provider for a month, in pounds. left: not on a statement yet.

    employee, employer: with what earlier pay missed and is paid with this month.
    """

    month: Period
    payee: str
    employee: Decimal
    employer: Decimal
    due: date
    left: Decimal
    steps: tuple[Step, ...]


def look_at_months(book: Book) -> list[MonthOfContributions]:
    """Every month with something to pay to the provider, the newest first."""
    with book.reading() as session:
        found = [
            _month(session, row, Period(row.start, row.end), max(left, ZERO))
            for row, left in still_owed(session)
            if row.kind == "pension" and row.amount and row.start and row.end
        ]
        return sorted(found, key=lambda each: each.month, reverse=True)


def _month(
    session: Session, row: models.ExpectedPayment, month: Period, left: Decimal
) -> MonthOfContributions:
    slip = models.Payslip
    paid = session.scalars(select(slip).where(slip.pay_date.between(month.start, month.end))).all()
    late = session.scalars(
        select(slip).where(slip.late_pension_on.between(month.start, month.end))
    ).all()
    return MonthOfContributions(
        month=month,
        payee=row.payee,
        employee=total(one.employee_pension for one in paid)
        + total(one.late_employee_pension for one in late),
        employer=total(one.employer_pension for one in paid)
        + total(one.late_employer_pension for one in late),
        due=row.due,
        left=left,
        steps=read_steps(row.steps),
    )


@dataclass(frozen=True, slots=True)
class FilesLook:
    """What files can be made. layout_checked: the layout was read in the provider's own words."""

    provider: str
    layout_checked: bool
    schedules: tuple[ScheduleLook, ...]


def look_at_files(book: Book) -> FilesLook:
    """The provider's files that can be made, the newest pay period first."""
    from dpmanager.documents.pension_file import layout_for

    schedules = tuple(look_at_contributions(book))
    with book.reading() as session:
        row = find_scheme(session)
        provider = row.provider if row else ""
        return FilesLook(provider, layout_for(provider).verified, schedules)


def save_contribution_file(
    book: Book,
    path: Path,
    period: Period,
    frequency: Frequency,
    *,
    payment_due: date | None = None,
) -> bool:
    """Saves the provider's file for one pay period; says whether its layout is verified.

    payment_due: as the provider's own account shows it; None: the 22nd of the next month.
    Raises DPManagerError when something that the provider needs is missing.
    """
    from dpmanager.documents.pension_file import layout_for, pension_file

    with book.reading() as session:
        layout = layout_for(scheme_of(session).provider)
        schedule = _schedule(session, period, frequency, payment_due)
    save_file(path, pension_file(layout, schedule))
    return layout.verified


def _schedule(
    session: Session, period: Period, frequency: Frequency, payment_due: date | None
) -> "ContributionSchedule":
    from dpmanager.documents.pension_file import ContributionSchedule

    scheme = scheme_of(session)
    slips = [
        slip
        for slip in session.scalars(
            select(models.Payslip)
            .where(
                models.Payslip.start == period.start,
                models.Payslip.end == period.end,
                models.Payslip.frequency == frequency.value,
            )
            .order_by(models.Payslip.id)
        )
        if _is_to_be_told(session, slip)
    ]
    basis = PensionBasis(scheme.basis)
    return ContributionSchedule(
        employer_reference=scheme.employer_reference,
        group_name=scheme.group_name,
        payment_source=scheme.payment_source,
        period=period,
        payment_due=payment_due or (_payment_due(session, slips) if slips else period.end),
        frequency=frequency,
        members=tuple(_member(session, slip, basis) for slip in slips),
    )


def _member(session: Session, slip: models.Payslip, basis: PensionBasis) -> "MemberContributions":
    from dpmanager.documents.pension_file import MemberContributions

    worker = slip.worker
    first_names, _space, last_name = worker.name.rpartition(" ")
    rates = rates_for(slip.tax_year).pension
    return MemberContributions(
        first_names=first_names,
        last_name=last_name,
        ni_number=worker.ni_number,
        payroll_number=worker.payroll_number,
        pensionable_pay=counted_pay(slip.gross_pay, basis, Frequency(slip.frequency), rates),
        employee=_employee(slip),
        employer=_employer(slip),
        left_on=_left_on(session, slip),
    )


def _left_on(session: Session, slip: models.Payslip) -> date | None:
    """The day on which the pension or the work ended, by the end of the pay period."""
    now = standing(events_of(session, slip.worker), slip.pay_date)
    ended = now.since if now.state is PensionState.LEFT else slip.worker.end_date
    return ended if ended and ended <= slip.end else None


def _employee(slip: models.Payslip) -> Decimal:
    """The worker's share, also where it is paid in late."""
    return slip.employee_pension + slip.late_employee_pension


def _employer(slip: models.Payslip) -> Decimal:
    """The employer's share, also where it is paid in late."""
    return slip.employer_pension + slip.late_employer_pension


def _is_to_be_told(session: Session, slip: models.Payslip) -> bool:
    """Contributions, or a member without any, or one who left in the period."""
    if slip.employee_pension or slip.employer_pension or slip.late_pension_on:
        return True
    now = standing(events_of(session, slip.worker), slip.pay_date)
    left = now.state is PensionState.LEFT and now.since is not None and now.since >= slip.start
    return now.contributes or left


def _payment_due(session: Session, slips: Sequence[models.Payslip]) -> date:
    paid = max(slip.late_pension_on or slip.pay_date for slip in slips)
    due: date | None = session.scalar(
        select(models.ExpectedPayment.due).where(
            models.ExpectedPayment.kind == "pension",
            models.ExpectedPayment.start <= paid,
            models.ExpectedPayment.end >= paid,
        )
    )
    rule = rates_for(tax_year_of(paid)).paying_a_pension
    return due or months_after(paid.replace(day=1), 1).replace(day=rule.day)
