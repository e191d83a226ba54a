"""Look at the hours of one worker in one week: its days, its shifts, what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.hours.shifts import (
    HourKind,
    HoursOfKind,
    Shift,
    check_shift,
    suggest_kind,
    totals,
    worked_minutes,
)
from dpmanager.domain.pay.figures import figure
from dpmanager.domain.pay.payslip import PayLine
from dpmanager.domain.periods import Period, long_date, weekday_names
from dpmanager.domain.steps import Step
from dpmanager.domain.wording import days_words, duration, kind_of_hour, nights, rate
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.closed_days import closed_days
from dpmanager.tasks.hours.kinds_of_care import choices_of, usual_service
from dpmanager.tasks.hours.record_shifts import shift_of, timesheet_holding, timesheet_period
from dpmanager.tasks.hours.something_to_pay import has_something_to_pay
from dpmanager.tasks.pay.pay_for_hours import gross_of
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.workers import find_worker
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.tasks.returns.sent_returns import in_a_return
from dpmanager.tasks.signing import signature_of
from dpmanager.words import _, ngettext

DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True)
class WorkerChoice:
    """A worker to choose. left: the last day of work of one who has gone."""

    name: str
    left: date | None


@dataclass(frozen=True, slots=True)
class SavedShift:
    """A shift in the book, and how long it was in words: "4 hours", "1 night"."""

    id: int
    shift: Shift
    length: str


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    """A day: its shifts, what kind of hour it is likely to be, whether it is a bank holiday.

    can_change: hours can be added on this day and changed. why_not: the reason in words.
    usual_service: the service type that the worker gave last on that weekday, "" for what they
    mostly do.
    """

    day: date
    shifts: tuple[SavedShift, ...]
    suggested: HourKind
    bank_holiday: bool
    can_change: bool
    why_not: str
    usual_service: str = ""


@dataclass(frozen=True, slots=True)
class SheetOfWeek:
    """A timesheet that holds days of the week. state: none (no hours yet), draft, approved, paid.

    id is None for one without hours. says: what it is and how it stands, in a sentence.
    can_approve: it has hours, and its last day is over or in this week.
    """

    id: int | None
    period: Period
    state: str
    says: str
    can_approve: bool = False

    @property
    def can_reopen(self) -> bool:
        """Whether it was approved and is not paid."""
        return self.state == "approved"


@dataclass(frozen=True, slots=True)
class WeekOfHours:
    """One worker's week.

    says: what the week comes to, in a sentence; steps: how that was worked out. gross: pounds
    before tax, None where there is no pay to work out. last_week: there are hours to copy.
    services: the service types to choose from, with their words, what the worker mostly does
    first; none where they give only one.
    """

    worker: str
    kind: str
    week: Period
    days: tuple[DayOfWeek, ...]
    sheets: tuple[SheetOfWeek, ...]
    says: str
    gross: Decimal | None
    steps: tuple[Step, ...]
    last_week: bool
    services: tuple[tuple[str, str], ...] = ()

    def sheet_of(self, day: date) -> SheetOfWeek | None:
        """The timesheet that holds a day."""
        return next((sheet for sheet in self.sheets if day in sheet.period), None)


def week_of(day: date) -> Period:
    """The week from Monday to Sunday that holds the day."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=DAYS_OF_WEEK - 1))


def workers_to_choose(book: Book) -> list[WorkerChoice]:
    """Everyone who works or worked here: those who still do come first, by name."""
    with book.reading() as session:
        rows = session.execute(select(models.Worker.name, models.Worker.end_date)).all()
    choices = [WorkerChoice(name, left) for name, left in rows]
    return sorted(choices, key=lambda choice: (choice.left is not None, choice.name.casefold()))


def outcomes_to_choose(book: Book) -> list[str]:
    """The outcomes of the support plan."""
    with book.reading() as session:
        return list(session.scalars(select(models.Outcome.name).order_by(models.Outcome.id)))


def week_of_hours(book: Book, worker: str, day: date, *, today: date) -> WeekOfHours:
    """The worker's week that holds the day. Raises DPManagerError for an unknown worker."""
    week = week_of(day)
    with book.reading() as session:
        row = find_worker(session, worker)
        saved = _shifts(session, row, Period(week.start - timedelta(days=7), week.end))
        sheets = _sheets(session, row, week, today)
        closed = closed_days(arrangement(session).nation, week)
        shifts = [one.shift for one in saved if one.shift.day in week]
        gross, steps, why = _pay(session, row, shifts, week)
        services = _services(row, shifts)
        usual = {
            day: usual_service(session, row, day) if services else "" for day in week.each_day()
        }
    days = tuple(
        replace(_day(row, day, saved, sheets, closed), usual_service=usual[day])
        for day in week.each_day()
    )
    return WeekOfHours(
        worker=row.name,
        kind=row.kind,
        week=week,
        days=days,
        sheets=tuple(sheets),
        says=_says(totals(shifts), gross, why),
        gross=gross,
        steps=steps,
        last_week=any(one.shift.day not in week for one in saved),
        services=services,
    )


def hours_in_words(sums: Sequence[HoursOfKind]) -> str:
    """24 hours and 1 sleep-in."""
    minutes = sum(part.minutes for part in sums if part.kind is not HourKind.HOLIDAY)
    holiday = sum(part.minutes for part in sums if part.kind is HourKind.HOLIDAY)
    count = sum(part.nights for part in sums)
    parts = [duration(minutes)] if minutes else []
    if holiday:
        parts.append(_("{time} of holiday").format(time=duration(holiday)))
    if count:
        parts.append(ngettext("{count} sleep-in", "{count} sleep-ins", count).format(count=count))
    return _listed(parts)


def length_of(shift: Shift) -> str:
    """How long a shift is, in words. Raises DPManagerError for one that cannot be."""
    check_shift(shift)
    return nights(1) if shift.kind is HourKind.SLEEP_IN else duration(worked_minutes(shift))


def day_in_words(day: date) -> str:
    """Monday 5 October."""
    return f"{weekday_names()[day.weekday()]} {long_date(day).rsplit(' ', 1)[0]}"


def day_of_week(day: date) -> str:
    """Monday 5, where the month is said beside it."""
    return f"{weekday_names()[day.weekday()]} {day.day}"


def _services(worker: models.Worker, shifts: Sequence[Shift]) -> tuple[tuple[str, str], ...]:
    """What can be chosen: what the worker gives, and what they gave in these shifts."""
    labels = service_type_labels()
    mostly = worker.service_type
    choices = choices_of(worker) or ((mostly, labels[mostly]),)
    known = {"", *(name for name, _words in choices)}
    gone = dict.fromkeys(one.service_type for one in shifts if one.service_type not in known)
    found = (*choices, *((name, labels[name]) for name in gone))
    return found if len(found) > 1 else ()


def _shifts(session: Session, worker: models.Worker, within: Period) -> list[SavedShift]:
    outcomes = {outcome.id: outcome.name for outcome in session.query(models.Outcome)}
    rows = session.scalars(
        select(models.Shift)
        .join(models.Timesheet)
        .where(
            models.Timesheet.worker_id == worker.id,
            models.Shift.day.between(within.start, within.end),
        )
        .order_by(models.Shift.day, models.Shift.start)
    )
    found = []
    for row in rows:
        shift = shift_of(row, outcomes.get(row.outcome_id or 0, ""))
        found.append(SavedShift(row.id, shift, length_of(shift)))
    return found


def _sheets(
    session: Session, worker: models.Worker, week: Period, today: date
) -> list[SheetOfWeek]:
    sheets: list[SheetOfWeek] = []
    for day in week.each_day():
        if sheets and day in sheets[-1].period:
            continue
        row = timesheet_holding(session, worker, day)
        if row is not None:
            sheets.append(_sheet(session, row, over_by=max(today, week.end)))
            continue
        try:
            period = timesheet_period(worker, day)
        except DPManagerError:
            continue  # before the first pay period: such a day belongs to no timesheet
        sheets.append(_empty_sheet(period))
    return sheets


def _sheet(session: Session, row: models.Timesheet, over_by: date) -> SheetOfWeek:
    period = Period(row.start, row.end)
    if row.state == "draft" and not has_something_to_pay(session, row):
        return _empty_sheet(period)
    can_approve = row.state == "draft" and period.end <= over_by
    sentence = {
        "draft": _("The timesheet of {period} has {hours} so far. Approve it in its last week."),
        "approved": _("The timesheet of {period} has {hours}. {name} approved it on {day}."),
        "paid": _("The timesheet of {period} has {hours}. It has been paid."),
    }[row.state]
    if row.corrected_on is not None:
        sentence = _(
            "The timesheet of {period} has {hours}. It has been paid, and corrected on {corrected}."
        )
    if can_approve:
        sentence = _("The timesheet of {period} has {hours}. It waits for you to approve it.")
    says = sentence.format(
        period=days_words(period),
        hours=hours_in_words(totals(shift_of(shift) for shift in row.shifts))
        or _("no hours, other pay alone"),
        name=row.approved_by,
        day=long_date(row.approved_on) if row.approved_on else "",
        corrected=long_date(row.corrected_on) if row.corrected_on else "",
    )
    if row.signature is not None:
        says = f"{says} {signature_of(row.signature).says(row.signature.day)}"
    says = f"{says} {in_a_return(session, row.end)}".strip()
    return SheetOfWeek(row.id, period, row.state, says, can_approve)


def _empty_sheet(period: Period) -> SheetOfWeek:
    says = _("The timesheet of {period} has no hours yet.").format(period=days_words(period))
    return SheetOfWeek(None, period, "none", says)


def _day(
    worker: models.Worker,
    day: date,
    saved: Sequence[SavedShift],
    sheets: Sequence[SheetOfWeek],
    closed: frozenset[date],
) -> DayOfWeek:
    sheet = next((sheet for sheet in sheets if day in sheet.period), None)
    why_not = _why_not(worker, day, sheet)
    return DayOfWeek(
        day=day,
        shifts=tuple(one for one in saved if one.shift.day == day),
        suggested=suggest_kind(day, closed),
        bank_holiday=day in closed,
        can_change=not why_not,
        why_not=why_not,
    )


def _why_not(worker: models.Worker, day: date, sheet: SheetOfWeek | None) -> str:
    if day < worker.start_date or (worker.end_date and day > worker.end_date):
        return _("{worker} does not work for you on this day.").format(worker=worker.name)
    if sheet is None:
        return _("The first pay period of {worker} starts later.").format(worker=worker.name)
    if sheet.state == "paid":
        return _("These hours have been paid. To put a mistake right, correct these hours.")
    if sheet.state == "approved":
        return _("These hours are approved. To change them, reopen the timesheet.")
    return ""


def _pay(
    session: Session, worker: models.Worker, shifts: Sequence[Shift], week: Period
) -> tuple[Decimal | None, tuple[Step, ...], str]:
    """Pounds before tax, the steps, and why there are none."""
    if worker.kind != "employed" or not shifts:
        return None, (), ""
    sheet_end = timesheet_holding(session, worker, shifts[-1].day)
    paid_on = sheet_end.end if sheet_end else week.end
    try:
        lines, steps = gross_of(
            session, worker, shifts, paid_on + timedelta(days=worker.pay_day_after)
        )
    except DPManagerError as fault:
        return None, (), str(fault)
    gross = total(line.amount for line in lines)
    return gross, (*steps, *map(_line_step, lines), _total_step(lines, gross)), ""


def _line_step(line: PayLine) -> Step:
    quantity = (
        nights(int(line.quantity)) if line.by_the_night else duration(round(line.quantity * 60))
    )
    return Step(
        _("{kind} at {rate}").format(kind=kind_of_hour(line.kind), rate=rate(line.rate)),
        f"{quantity} x {figure(line.rate)} = {figure(line.amount)}",
    )


def _total_step(lines: Sequence[PayLine], gross: Decimal) -> Step:
    return Step(
        _("Pay before tax"),
        f"{' + '.join(figure(line.amount) for line in lines)} = {figure(gross)}",
    )


def _says(sums: Sequence[HoursOfKind], gross: Decimal | None, why: str) -> str:
    if not sums:
        return _("No hours in this week yet.")
    hours = hours_in_words(sums)
    if gross is not None:
        return _("{hours} come to {pay} before tax.").format(hours=hours, pay=pounds(gross))
    if why:
        return _("{hours}. {why}").format(hours=hours, why=why)
    return _("{hours} in this week.").format(hours=hours)


def _listed(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])
