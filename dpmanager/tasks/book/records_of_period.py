"""Which records belong to a period: those of its days, and whatever they name or are part of."""

from dpmanager.domain.periods import Period
from dpmanager.records.models import Base
from dpmanager.tasks.book.open_records import Row, Tables

ALWAYS = {
    "account", "agreed_cost", "agreed_service", "agreement", "arrangement", "funder",
    "funding_share", "outcome", "pension_scheme",
}  # fmt: skip
"""Who is who, and what was agreed: nothing can be understood without it."""

ON_A_DAY = {
    "agreed_payment": "day",
    "check": "seen_on",
    "deadline_note": "done_on",
    "ending_tick": "done_on",
    "expected_payment": "due",
    "helper_entry": "day",
    "invoice": "day",
    "outside_contribution": "day",
    "pay_item": "day",
    "payslip": "pay_date",
    "pocket_payment": "day",
    "proof": "day",
    "reconciliation": "day",
    "rota_change": "day",
    "status_answer": "day",
    "transaction": "day",
}
BETWEEN_DAYS = {
    "absence": ("first_day", "last_day"),
    "asked_return": ("start", "end"),
    "court_order": ("from_date", "to_date"),
    "holiday_request": ("start", "end"),
    "outcome_note": ("start", "end"),
    "policy": ("from_date", "until"),
    "reserve": ("from_date", "until"),
    "rota_pattern": ("from_date", "until"),
    "sent_return": ("start", "end"),
    "spending_answer": ("day", "until"),
    "statement_import": ("first_day", "last_day"),
    "statement_paper": ("first_day", "last_day"),
    "taken_form": ("start", "end"),
    "timesheet": ("start", "end"),
    "unspent_reason": ("start", "end"),
    "worker": ("start_date", "end_date"),
}
"""Without a last day, they go on."""

PARTS = {
    "holiday_carried": "worker_id",
    "late_change": "return_id",
    "loan_notice": "worker_id",
    "ni_letter": "worker_id",
    "pay_extra": "payslip_id",
    "pay_line": "payslip_id",
    "pay_rate": "worker_id",
    "payment_tie": "transaction_id",
    "pension_event": "worker_id",
    "proof_link": "transaction_id",
    "return_paper": "return_id",
    "rota_shift": "pattern_id",
    "shift": "timesheet_id",
    "split": "transaction_id",
    "tax_code_notice": "worker_id",
    "worker_service": "worker_id",
}
"""They come with the record that they are part of."""


def rows_of_period(tables: Tables, period: Period) -> Tables:
    """The rows that belong to the period, in the order they have."""
    kept = {name: _of_the_days(name, rows, period) for name, rows in tables.items()}
    while _add_what_belongs(tables, kept):
        pass
    return {name: [row for row in rows if row["id"] in kept[name]] for name, rows in tables.items()}


def _of_the_days(table: str, rows: list[Row], period: Period) -> set[int]:
    if table in ALWAYS:
        return {row["id"] for row in rows}
    if table in ON_A_DAY:
        day = ON_A_DAY[table]
        return {row["id"] for row in rows if row[day] and row[day] in period}
    if table in BETWEEN_DAYS:
        first, last = BETWEEN_DAYS[table]
        return {
            row["id"]
            for row in rows
            if row[first] <= period.end and (row[last] is None or row[last] >= period.start)
        }
    return set()


def _add_what_belongs(tables: Tables, kept: dict[str, set[int]]) -> bool:
    """Adds the parts of what is kept, and what it names; False where nothing was to be added."""
    before = sum(map(len, kept.values()))
    for name, rows in tables.items():
        columns = Base.metadata.tables[name].columns
        named = [
            (each.name, key.column.table.name) for each in columns for key in each.foreign_keys
        ]
        if name in PARTS:
            whole = next(table for column, table in named if column == PARTS[name])
            kept[name] |= {row["id"] for row in rows if row[PARTS[name]] in kept[whole]}
        for row in rows:
            if row["id"] in kept[name]:
                for column, table in named:
                    if row[column] is not None:
                        kept[table].add(row[column])
    return sum(map(len, kept.values())) > before
