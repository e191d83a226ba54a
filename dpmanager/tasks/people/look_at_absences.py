"""Look at a worker's time off: what is due for it in each pay period, why, and what to ask for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.family_leave_dates import relevant_dates
from dpmanager.domain.pay.family_pay import (
    family_pay,
    family_pay_entitled,
    paid_weeks,
    rules_by_week,
)
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.rates import tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import timesheet_holding
from dpmanager.tasks.pay.empty_timesheets import last_day_of, pay_periods_of
from dpmanager.tasks.pay.owed_for_pay import given_back
from dpmanager.tasks.pay.pay_while_away import SICK, earnings_for_leave, leave_of, sick_pay_in
from dpmanager.tasks.pay.rates import known_tax_years, rates_for
from dpmanager.tasks.people.absence_words import form_of
from dpmanager.tasks.people.absences import (
    AbsenceAnswer,
    answer_of,
    extra_of,
    hours_while_sick,
)
from dpmanager.words import _, ngettext

SELF_CERTIFICATE_DAYS = 7
"""GOV.UK: a fit note can only be asked for when somebody is off for more than 7 days in a row."""
DAYS_TO_TELL = 7
"""GOV.UK: the time limit for telling the employer, where the employer has set none."""
COVER_DAYS_NAMED = 4
"""On so many days at most is each day named on which somebody comes instead."""
WEEKS_LEFT_FOR_FORM = timedelta(weeks=6)
"""SSP1 is due by the start of the 23rd of the 28 weeks of sick pay."""


@dataclass(frozen=True, slots=True)
class PayOfPart:
    """What an absence is due for its days in one pay period, in pounds, and why.

    pay_period: with whose pay it comes. paid_on: the pay day, once that was paid.
    hindrance: why it cannot be worked out; then the amount is nothing.
    """

    days: Period
    pay_period: Period
    amount: Decimal
    steps: tuple[Step, ...]
    paid_on: date | None
    hindrance: str = ""


@dataclass(frozen=True, slots=True)
class AbsenceSeen:
    """An absence with all that is due for it.

    until: its last day, or today for one that goes on. parts: by pay period. reasons: why there
    is no pay, or less. hints: what to ask for, and which form is due. dates: the days that the pay
    of a family leave goes by. weeks: of that pay. back: what HMRC gives back, with its steps.
    cover: who comes instead by the rota, in sentences.
    """

    id: int
    answer: AbsenceAnswer
    until: date
    parts: tuple[PayOfPart, ...]
    reasons: tuple[str, ...]
    hints: tuple[str, ...]
    dates: tuple[Step, ...] = ()
    weeks: int = 0
    back: Decimal = ZERO
    back_steps: tuple[Step, ...] = ()
    cover: tuple[str, ...] = ()

    @property
    def due(self) -> Decimal:
        """Pounds that are due for all of it so far."""
        return total(part.amount for part in self.parts)


@dataclass(frozen=True, slots=True)
class NotPaid:
    """Statutory pay in pounds that is due for periods which were paid without it."""

    kind: ExtraKind
    amount: Decimal


@dataclass(frozen=True, slots=True)
class AbsencesSeen:
    """A worker's time off, the newest first, and what earlier pay still lacks of its pay."""

    worker_id: int
    worker: str
    absences: tuple[AbsenceSeen, ...]
    not_paid: tuple[NotPaid, ...]


def look_at_absences(book: Book, worker_id: int, today: date) -> AbsencesSeen:
    """All time off of the worker. Nothing is hidden: what cannot be worked out says why."""
    with book.reading() as session:
        worker = session.get_one(models.Worker, worker_id)
        rows = session.scalars(
            select(models.Absence)
            .where(models.Absence.worker_id == worker_id)
            .order_by(models.Absence.first_day.desc())
        ).all()
        seen = tuple(_with_cover(session, row, _absence(session, row, today)) for row in rows)
        return AbsencesSeen(worker.id, worker.name, seen, tuple(_not_paid(session, worker, seen)))


def _absence(session: Session, row: models.Absence, today: date) -> AbsenceSeen:
    return _sick(session, row, today) if row.kind == SICK else _family(session, row, today)


def _with_cover(session: Session, row: models.Absence, seen: AbsenceSeen) -> AbsenceSeen:
    """The absence with who comes instead on its days."""
    last = seen.until if row.last_day is None else row.last_day
    found = session.execute(
        select(models.Worker.name, models.RotaChange.day)
        .join(models.RotaChange, models.RotaChange.worker_id == models.Worker.id)
        .where(
            models.RotaChange.covers_worker_id == row.worker_id,
            models.RotaChange.start.is_not(None),
            models.RotaChange.day.between(row.first_day, last),
        )
        .order_by(models.Worker.name, models.RotaChange.day)
        .distinct()
    ).all()
    days: dict[str, list[date]] = {}
    for name, day in found:
        days.setdefault(name, []).append(day)
    return replace(seen, cover=tuple(_cover_words(name, on) for name, on in days.items()))


def _cover_words(name: str, days: Sequence[date]) -> str:
    if len(days) > COVER_DAYS_NAMED:
        return _("{name} comes instead on {count} days from {first} to {last}.").format(
            name=name, count=len(days), first=long_date(days[0]), last=long_date(days[-1])
        )
    return _("{name} comes instead on {days}.").format(
        name=name, days=", ".join(map(long_date, days))
    )


def _sick(session: Session, row: models.Absence, today: date) -> AbsenceSeen:
    until = row.last_day or max(today, row.first_day)
    days = Period(row.first_day, until)
    parts = tuple(_sick_part(session, row, part) for part in _parts(session, row, days))
    try:
        reasons = sick_pay_in(session, row.worker, days).reasons
    except DPManagerError:
        reasons = ()  # each part says it
    return AbsenceSeen(
        id=row.id,
        answer=answer_of(row),
        until=until,
        parts=parts,
        reasons=reasons,
        hints=tuple(_sick_hints(session, row, days)),
    )


def _sick_part(session: Session, row: models.Absence, part: PayOfPart) -> PayOfPart:
    try:
        found = sick_pay_in(session, row.worker, part.days)
    except DPManagerError as fault:
        return replace(part, hindrance=str(fault))
    return replace(part, amount=found.amount, steps=found.steps)


def _sick_hints(session: Session, row: models.Absence, days: Period) -> Iterator[str]:
    yield from hours_while_sick(session, row.worker, row.first_day, row.last_day)
    if days.days <= SELF_CERTIFICATE_DAYS and not row.evidence:
        yield ngettext(
            "For {count} day they can say themselves that they were ill.",
            "For up to {count} days they can say themselves that they were ill.",
            SELF_CERTIFICATE_DAYS,
        ).format(count=SELF_CERTIFICATE_DAYS)
    if days.days > SELF_CERTIFICATE_DAYS and row.evidence != "fit_note":
        yield _(
            "From {day} you can ask for a fit note. Pay sick pay while you wait for it."
        ).format(day=long_date(days.start + timedelta(days=SELF_CERTIFICATE_DAYS)))
    if row.told_on is not None and (row.told_on - row.first_day).days > DAYS_TO_TELL:
        yield _(
            "They told you on {day}, which is late. You need not pay for the days they were late, "
            "unless they had a good reason. The program pays all days."
        ).format(day=long_date(row.told_on))
    if not row.worker.working_days:
        yield _("Monday to Friday count as their working days, as no other days are in the book.")
    most = timedelta(weeks=rates_for(tax_year_of(days.start)).sick_pay.most_weeks)
    if row.last_day is None and days.end >= days.start + most - WEEKS_LEFT_FOR_FORM:
        yield _("Sick pay ends on {day}. Give the worker form SSP1 now.").format(
            day=long_date(days.start + most - timedelta(days=1))
        )


def _family(session: Session, row: models.Absence, today: date) -> AbsenceSeen:
    seen = AbsenceSeen(row.id, answer_of(row), row.last_day or today, (), (), ())
    try:
        return _family_pay(session, row, seen, today)
    except DPManagerError as fault:
        return replace(seen, reasons=(str(fault),))


def _family_pay(
    session: Session, row: models.Absence, seen: AbsenceSeen, today: date
) -> AbsenceSeen:
    leave = leave_of(row)
    days = relevant_dates(leave)
    if today < days.earnings_before and row.worker.start_date <= days.latest_employment_start:
        known_on = long_date(days.earnings_before)
        later = _("Whether there is pay is known on {day}. Pay before that day decides it.")
        return replace(seen, hints=(later.format(day=known_on),), dates=days.steps)
    rules_on = rules_by_week(rates_for(year).family_pay for year in known_tax_years())
    average = earnings_for_leave(session, row.worker, leave)
    entitled = family_pay_entitled(leave, row.worker.start_date, average, rules_on)
    if not entitled.entitled:
        return replace(
            seen, reasons=entitled.reasons, dates=entitled.steps, hints=(form_of(leave.kind),)
        )
    weeks = paid_weeks(leave, rules_on)
    paid = Period(row.first_day, row.first_day + timedelta(weeks=weeks) - timedelta(days=1))
    parts = []
    for part in _parts(session, row, paid):
        try:
            found = family_pay(leave, part.pay_period, average, rules_on)
            parts.append(replace(part, amount=found.amount, steps=found.steps))
        except DPManagerError as fault:
            parts.append(replace(part, hindrance=str(fault)))
    back, back_steps = _given_back(session, row.worker, parts)
    return replace(
        seen,
        until=row.last_day or paid.end,
        parts=tuple(parts),
        dates=entitled.steps,
        weeks=weeks,
        back=back,
        back_steps=back_steps,
    )


def _given_back(
    session: Session, worker: models.Worker, parts: Sequence[PayOfPart]
) -> tuple[Decimal, tuple[Step, ...]]:
    """Of what is paid in each tax year, by its own rule."""
    by_year: dict[str, list[Decimal]] = {}
    for part in parts:
        paid_on = part.pay_period.end + timedelta(days=worker.pay_day_after)
        by_year.setdefault(tax_year_of(paid_on), []).append(part.amount)
    back, steps = ZERO, list[Step]()
    for year, amounts in by_year.items():
        if year in known_tax_years():
            found = given_back(session, year, total(amounts))
            back += found.pay + found.compensation
            steps += found.steps
    return back, tuple(steps)


def _parts(session: Session, row: models.Absence, days: Period) -> Iterator[PayOfPart]:
    """The days by pay period, without amounts. Nothing for days that cannot be paid any more."""
    last_day = min(days.end, last_day_of(row))
    for pay_period in pay_periods_of(session, row.worker, days.start, last_day):
        sheet = timesheet_holding(session, row.worker, pay_period.start)
        slip = None
        if sheet is not None and sheet.state == "paid":
            slip = session.scalar(
                select(models.Payslip).where(models.Payslip.timesheet_id == sheet.id)
            )
        yield PayOfPart(
            days=Period(max(days.start, pay_period.start), min(last_day, pay_period.end)),
            pay_period=pay_period,
            amount=ZERO,
            steps=(),
            paid_on=slip.pay_date if slip is not None else None,
        )


def _not_paid(
    session: Session, worker: models.Worker, seen: Sequence[AbsenceSeen]
) -> Iterator[NotPaid]:
    """What was due in periods that are paid, less what payslips and waiting items pay of it."""
    due: dict[ExtraKind, Decimal] = {}
    for absence in seen:
        kind = extra_of(absence.answer.kind)
        paid_for = total(part.amount for part in absence.parts if part.paid_on is not None)
        due[kind] = due.get(kind, ZERO) + paid_for
    for kind, amount in due.items():
        left = amount - _paid(session, worker, kind) - _waiting(session, worker, kind)
        if left > 0:
            yield NotPaid(kind, left)


def _paid(session: Session, worker: models.Worker, kind: ExtraKind) -> Decimal:
    amount: Decimal | None = session.scalar(
        select(func.sum(models.PayExtra.amount))
        .join(models.Payslip)
        .where(models.Payslip.worker_id == worker.id, models.PayExtra.kind == kind)
    )
    return amount or ZERO


def _waiting(session: Session, worker: models.Worker, kind: ExtraKind) -> Decimal:
    amount: Decimal | None = session.scalar(
        select(func.sum(models.PayItem.amount)).where(
            models.PayItem.worker_id == worker.id,
            models.PayItem.kind == kind,
            models.PayItem.payslip_id.is_(None),
        )
    )
    return amount or ZERO
