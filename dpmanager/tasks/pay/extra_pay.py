"""What a payslip pays besides hours: sick and family pay, holiday, mileage, what was entered."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from dpmanager.domain.hours.shifts import Shift
from dpmanager.domain.pay.payslip import PayLine
from dpmanager.records import models
from dpmanager.tasks.pay.entered_pay import items_for, items_paid
from dpmanager.tasks.pay.holiday_pay import at_leaving, rolled_up, rolled_up_while_away
from dpmanager.tasks.pay.pay_while_away import family_pay_of, sick_pay_of
from dpmanager.tasks.pay.planned import Planned


def paid_besides_hours(
    session: Session,
    sheet: models.Timesheet,
    shifts: Sequence[Shift],
    lines: Sequence[PayLine],
    on: date,
) -> list[Planned]:
    """All that the pay of a timesheet adds to its hours. on: the pay day.

    An amount of nothing stands in the list where its steps say why nothing is paid.
    Raises DPManagerError, in words, when one of them cannot be worked out.
    """
    worker = sheet.worker
    return [
        *rolled_up(sheet, lines, on),
        *rolled_up_while_away(session, sheet, lines, on),
        *sick_pay_of(session, sheet),
        *family_pay_of(session, sheet),
        *at_leaving(session, sheet, shifts, lines, on),
        *items_paid(session, worker, items_for(session, worker, sheet.end), sheet.end, on),
    ]
