"""What the Pay page shows: what is to be paid next, what is owed for pay, and the payslips."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.hours.shifts import HourKind, totals
from dpmanager.domain.pay.extras import FREE_OF_TAX, PAY, TAKEN_OFF, ExtraKind
from dpmanager.domain.pay.payslip import PayLine, Payslip
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.steps import Step
from dpmanager.domain.wording import (
    days_words,
    decimal_hours,
    duration,
    hours_and_nights,
    kind_of_extra,
    kind_of_hour,
    nights,
    rate,
)
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.hours.something_to_pay import something_to_pay
from dpmanager.tasks.money.sort_payments import still_owed
from dpmanager.tasks.pay.before_first_pay import FirstPayStop, before_first_pay
from dpmanager.tasks.pay.hours_for_bureau import sheets_for_bureau
from dpmanager.tasks.pay.pay_timesheet import pay_day
from dpmanager.tasks.pay.payslips import payslip_of, read_steps
from dpmanager.tasks.pay.run_pay import try_pay_run
from dpmanager.words import _

ALWAYS_SHOWN = ("income_tax", "employee_ni")

PAID_SHOWN_FOR = timedelta(days=31)
"""How long a payment stays in the list of what is owed after the statement has shown it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A timesheet that is to be paid. hours: in words. is_over: its last day is past.

    holds_up: it is not approved, and a later one of the same worker is; pay goes in order.
    """

    worker: str
    period: Period
    pay_day: date
    hours: str
    is_over: bool
    holds_up: bool = False


@dataclass(frozen=True, slots=True)
class FromBureau:
    """An approved timesheet whose payslip comes from a payroll bureau. hours: in words."""

    timesheet_id: int
    worker: str
    period: Period
    pay_day: date
    hours: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a payslip in pounds, its total of the tax year (if any), and its working."""

    name: str
    amount: Decimal
    to_date: Decimal | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """A payslip that is not saved yet: its figures, to be looked at first."""

    worker: str
    period: Period
    paid: Decimal
    pay_date: date
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class NextPay:
    """What is paid next.

    up_to: the pay day, None when no hours wait to be paid. ready: approved. waiting: not approved.
    trials: the payslips that a pay run would make. hindrance: why there are none, in words.
    """

    up_to: date | None
    ready: tuple[Sheet, ...] = ()
    waiting: tuple[Sheet, ...] = ()
    trials: tuple[Trial, ...] = ()
    hindrance: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """A payment that follows from pay, in pounds. left: what no statement has shown yet."""

    due: date
    payee: str
    what: str
    amount: Decimal
    left: Decimal
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class SlipRow:
    """One line of the list of payslips."""

    id: int
    pay_date: date
    worker: str
    period: Period
    gross_pay: Decimal
    income_tax: Decimal
    employee_ni: Decimal
    net_pay: Decimal


@dataclass(frozen=True, slots=True)
class PayLook:
    """All that the Pay page shows. has_staff: whether anybody is on the payroll.

    owed: what is left to pay first, then what was paid lately, each in order of date. bureau: what
    waits for a payslip from a payroll bureau. stop: what to see before a first pay, if anything.
    """

    has_staff: bool
    next: NextPay
    owed: tuple[Owed, ...]
    slips: tuple[SlipRow, ...]
    bureau: tuple[FromBureau, ...] = ()
    stop: FirstPayStop | None = None


@dataclass(frozen=True, slots=True)
class LineWords:
    """A line of gross pay in words: what work, how many hours or nights, at what rate."""

    kind: str
    quantity: str
    rate: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class SlipLook:
    """One payslip in full. same_run: the other payslips of its pay run. made_on: of the run."""

    slip: Payslip
    lines: tuple[LineWords, ...]
    figures: tuple[Figure, ...]
    same_run: tuple[SlipRow, ...]
    made_on: date


def look_at_pay(book: Book, *, today: date, who: str, at: datetime) -> PayLook:
    """What is to be paid next, what is owed, and every payslip, the newest first."""
    with book.reading() as session:
        has_staff = bool(
            session.scalar(select(models.Worker.id).where(models.Worker.kind == "employed"))
        )
        following = _next_pay(session, today)
        owed = tuple(_owed(session, today))
        slips = tuple(_slip_rows(session))
        bureau = tuple(_from_bureau(session))
        stop = before_first_pay(session, {sheet.worker for sheet in following.ready}, today)
    if following.ready and not any(sheet.holds_up for sheet in following.waiting):
        following = _tried(book, following, who, at)
    return PayLook(has_staff, following, owed, slips, bureau, stop)


def look_at_payslip(book: Book, payslip_id: int) -> SlipLook:
    """One payslip, with what its page shows. Raises DPManagerError where it is gone."""
    with book.reading() as session:
        row = session.get(models.Payslip, payslip_id)
        if row is None:
            raise DPManagerError(_("This payslip is gone: its pay run was taken back."))
        slip = payslip_of(session, row)
        return SlipLook(
            slip=slip,
            lines=tuple(_line_words(line) for line in slip.lines),
            figures=figures_of(slip),
            same_run=tuple(
                other
                for other in _slip_rows(session, run_id=row.pay_run_id)
                if other.id != payslip_id
            ),
            made_on=row.pay_run.made_on,
        )


def figures_of(slip: Payslip) -> tuple[Figure, ...]:
    """The figures of a payslip, each with its own working; those of nothing are left out.

    A step that leads to none of them is shown with the net pay, so that none goes unseen.
    """
    steps: dict[str, list[Step]] = {}
    for step in slip.steps:
        steps.setdefault(step.about, []).append(step)
    gross = [*steps.pop("gross_pay", ()), *_gross_steps(slip.lines)]
    gross += [*steps.pop("all_gross_pay", ()), *steps.pop("minimum_wage", ())]
    figures = [Figure(_("Gross pay"), slip.gross_pay, slip.gross_to_date, tuple(gross))]
    figures += _extra_figures(slip, PAY, steps)
    for about, name, amount, to_date in (
        ("income_tax", _("Income tax"), slip.income_tax, slip.tax_to_date),
        ("employee_ni", _("National Insurance"), slip.employee_ni, slip.employee_ni_to_date),
        ("student_loan", _("Student loan"), slip.student_loan, slip.student_loan_to_date),
        (
            "postgraduate_loan",
            _("Postgraduate loan"),
            slip.postgraduate_loan,
            slip.postgraduate_loan_to_date,
        ),
        (
            "employee_pension",
            _("Pension"),
            slip.employee_pension,
            slip.employee_pension_to_date,
        ),
    ):
        if amount or to_date or about in ALWAYS_SHOWN:
            figures.append(Figure(name, amount, to_date, tuple(steps.pop(about, ()))))
    figures += _extra_figures(slip, TAKEN_OFF, steps)
    net_at = len(figures)
    figures += _extra_figures(slip, FREE_OF_TAX, steps)
    if slip.paid != slip.net_pay:
        paid = tuple(steps.pop("paid", ()))
        figures.append(Figure(_("Paid to the worker"), slip.paid, None, paid))
    employer = tuple(steps.pop("employer_ni", ()))
    figures.append(
        Figure(
            _("Employer's National Insurance"),
            slip.employer_ni,
            slip.employer_ni_to_date,
            employer,
        )
    )
    if slip.employer_pension or slip.employer_pension_to_date:
        pension = tuple(steps.pop("employer_pension", ()))
        figures.append(
            Figure(
                _("Employer's pension contribution"),
                slip.employer_pension,
                slip.employer_pension_to_date,
                pension,
            )
        )
    net = steps.pop("net_pay", [])
    unseen = [step for others in steps.values() for step in others]
    figures.insert(net_at, Figure(_("Net pay"), slip.net_pay, None, (*unseen, *net)))
    return tuple(figures)


def _extra_figures(
    slip: Payslip, kinds: Container[ExtraKind], steps: dict[str, list[Step]]
) -> Iterable[Figure]:
    """The lines besides hours, and those that come to nothing for a reason that is told."""
    for kind in ExtraKind:
        if kind not in kinds:
            continue
        of_kind = [extra.amount for extra in slip.extras if extra.kind is kind]
        working = tuple(steps.pop(kind.value, ()))
        if of_kind or working:
            yield Figure(kind_of_extra(kind), total(of_kind), None, working)


def _next_pay(session: Session, today: date) -> NextPay:
    """The first pay day with approved hours; without any, the first with hours to approve.

    A pay day that is past brings everything up to today with it.
    """
    sheets = session.scalars(
        select(models.Timesheet)
        .join(models.Worker)
        .where(
            models.Timesheet.state.in_(("draft", "approved")),
            models.Worker.kind == "employed",
            or_(models.Timesheet.state == "draft", models.Worker.payroll_by == "own"),
            or_(models.Timesheet.state == "approved", something_to_pay()),
        )
        .options(joinedload(models.Timesheet.worker), joinedload(models.Timesheet.shifts))
        .order_by(models.Timesheet.end, models.Timesheet.id)
    ).unique()
    by_state: dict[str, list[models.Timesheet]] = {"draft": [], "approved": []}
    for sheet in sheets:
        by_state[sheet.state].append(sheet)
    first = by_state["approved"] or by_state["draft"]
    if not first:
        return NextPay(None)
    up_to = max(min(map(pay_day, first)), today)
    ready = [sheet for sheet in by_state["approved"] if pay_day(sheet) <= up_to]
    latest = {sheet.worker_id: sheet.end for sheet in ready}
    return NextPay(
        up_to,
        tuple(_sheet(sheet, today) for sheet in ready),
        tuple(
            _sheet(sheet, today, holds_up=sheet.end < latest.get(sheet.worker_id, date.min))
            for sheet in by_state["draft"]
            if pay_day(sheet) <= up_to
        ),
    )


def _from_bureau(session: Session) -> Iterable[FromBureau]:
    for row in sheets_for_bureau(session):
        yield FromBureau(
            row.id, row.worker.name, Period(row.start, row.end), pay_day(row), _hours_of(row)
        )


def _hours_of(row: models.Timesheet) -> str:
    parts = totals(shift_of(shift) for shift in row.shifts)
    minutes = sum(part.minutes for part in parts)
    slept_in = sum(part.nights for part in parts if part.kind is HourKind.SLEEP_IN)
    return hours_and_nights(minutes, slept_in) if row.shifts else _("no hours, other pay alone")


def _sheet(row: models.Timesheet, today: date, *, holds_up: bool = False) -> Sheet:
    return Sheet(
        worker=row.worker.name,
        period=Period(row.start, row.end),
        pay_day=pay_day(row),
        hours=_hours_of(row),
        is_over=row.end < today,
        holds_up=holds_up,
    )


def _tried(book: Book, following: NextPay, who: str, at: datetime) -> NextPay:
    assert following.up_to is not None
    try:
        slips = try_pay_run(book, up_to=following.up_to, who=who, at=at)
    except DPManagerError as fault:
        return NextPay(following.up_to, following.ready, following.waiting, (), str(fault))
    trials = tuple(
        Trial(slip.worker, slip.period, slip.paid, slip.pay_date, figures_of(slip))
        for slip in slips
    )
    return NextPay(following.up_to, following.ready, following.waiting, trials)


def _owed(session: Session, today: date) -> Iterable[Owed]:
    slips = {
        id_: (_("Correction, {period}") if correction else _("Wages, {period}")).format(
            period=days_words(Period(start, end))
        )
        for id_, start, end, correction in session.execute(
            select(
                models.Payslip.id,
                models.Payslip.start,
                models.Payslip.end,
                models.Payslip.correction,
            )
        )
    }
    payments = [
        (row, max(left, ZERO)) for row, left in still_owed(session) if row.kind != "invoice"
    ]
    for row, left in sorted(payments, key=lambda payment: not payment[1]):
        if not row.amount or (not left and row.due < today - PAID_SHOWN_FOR):
            continue
        if row.payslip_id is not None:
            what = slips[row.payslip_id]
        else:
            what = {
                "hmrc": _("Tax and National Insurance to {day}"),
                "pension": _("Pension contributions to {day}"),
                "order": _("Taken under an order to {day}"),
            }[row.kind].format(day=long_date(row.end or row.due))
        yield Owed(row.due, row.payee, what, row.amount, left, read_steps(row.steps))


def _slip_rows(session: Session, *, run_id: int | None = None) -> Iterable[SlipRow]:
    query = (
        select(
            models.Payslip.id,
            models.Payslip.pay_date,
            models.Worker.name,
            models.Payslip.start,
            models.Payslip.end,
            models.Payslip.gross_pay,
            models.Payslip.income_tax,
            models.Payslip.employee_ni,
            models.Payslip.net_pay,
        )
        .join(models.Worker, models.Worker.id == models.Payslip.worker_id)
        .order_by(models.Payslip.pay_date.desc(), models.Payslip.id.desc())
    )
    if run_id is not None:
        query = query.where(models.Payslip.pay_run_id == run_id)
    for id_, day, worker, start, end, *amounts in session.execute(query):
        yield SlipRow(id_, day, worker, Period(start, end), *amounts)


def _line_words(line: PayLine) -> LineWords:
    return LineWords(kind_of_hour(line.kind), _quantity(line), rate(line.rate), line.amount)


def _quantity(line: PayLine) -> str:
    if line.by_the_night:
        return nights(int(line.quantity))
    return duration(int((line.quantity * 60).to_integral_value()))


def _gross_steps(lines: Sequence[PayLine]) -> Iterable[Step]:
    for line in lines:
        count = str(int(line.quantity)) if line.by_the_night else decimal_hours(line.quantity)
        label = _("{kind}: {quantity}").format(
            kind=kind_of_hour(line.kind), quantity=_quantity(line)
        )
        yield Step(label, f"{count} x {rate(line.rate)} = {pounds(line.amount)}")
    if len(lines) > 1:
        terms = " + ".join(pounds(line.amount) for line in lines)
        all_of_it = pounds(sum((line.amount for line in lines), ZERO))
        yield Step(_("Gross pay: all of it together"), f"{terms} = {all_of_it}")
