"""Hours for payroll software as a spreadsheet file (CSV): one row a person and pay period.

Payroll programs (BrightPay, Moneysoft Payroll Manager, Sage 50) read such a file by the words of
its headings, and know a person by the payroll number.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dpmanager.domain.hours.filled import plain_miles
from dpmanager.domain.hours.shifts import HourKind, HoursOfKind
from dpmanager.domain.periods import Period
from dpmanager.domain.safe_cells import safe_cell
from dpmanager.domain.wording import decimal_hours, kind_of_hour
from dpmanager.words import _

LINE_END = "\r\n"


@dataclass(frozen=True, slots=True)
class PayrollHours:
    """What one person worked in one pay period. miles: driven in the worker's own vehicle.

    hours: by the words for a kind of care that has to be told apart, as it is paid otherwise; ""
    for all else.
    """

    payroll_number: str
    worker: str
    period: Period
    pay_day: date
    hours: Mapping[str, tuple[HoursOfKind, ...]]
    miles: Decimal


def payroll_hours_csv(rows: Sequence[PayrollHours]) -> bytes:
    """The rows in UTF-8 with its mark (RFC 4180). Only kinds of hours that somebody worked.

    Hours to two decimals; sleep-ins in nights. Days are year first, as every program knows them.
    """
    worked = {column for row in rows for column in _worked(row)}
    order = list(HourKind)
    columns = sorted(worked, key=lambda column: (order.index(column.kind), column.care))
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
            *map(_heading, columns),
            _("Miles"),
        )
    )
    for row in rows:
        sheet.writerow(safe_cell(cell) for cell in _cells(row, columns))
    return text.getvalue().encode("utf-8-sig")


class _Column(NamedTuple):
    kind: HourKind
    care: str


def _worked(row: PayrollHours) -> dict[_Column, HoursOfKind]:
    return {_Column(part.kind, care): part for care, parts in row.hours.items() for part in parts}


def _heading(column: _Column) -> str:
    words = kind_of_hour(column.kind)
    if column.care:
        words = _("{kind}, {care}").format(kind=words, care=column.care)
    if column.kind is HourKind.SLEEP_IN:
        return _("{kind}, nights").format(kind=words)
    return _("{kind}, hours").format(kind=words)


def _cells(row: PayrollHours, columns: Sequence[_Column]) -> list[str]:
    worked = _worked(row)
    return [
        row.payroll_number,
        row.worker,
        row.period.start.isoformat(),
        row.period.end.isoformat(),
        row.pay_day.isoformat(),
        *(_amount(worked.get(column)) for column in columns),
        plain_miles(row.miles) if row.miles else "",
    ]


def _amount(part: HoursOfKind | None) -> str:
    if part is None:
        return ""
    return str(part.nights) if part.kind is HourKind.SLEEP_IN else decimal_hours(part.hours)
