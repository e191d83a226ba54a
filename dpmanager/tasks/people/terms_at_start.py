"""The terms that a worker starts with: holiday, working days, loans and the pension."""

from sqlalchemy.orm import Session

from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.pay.pension_membership import PensionEvent, PensionEventKind
from dpmanager.records import models
from dpmanager.tasks.book.answers import WEEKDAYS, WorkerAnswer
from dpmanager.tasks.pay.pension_events import record_event, scheme_of
from dpmanager.tasks.people.holiday_terms import check_holiday

POSTGRADUATE = "postgraduate"


def put_terms(session: Session, row: models.Worker, answer: WorkerAnswer) -> None:
    """Gives an employed worker who is new in the book the terms of the answer.

    Raises DPManagerError, in words, for holiday that cannot be worked out or is not allowed, and
    for a pension that is not set up or was joined before the first day.
    """
    method = HolidayMethod(answer.holiday_method)
    check_holiday(session, method, answer.weekly_hours, answer.days_a_week)
    row.holiday_method = method.value
    row.weekly_hours = answer.weekly_hours
    row.days_a_week = answer.days_a_week
    days = sorted({WEEKDAYS.index(day) for day in answer.working_days})
    row.working_days = "".join(map(str, days))
    loans = [answer.student_loan_plan, POSTGRADUATE if answer.postgraduate_loan else ""]
    row.loan_notices = [
        models.LoanNotice(from_date=row.start_date, loan=loan, starts=True)
        for loan in loans
        if loan
    ]
    if answer.pension_joined:
        scheme_of(session)
        event = PensionEvent(answer.pension_joined, PensionEventKind.ENROLLED)
        record_event(session, row.id, event)
