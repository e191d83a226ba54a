"""The rota of some weeks on one page: who works when, what is missing, what was agreed."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

from dpmanager.domain.hours.rota import (
    ORDINARY,
    DayChange,
    Pattern,
    PlannedShift,
    Reason,
    WeekAgainst,
    left_out,
    monday_of,
    planned,
    week_against,
    without_cover,
)
from dpmanager.domain.hours.time_worked import times_words
from dpmanager.domain.periods import Period
from dpmanager.domain.wording import duration, full_day, kind_of_hour, nights
from dpmanager.words import _

WEEK = timedelta(days=7)
NO_WORDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RotaCell:
    """A worker's day: the shifts on it, and the usual ones that are left out."""

    worker: str
    shifts: tuple[PlannedShift, ...]
    gone: tuple[PlannedShift, ...]


@dataclass(frozen=True, slots=True)
class RotaDay:
    """A day with a cell for each worker."""

    day: date
    bank_holiday: bool
    cells: tuple[RotaCell, ...]


@dataclass(frozen=True, slots=True)
class OnTheRota:
    """A worker on the rota. service_type: what they mostly do. contract: hours a week, or None."""

    name: str
    service_type: str
    contract: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RotaSheet:
    """The rota of some whole weeks.

    open_shifts: usual shifts that nobody covers. by_worker: against contracts. by_service: against
    the support plan, for each service type with agreed hours (about: its words). service_words:
    the words for each service type.
    """

    period: Period
    workers: tuple[str, ...]
    days: tuple[RotaDay, ...]
    open_shifts: tuple[PlannedShift, ...]
    by_worker: tuple[WeekAgainst, ...]
    by_service: tuple[WeekAgainst, ...]
    service_words: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether nobody is on it."""
        return not any(cell.shifts or cell.gone for day in self.days for cell in day.cells)

    @property
    def shifts(self) -> tuple[PlannedShift, ...]:
        """All shifts on it, in order of time."""
        return tuple(shift for day in self.days for cell in day.cells for shift in cell.shifts)


def rota_sheet(
    patterns: Sequence[Pattern],
    changes: Sequence[DayChange],
    period: Period,
    workers: Sequence[OnTheRota],
    agreed: Mapping[date, Mapping[str, Decimal]],
    service_words: Mapping[str, str],
    closed: Set[date] = frozenset(),
) -> RotaSheet:
    """The rota of the weeks of a period, which begins on a Monday and ends on a Sunday.

    agreed: hours a week by service type, for the Monday of each week. service_words: the words
    for a service type.
    """
    shifts = planned(patterns, changes, period, closed)
    gone = left_out(patterns, changes, period, closed)
    mondays = [day for day in period.each_day() if day == monday_of(day)]
    return RotaSheet(
        period=period,
        workers=tuple(worker.name for worker in workers),
        days=tuple(_day(day, workers, shifts, gone, closed) for day in period.each_day()),
        open_shifts=without_cover(gone, shifts),
        by_worker=tuple(
            _of_worker(worker, monday, shifts) for monday in mondays for worker in workers
        ),
        by_service=tuple(
            week_against(
                service_words.get(service, service),
                monday,
                [one for one in shifts if _service_of(one, workers) == service],
                hours,
            )
            for monday in mondays
            for service, hours in agreed.get(monday, {}).items()
            if hours
        ),
        service_words=service_words,
    )


def cell_words(cell: RotaCell, service_words: Mapping[str, str] = NO_WORDS) -> str:
    """A worker's day in words: 08:00 to 12:00; 17:00 to 20:30 for Ben. "" for a day off.

    service_words: as in `RotaSheet`, for shifts in which somebody gives other care than mostly.
    """
    parts = [shift_words(shift, service_words) for shift in cell.shifts]
    if cell.gone and not parts:
        parts.append(gone_words(cell.gone[0].reason))
    return "; ".join(parts)


def shift_words(shift: PlannedShift, service_words: Mapping[str, str] = NO_WORDS) -> str:
    """08:00 to 12:00, Night, Respite, for Ben."""
    words = times_words(shift.shift)
    if shift.kind not in ORDINARY:
        words = _("{times}, {kind}").format(times=words, kind=kind_of_hour(shift.kind))
    if care := service_words.get(shift.service_type):
        words = _("{times}, {kind}").format(times=words, kind=care)
    if shift.covers:
        words = _("{times}, for {worker}").format(times=words, worker=shift.covers)
    return words


def gone_words(reason: Reason) -> str:
    """Why somebody does not come."""
    return {
        Reason.HOLIDAY: _("On holiday"),
        Reason.SICK: _("Off sick"),
        Reason.LEAVE: _("On leave"),
        Reason.CANCELLED: _("Cancelled"),
    }.get(reason, _("Does not come"))


def open_words(shift: PlannedShift) -> str:
    """That nobody comes for a shift."""
    return _("{day}, {times}: nobody comes for {worker}. {why}.").format(
        day=full_day(shift.day),
        times=times_words(shift.shift),
        worker=shift.worker,
        why=gone_words(shift.reason),
    )


def planned_words(week: WeekAgainst) -> str:
    """7 hours 30 minutes and 1 night."""
    if not week.nights:
        return duration(week.minutes)
    return _("{hours} and {nights}").format(
        hours=duration(week.minutes), nights=nights(week.nights)
    )


def difference_words(week: WeekAgainst) -> str:
    """How the plan of a week differs from the hours agreed."""
    if week.agreed is None:
        return _("No hours are agreed.")
    if week.short_minutes > 0:
        return _("{hours} too few.").format(hours=duration(week.short_minutes))
    if week.short_minutes < 0:
        return _("{hours} too many.").format(hours=duration(-week.short_minutes))
    return _("As agreed.")


def agreed_words(week: WeekAgainst) -> str:
    """The hours agreed for a week; "" for none."""
    return "" if week.agreed is None else duration(round(week.agreed * 60))


def missing_words(sheet: RotaSheet) -> tuple[str, ...]:
    """All that is missing against the plan, in sentences; none where all is as agreed."""
    sentences = [open_words(shift) for shift in sheet.open_shifts]
    for week in sheet.by_service:
        if week.short_minutes > 0 and not week.minutes:
            sentence = _(
                "Week from {day}: nobody is on the rota for {service}. The support plan has "
                "{agreed}."
            )
        elif week.short_minutes > 0:
            sentence = _(
                "Week from {day}: {short} of {service} have nobody. {planned} are on the rota, "
                "and the support plan has {agreed}."
            )
        elif week.short_minutes < 0:
            sentence = _(
                "Week from {day}: {planned} of {service} are on the rota. The support plan has "
                "{agreed}, so that is {over} too many."
            )
        else:
            continue
        sentences.append(_filled(sentence, week))
    too_few = _("Week from {day}: {service} has {planned} on the rota. The contract says {agreed}.")
    sentences += [_filled(too_few, week) for week in sheet.by_worker if week.short_minutes > 0]
    return tuple(sentences)


def _filled(sentence: str, week: WeekAgainst) -> str:
    return sentence.format(
        day=full_day(week.monday),
        service=week.about,
        planned=planned_words(week),
        agreed=agreed_words(week),
        short=duration(max(0, week.short_minutes)),
        over=duration(max(0, -week.short_minutes)),
    )


def _day(
    day: date,
    workers: Sequence[OnTheRota],
    shifts: Sequence[PlannedShift],
    gone: Sequence[PlannedShift],
    closed: Set[date],
) -> RotaDay:
    cells = tuple(
        RotaCell(
            worker.name,
            tuple(one for one in shifts if (one.day, one.worker) == (day, worker.name)),
            tuple(one for one in gone if (one.day, one.worker) == (day, worker.name)),
        )
        for worker in workers
    )
    return RotaDay(day, day in closed, cells)


def _of_worker(worker: OnTheRota, monday: date, shifts: Sequence[PlannedShift]) -> WeekAgainst:
    own = [one for one in shifts if one.worker == worker.name]
    return week_against(worker.name, monday, own, worker.contract)


def _service_of(shift: PlannedShift, workers: Sequence[OnTheRota]) -> str:
    mostly = (one.service_type for one in workers if one.name == shift.worker)
    return shift.service_type or next(mostly, "")
