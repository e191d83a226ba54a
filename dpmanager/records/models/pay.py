"""Pay runs, payslips and the payments that follow from them."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dpmanager.records.models.base import Base, Exact, Pence
from dpmanager.records.models.hours import Timesheet
from dpmanager.records.models.people import Worker


class PayRun(Base):
    """The pay of workers from approved timesheets, done on one day."""

    __tablename__ = "pay_run"

    made_on: Mapped[date]

    payslips: Mapped[list["Payslip"]] = relationship(back_populates="pay_run")


class Payslip(Base):
    """One worker's pay for one timesheet. Amounts in pounds; `steps` is the working as JSON.

    correction: 0 for the pay of the timesheet; 1 and up for a payslip that pays a correction of it
    alone. made_by: own, or bureau for figures that a payroll bureau worked out; proof_id: then the
    bureau's own paper, if it was added. not_for_ni: what of the
    gross pay National Insurance leaves out. late_employee_pension,
    late_employer_pension: contributions that this pay missed, to be paid in from late_pension_on.
    """

    __tablename__ = "payslip"
    __table_args__ = (
        UniqueConstraint("timesheet_id", "correction"),
        {"sqlite_autoincrement": True},
    )

    pay_run_id: Mapped[int] = mapped_column(ForeignKey("pay_run.id"), index=True)
    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    timesheet_id: Mapped[int] = mapped_column(ForeignKey("timesheet.id"))
    correction: Mapped[int] = mapped_column(default=0)
    start: Mapped[date]
    end: Mapped[date]
    pay_date: Mapped[date] = mapped_column(index=True)
    frequency: Mapped[str]
    tax_year: Mapped[str]
    tax_period: Mapped[int]
    tax_code: Mapped[str]
    tax_basis: Mapped[str]
    ni_category: Mapped[str]
    gross_pay: Mapped[Decimal] = mapped_column(Pence)
    income_tax: Mapped[Decimal] = mapped_column(Pence)
    employee_ni: Mapped[Decimal] = mapped_column(Pence)
    employer_ni: Mapped[Decimal] = mapped_column(Pence)
    taxable_pay: Mapped[Decimal] = mapped_column(Pence)
    not_for_ni: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))
    student_loan: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))
    postgraduate_loan: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))
    employee_pension: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))
    employer_pension: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))
    late_employee_pension: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))
    late_employer_pension: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))
    late_pension_on: Mapped[date | None]
    net_pay: Mapped[Decimal] = mapped_column(Pence)
    gross_to_date: Mapped[Decimal] = mapped_column(Pence)
    tax_pay_to_date: Mapped[Decimal] = mapped_column(Pence)
    tax_to_date: Mapped[Decimal] = mapped_column(Pence)
    employee_ni_to_date: Mapped[Decimal] = mapped_column(Pence)
    employer_ni_to_date: Mapped[Decimal] = mapped_column(Pence)
    made_by: Mapped[str] = mapped_column(default="own")
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("proof.id"))
    steps: Mapped[str]

    pay_run: Mapped[PayRun] = relationship(back_populates="payslips")
    worker: Mapped[Worker] = relationship()
    timesheet: Mapped[Timesheet] = relationship()
    lines: Mapped[list["PayLine"]] = relationship(order_by="PayLine.id")
    extras: Mapped[list["PayExtra"]] = relationship(order_by="PayExtra.id")


class PayLine(Base):
    """One line of gross pay: hours (or nights) of a kind at a rate."""

    __tablename__ = "pay_line"

    payslip_id: Mapped[int] = mapped_column(ForeignKey("payslip.id"), index=True)
    kind: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(Exact)
    rate: Mapped[Decimal] = mapped_column(Exact)
    amount: Mapped[Decimal] = mapped_column(Pence)
    by_the_night: Mapped[bool] = mapped_column(default=False)


class PayExtra(Base):
    """A line of a payslip besides hours. kind: one of `ExtraKind`. amount: pounds.

    quantity: miles or hours. Of a court order or an agreed deduction, the line names it.
    shortfall, protected_short: what an order carries to the next pay day, in pounds.
    """

    __tablename__ = "pay_extra"

    payslip_id: Mapped[int] = mapped_column(ForeignKey("payslip.id"), index=True)
    kind: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Pence)
    quantity: Mapped[Decimal | None] = mapped_column(Exact)
    note: Mapped[str] = mapped_column(default="")
    court_order_id: Mapped[int | None] = mapped_column(ForeignKey("court_order.id"))
    deduction_id: Mapped[int | None] = mapped_column(ForeignKey("deduction.id"))
    shortfall: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))
    protected_short: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))


class PayItem(Base):
    """Something to be paid besides hours, with the pay of the period that holds `day`.

    kind: one of `ExtraKind` that a person enters. amount: pounds; of mileage nothing, as the miles
    in `quantity` are paid at a rate (`mile_rate`, None for the approved one). payslip_id: where it
    was paid; None until then. Of a correction, `steps` is the working as JSON, timesheet_id the
    timesheet whose hours it puts right, and work_pay the pounds of it that are not for holiday.
    deduction_id: what takes an advance back. taken_form_id: the filled-in form that the miles
    stand on. proof_id: the receipt of it.
    """

    __tablename__ = "pay_item"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    day: Mapped[date]
    kind: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))
    quantity: Mapped[Decimal | None] = mapped_column(Exact)
    mile_rate: Mapped[Decimal | None] = mapped_column(Exact)
    vehicle: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    steps: Mapped[str] = mapped_column(default="[]")
    payslip_id: Mapped[int | None] = mapped_column(ForeignKey("payslip.id"), index=True)
    timesheet_id: Mapped[int | None] = mapped_column(ForeignKey("timesheet.id"), index=True)
    work_pay: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))
    deduction_id: Mapped[int | None] = mapped_column(ForeignKey("deduction.id"))
    taken_form_id: Mapped[int | None] = mapped_column(ForeignKey("taken_form.id"))
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("proof.id"))

    worker: Mapped[Worker] = relationship()
    deduction: Mapped["Deduction | None"] = relationship()


class CourtOrder(Base):
    """An order to take money from a worker's pay and send it on.

    kind: fixed, table or share (`OrderKind`). amount: pounds each pay day of a fixed one. table:
    which table of shares. protected: pounds of pay that must be left; protected_share: the same
    as a share. whole: pounds until it is met; None for one without an end. with_charge: the
    employer keeps the charge for the work of it.
    """

    __tablename__ = "court_order"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    kind: Mapped[str]
    payee: Mapped[str]
    reference: Mapped[str] = mapped_column(default="")
    from_date: Mapped[date]
    to_date: Mapped[date | None]
    is_priority: Mapped[bool] = mapped_column(default=False)
    amount: Mapped[Decimal | None] = mapped_column(Pence)
    share: Mapped[Decimal | None] = mapped_column(Exact)
    table: Mapped[str] = mapped_column(default="")
    protected: Mapped[Decimal | None] = mapped_column(Pence)
    protected_share: Mapped[Decimal | None] = mapped_column(Exact)
    carries_shortfall: Mapped[bool] = mapped_column(default=False)
    whole: Mapped[Decimal | None] = mapped_column(Pence)
    with_charge: Mapped[bool] = mapped_column(default=False)

    worker: Mapped[Worker] = relationship()


class Deduction(Base):
    """What a worker agreed in writing to pay back from pay.

    what_for: one of `DeductionFor`. whole: pounds that are owed. each: pounds of a pay day; None
    for all that is still owed. agreed_on: the day of the worker's letter.
    """

    __tablename__ = "deduction"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    what_for: Mapped[str]
    reason: Mapped[str]
    agreed_on: Mapped[date]
    from_date: Mapped[date]
    whole: Mapped[Decimal] = mapped_column(Pence)
    each: Mapped[Decimal | None] = mapped_column(Pence)

    worker: Mapped[Worker] = relationship()


class ExpectedPayment(Base):
    """Money that is owed: a net wage, what HMRC, a pension or a court is due, or an invoice.

    kind: wage, hmrc, pension, order or invoice. start and end: the tax month or quarter that HMRC
    is paid for, or the month of a pension's or order's pay days.
    amount: pounds, positive. Its payment is the split that names it.
    """

    __tablename__ = "expected_payment"

    kind: Mapped[str]
    payee: Mapped[str]
    due: Mapped[date] = mapped_column(index=True)
    amount: Mapped[Decimal] = mapped_column(Pence)
    payslip_id: Mapped[int | None] = mapped_column(ForeignKey("payslip.id"), index=True)
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    start: Mapped[date | None]
    end: Mapped[date | None]
    steps: Mapped[str] = mapped_column(default="[]")
