"""Hours for payroll software as a spreadsheet file (CSV): one row a person and pay period.

Payroll programs (BrightPay, Moneysoft Payroll Manager, Sage 50) read such a file by the words of
its headings, and know a person by the payroll number.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.domain.hours.filled import plain_miles
from dpmanager.domain.hours.shifts import HourKind, HoursOfKind
from dpmanager.domain.periods import Period
from dpmanager.domain.safe_cells import safe_cell
from dpmanager.domain.wording import decimal_hours, kind_of_hour
from dpmanager.words import _

LINE_END = "\r\n"


@dataclass(frozen=True, slots=True)
class PayrollHours:
    """What one person worked in one pay period. miles: driven in the worker's own vehicle."""

    payroll_number: str
    worker: str
    period: Period
    pay_day: date
    hours: tuple[HoursOfKind, ...]
    miles: Decimal


def payroll_hours_csv(rows: Sequence[PayrollHours]) -> bytes:
    """The rows in UTF-8 with its mark (RFC 4180). Only kinds of hours that somebody worked.

    Hours to two decimals; sleep-ins in nights. Days are year first, as every program knows them.
    """
    kinds = [
        kind for kind in HourKind if any(part.kind is kind for row in rows for part in row.hours)
    ]
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator=LINE_END)
    sheet.writerow(
        safe_cell(heading)
        for heading in (
            _("Payroll number"),
            _("Name"),
            _("First day"),
            _("Last day"),
            _("Pay day"),
            *map(_heading, kinds),
            _("Miles"),
        )
    )
    for row in rows:
        sheet.writerow(safe_cell(cell) for cell in _cells(row, kinds))
    return text.getvalue().encode("utf-8-sig")


def _heading(kind: HourKind) -> str:
    if kind is HourKind.SLEEP_IN:
        return _("{kind}, nights").format(kind=kind_of_hour(kind))
    return _("{kind}, hours").format(kind=kind_of_hour(kind))


def _cells(row: PayrollHours, kinds: Sequence[HourKind]) -> list[str]:
    worked = {part.kind: part for part in row.hours}
    return [
        row.payroll_number,
        row.worker,
        row.period.start.isoformat(),
        row.period.end.isoformat(),
        row.pay_day.isoformat(),
        *(_amount(worked.get(kind)) for kind in kinds),
        plain_miles(row.miles) if row.miles else "",
    ]


def _amount(part: HoursOfKind | None) -> str:
    if part is None:
        return ""
    return str(part.nights) if part.kind is HourKind.SLEEP_IN else decimal_hours(part.hours)
