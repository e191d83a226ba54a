"""What the hours of a paid timesheet earn by the rules, before a correction and after it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.extras import ExtraKind, sum_of
from dpmanager.domain.pay.figures import figure, less
from dpmanager.domain.pay.payslip import PayLine
from dpmanager.domain.steps import Step
from dpmanager.domain.wording import (
    decimal_hours,
    duration,
    kind_of_extra,
    kind_of_hour,
    nights,
    rate,
)
from dpmanager.records import models
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.pay.holiday_pay import rolled_up
from dpmanager.tasks.pay.pay_for_hours import gross_of
from dpmanager.tasks.pay.payslips import extras_of
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class Earned:
    """What the shifts of a timesheet earn, in pounds, with rolled-up holiday pay, and why."""

    lines: tuple[PayLine, ...]
    rolled_up: Decimal
    steps: tuple[Step, ...]

    @property
    def for_work(self) -> Decimal:
        """Pay for work alone: neither holiday taken nor holiday rolled up."""
        return total(line.amount for line in self.lines if line.kind is not HourKind.HOLIDAY)

    @property
    def pay(self) -> Decimal:
        """All of it."""
        return total(line.amount for line in self.lines) + self.rolled_up


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line of pay before a correction and after it: how long in words, and pounds."""

    name: str
    long_before: str
    long_after: str
    before: Decimal
    after: Decimal
    steps: tuple[Step, ...] = ()

    @property
    def difference(self) -> Decimal:
        """Pounds more, or less."""
        return self.after - self.before


def earned(session: Session, sheet: models.Timesheet, paid_on: date) -> Earned:
    """What the shifts that are on a timesheet now earn. paid_on: the pay day of its payslip.

    Raises DPManagerError as `gross_of`.
    """
    lines, steps = gross_of(session, sheet.worker, [shift_of(row) for row in sheet.shifts], paid_on)
    planned = list(rolled_up(sheet, lines, paid_on))
    return Earned(
        lines,
        total(plan.extra.amount for plan in planned),
        (*steps, *(step for plan in planned for step in plan.steps)),
    )


def paid_before(session: Session, slip: models.Payslip) -> list[Decimal]:
    """What was paid for the hours of a payslip: on it, and by each earlier correction of it."""
    on_slip = total(line.amount for line in slip.lines)
    on_slip += sum_of(extras_of(slip), [ExtraKind.ROLLED_UP_HOLIDAY])
    corrections = session.scalars(
        select(models.PayItem.amount)
        .where(models.PayItem.timesheet_id == slip.timesheet_id)
        .order_by(models.PayItem.id)
    )
    return [on_slip, *corrections]


def line_changes(before: Earned, after: Earned) -> tuple[LineChange, ...]:
    """Each line of pay that either has, in the order of a payslip."""
    keys = {_key(line): None for line in (*before.lines, *after.lines)}
    old = {_key(line): line for line in before.lines}
    new = {_key(line): line for line in after.lines}
    order = list(HourKind)
    changes = [
        _line_change(old.get(key), new.get(key))
        for key in sorted(keys, key=lambda key: (order.index(key[0]), key[1]))
    ]
    if before.rolled_up or after.rolled_up:
        name = kind_of_extra(ExtraKind.ROLLED_UP_HOLIDAY)
        steps = (_less(name, before.rolled_up, after.rolled_up),)
        changes.append(LineChange(name, "", "", before.rolled_up, after.rolled_up, steps))
    return tuple(changes)


def steps_of(before: Earned, after: Earned, paid: Sequence[Decimal]) -> tuple[Step, ...]:
    """How the difference was worked out. paid: what was paid before (`paid_before`)."""
    changed = [change for change in line_changes(before, after) if change.difference]
    return (
        *after.steps,
        *(step for change in changed for step in change.steps),
        *_paid_steps(paid),
        _less(_("Pay for these hours: right, less what it was"), before.pay, after.pay),
    )


def _paid_steps(paid: Sequence[Decimal]) -> Iterator[Step]:
    if len(paid) > 1:
        working = " ".join([figure(paid[0]), *(less(-amount) for amount in paid[1:])])
        yield Step(
            _("Paid before: the payslip and earlier corrections"),
            f"{working} = {figure(sum(paid, ZERO))}",
        )


def _key(line: PayLine) -> tuple[HourKind, Decimal]:
    return line.kind, line.rate


def _line_change(old: PayLine | None, new: PayLine | None) -> LineChange:
    line = new or old
    assert line is not None
    name = _("{kind} at {rate}").format(kind=kind_of_hour(line.kind), rate=rate(line.rate))
    before = old.amount if old else ZERO
    after = new.amount if new else ZERO
    working = [_working(name, each) for each in (old, new) if each]
    steps = (*working, _less(_("{line}: right, less what it was").format(line=name), before, after))
    return LineChange(name, _long(old), _long(new), before, after, steps)


def _working(name: str, line: PayLine) -> Step:
    count = str(int(line.quantity)) if line.by_the_night else decimal_hours(line.quantity)
    label = _("{line}: {long}").format(line=name, long=_long(line))
    return Step(label, f"{count} x {rate(line.rate)} = {figure(line.amount)}")


def _less(label: str, before: Decimal, after: Decimal) -> Step:
    return Step(label, f"{figure(after)} - {figure(before)} = {figure(after - before)}")


def _long(line: PayLine | None) -> str:
    if line is None:
        return _("none")
    if line.by_the_night:
        return nights(int(line.quantity))
    return duration(int((line.quantity * 60).to_integral_value()))
