"""An invented rota, and the form that is made from it."""

from datetime import date, time
from decimal import Decimal

from dpmanager.domain.hours.filled import FormRow
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.hours.timesheet_form import FormPlan, TimesheetForm
from dpmanager.domain.periods import Period

KEY = bytes(range(32))
MONDAY = date(2026, 4, 6)  # Easter Monday
SATURDAY = date(2026, 4, 11)
WEEK = Period(MONDAY, date(2026, 4, 12))
MORNING = FormRow(MONDAY, time(8), time(12, 20), HourKind.BANK_HOLIDAY, break_minutes=20)
EVENING = FormRow(MONDAY, time(17), time(19), HourKind.TRAVEL, miles=Decimal("12.50"))
NIGHT = FormRow(
    SATURDAY, time(22), time(7), HourKind.SLEEP_IN, woken_minutes=30, note="Key is at Tŷ Gwyn"
)


def plan(*planned: FormRow, period: Period = WEEK, book: str = "5d0f7c1e") -> FormPlan:
    """A plan; without rows, the one of the three shifts above."""
    rows = planned or (MORNING, EVENING, NIGHT)
    return FormPlan(book, 7, period, rows, frozenset({MONDAY}))


def form(of: FormPlan | None = None, *, key: bytes = KEY) -> TimesheetForm:
    """A form of the plan."""
    return TimesheetForm(of or plan(), "Ann Llŷr-Smith", "Margaret Bell", key)
