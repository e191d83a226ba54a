"""Terms that change from a day on: tax code, National Insurance letter, loans, other work."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.pay.code_changes import NoticeKind
from dpmanager.domain.pay.loan_notices import Loan
from dpmanager.domain.pay.ni_letter import Proposal
from dpmanager.domain.pay.tax import Basis
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.workers import check_ni_letter
from dpmanager.words import _


def add_code_notice(
    book: Book,
    worker_id: int,
    *,
    notice: NoticeKind,
    code: str,
    basis: Basis,
    from_date: date,
    who: str,
    at: datetime,
) -> str:
    """A tax code for pay days from a day on. Payslips made already stay as they are.

    Gives a sentence on what the code means for pay days that are over, "" where there are none.
    Raises DPManagerError for a code that HMRC does not give, or a day before the first one.
    """
    with book.task(_("Add a tax code"), who=who, at=at) as session:
        worker = employed(session, worker_id)
        _refuse_before_start(worker, from_date)
        parsed = parse_tax_code(code)
        used = Basis.WEEK1MONTH1 if parsed.week1month1 else basis
        worker.code_notices.append(
            models.TaxCodeNotice(
                from_date=from_date, code=parsed.text, basis=used.value, notice=notice.value
            )
        )
        if not is_paid_since(session, worker, from_date):
            return ""
        if used is Basis.WEEK1MONTH1:
            return _("Payslips made already stay as they are.")
        return _(
            "Payslips made already stay as they are. The next pay day puts the tax of the whole "
            "tax year right."
        )


def remove_code_notice(book: Book, notice_id: int, *, who: str, at: datetime) -> None:
    """Takes a tax code away; the one before counts again. Payslips stay as they are."""
    with book.task(_("Remove a tax code"), who=who, at=at) as session:
        session.delete(session.get_one(models.TaxCodeNotice, notice_id))


def set_letter(
    book: Book,
    worker_id: int,
    *,
    letter: str,
    from_date: date,
    reason: str,
    who: str,
    at: datetime,
) -> str:
    """A National Insurance letter for pay days from a day on.

    Gives a sentence on pay days that are over, "" where there are none. Raises DPManagerError for
    a letter that there is not, or a day before the first one.
    """
    with book.task(_("Change the National Insurance letter"), who=who, at=at) as session:
        worker = employed(session, worker_id)
        _refuse_before_start(worker, from_date)
        letter = letter.strip().upper()
        check_ni_letter(letter)
        for row in worker.ni_letters:
            if row.from_date == from_date:
                row.letter, row.reason = letter, reason
                break
        else:
            worker.ni_letters.append(
                models.NILetter(from_date=from_date, letter=letter, reason=reason)
            )
        if not is_paid_since(session, worker, from_date):
            return ""
        return _(
            "Payslips made already keep the letter they have. To change them too, undo those pay "
            "runs and make them again."
        )


def accept_letter(book: Book, worker_id: int, proposal: Proposal, *, who: str, at: datetime) -> str:
    """Uses a letter that was proposed, from its day on; gives what `set_letter` gives."""
    with book.reading() as session:
        first_day = employed(session, worker_id).start_date
    return set_letter(
        book,
        worker_id,
        letter=proposal.letter,
        from_date=max(proposal.from_day, first_day),
        reason=proposal.reason,
        who=who,
        at=at,
    )


def remove_letter(book: Book, letter_id: int, *, who: str, at: datetime) -> None:
    """Takes a National Insurance letter away; the one before counts again."""
    with book.task(_("Remove a National Insurance letter"), who=who, at=at) as session:
        session.delete(session.get_one(models.NILetter, letter_id))


def add_loan_notice(
    book: Book,
    worker_id: int,
    *,
    loan: Loan,
    starts: bool,
    from_date: date,
    who: str,
    at: datetime,
) -> None:
    """A loan is repaid, or no longer repaid, on pay days from a day on (SL1, SL2, PGL1, PGL2).

    Raises DPManagerError for a day before the first one.
    """
    title = _("Start a loan") if starts else _("Stop a loan")
    with book.task(title, who=who, at=at) as session:
        worker = employed(session, worker_id)
        _refuse_before_start(worker, from_date)
        worker.loan_notices.append(models.LoanNotice(from_date=from_date, loan=loan, starts=starts))


def remove_loan_notice(book: Book, notice_id: int, *, who: str, at: datetime) -> None:
    """Takes a notice of a loan away, as if it had never come."""
    with book.task(_("Remove a loan notice"), who=who, at=at) as session:
        session.delete(session.get_one(models.LoanNotice, notice_id))


def set_other_work(
    book: Book,
    worker_id: int,
    *,
    has_other_job: bool | None,
    has_other_pension: bool | None,
    who: str,
    at: datetime,
) -> None:
    """Whether there is another job, or a pension that is paid out; None for not known."""
    with book.task(_("Change what else they have"), who=who, at=at) as session:
        worker = employed(session, worker_id)
        worker.has_other_job = has_other_job
        worker.has_other_pension = has_other_pension


def employed(session: Session, worker_id: int) -> models.Worker:
    """The worker. Raises DPManagerError for one who is not employed: they have no such terms."""
    worker = session.get_one(models.Worker, worker_id)
    if worker.kind != "employed":
        raise DPManagerError(
            _("{worker} is not employed by you, so tax and pay are their own matter.").format(
                worker=worker.name
            )
        )
    return worker


def is_paid_since(session: Session, worker: models.Worker, day: date) -> bool:
    """Whether there is a payslip with that pay day or a later one."""
    slip = models.Payslip
    found = session.scalar(
        select(slip.id).where(slip.worker_id == worker.id, slip.pay_date >= day).limit(1)
    )
    return found is not None


def _refuse_before_start(worker: models.Worker, day: date) -> None:
    if day < worker.start_date:
        raise DPManagerError(
            _("{worker} started on {day}. Choose that day or a later one.").format(
                worker=worker.name, day=long_date(worker.start_date)
            )
        )
