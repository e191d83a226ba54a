"""Papers that are made from the records of a worker: the written statement and starter details."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.gross import is_in_force
from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.periods import Frequency, weekday_names
from dpmanager.domain.rates import tax_year_of
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.kinds_of_care import paid_for
from dpmanager.tasks.pay.holiday_record import leave_year_of
from dpmanager.tasks.pay.pay_for_hours import dated_rates
from dpmanager.tasks.pay.pension_events import find_scheme
from dpmanager.tasks.pay.rates import known_tax_years, rates_for
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.terms_of_work import employed
from dpmanager.tasks.people.workers import services_in_words

if TYPE_CHECKING:
    from dpmanager.documents.written_statement import WrittenStatement


def print_written_statement(
    book: Book, worker_id: int, *, today: date, large_print: bool = False
) -> bytes:
    """The written statement of a worker's job as it stands today, as a PDF.

    Raises DPManagerError for a worker who is not employed.
    """
    from dpmanager.documents.written_statement import written_statement_pdf

    with book.reading() as session:
        statement = _statement(session, employed(session, worker_id), today)
    return written_statement_pdf(statement, large_print=large_print)


def print_starter_details(book: Book, worker_id: int, *, large_print: bool = False) -> bytes:
    """The sheet on which somebody new writes their details, as a PDF.

    Raises DPManagerError for a worker who is not employed.
    """
    from dpmanager.documents.starter_details import StarterDetails, starter_details_pdf

    with book.reading() as session:
        worker = employed(session, worker_id)
        details = StarterDetails(
            employer=arrangement(session).employer.name,
            worker=worker.name,
            address=worker.address,
            born=worker.date_of_birth,
            ni_number=worker.ni_number,
            started=worker.start_date,
            phone=worker.phone,
            email=worker.email,
            emergency_name=worker.emergency_name,
            emergency_phone=worker.emergency_phone,
        )
    return starter_details_pdf(details, large_print=large_print)


def _statement(session: Session, worker: models.Worker, today: date) -> "WrittenStatement":
    from dpmanager.documents.written_statement import StatedRate, WrittenStatement

    who = arrangement(session)
    scheme = find_scheme(session)
    day = max(today, worker.start_date)
    rates = [
        StatedRate(rate.kind, rate.amount, paid_for(rate.kind, row.service_type))
        for row, rate in zip(worker.rates, dated_rates(worker), strict=True)
        if is_in_force(rate, day, dated_rates(worker))
    ]
    order = list(HourKind)
    days = weekday_names()
    years = known_tax_years()
    return WrittenStatement(
        employer=who.employer.name,
        employer_address=who.employer.address,
        worker=worker.name,
        worker_address=worker.address,
        made_on=today,
        nation=who.nation,
        started=worker.start_date,
        ends=worker.end_date,
        job=worker.role or services_in_words(worker),
        services=services_in_words(worker) if worker.role and worker.services else "",
        place=", ".join(who.recipient.address.splitlines()),
        rates=tuple(sorted(rates, key=lambda rate: (order.index(rate.kind), rate.words))),
        frequency=Frequency(worker.pay_frequency),
        pay_day_after=worker.pay_day_after,
        weekly_hours=worker.weekly_hours,
        days_a_week=worker.days_a_week,
        working_days=tuple(days[int(number)] for number in worker.working_days),
        holiday_method=HolidayMethod(worker.holiday_method),
        leave_year_start=leave_year_of(worker, day).start,
        pension=scheme.provider if scheme else "",
        home_nightly_charge=worker.home_nightly_charge,
        figures=rates_for(max(years[0], min(tax_year_of(day), years[-1]))),
    )
