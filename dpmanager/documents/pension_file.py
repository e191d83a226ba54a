"""The contribution file for a pension provider, as CSV. Each layout is a data file."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec

from dpmanager.domain.amounts import plain
from dpmanager.domain.periods import Frequency, Period
from dpmanager.errors import DPManagerError
from dpmanager.resource_files import ResourceError, read_toml, resource_path
from dpmanager.words import _

LINE_END = "\r\n"


class Field(StrEnum):
    """What a column can hold. The values are the words used in the layouts."""

    EMPLOYER_REFERENCE = "employer_reference"
    GROUP_NAME = "group_name"
    PAYMENT_SOURCE = "payment_source"
    PAYMENT_DUE = "payment_due"
    PERIOD_START = "period_start"
    PERIOD_END = "period_end"
    FREQUENCY = "frequency"
    MEMBERS = "members"
    LAST_NAME = "last_name"
    FIRST_NAMES = "first_names"
    NI_NUMBER = "ni_number"
    PAYROLL_NUMBER = "payroll_number"
    PENSIONABLE_PAY = "pensionable_pay"
    EMPLOYEE = "employee"
    EMPLOYER = "employer"
    REASON = "reason"
    LEFT_ON = "left_on"


OF_A_MEMBER = frozenset(
    (
        Field.LAST_NAME,
        Field.FIRST_NAMES,
        Field.NI_NUMBER,
        Field.PAYROLL_NUMBER,
        Field.PENSIONABLE_PAY,
        Field.EMPLOYEE,
        Field.EMPLOYER,
        Field.REASON,
        Field.LEFT_ON,
    )
)


class FileColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column: a field, or a text that is always the same.

    heading: for a layout with a line of headings. form: a pattern that the whole value must match,
    with an `example` of it. may_be_empty: of a field about the employer, which else is asked for.
    """

    field: Field | None = None
    text: str = ""
    heading: str = ""
    form: str = ""
    example: str = ""
    may_be_empty: bool = False

    def __post_init__(self) -> None:
        if self.form:
            try:
                fits = re.fullmatch(self.form, self.example)
            except re.error as fault:
                raise ValueError(f"expected a pattern in `form`: {fault}") from fault
            if not fits:
                raise ValueError("expected an `example` of the `form`")
        if self.field is not None and self.text:
            raise ValueError("expected either `field` or `text`")


class FileRows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line, the line of each member, and the last line; an empty list: no such line."""

    header: tuple[FileColumn, ...]
    detail: tuple[FileColumn, ...]
    trailer: tuple[FileColumn, ...]

    def __post_init__(self) -> None:
        if not self.detail:
            raise ValueError("expected columns in `detail`")
        if any(column.field in OF_A_MEMBER for column in (*self.header, *self.trailer)):
            raise ValueError("expected fields of a member in `detail` alone")


class Reasons(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the provider wants to read for a member without, or without more, contributions."""

    nothing_due: str
    left: str


class PensionFileLayout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a provider wants the file.

    verified: read in the provider's own words. date_format: as in `strftime`. identify_by: a member
    has one of these at least.
    """

    id: str
    provider: str
    verified: bool
    checked: date
    source: tuple[str, ...]
    date_format: str
    identify_by: tuple[Field, ...]
    reasons: Reasons
    frequencies: dict[Frequency, str]
    rows: FileRows

    def __post_init__(self) -> None:
        if not (self.id and self.source):
            raise ValueError("expected an id and a source")
        if missing := [one.value for one in Frequency if one not in self.frequencies]:
            raise ValueError(f"expected `frequencies` to have: {', '.join(missing)}")


@dataclass(frozen=True, slots=True)
class MemberContributions:
    """What is paid in for a member for one pay period, in pounds.

    pensionable_pay: the pay that the contributions are a share of. employee: as taken from pay,
    without tax relief that the provider claims. left_on: the day they left; None for who is in.
    """

    first_names: str
    last_name: str
    ni_number: str
    payroll_number: str
    pensionable_pay: Decimal
    employee: Decimal
    employer: Decimal
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class ContributionSchedule:
    """The contributions of one pay period of all who are paid at the same times."""

    employer_reference: str
    group_name: str
    payment_source: str
    period: Period
    payment_due: date
    frequency: Frequency
    members: tuple[MemberContributions, ...]


@cache
def pension_file_layouts(folder: Path | None = None) -> tuple[PensionFileLayout, ...]:
    """Every layout of a folder (the program's own when None), in order of file name.

    Raises ResourceError, which names the file, for one that is wrong or uses another one's id.
    """
    layouts: dict[str, PensionFileLayout] = {}
    for path in sorted((folder or resource_path("pension_files")).glob("*.toml")):
        layout = read_toml(path, PensionFileLayout)
        if layout.id in layouts:
            raise ResourceError(
                f"The file {path.name} cannot be used: another file has the id {layout.id!r}."
            )
        layouts[layout.id] = layout
    return tuple(layouts.values())


def layout_for(provider: str) -> PensionFileLayout:
    """The layout of a provider by its name, or the plain list for one that has none here."""
    layouts = {layout.provider.casefold(): layout for layout in pension_file_layouts()}
    return layouts.get(provider.strip().casefold(), layouts[""])


def pension_file(layout: PensionFileLayout, schedule: ContributionSchedule) -> bytes:
    """The file, in UTF-8, with lines that end as CSV files do (RFC 4180).

    Raises DPManagerError, in one sentence, when something that the provider needs is missing.
    """
    if not schedule.members:
        raise DPManagerError(
            _("No worker was in the pension in this pay period, so there is no file to make.")
        )
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator=LINE_END)
    rows = layout.rows
    common = _common(layout, schedule)
    for columns in (rows.header, rows.detail, rows.trailer):
        _refuse_gaps(columns, common)
    if any(column.heading for column in rows.detail):
        sheet.writerow(column.heading for column in rows.detail)
    if rows.header:
        sheet.writerow(_values(rows.header, common))
    for member in schedule.members:
        sheet.writerow(_values(rows.detail, common | _of_member(layout, member)))
    if rows.trailer:
        sheet.writerow(_values(rows.trailer, common))
    return text.getvalue().encode()


def _common(layout: PensionFileLayout, schedule: ContributionSchedule) -> dict[Field, str]:
    return {
        Field.EMPLOYER_REFERENCE: schedule.employer_reference.strip(),
        Field.GROUP_NAME: schedule.group_name.strip(),
        Field.PAYMENT_SOURCE: schedule.payment_source.strip(),
        Field.PAYMENT_DUE: schedule.payment_due.strftime(layout.date_format),
        Field.PERIOD_START: schedule.period.start.strftime(layout.date_format),
        Field.PERIOD_END: schedule.period.end.strftime(layout.date_format),
        Field.FREQUENCY: layout.frequencies[schedule.frequency],
        Field.MEMBERS: str(len(schedule.members)),
    }


def _of_member(layout: PensionFileLayout, member: MemberContributions) -> dict[Field, str]:
    reason = "" if member.employee or member.employer else layout.reasons.nothing_due
    values = {
        Field.LAST_NAME: member.last_name,
        Field.FIRST_NAMES: member.first_names,
        Field.NI_NUMBER: member.ni_number.replace(" ", ""),
        Field.PAYROLL_NUMBER: member.payroll_number,
        Field.PENSIONABLE_PAY: plain(member.pensionable_pay),
        Field.EMPLOYEE: plain(member.employee),
        Field.EMPLOYER: plain(member.employer),
        Field.REASON: layout.reasons.left if member.left_on else reason,
        Field.LEFT_ON: member.left_on.strftime(layout.date_format) if member.left_on else "",
    }
    if not any(values[field] for field in layout.identify_by):
        raise DPManagerError(
            _(
                "The file needs a National Insurance number or a payroll number for {worker}. "
                "Add one to the worker's details."
            ).format(worker=f"{member.first_names} {member.last_name}".strip())
        )
    return values


def _values(columns: Iterable[FileColumn], values: dict[Field, str]) -> list[str]:
    return [column.text if column.field is None else values[column.field] for column in columns]


def _refuse_gaps(columns: Iterable[FileColumn], values: dict[Field, str]) -> None:
    for column in columns:
        if column.field is None or column.field in OF_A_MEMBER or column.may_be_empty:
            continue
        value = values[column.field]
        if not value:
            raise DPManagerError(
                _("The file needs {what}. Add it to the details of the pension.").format(
                    what=_label(column.field)
                )
            )
        if column.form and not re.fullmatch(column.form, value):
            raise DPManagerError(
                _("“{value}” cannot be {what}. It should look like {example}.").format(
                    value=value, what=_label(column.field), example=column.example
                )
            )


def _label(field: Field) -> str:
    """What an employer has to enter, within a sentence; the program knows all other fields."""
    return {
        Field.EMPLOYER_REFERENCE: _("the number the provider gave you as an employer"),
        Field.GROUP_NAME: _("the name of your group at the provider"),
        Field.PAYMENT_SOURCE: _("the name of the payment source at the provider"),
    }.get(field, field.value)
