"""What the open files of a book hold: the shape of `book.json`, for writing, reading and checking.

The shape follows the tables: each is a list of rows by column. Money is pounds as text, such as
"12.50", days and times are as in ISO 8601, and a row names another one by its number.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta
from sqlalchemy import Boolean, Column, Date, DateTime, Integer, Table, Time, UniqueConstraint

from dpmanager.domain.budget.reserves import ReserveKind
from dpmanager.domain.budget.schedule import FundingRule
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.court_order import OrderKind
from dpmanager.domain.pay.deductions import DeductionFor
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.pay.pension import PensionBasis, TaxRelief
from dpmanager.domain.pay.pension_membership import PensionEventKind
from dpmanager.domain.pay.tax import Basis
from dpmanager.domain.periods import Frequency
from dpmanager.domain.signatures import SignatureKind
from dpmanager.errors import DPManagerError
from dpmanager.records.database import REVISION
from dpmanager.records.models import Base, FormKey, Proof
from dpmanager.records.models.base import Exact, Pence
from dpmanager.tasks.book.record_words import record_words, tables_with_history
from dpmanager.words import _

FORMAT = "dp-manager-records"
VERSION = 1
RECORDS_FILE = "book.json"
SCHEMA_FILE = "schema.json"
NOTES_FILE = "README.txt"
HISTORY_FILE = "history.csv"

Row = dict[str, Any]
Tables = dict[str, list[Row]]

_LARGEST = 2**53 - 1  # the largest whole number that every program reads from JSON as it is
_Number = Annotated[int, Meta(ge=1, le=_LARGEST)]
_Whole = Annotated[int, Meta(ge=-_LARGEST, le=_LARGEST)]
_Pounds = Annotated[
    str, Meta(pattern=r"^-?[0-9]{1,12}\.[0-9]{2}$", description="pounds, with two decimals")
]
_Exact = Annotated[
    str,
    Meta(
        pattern=r"^-?[0-9]{1,40}(\.[0-9]{1,40})?(E[+-]?[0-9]{1,2})?$",
        description="a decimal number",
    ),
]
_Moment = Annotated[datetime, Meta(tz=False, description="a moment by the clock of the place")]
_Time = Annotated[time, Meta(tz=False)]
_File = Annotated[
    str, Meta(pattern=r"^receipts/[a-z0-9][a-z0-9_-]{0,60}\.[a-z0-9]{1,5}$", description="its file")
]
_Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of its file")]

_JSON_COLUMNS = {
    ("payslip", "steps"), ("pay_item", "steps"), ("expected_payment", "steps"),
    ("return_form", "mapping"), ("sent_return", "figures"), ("signature", "strokes"),
    ("statement_layout", "layout"), ("status_answer", "answers"), ("taken_form", "remarks"),
    ("taken_form", "rows"),
}  # fmt: skip

_CHOICES: dict[tuple[str, str], Iterable[str]] = {
    ("account", "kind"): ("bank", "card"),
    ("agreement", "funding_rule"): FundingRule,
    ("agreement", "paid_every"): Frequency,
    ("arrangement", "hmrc_paid"): ("monthly", "quarterly"),
    ("arrangement", "nation"): ("england", "wales", "scotland", "northern-ireland"),
    ("court_order", "kind"): OrderKind,
    ("deduction", "what_for"): DeductionFor,
    ("helper_entry", "kind"): HourKind,
    ("expected_payment", "kind"): ("wage", "hmrc", "pension", "order", "invoice"),
    ("pay_extra", "kind"): ExtraKind,
    ("pay_item", "kind"): ExtraKind,
    ("pay_line", "kind"): HourKind,
    ("pay_rate", "hour_kind"): HourKind,
    ("payslip", "frequency"): Frequency,
    ("pension_event", "kind"): PensionEventKind,
    ("pension_scheme", "basis"): PensionBasis,
    ("pension_scheme", "relief"): TaxRelief,
    ("reserve", "kind"): ReserveKind,
    ("rota_change", "kind"): HourKind,
    ("rota_shift", "kind"): HourKind,
    ("shift", "kind"): HourKind,
    ("signature", "kind"): SignatureKind,
    ("tax_code_notice", "basis"): Basis,
    ("timesheet", "state"): ("draft", "approved", "paid"),
    ("worker", "holiday_method"): HolidayMethod,
    ("worker", "kind"): ("employed", "self-employed", "agency", "isf", "managed"),
    ("worker", "pay_frequency"): ("", *Frequency),
    ("worker", "tax_basis"): Basis,
}
"""Columns in which the rules know no other words."""


class WrongRecords(DPManagerError):  # noqa: N818 (it says what is wrong)
    """`book.json` is not what was exported, and where."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            _("{file} cannot be read in. At {place}: {why}. No book was made.").format(
                file=RECORDS_FILE, place=place, why=why
            )
        )


class _AnyVersion(msgspec.Struct):
    format: str = ""
    version: int = 0
    tables_version: str = ""


def open_tables() -> list[Table]:
    """The tables that leave the book; a row stands after those that it names, where it can.

    All that have a history but the seal of the forms, which is a key.
    """
    kept = tables_with_history() - {FormKey.__tablename__}
    return [table for table in Base.metadata.sorted_tables if table.name in kept]


def open_columns(table: Table) -> list[Column[Any]]:
    """The columns that leave the book: all but the name of a sealed file, which needs its key."""
    sealed = table.name == Proof.__tablename__
    return [each for each in table.columns if not (sealed and each.name == "sealed_name")]


@lru_cache
def records_shape() -> type[Any]:
    """The struct of `book.json`."""
    tables = msgspec.defstruct(
        "tables",
        [
            (str(table.name), _rows(table), msgspec.field(default_factory=list))
            for table in open_tables()
        ],
        kw_only=True,
        forbid_unknown_fields=True,
    )
    return msgspec.defstruct(
        "records",
        [
            ("format", Literal[FORMAT]),
            ("version", Literal[VERSION]),
            ("tables_version", str),
            ("program", str),
            ("made_at", Annotated[datetime, Meta(tz=True)]),
            ("start", date | None, None),
            ("end", date | None, None),
            ("tables", tables),
        ],
        kw_only=True,
        forbid_unknown_fields=True,
    )


def records_schema() -> dict[str, Any]:
    """The JSON Schema of `book.json`."""
    shape: dict[str, Any] = msgspec.json.schema(records_shape())
    for table in open_tables():
        shape["$defs"][table.name]["title"] = record_words(table.name)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **shape}


def read_records(content: bytes) -> Any:
    """The struct that `book.json` holds. Raises DPManagerError that says what is wrong and where.

    Its rows hang together: each number is there once, and what a row names is there.
    """
    try:
        version = msgspec.json.decode(content, type=_AnyVersion)
        _check_version(version)
        records = msgspec.json.decode(content, type=records_shape())
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise _named(fault) from fault
    if (records.start is None) != (records.end is None):
        raise WrongRecords("start", _("a period has a first and a last day"))
    for table in open_tables():
        _check_rows(table, records.tables)
    if len(records.tables.arrangement) != 1:
        raise WrongRecords("tables.arrangement", _("it must say once who is who"))
    return records


def rows_of(table: Table, tables: Any) -> list[Row]:
    """The rows of a table of `read_records`, in program values."""
    decimals = [each.name for each in table.columns if isinstance(each.type, Pence | Exact)]
    rows = [msgspec.structs.asdict(row) for row in getattr(tables, table.name)]
    for row in rows:
        for name in decimals:
            if row[name] is not None:
                row[name] = Decimal(row[name])
    return rows


def _check_version(found: _AnyVersion) -> None:
    if found.format != FORMAT:
        raise WrongRecords("format", _("this is not a file of DP Manager"))
    if found.version > VERSION or found.tables_version > REVISION:
        raise DPManagerError(
            _(
                "These records were exported by a newer version of DP Manager. "
                "Install the newest version, then read them in."
            )
        )


def _named(fault: Exception) -> WrongRecords:
    """What is wrong, with its place, from what msgspec says."""
    what, _at, place = str(fault).partition(" - at `$")
    place = place.strip("`.") or _("the start")
    name = re.search(r"`(\w+)`", what)
    if not isinstance(fault, msgspec.ValidationError):
        return WrongRecords(RECORDS_FILE, _("the file is damaged or cut short"))
    if what.startswith("Object contains unknown field") and name:
        return WrongRecords(place, _("“{name}” is not known").format(name=name[1]))
    if what.startswith("Object missing required field") and name:
        return WrongRecords(place, _("“{name}” is missing").format(name=name[1]))
    return WrongRecords(place, _("something else is expected there"))


def _rows(table: Table) -> Any:
    fields: list[Any] = []
    for column in open_columns(table):
        name, kind = str(column.name), _kind_of(column)  # SQLAlchemy's names are no plain text
        if column.nullable:
            fields.append((name, kind | None, None))
        elif column.default is not None and column.default.is_scalar:
            fields.append((name, kind, _as_written(column, column.default.arg)))  # type: ignore[attr-defined]
        else:
            fields.append((name, kind))
    if table.name == Proof.__tablename__:
        fields += [("file", _File | None), ("sha256", _Digest | None)]
    row = msgspec.defstruct(str(table.name), fields, kw_only=True, forbid_unknown_fields=True)
    return list[row]  # type: ignore[valid-type]


def _as_written(column: Column[Any], value: Any) -> Any:
    return str(value) if isinstance(column.type, Pence | Exact) else value


def _kind_of(column: Column[Any]) -> Any:
    named = next(iter(column.foreign_keys), None)
    if named is not None:
        about = _("the id of a row of {table}").format(table=named.column.table.name)
        return Annotated[int, Meta(ge=1, le=_LARGEST, description=about)]
    choices = _CHOICES.get((column.table.name, column.name))
    if choices is not None:
        return Literal[tuple(map(str, choices))]
    if column.primary_key:
        return _Number
    for of, kind in (
        (Pence, _Pounds),
        (Exact, _Exact),
        (Boolean, bool),
        (DateTime, _Moment),
        (Date, date),
        (Time, _Time),
        (Integer, _Whole),
    ):
        if isinstance(column.type, of):
            return kind
    return str


def _check_rows(table: Table, tables: Any) -> None:
    rows = getattr(tables, table.name)
    numbers: set[int] = set()
    named = [
        (column.name, {row.id for row in getattr(tables, key.column.table.name)})
        for column in table.columns
        for key in column.foreign_keys
    ]
    as_json = [column for name, column in _JSON_COLUMNS if name == table.name]
    for place, row in enumerate(rows):
        where = f"tables.{table.name}[{place}]"
        if row.id in numbers:
            raise WrongRecords(f"{where}.id", _("another row has the same number"))
        numbers.add(row.id)
        for column, there in named:
            number = getattr(row, column)
            if number is not None and number not in there:
                raise WrongRecords(
                    f"{where}.{column}", _("there is no row {number}").format(number=number)
                )
        for column in as_json:
            if not _is_json(getattr(row, column)):
                raise WrongRecords(f"{where}.{column}", _("this is not JSON"))
    for columns in _told_apart_by(table):
        _check_apart(table.name, rows, columns)


def _told_apart_by(table: Table) -> Iterator[list[str]]:
    """The columns in which no two rows of a table may be alike."""
    if table.name == Proof.__tablename__:
        yield ["file"]
        yield ["sha256"]
        return
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield [column.name for column in constraint.columns]


def _check_apart(table: str, rows: list[Any], columns: list[str]) -> None:
    seen = set()
    for place, row in enumerate(rows):
        values = tuple(getattr(row, column) for column in columns)
        if None in values:
            continue
        if values in seen:
            raise WrongRecords(
                f"tables.{table}[{place}].{columns[-1]}", _("another row has the same")
            )
        seen.add(values)


def _is_json(text: str) -> bool:
    try:
        msgspec.json.decode(text.encode())
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return False
    return True
