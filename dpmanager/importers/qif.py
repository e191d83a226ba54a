"""Statements in QIF, the older format of Quicken: one letter and a value on each line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import unescape

from dpmanager.domain.reading import quoted, read_amount, tidied
from dpmanager.errors import DPManagerError
from dpmanager.importers.statement import (
    LONGEST_LINE_SHOWN,
    NotUnderstood,
    Reached,
    StatementFile,
    StatementLine,
    no_payments,
    nothing_readable,
    statement_of,
)
from dpmanager.importers.statement_days import days_by
from dpmanager.importers.table_statement import description_of
from dpmanager.words import _

_DAY_FIRST = ("%d/%m/%Y", "%d/%m/%y", "%d %b %Y", "%d %b %y", "%Y/%m/%d")
_MONTH_FIRST = ("%m/%d/%Y", "%m/%d/%y", "%d %b %Y", "%d %b %y", "%Y/%m/%d")
_START = re.compile(r"\s*!(type|account|option|clear)", re.IGNORECASE)
_OF_AN_ACCOUNT = ("bank", "ccard", "cash", "oth a", "oth l")


def is_qif(text: str) -> bool:
    """Whether a text is QIF."""
    return bool(_START.match(text))


@dataclass
class _Record:
    """One payment: the number of its first line, and its values by their letters."""

    number: int
    values: dict[str, str] = field(default_factory=dict)
    ended: bool = False

    @property
    def text(self) -> str:
        return quoted(
            " ".join(f"{letter}{value}" for letter, value in self.values.items()),
            longest=LONGEST_LINE_SHOWN,
        )


def read_qif(lines: list[str], reached: Reached) -> tuple[StatementFile, ...]:
    """Reads the lines of a QIF file, which names no account and proves no balance.

    It does not say either whether the day or the month comes first: one date that can be read in
    one way alone settles it for the file; without one the day is first, and a remark says so.
    Raises DPManagerError, one sentence, for a file without payments or with both orders.
    """
    records = list(_records(lines))
    if not records:
        raise no_payments()
    reached(0, len(records))
    days, remarks = _days({record.values.get("D", "") for record in records})
    understood = []
    not_understood = []
    for record in records:
        try:
            understood.append(_line(record, days))
        except DPManagerError as fault:
            not_understood.append(NotUnderstood(record.number, record.text, str(fault)))
    if not understood:
        raise nothing_readable(not_understood[0])
    newest_first = understood[0].day > understood[-1].day
    ordered = sorted(
        reversed(understood) if newest_first else understood, key=lambda line: line.day
    )
    return (
        statement_of(
            "qif", _("a bank (QIF)"), ordered, not_understood=not_understood, remarks=remarks
        ),
    )


def _records(lines: list[str]) -> Iterator[_Record]:
    """The payments of a bank account, card or cash; lists of other things are passed over."""
    payments = False
    record: _Record | None = None
    for number, line in enumerate(lines, start=1):
        if line.startswith("!"):
            name, _colon, kind = line[1:].strip().lower().partition(":")
            payments = name == "type" and kind.strip() in _OF_AN_ACCOUNT
        elif not payments or not line.strip():
            continue
        elif line.startswith("^"):
            if record:
                record.ended = True
                yield record
            record = None
        else:
            record = record or _Record(number)
            record.values.setdefault(line[0].upper(), line[1:].strip())
    if record:
        yield record


def _line(record: _Record, days: dict[str, date]) -> StatementLine:
    values = record.values
    if not record.ended:
        raise DPManagerError(_("The file stops in the middle of this payment."))
    day = days.get(values.get("D", ""))
    if day is None:
        raise DPManagerError(
            _("“{text}” is not understood as a date.").format(text=quoted(values.get("D", "")))
        )
    words = [tidied(unescape(values.get(letter, ""))) for letter in "PMN"]
    return StatementLine(
        line_number=record.number,
        day=day,
        description=description_of([part for part in words if part] or [""]),
        amount=read_amount(values.get("T", values.get("U", ""))),
        balance=None,
        bank_type="",
        account_last_four="",
    )


def _days(texts: set[str]) -> tuple[dict[str, date], list[str]]:
    """The day of each text, and what the person has to know of how they were read."""
    day_first, month_first = _read(texts, _DAY_FIRST), _read(texts, _MONTH_FIRST)
    only_day_first = day_first.keys() - month_first.keys()
    only_month_first = month_first.keys() - day_first.keys()
    if only_day_first and only_month_first:
        raise DPManagerError(
            _(
                "This file has dates with the day first and dates with the month first, such as "
                "“{one}” and “{other}”, so nothing was added. Download the statement from your "
                "bank again, as CSV if it can be had."
            ).format(one=quoted(min(only_day_first)), other=quoted(min(only_month_first)))
        )
    if only_month_first:
        return month_first, [
            _(
                "The dates in this file have the month before the day, so they were read so. "
                "Check them against the statement on paper."
            )
        ]
    if any(day_first[text] != month_first[text] for text in day_first.keys() - only_day_first) and (
        not only_day_first
    ):
        return day_first, [
            _(
                "The file does not say whether the day or the month comes first in its dates. "
                "The day was taken as the first. Check the dates."
            )
        ]
    return day_first, []


def _read(texts: set[str], formats: tuple[str, ...]) -> dict[str, date]:
    """The day of each text by the first way that reads it. 5/10'26 stands for 5/10/2026."""
    plain = {text: re.sub(r"\s*['./-]\s*", "/", text.strip()) for text in texts}
    days: dict[str, date] = {}
    for date_format in reversed(formats):
        for_plain = days_by(date_format, set(plain.values()))
        days |= {text: for_plain[form] for text, form in plain.items() if form in for_plain}
    return days
