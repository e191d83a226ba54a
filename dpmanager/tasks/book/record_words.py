"""What the records are called in the history: each table, each column and each value in words."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Date, DateTime, Table, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import moment_words
from dpmanager.records.models import Base
from dpmanager.records.models.base import Pence
from dpmanager.words import _

_OF_THE_PROGRAM = {
    "id", "digest", "figures", "fingerprint", "key", "layout", "look", "mapping", "nth", "original",
    "position", "sealed_name", "steps", "strokes",
}  # fmt: skip
"""Columns that mean nothing to a person."""
LONGEST = 300


def record_words(table: str) -> str:
    """What a record of a table is called; the table's own name for one that is not known."""
    return _table_words().get(table, table.replace("_", " "))


def is_for_people(column: str) -> bool:
    """Whether a column says something to a person."""
    return column not in _OF_THE_PROGRAM


def column_words(column: str) -> str:
    """What a column is called, such as "Date of birth"."""
    name = re.sub(r"_id$", "", column).replace("_", " ")
    return name[:1].upper() + name[1:]


def value_words(session: Session, table: Table, column: str, value: Any) -> str:
    """A value in words, from the form that it has in the database; "" for none."""
    if value in (None, ""):
        return ""
    if column not in table.columns:
        return str(value)
    of = table.columns[column]
    if isinstance(of.type, Pence):
        return pounds(Decimal(value).scaleb(-2))
    if isinstance(of.type, Boolean):
        return _("Yes") if value else _("No")
    if isinstance(of.type, DateTime):
        return moment_words(datetime.fromisoformat(value))
    if isinstance(of.type, Date):
        return long_date(date.fromisoformat(value))
    for key in of.foreign_keys:
        return _name_of(session, key.column.table, value)
    text = str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _name_of(session: Session, table: Table, number: int) -> str:
    """The name of the record that a number points to, or what it is called with its number."""
    words = _("{record} {number}").format(record=record_words(table.name), number=number)
    if "name" not in table.columns:
        return words
    name = session.execute(select(table.c.name).where(table.c.id == number)).scalar()
    return str(name or words)


def _table_words() -> dict[str, str]:
    return {
        "absence": _("Time off"),
        "account": _("Account"),
        "agreed_cost": _("Agreed running cost"),
        "agreed_payment": _("Agreed single payment"),
        "agreed_service": _("Agreed kind of care"),
        "agreement": _("Agreement"),
        "arrangement": _("Who is who"),
        "asked_return": _("Return that was asked for"),
        "check": _("Check"),
        "court_order": _("Order"),
        "deadline_note": _("Note on a date"),
        "deduction": _("Agreed deduction"),
        "ending_tick": _("Step at the end of the direct payment"),
        "expected_payment": _("Payment to be made"),
        "form_key": _("Seal of forms"),
        "funder": _("Funder"),
        "funding_share": _("Share of a funder"),
        "helper": _("Helper with the hours"),
        "helper_entry": _("Hours that a helper entered"),
        "holiday_carried": _("Holiday carried over"),
        "holiday_request": _("Holiday that was asked for"),
        "invoice": _("Invoice"),
        "late_change": _("Reason for a late change"),
        "loan_notice": _("Student loan notice"),
        "ni_letter": _("National Insurance letter"),
        "outcome": _("Outcome"),
        "outcome_note": _("Note on an outcome"),
        "outside_contribution": _("Contribution paid outside the account"),
        "pay_extra": _("Part of a payslip"),
        "pay_item": _("Pay that was entered"),
        "pay_line": _("Line of a payslip"),
        "pay_rate": _("Pay rate"),
        "pay_run": _("Pay run"),
        "payment_tie": _("Payments that belong together"),
        "payslip": _("Payslip"),
        "pension_event": _("Pension event"),
        "pension_scheme": _("Pension"),
        "person": _("Person"),
        "pocket_payment": _("Payment from a purse"),
        "policy": _("Insurance"),
        "proof": _("Receipt"),
        "proof_link": _("Receipt of a payment"),
        "reconciliation": _("Agreed balance"),
        "reserve": _("Money set aside"),
        "return_form": _("Form of a funder"),
        "return_paper": _("Paper of a return"),
        "rota_change": _("Change to the rota"),
        "rota_pattern": _("Usual week"),
        "rota_shift": _("Shift on the rota"),
        "sent_return": _("Signed return"),
        "shift": _("Shift"),
        "signature": _("Signature"),
        "sorting_rule": _("Sorting rule"),
        "spending_answer": _("Answer about spending"),
        "split": _("What a payment was for"),
        "statement_import": _("Statement that was read in"),
        "statement_layout": _("Layout of a statement"),
        "statement_paper": _("Statement from the bank"),
        "status_answer": _("Answers about working status"),
        "taken_form": _("Form that was read in"),
        "tax_code_notice": _("Tax code"),
        "timesheet": _("Timesheet"),
        "transaction": _("Payment"),
        "unspent_reason": _("Why money was not spent"),
        "worker": _("Worker"),
        "worker_paper": _("Paper of a worker"),
        "worker_service": _("Kind of care that a worker gives"),
    }


def tables_with_history() -> set[str]:
    """The names of all tables whose changes are in the history."""
    return set(Base.metadata.tables) - {"task_done", "change", "proof_text", "proof_lines"}
