"""Workers, what they are paid, and what is known about them from a day on."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dpmanager.records.models.base import Base, Exact, Pence


class Worker(Base):
    """A PA or provider.

    kind: employed, self-employed, agency, isf (individual service fund) or managed (managed
    account). Everything after `end_date` is for employed workers.
    pay_frequency: weekly, fortnightly, four-weekly or monthly.
    first_period_start: the first day of the first pay period; later periods follow from it.
    pay_day_after: days from the end of a period to its pay day.
    previous_pay, previous_tax: figures of a P45 from an earlier job in `previous_tax_year`, pounds.
    tax_code, tax_basis, ni_category: those of the first day; later ones are notices and letters.
    starter_statement: A, B or C of HMRC's starter checklist, or nothing.
    has_other_job, has_other_pension: None while nobody has said.
    holiday_method: accrued (hours earned by hours worked), rolled-up or fixed (so many weeks).
    weekly_hours, days_a_week: an average week, where that is agreed.
    working_days: the days of the week that count for sick pay, 0 for Monday; "" for Monday to
    Friday. leave_year_start: of any year; None for 6 April.
    home_nightly_charge: pounds for a night in a home from the employer; None without one.
    payroll_by: own, or bureau when somebody else works the pay out.
    emergency_name, emergency_phone: whom to ring. drives: in their own car, for the work.
    relation: to the recipient, "" for none; lives_here: in the same home; consent_on: the day the
    council agreed to it. opted_out_48: the day the worker agreed to more than 48 hours a week.
    rounds_to_minutes: what the contract rounds each shift to; 0 for not at all. utr: a
    self-employed worker's tax reference. registration: with a care regulator or a PA register.
    p45_given_on: pay after that day is not in the P45. notice_given_on: the day somebody gave
    notice; notice_by: employer or worker.
    """

    __tablename__ = "worker"

    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    reference: Mapped[str] = mapped_column(default="")
    start_date: Mapped[date]
    end_date: Mapped[date | None]
    service_type: Mapped[str] = mapped_column(default="personal_care")
    payroll_number: Mapped[str] = mapped_column(default="")
    date_of_birth: Mapped[date | None]
    ni_number: Mapped[str] = mapped_column(default="")
    tax_code: Mapped[str] = mapped_column(default="")
    tax_basis: Mapped[str] = mapped_column(default="cumulative")
    ni_category: Mapped[str] = mapped_column(default="")
    pay_frequency: Mapped[str] = mapped_column(default="")
    first_period_start: Mapped[date | None]
    pay_day_after: Mapped[int] = mapped_column(default=0)
    previous_tax_year: Mapped[str] = mapped_column(default="")
    previous_pay: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))
    previous_tax: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))
    starter_statement: Mapped[str] = mapped_column(default="")
    has_other_job: Mapped[bool | None]
    has_other_pension: Mapped[bool | None]
    holiday_method: Mapped[str] = mapped_column(default="accrued")
    weekly_hours: Mapped[Decimal | None] = mapped_column(Exact)
    days_a_week: Mapped[Decimal | None] = mapped_column(Exact)
    working_days: Mapped[str] = mapped_column(default="")
    leave_year_start: Mapped[date | None]
    home_nightly_charge: Mapped[Decimal | None] = mapped_column(Pence)
    payroll_by: Mapped[str] = mapped_column(default="own")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    emergency_name: Mapped[str] = mapped_column(default="")
    emergency_phone: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    drives: Mapped[bool] = mapped_column(default=False)
    relation: Mapped[str] = mapped_column(default="")
    lives_here: Mapped[bool] = mapped_column(default=False)
    consent_on: Mapped[date | None]
    opted_out_48: Mapped[date | None]
    rounds_to_minutes: Mapped[int] = mapped_column(default=0)
    utr: Mapped[str] = mapped_column(default="")
    registration: Mapped[str] = mapped_column(default="")
    p45_given_on: Mapped[date | None]
    notice_given_on: Mapped[date | None]
    notice_by: Mapped[str] = mapped_column(default="")

    rates: Mapped[list["PayRate"]] = relationship(
        back_populates="worker", order_by="PayRate.from_date"
    )
    services: Mapped[list["WorkerService"]] = relationship(
        order_by="WorkerService.id", cascade="all, delete-orphan"
    )
    code_notices: Mapped[list["TaxCodeNotice"]] = relationship(order_by="TaxCodeNotice.from_date")
    ni_letters: Mapped[list["NILetter"]] = relationship(order_by="NILetter.from_date")
    loan_notices: Mapped[list["LoanNotice"]] = relationship(order_by="LoanNotice.from_date")
    pension_events: Mapped[list["PensionEvent"]] = relationship(
        order_by="PensionEvent.day, PensionEvent.id"
    )


class WorkerService(Base):
    """A service type that a worker gives besides the one they mostly do."""

    __tablename__ = "worker_service"
    __table_args__ = (
        UniqueConstraint("worker_id", "service_type"),
        {"sqlite_autoincrement": True},
    )

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"))
    service_type: Mapped[str]


class PayRate(Base):
    """What an hour of a kind is paid from a date on, in pounds (a sleep-in: per night).

    service_type: for that kind of care alone; "" for all that has no rate of its own.
    """

    __tablename__ = "pay_rate"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    hour_kind: Mapped[str]
    from_date: Mapped[date]
    amount: Mapped[Decimal] = mapped_column(Pence)
    service_type: Mapped[str] = mapped_column(default="")

    worker: Mapped[Worker] = relationship(back_populates="rates")


class TaxCodeNotice(Base):
    """A tax code from HMRC (P6, P9) or of the law, for pay days from a date on."""

    __tablename__ = "tax_code_notice"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    from_date: Mapped[date]
    code: Mapped[str]
    basis: Mapped[str]
    notice: Mapped[str] = mapped_column(default="")


class NILetter(Base):
    """A National Insurance letter for pay days from a date on, and why."""

    __tablename__ = "ni_letter"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    from_date: Mapped[date]
    letter: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")


class LoanNotice(Base):
    """A notice that a loan is to be repaid from pay, or no longer, from a date on.

    loan: 1, 2, 4 or 5 for the plan of a student loan, or postgraduate.
    """

    __tablename__ = "loan_notice"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    from_date: Mapped[date]
    loan: Mapped[str]
    starts: Mapped[bool]


class PensionScheme(Base):
    """The employer's workplace pension. There is one row, or none before there is anything to say.

    provider: empty while there is no pension, and only a declaration was made.

    employee_percent, employer_percent: 5 means 5%. basis: qualifying or all. relief: at-source or
    net-pay. duties_start: the day the first worker started. declared_on: of compliance.
    re_enrolled_on: when workers who had left were last enrolled again. re_declare_by: last day to
    declare that; None once it is declared. pay_by_day: the day of the month by which the provider
    asks for the money, where it is earlier than the law's.
    """

    __tablename__ = "pension_scheme"

    provider: Mapped[str]
    provider_address: Mapped[str] = mapped_column(default="")
    provider_contact: Mapped[str] = mapped_column(default="")
    employer_reference: Mapped[str] = mapped_column(default="")
    group_name: Mapped[str] = mapped_column(default="")
    payment_source: Mapped[str] = mapped_column(default="")
    basis: Mapped[str]
    relief: Mapped[str]
    employee_percent: Mapped[Decimal] = mapped_column(Exact)
    employer_percent: Mapped[Decimal] = mapped_column(Exact)
    duties_start: Mapped[date | None]
    declared_on: Mapped[date | None]
    re_enrolled_on: Mapped[date | None]
    re_declare_by: Mapped[date | None]
    pay_by_day: Mapped[int | None]


class PensionEvent(Base):
    """What happened between a worker and the pension on a day.

    kind: postponed, enrolled, opted_in, joined, opted_out, left, written (the letter was given)
    or refunded. until: end of a postponement.
    """

    __tablename__ = "pension_event"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    day: Mapped[date]
    kind: Mapped[str]
    until: Mapped[date | None]


class HolidayCarried(Base):
    """Hours of holiday brought into a leave year from the one before, and why."""

    __tablename__ = "holiday_carried"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    leave_year_start: Mapped[date]
    hours: Mapped[Decimal] = mapped_column(Exact)
    reason: Mapped[str] = mapped_column(default="")


class HolidayRequest(Base):
    """Days of holiday that a worker asked for. state: asked, agreed or refused.

    hours: of work that they would miss, by the usual week on the day it was asked. note: what was
    said with it; answer: what was said back.
    """

    __tablename__ = "holiday_request"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    start: Mapped[date] = mapped_column(index=True)
    end: Mapped[date]
    hours: Mapped[Decimal] = mapped_column(Exact)
    asked_on: Mapped[date]
    state: Mapped[str] = mapped_column(default="asked")
    answered_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")

    worker: Mapped[Worker] = relationship()


class Absence(Base):
    """Time off with a pay of its own. An absence without `last_day` goes on.

    kind: sick, or one of `FamilyPayKind`. event, event_day: what the pay of a family leave goes
    by, such as the day the baby is due. weeks_used: weeks of that pay used up before.
    told_on: when the worker said so. evidence: self-certificate, fit note, MATB1.
    fit_note_until: the last day that the newest fit note covers.
    """

    __tablename__ = "absence"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    kind: Mapped[str]
    first_day: Mapped[date] = mapped_column(index=True)
    last_day: Mapped[date | None]
    event: Mapped[str] = mapped_column(default="")
    event_day: Mapped[date | None]
    born: Mapped[date | None]
    weeks_used: Mapped[int] = mapped_column(default=0)
    told_on: Mapped[date | None]
    fit_note_until: Mapped[date | None]
    evidence: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    worker: Mapped[Worker] = relationship()
