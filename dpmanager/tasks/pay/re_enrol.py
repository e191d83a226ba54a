"""Every three years: put workers back into the pension who opted out or left."""

from datetime import date, datetime

from dpmanager.domain.pay.pension_duties import must_re_enrol
from dpmanager.domain.pay.pension_membership import PensionEvent, PensionEventKind, standing
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book
from dpmanager.tasks.pay.pension_events import events_of, pension_record, record_event
from dpmanager.tasks.pay.pensions import (
    assessments,
    deciding,
    duties_start,
    employed_on,
    next_re_enrolment,
)
from dpmanager.words import _


def re_enrol(book: Book, day: date, *, who: str, at: datetime) -> list[str]:
    """Puts everybody back in on `day` who has to be, and gives their names; there may be none.

    The declaration to The Pensions Regulator is due then. Raises DPManagerError for a day outside
    the six months in which it may be done.
    """
    with book.task(_("Put workers back into the pension"), who=who, at=at) as session:
        scheme = pension_record(session)
        start = duties_start(session, scheme)
        if start is None:
            raise DPManagerError(_("Nobody was ever employed, so there is nobody to put back in."))
        following = next_re_enrolment(start, scheme)
        if day not in following.window:
            raise DPManagerError(
                _("Choose a day from {start} to {end}.").format(
                    start=long_date(following.window.start), end=long_date(following.window.end)
                )
            )
        names = []
        for worker in employed_on(session, day):
            events = events_of(session, worker)
            found = deciding(assessments(session, worker), standing(events, day))
            if found and must_re_enrol(events, found[1], day):
                record_event(session, worker.id, PensionEvent(day, PensionEventKind.ENROLLED))
                names.append(worker.name)
        scheme.re_enrolled_on = day
        scheme.re_declare_by = following.declare_by
        return names
