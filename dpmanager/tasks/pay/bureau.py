"""Pay that a payroll bureau works out: compared with the rules here, and entered as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.pay.extras import FREE_OF_TAX, TAKEN_OFF, ExtraKind, sum_of
from dpmanager.domain.pay.payslip import Payslip
from dpmanager.domain.pay.pension import TaxRelief
from dpmanager.domain.periods import Period
from dpmanager.domain.steps import Step
from dpmanager.domain.wording import days_words
from dpmanager.errors import DPManagerError
from dpmanager.importers.proof_files import read_proof_file
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.owed_for_pay import expect_payments
from dpmanager.tasks.pay.pay_timesheet import pay_day, pay_timesheet
from dpmanager.tasks.pay.payslips import extras_of, payslip_of, save_steps
from dpmanager.tasks.pay.terms import pension_on
from dpmanager.tasks.receipts.add_receipt import proof_of_file
from dpmanager.words import _

BUREAU = "bureau"


@dataclass(frozen=True, slots=True)
class BureauFigures:
    """What a payslip from a bureau says, in pounds.

    other_deductions: orders and what was agreed in writing. free_of_tax: mileage and expenses.
    paid: what the worker gets. A tax refund is income tax below nothing.
    """

    gross_pay: Decimal
    income_tax: Decimal
    employee_ni: Decimal
    paid: Decimal
    student_loan: Decimal = ZERO
    postgraduate_loan: Decimal = ZERO
    employee_pension: Decimal = ZERO
    other_deductions: Decimal = ZERO
    free_of_tax: Decimal = ZERO
    employer_ni: Decimal = ZERO
    employer_pension: Decimal = ZERO

    @property
    def taken_off(self) -> Decimal:
        """All that is taken from gross pay."""
        return total(
            (
                self.income_tax,
                self.employee_ni,
                self.student_loan,
                self.postgraduate_loan,
                self.employee_pension,
                self.other_deductions,
            )
        )

    @property
    def net_pay(self) -> Decimal:
        """What is left of gross pay."""
        return self.gross_pay - self.taken_off


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One figure as the rules here give it, as the bureau has it, and our steps. Pounds.

    field: its name in `BureauFigures`.
    """

    field: str
    name: str
    ours: Decimal
    theirs: Decimal
    steps: tuple[Step, ...]

    @property
    def difference(self) -> Decimal:
        """How much more the bureau has; below nothing: less."""
        return self.theirs - self.ours


@dataclass(frozen=True, slots=True)
class Comparison:
    """A bureau's payslip beside our own. fault: why its figures cannot be saved, "" if they can."""

    timesheet_id: int
    worker: str
    period: Period
    pay_day: date
    lines: tuple[ComparedLine, ...]
    fault: str

    @property
    def differences(self) -> int:
        """How many figures differ."""
        return sum(bool(line.difference) for line in self.lines)


@dataclass(frozen=True, slots=True)
class OurPayslip:
    """The payslip of a timesheet by the rules here, to be laid beside the bureau's."""

    timesheet_id: int
    worker: str
    period: Period
    pay_day: date
    figures: BureauFigures
    slip: Payslip


def our_payslip(book: Book, timesheet_id: int, *, who: str, at: datetime) -> OurPayslip:
    """What the rules here make of a timesheet. Nothing is saved.

    The payslip is really made and then taken back. Raises DPManagerError, in words, for a
    timesheet that does not wait for a bureau, and when pay cannot be worked out.
    """
    with book.task(_("Try a payslip"), who=who, at=at) as session:
        trial = session.begin_nested()
        sheet = _waiting_sheet(session, timesheet_id)
        period, day = Period(sheet.start, sheet.end), pay_day(sheet)
        row = _made_here(session, sheet, at.date())
        made = OurPayslip(
            timesheet_id,
            row.worker.name,
            period,
            day,
            _figures_of(row),
            payslip_of(session, row),
        )
        trial.rollback()
        return made


def compare_bureau(
    book: Book, timesheet_id: int, figures: BureauFigures, *, who: str, at: datetime
) -> Comparison:
    """Our own payslip of a timesheet against the bureau's, line by line. Nothing is saved.

    Raises DPManagerError as `our_payslip`.
    """
    ours = our_payslip(book, timesheet_id, who=who, at=at)
    return Comparison(
        timesheet_id=timesheet_id,
        worker=ours.worker,
        period=ours.period,
        pay_day=ours.pay_day,
        lines=tuple(_lines(ours, figures)),
        fault=_fault_of(figures),
    )


def enter_bureau_payslip(
    book: Book,
    timesheet_id: int,
    figures: BureauFigures,
    *,
    proof: tuple[str, bytes] | None = None,
    who: str,
    at: datetime,
) -> int:
    """Saves a bureau's payslip with the bureau's figures; gives its number.

    proof: name and content of the bureau's own payslip, as a photo or PDF. Wage, HMRC and pension
    are expected as the bureau has them. Raises DPManagerError as `our_payslip`, for figures that
    do not add up, and for a file that cannot be used.
    """
    checked = sealed_name = None
    if proof is not None:
        checked = read_proof_file(proof[1], proof[0])
        sealed_name = book.keep_proof(proof[1])
    with book.task(_("Enter a payslip from the payroll bureau"), who=who, at=at) as session:
        fault = _fault_of(figures)
        if fault:
            raise DPManagerError(fault)
        slip = _made_here(session, _waiting_sheet(session, timesheet_id), at.date())
        if proof is not None and checked is not None and sealed_name is not None:
            kept = proof_of_file(session, sealed_name, checked, len(proof[1]), at.date())
            kept.kind, kept.day, kept.amount = "payslip", slip.pay_date, figures.paid
            kept.title = _("Payslip of {worker} from the payroll bureau, {period}").format(
                worker=slip.worker.name, period=days_words(Period(slip.start, slip.end))
            )
            session.flush()
            slip.proof_id = kept.id
        _put_figures(session, slip, figures)
        expect_payments(session, [slip.tax_year])
        return slip.id


def _waiting_sheet(session: Session, timesheet_id: int) -> models.Timesheet:
    sheet = session.get_one(models.Timesheet, timesheet_id)
    if sheet.worker.payroll_by != BUREAU:
        raise DPManagerError(
            _("The pay of {worker} is worked out here, not by a payroll bureau.").format(
                worker=sheet.worker.name
            )
        )
    if sheet.state == "paid":
        raise DPManagerError(_("The payslip for these hours has been entered already."))
    if sheet.state != "approved":
        raise DPManagerError(_("These hours are not approved yet. Approve the timesheet first."))
    return sheet


def _made_here(session: Session, sheet: models.Timesheet, today: date) -> models.Payslip:
    run = models.PayRun(made_on=today)
    session.add(run)
    session.flush()
    return pay_timesheet(session, run, sheet)


def _figures_of(row: models.Payslip) -> BureauFigures:
    extras = extras_of(row)
    return BureauFigures(
        gross_pay=row.gross_pay,
        income_tax=row.income_tax,
        employee_ni=row.employee_ni,
        student_loan=row.student_loan,
        postgraduate_loan=row.postgraduate_loan,
        employee_pension=row.employee_pension,
        other_deductions=sum_of(extras, TAKEN_OFF),
        free_of_tax=sum_of(extras, FREE_OF_TAX),
        paid=row.net_pay + sum_of(extras, FREE_OF_TAX),
        employer_ni=row.employer_ni,
        employer_pension=row.employer_pension,
    )


def figure_names() -> dict[str, str]:
    """The figures of a payslip in words, by their names in `BureauFigures`, in order."""
    return {
        "gross_pay": _("Gross pay"),
        "income_tax": _("Income tax"),
        "employee_ni": _("National Insurance"),
        "student_loan": _("Student loan"),
        "postgraduate_loan": _("Postgraduate loan"),
        "employee_pension": _("Pension"),
        "other_deductions": _("Other deductions"),
        "free_of_tax": _("Mileage and expenses, free of tax"),
        "paid": _("Net pay, paid to the worker"),
        "employer_ni": _("Employer's National Insurance"),
        "employer_pension": _("Employer's pension contribution"),
    }


def _lines(ours: OurPayslip, theirs: BureauFigures) -> Iterator[ComparedLine]:
    """Every figure that one of the two has; the first three and the net pay always."""
    steps: dict[str, list[Step]] = {}
    for step in ours.slip.steps:
        steps.setdefault(_field_of(step.about), []).append(step)
    for field, name in figure_names().items():
        own, other = getattr(ours.figures, field), getattr(theirs, field)
        if own or other or field in {"gross_pay", "income_tax", "employee_ni", "paid"}:
            yield ComparedLine(field, name, own, other, tuple(steps.get(field, ())))


def _field_of(about: str) -> str:
    """Which figure a step of a payslip leads to."""
    if about in figure_names():
        return about
    if about in TAKEN_OFF:
        return "other_deductions"
    if about in FREE_OF_TAX:
        return "free_of_tax"
    return "paid" if about in {"net_pay", "paid"} else "gross_pay"


def _fault_of(figures: BureauFigures) -> str:
    """Which sum does not add up, or which figure cannot be; "" where all is well."""
    names = figure_names()
    for field, name in names.items():
        if field != "income_tax" and getattr(figures, field) < 0:
            return _("{figure} cannot be below nothing. Check it.").format(figure=name)
    left = figures.net_pay + figures.free_of_tax
    if left == figures.paid:
        return ""
    sentence = _(
        "Gross pay of {gross} leaves {left} when all is taken off. The net pay says {paid}. Check "
        "the figures."
    )
    if figures.free_of_tax:
        sentence = _(
            "Gross pay of {gross} leaves {left} when all is taken off and {free} free of tax is "
            "added. The net pay says {paid}. Check the figures."
        )
    return sentence.format(
        gross=pounds(figures.gross_pay),
        free=pounds(figures.free_of_tax),
        left=pounds(left),
        paid=pounds(figures.paid),
    )


# The bureau's figures on the payslip that was made here


def _put_figures(session: Session, slip: models.Payslip, figures: BureauFigures) -> None:
    """Puts the bureau's figures in the place of ours, and brings all sums after them."""
    ours = _figures_of(slip)
    slip.made_by = BUREAU
    slip.steps = save_steps(_steps(session, slip, ours, figures))
    _put_extras(session, slip, ours, figures)
    taxable = figures.gross_pay - _before_tax(session, slip, figures)
    slip.gross_to_date += figures.gross_pay - slip.gross_pay
    slip.tax_pay_to_date += taxable - slip.taxable_pay
    slip.tax_to_date += figures.income_tax - slip.income_tax
    slip.employee_ni_to_date += figures.employee_ni - slip.employee_ni
    slip.employer_ni_to_date += figures.employer_ni - slip.employer_ni
    slip.gross_pay, slip.taxable_pay = figures.gross_pay, taxable
    slip.income_tax = figures.income_tax
    slip.employee_ni, slip.employer_ni = figures.employee_ni, figures.employer_ni
    slip.student_loan = figures.student_loan
    slip.postgraduate_loan = figures.postgraduate_loan
    slip.employee_pension = figures.employee_pension
    slip.employer_pension = figures.employer_pension
    slip.net_pay = figures.net_pay
    _put_wage(session, slip, figures.paid)
    session.flush()


def _before_tax(session: Session, slip: models.Payslip, figures: BureauFigures) -> Decimal:
    """What of the pension is taken before tax."""
    terms = pension_on(session, slip.worker, slip.pay_date)
    taken_first = terms is not None and terms.relief is TaxRelief.NET_PAY
    return figures.employee_pension if taken_first else ZERO


def _put_extras(
    session: Session, slip: models.Payslip, ours: BureauFigures, figures: BureauFigures
) -> None:
    """Our lines stay where they come to the bureau's sum; else one line holds the bureau's."""
    new = {}
    if figures.gross_pay != ours.gross_pay:
        new[ExtraKind.OTHER_PAY] = figures.gross_pay - ours.gross_pay
    if figures.other_deductions != ours.other_deductions:
        _drop_extras(session, slip, TAKEN_OFF)
        new[ExtraKind.OTHER_DEDUCTION] = figures.other_deductions
    if figures.free_of_tax != ours.free_of_tax:
        _drop_extras(session, slip, FREE_OF_TAX)
        new[ExtraKind.EXPENSES] = figures.free_of_tax
    for kind, amount in new.items():
        if amount:
            session.add(models.PayExtra(payslip_id=slip.id, kind=kind.value, amount=amount))
    session.flush()
    session.expire(slip, ["extras"])


def _drop_extras(session: Session, slip: models.Payslip, kinds: frozenset[ExtraKind]) -> None:
    for extra in slip.extras:
        if ExtraKind(extra.kind) in kinds:
            session.delete(extra)


def _put_wage(session: Session, slip: models.Payslip, paid: Decimal) -> None:
    wage = session.scalar(
        select(models.ExpectedPayment).where(
            models.ExpectedPayment.payslip_id == slip.id, models.ExpectedPayment.kind == "wage"
        )
    )
    if wage is not None and not paid:
        session.delete(wage)
    elif wage is not None:
        wage.amount = paid
    elif paid:
        session.add(
            models.ExpectedPayment(
                kind="wage",
                payee=slip.worker.name,
                due=slip.pay_date,
                amount=paid,
                payslip_id=slip.id,
            )
        )


def _steps(
    session: Session, slip: models.Payslip, ours: BureauFigures, figures: BureauFigures
) -> list[Step]:
    """Our own steps of the figures that agree; of the others, what the rules here give."""
    names = figure_names()
    differ = {field for field in names if getattr(ours, field) != getattr(figures, field)}
    made = payslip_of(session, slip)
    steps = [step for step in made.steps if _field_of(step.about) not in differ]
    for field in names:
        if field in differ:
            label = _("{figure} as on the payslip from the payroll bureau").format(
                figure=names[field]
            )
            working = _("{theirs}; by the rules here {ours}").format(
                theirs=pounds(getattr(figures, field)), ours=pounds(getattr(ours, field))
            )
            steps.append(Step(label, working, about=_about_of(field)))
    return steps


def _about_of(field: str) -> str:
    """What a step about a figure names, so that it is shown beside it."""
    return {
        "gross_pay": "all_gross_pay",
        "other_deductions": ExtraKind.OTHER_DEDUCTION.value,
        "free_of_tax": ExtraKind.EXPENSES.value,
        "paid": "net_pay",
    }.get(field, field)
