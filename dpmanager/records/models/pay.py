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
    """One worker's pay for one timesheet. Amounts in pounds; `steps` is the working as JSON."""

    __tablename__ = "payslip"
    __table_args__ = (UniqueConstraint("timesheet_id"), {"sqlite_autoincrement": True})

    pay_run_id: Mapped[int] = mapped_column(ForeignKey("pay_run.id"), index=True)
    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    timesheet_id: Mapped[int] = mapped_column(ForeignKey("timesheet.id"))
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
    net_pay: Mapped[Decimal] = mapped_column(Pence)
    gross_to_date: Mapped[Decimal] = mapped_column(Pence)
    tax_pay_to_date: Mapped[Decimal] = mapped_column(Pence)
    tax_to_date: Mapped[Decimal] = mapped_column(Pence)
    employee_ni_to_date: Mapped[Decimal] = mapped_column(Pence)
    employer_ni_to_date: Mapped[Decimal] = mapped_column(Pence)
    steps: Mapped[str]

    pay_run: Mapped[PayRun] = relationship(back_populates="payslips")
    worker: Mapped[Worker] = relationship()
    timesheet: Mapped[Timesheet] = relationship()
    lines: Mapped[list["PayLine"]] = relationship(order_by="PayLine.id")


class PayLine(Base):
    """One line of gross pay: hours (or nights) of a kind at a rate."""

    __tablename__ = "pay_line"

    payslip_id: Mapped[int] = mapped_column(ForeignKey("payslip.id"), index=True)
    kind: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(Exact)
    rate: Mapped[Decimal] = mapped_column(Exact)
    amount: Mapped[Decimal] = mapped_column(Pence)
    by_the_night: Mapped[bool] = mapped_column(default=False)


class ExpectedPayment(Base):
    """Money that is owed because of pay: a net wage, or what HMRC is due for its period.

    kind: wage or hmrc. For HMRC, start and end are the tax month or quarter that it pays for.
    amount: pounds, positive. Its payment is the split that names it.
    """

    __tablename__ = "expected_payment"

    kind: Mapped[str]
    payee: Mapped[str]
    due: Mapped[date] = mapped_column(index=True)
    amount: Mapped[Decimal] = mapped_column(Pence)
    payslip_id: Mapped[int | None] = mapped_column(ForeignKey("payslip.id"), index=True)
    start: Mapped[date | None]
    end: Mapped[date | None]
    steps: Mapped[str] = mapped_column(default="[]")
