"""Engage a worker: a PA who is employed or self-employed, or a provider that sends invoices."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.ni_number import check_ni_number
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.people.worker_kinds import PROVIDERS, WorkerKind
from dpmanager.domain.periods import Frequency, long_date
from dpmanager.domain.rates import tax_year_of
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import Pounds, RateAnswer, WorkerAnswer, as_day
from dpmanager.tasks.pay.empty_timesheets import keep_timesheets
from dpmanager.tasks.people.workers import check_ni_letter, find_worker, more_services
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.words import _

TAX_YEAR = re.compile(r"(20[0-9]{2})-[0-9]{2}")
WORKER_KINDS: dict[str, WorkerKind] = {
    "employed": "employed",
    "self-employed": "self-employed",
    **{kind: kind for kind in PROVIDERS},
}


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
        put_rate(find_worker(session, worker), rate)


def put_rate(row: models.Worker, rate: RateAnswer) -> None:
    """Changes a rate within a task that is under way. Raises DPManagerError for an odd amount."""
    _check_rate(row.name, rate)
    same_day = [
        old
        for old in row.rates
        if (old.hour_kind, old.from_date, old.service_type)
        == (rate.kind, rate.from_date, rate.service_type)
    ]
    if same_day:
        same_day[0].amount = rate.amount
    else:
        row.rates.append(_rate(rate))


def change_worker(
    book: Book, worker_id: int, answer: WorkerAnswer, *, who: str, at: datetime
) -> None:
    """Puts other details of a worker in the place of those in the book, rates left out.

    Raises DPManagerError, in words, as `engage_worker`, and where pay periods would cross a
    timesheet that has hours already.
    """
    from dpmanager.tasks.hours.record_shifts import add_shifts  # it looks for workers too

    with book.task(
        _("Change the details of {worker}").format(worker=answer.name), who=who, at=at
    ) as session:
        row = session.get_one(models.Worker, worker_id)
        _check_worker(session, answer, row.id)
        _check_hours_are_within(session, row, answer.start_date, row.end_date)
        booked = _make_way_for_periods(session, row, answer)
        _fill(row, answer)
        _keep_timesheets(session, row)
        add_shifts(session, row, booked)


def end_work(book: Book, worker_id: int, last_day: date | None, *, who: str, at: datetime) -> None:
    """Says which day was a worker's last; with None they work on.

    Raises DPManagerError for a day before the first one, or before hours in the book.
    Pay that was added because the work ends is taken away when the day changes.
    """
    with book.task(_("Change the last day of work"), who=who, at=at) as session:
        row = session.get_one(models.Worker, worker_id)
        if last_day and last_day < row.start_date:
            raise DPManagerError(
                _("{worker} started on {day}. The last day must be later.").format(
                    worker=row.name, day=long_date(row.start_date)
                )
            )
        _check_hours_are_within(session, row, row.start_date, last_day)
        if last_day != row.end_date:
            for item in leaving_items(session, row.id):
                session.delete(item)
        if last_day is None:
            row.p45_given_on = None
        row.end_date = last_day
        _keep_timesheets(session, row)


def _keep_timesheets(session: Session, row: models.Worker) -> None:
    """Timesheets of time off and of other pay go by the pay periods and the last day of work."""
    if row.kind == "employed":
        keep_timesheets(session, row)


def leaving_items(session: Session, worker_id: int) -> Sequence[models.PayItem]:
    """What was added for the last pay because the work ends, and is not paid yet.

    It was worked out for one last day, so another day takes it away.
    """
    return session.scalars(
        select(models.PayItem)
        .where(
            models.PayItem.worker_id == worker_id,
            models.PayItem.payslip_id.is_(None),
            models.PayItem.kind.in_((ExtraKind.NOTICE_PAY, ExtraKind.REDUNDANCY)),
        )
        .order_by(models.PayItem.id)
    ).all()


def answer_of(row: models.Worker) -> WorkerAnswer:
    """A worker in the book, as the answers that would engage them."""
    return WorkerAnswer(
        name=row.name,
        kind=WORKER_KINDS[row.kind],
        address=row.address,
        reference=row.reference,
        start_date=as_day(row.start_date),
        service_type=row.service_type,
        more_services=more_services(row),
        payroll_number=row.payroll_number,
        date_of_birth=as_day(row.date_of_birth) if row.date_of_birth else None,
        ni_number=row.ni_number,
        tax_code=row.tax_code,
        tax_basis="week1month1" if row.tax_basis == "week1month1" else "cumulative",
        ni_category=row.ni_category,
        pay_frequency=Frequency(row.pay_frequency) if row.pay_frequency else None,
        first_period_start=as_day(row.first_period_start) if row.first_period_start else None,
        pay_day_after=row.pay_day_after,
        previous_tax_year=row.previous_tax_year,
        previous_pay=Pounds(row.previous_pay),
        previous_tax=Pounds(row.previous_tax),
        rates=tuple(
            RateAnswer(
                kind=HourKind(rate.hour_kind),
                from_date=as_day(rate.from_date),
                amount=Pounds(rate.amount),
                service_type=rate.service_type,
            )
            for rate in row.rates
        ),
    )


def add_worker(session: Session, answer: WorkerAnswer) -> int:
    """Adds the worker within a task that is under way."""
    _check_worker(session, answer, None)
    row = models.Worker(kind=answer.kind, rates=[_rate(rate) for rate in answer.rates])
    _fill(row, answer)
    session.add(row)
    session.flush()
    if answer.kind == "employed":
        from dpmanager.tasks.people.terms_at_start import put_terms  # it records shifts too

        put_terms(session, row, answer)
    return row.id


def _check_worker(session: Session, answer: WorkerAnswer, worker_id: int | None) -> None:
    """worker_id: whose details these are; None for somebody new."""
    name = answer.name.strip()
    if not name:
        raise DPManagerError(_("The worker has no name. Write the name that payslips show."))
    others = select(models.Worker.id).where(models.Worker.id != (worker_id or 0))
    if session.scalar(others.where(models.Worker.name == name)):
        raise DPManagerError(
            _("There is a worker named “{name}” already. Give this one another name.").format(
                name=name
            )
        )
    known = service_type_labels()
    for service_type in (answer.service_type, *answer.more_services):
        if service_type not in known:
            raise DPManagerError(
                _("“{type}” is not a service type. Use one of: {known}.").format(
                    type=service_type, known=", ".join(sorted(known))
                )
            )
    if answer.kind == "employed":
        _check_employed(answer)
        _check_earlier_job(answer)
        _check_rates(answer)


def _fill(row: models.Worker, answer: WorkerAnswer) -> None:
    row.name = answer.name.strip()
    row.address = answer.address
    row.reference = answer.reference
    row.start_date = answer.start_date
    put_services(row, answer.service_type, answer.more_services)
    row.payroll_number = answer.payroll_number
    row.date_of_birth = answer.date_of_birth
    row.ni_number = "".join(answer.ni_number.split()).upper()
    row.tax_code = answer.tax_code.upper()
    row.tax_basis = answer.tax_basis
    row.ni_category = answer.ni_category.upper()
    row.pay_frequency = answer.pay_frequency or ""
    row.first_period_start = answer.first_period_start
    row.pay_day_after = answer.pay_day_after
    row.previous_tax_year = answer.previous_tax_year
    row.previous_pay = answer.previous_pay
    row.previous_tax = answer.previous_tax


def put_services(row: models.Worker, mostly: str, besides: Sequence[str]) -> None:
    """Says what a worker mostly does and what else, within a task that is under way."""
    row.service_type = mostly
    wanted = [name for name in service_type_labels() if name in besides and name != mostly]
    kept = [service for service in row.services if service.service_type in wanted]
    there = {service.service_type for service in kept}
    new = [models.WorkerService(service_type=name) for name in wanted if name not in there]
    row.services[:] = [*kept, *new]


def _check_hours_are_within(
    session: Session, row: models.Worker, first_day: date, last_day: date | None
) -> None:
    """Nobody has hours on a day on which they did not work here."""
    shifts = session.execute(
        select(models.Shift.day, models.Shift.kind)
        .join(models.Timesheet)
        .where(models.Timesheet.worker_id == row.id)
        .order_by(models.Shift.day)
    ).all()
    outside = [
        (day, kind) for day, kind in shifts if day < first_day or (last_day and day > last_day)
    ]
    if outside:
        day, kind = outside[-1]
        sentence = (
            _("{worker} has holiday on {day}. Take it back first, or choose another date.")
            if kind == HourKind.HOLIDAY
            else _("{worker} has hours on {day}. Remove those hours first, or choose another date.")
        )
        raise DPManagerError(sentence.format(worker=row.name, day=long_date(day)))


def _make_way_for_periods(
    session: Session, row: models.Worker, answer: WorkerAnswer
) -> list[Shift]:
    """New pay periods begin after the last timesheet with hours; empty ones are taken away.

    So are those to come that have booked holiday alone. Gives it, to be put on the new ones.
    """
    from dpmanager.tasks.hours.record_shifts import shift_of  # it looks for workers too

    same_pace = row.pay_frequency == (answer.pay_frequency or "")
    if same_pace and row.first_period_start == answer.first_period_start:
        return []
    sheets = session.scalars(
        select(models.Timesheet)
        .where(models.Timesheet.worker_id == row.id)
        .order_by(models.Timesheet.end)
    ).all()
    begins = answer.first_period_start
    ahead = [sheet for sheet in sheets if begins and sheet.start >= begins and _is_booked(sheet)]
    used = [
        sheet for sheet in sheets if sheet not in ahead and (sheet.shifts or sheet.state != "draft")
    ]
    if used and begins and begins <= used[-1].end:
        raise DPManagerError(
            _(
                "{worker} has a timesheet that runs to {day}. New pay periods must start after it."
            ).format(worker=row.name, day=long_date(used[-1].end))
        )
    rows = [shift for sheet in ahead for shift in sheet.shifts]
    booked = [shift_of(shift) for shift in rows]
    for shift in rows:
        session.delete(shift)
    session.flush()
    for sheet in sheets:
        if sheet not in used:
            session.expire(sheet, ["shifts"])
            session.delete(sheet)
    return booked


def _is_booked(sheet: models.Timesheet) -> bool:
    """Whether a timesheet is a draft with holiday alone."""
    kinds = {shift.kind for shift in sheet.shifts}
    return sheet.state == "draft" and kinds == {HourKind.HOLIDAY.value}


def _rate(answer: RateAnswer) -> models.PayRate:
    return models.PayRate(
        hour_kind=answer.kind.value,
        from_date=answer.from_date,
        amount=answer.amount,
        service_type=answer.service_type,
    )


def _check_employed(answer: WorkerAnswer) -> None:
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
    if answer.ni_number:
        check_ni_number(answer.ni_number)
    check_ni_letter(answer.ni_category)


def _check_earlier_job(answer: WorkerAnswer) -> None:
    """The figures of a P45 count for their own tax year only, so it must be said for certain."""
    year = answer.previous_tax_year
    if year and not _is_tax_year(year):
        raise DPManagerError(
            _(
                "“{year}” is not a tax year. Write the one of the P45 of {worker} as 2026-27."
            ).format(year=year, worker=answer.name)
        )
    if (answer.previous_pay or answer.previous_tax) and not year:
        raise DPManagerError(
            _("The P45 of {worker} needs its tax year. Write it as 2026-27.").format(
                worker=answer.name
            )
        )


def _is_tax_year(text: str) -> bool:
    found = TAX_YEAR.fullmatch(text)
    return found is not None and tax_year_of(date(int(found[1]), 4, 6)) == text


def _check_rates(answer: WorkerAnswer) -> None:
    seen = set()
    for rate in answer.rates:
        _check_rate(answer.name, rate)
        if (rate.kind, rate.from_date, rate.service_type) in seen:
            raise DPManagerError(
                _("{worker} has two {kind} rates from {day}. Keep the one that is paid.").format(
                    worker=answer.name, kind=rate.kind.value, day=long_date(rate.from_date)
                )
            )
        seen.add((rate.kind, rate.from_date, rate.service_type))


def _check_rate(worker: str, rate: RateAnswer) -> None:
    if rate.kind is HourKind.HOLIDAY:
        raise DPManagerError(
            _(
                "{worker} needs no rate for holiday: it is paid at the average of earlier pay. "
                "Leave this rate out."
            ).format(worker=worker)
        )
    if rate.service_type and rate.service_type not in service_type_labels():
        raise DPManagerError(_("There is no service type “{type}”.").format(type=rate.service_type))
    if not 0 < rate.amount <= 1000:
        raise DPManagerError(
            _("A rate of {worker} cannot be right. Write the pounds for one hour.").format(
                worker=worker
            )
        )
