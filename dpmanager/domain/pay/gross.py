"""Gross pay: the hours of a timesheet at the rates of their day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import pence_nearest
from dpmanager.domain.hours.shifts import HourKind, Shift, worked_minutes
from dpmanager.domain.pay.payslip import PayLine
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class DatedRate:
    """What an hour of a kind is paid from a date on, in pounds (a sleep-in: per night).

    service_type: for that kind of care alone, "" for what the worker mostly does; None for all
    that has no rate of its own.
    """

    kind: HourKind
    from_date: date
    amount: Decimal
    service_type: str | None = None


def gross_lines(
    shifts: Sequence[Shift],
    rates: Sequence[DatedRate],
    *,
    holiday_rate: Decimal | None = None,
    rounds_to_minutes: int = 0,
) -> tuple[PayLine, ...]:
    """The lines of gross pay: one for each kind of hour and each rate it had in these shifts.

    A whole shift is paid at the rate of the day it starts. A kind without a rate of its own is
    paid as a weekday; of the rates of a kind, that for the care that was given counts before the
    one for all care. A sleep-in needs its own, as it is paid by the night, and the time that
    somebody was up in it is paid by the hour on top. Worked time is exact:
    only the money of a line is rounded, to the nearest penny.
    holiday_rate: pounds for an hour of holiday (`average_hourly_pay`). rounds_to_minutes: what
    the contract rounds each shift up to (`paid_minutes`); 0 for not at all.
    Raises DPManagerError when there is no rate for a day.
    """
    minutes: dict[tuple[HourKind, Decimal], int] = {}
    nights: dict[Decimal, int] = {}
    for shift in sorted(shifts, key=lambda shift: shift.day):
        rate = _rate_of(shift, rates, holiday_rate)
        if shift.kind is HourKind.SLEEP_IN:
            nights[rate] = nights.get(rate, 0) + 1
            if shift.woken_minutes:
                up = (HourKind.WOKEN, _hourly_rate(HourKind.WOKEN, shift, rates))
                minutes[up] = minutes.get(up, 0) + shift.woken_minutes
        else:
            key = (shift.kind, rate)
            minutes[key] = minutes.get(key, 0) + paid_minutes(shift, rounds_to_minutes)
    lines = [_hours_line(kind, worked, rate) for (kind, rate), worked in minutes.items()]
    lines += [_nights_line(count, rate) for rate, count in nights.items()]
    order = list(HourKind)
    return tuple(sorted(lines, key=lambda line: order.index(line.kind)))


def paid_minutes(shift: Shift, rounds_to_minutes: int) -> int:
    """Minutes of a shift that are paid: as worked, or rounded up to so many where work is rounded.

    Only the pay is rounded, and never down: the record keeps the real times. Holiday stays exact.
    """
    worked = worked_minutes(shift)
    if not rounds_to_minutes or shift.kind is HourKind.HOLIDAY:
        return worked
    return -(-worked // rounds_to_minutes) * rounds_to_minutes


def _hours_line(kind: HourKind, minutes: int, rate: Decimal) -> PayLine:
    return PayLine(
        kind=kind,
        quantity=Decimal(minutes) / 60,
        rate=rate,
        # minutes first: a third of an hour has no end as a decimal
        amount=pence_nearest(minutes * rate / 60),
    )


def _nights_line(nights: int, rate: Decimal) -> PayLine:
    return PayLine(
        kind=HourKind.SLEEP_IN,
        quantity=Decimal(nights),
        rate=rate,
        amount=pence_nearest(nights * rate),
        by_the_night=True,
    )


def _rate_of(shift: Shift, rates: Sequence[DatedRate], holiday_rate: Decimal | None) -> Decimal:
    if shift.kind is HourKind.HOLIDAY:
        if holiday_rate is None:
            raise DPManagerError(
                _(
                    "Holiday on {day} cannot be paid yet: there is no earlier pay to take the "
                    "average of."
                ).format(day=long_date(shift.day))
            )
        return holiday_rate
    if shift.kind is not HourKind.SLEEP_IN:
        return _hourly_rate(shift.kind, shift, rates)
    own = rate_in_force(HourKind.SLEEP_IN, shift.day, rates, shift.service_type)
    if own is None:
        raise DPManagerError(
            _(
                "There is no rate for a sleep-in on {day}. Add what is paid for the whole night, "
                "from that day or earlier."
            ).format(day=long_date(shift.day))
        )
    return own


def _hourly_rate(kind: HourKind, shift: Shift, rates: Sequence[DatedRate]) -> Decimal:
    for paid_as in (kind, HourKind.WEEKDAY):
        rate = rate_in_force(paid_as, shift.day, rates, shift.service_type)
        if rate is not None:
            return rate
    raise DPManagerError(
        _("There is no hourly rate for {day}. Add one from that day or earlier.").format(
            day=long_date(shift.day)
        )
    )


def rate_in_force(
    kind: HourKind, day: date, rates: Sequence[DatedRate], service_type: str = ""
) -> Decimal | None:
    """The newest rate of that kind that had begun by the day, for a kind of care.

    service_type: as in `Shift`. Where that care has no rate of its own, the one for all care.
    """
    for care in (service_type, None):
        newest = _newest(kind, care, day, rates)
        if newest is not None:
            return newest.amount
    return None


def is_in_force(rate: DatedRate, day: date, rates: Sequence[DatedRate]) -> bool:
    """Whether it is the newest of its kind of hour and of care that had begun by the day."""
    return _newest(rate.kind, rate.service_type, day, rates) == rate


def _newest(
    kind: HourKind, service_type: str | None, day: date, rates: Sequence[DatedRate]
) -> DatedRate | None:
    begun = [
        rate
        for rate in rates
        if rate.kind is kind and rate.service_type == service_type and rate.from_date <= day
    ]
    return max(begun, key=lambda rate: rate.from_date, default=None)
