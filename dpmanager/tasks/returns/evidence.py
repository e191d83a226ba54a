"""The evidence of a return: every paper with a number, in the order of the payments it proves.

Receipts and invoices are those the person added. Payslips, timesheets and the record of what was
paid to HMRC are made from the book itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.documents.papers import Paper
from dpmanager.domain.periods import Period, short_date
from dpmanager.domain.returns.funder_return import Proof
from dpmanager.importers.proof_pictures import PDF
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.print_timesheet import timesheet_of
from dpmanager.tasks.hours.taken_forms import forms_of
from dpmanager.tasks.pay.payslips import payslip_of, read_steps
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.words import _

# A paper is named by its kind and its row: ("payslip", 12).
Key = tuple[str, int]
PAYMENT_RECORD = "payment_record"
RECORDS = {"hmrc": "hmrc_payment_record", "pension": "pension_record", "order": "payslip"}


@dataclass(slots=True)
class _Found:
    title: str
    kind: str
    day: date | None
    payments: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The proofs of a return, and for each payment the numbers of its proofs."""

    proofs: tuple[Proof, ...]
    keys: tuple[Key, ...]
    by_payment: dict[int, tuple[int, ...]]

    def numbers_of(self, payment_id: int) -> tuple[int, ...]:
        """The numbers of the proofs of one payment."""
        return self.by_payment.get(payment_id, ())

    def papers(
        self,
        book: Book,
        session: Session,
        *,
        large_print: bool,
        reached: Callable[[int, int], object] | None = None,
    ) -> list[Paper]:
        """Every paper with its content, in the order of its number.

        reached: called with how many are done, of how many.
        """
        papers = []
        for proof, key in zip(self.proofs, self.keys, strict=True):
            papers.append(_paper(book, session, proof, key, large_print=large_print))
            if reached:
                reached(len(papers), len(self.proofs))
        return papers


def gather_evidence(session: Session, payments: Sequence[models.Transaction]) -> Evidence:
    """Numbers the papers behind these payments, which stand in the order of the return."""
    found: dict[Key, _Found] = {}
    lines: dict[Key, list[int]] = {}
    by_payment: dict[int, list[Key]] = {}
    expected = _expected(session, payments)
    for line, payment in enumerate(payments, start=1):
        for key, paper in [*_own_papers(session, payment, expected), *_added_papers(payment)]:
            found.setdefault(key, paper)
            lines.setdefault(key, []).append(line)
            by_payment.setdefault(payment.id, []).append(key)
    numbers = {key: number for number, key in enumerate(found, start=1)}
    return Evidence(
        proofs=tuple(
            Proof(
                number=numbers[key],
                title=paper.title,
                kind=paper.kind,
                day=paper.day,
                line_numbers=tuple(dict.fromkeys(lines[key])),
            )
            for key, paper in found.items()
        ),
        keys=tuple(found),
        by_payment={
            payment: tuple(dict.fromkeys(numbers[key] for key in keys))
            for payment, keys in by_payment.items()
        },
    )


def _expected(
    session: Session, payments: Sequence[models.Transaction]
) -> dict[int, models.ExpectedPayment]:
    wanted = {
        split.expected_payment_id
        for payment in payments
        for split in payment.splits
        if split.expected_payment_id
    }
    return {
        row.id: row for row in session.scalars(select(models.ExpectedPayment)) if row.id in wanted
    }


def _own_papers(
    session: Session,
    payment: models.Transaction,
    expected: dict[int, models.ExpectedPayment],
) -> list[tuple[Key, _Found]]:
    papers: list[tuple[Key, _Found]] = []
    for split in payment.splits:
        owed = expected.get(split.expected_payment_id or 0)
        if owed is None:
            continue
        if owed.invoice_id is not None:
            papers += _paper_of_invoice(session, owed.invoice_id)
            continue
        if owed.payslip_id is None:
            title = _("Payment to {payee} for {start} to {end}").format(
                payee=owed.payee,
                start=short_date(owed.start or owed.due),
                end=short_date(owed.end or owed.due),
            )
            papers.append(((PAYMENT_RECORD, owed.id), _Found(title, RECORDS[owed.kind], owed.due)))
            continue
        slip = session.get_one(models.Payslip, owed.payslip_id)
        days = {"start": short_date(slip.start), "end": short_date(slip.end)}
        papers += [
            (
                ("payslip", slip.id) if slip.proof_id is None else ("proof", slip.proof_id),
                _Found(
                    _("Payslip of {worker}, {start} to {end}").format(
                        worker=slip.worker.name, **days
                    ),
                    "payslip",
                    slip.pay_date,
                ),
            ),
            (
                ("timesheet", slip.timesheet_id),
                _Found(
                    _("Timesheet of {worker}, {start} to {end}").format(
                        worker=slip.worker.name, **days
                    ),
                    "timesheet",
                    slip.end,
                ),
            ),
            *_filled_in_forms(session, slip),
        ]
    return papers


def _filled_in_forms(session: Session, slip: models.Payslip) -> list[tuple[Key, _Found]]:
    """The forms that the worker filled in; a spreadsheet file is no paper that can be shown."""
    proofs = (
        session.get_one(models.Proof, form.proof_id)
        for form in forms_of(session, slip.worker_id, Period(slip.start, slip.end))
        if form.proof_id is not None
    )
    return [
        (("proof", proof.id), _Found(proof.title, "timesheet", slip.end))
        for proof in proofs
        if proof.media_type == PDF
    ]


def _paper_of_invoice(session: Session, invoice_id: int) -> list[tuple[Key, _Found]]:
    proof_id = session.get_one(models.Invoice, invoice_id).proof_id
    if proof_id is None:
        return []
    proof = session.get_one(models.Proof, proof_id)
    return [(("proof", proof.id), _Found(proof.title, proof.kind, proof.day))]


def _reference(session: Session, owed: models.ExpectedPayment) -> str:
    """What the payee knows the employer by."""
    if owed.kind == "hmrc":
        return arrangement(session).accounts_office_reference
    if owed.kind == "pension":
        return session.scalar(select(models.PensionScheme.employer_reference)) or ""
    references = session.scalars(
        select(models.CourtOrder.reference).where(models.CourtOrder.payee == owed.payee)
    )
    return ", ".join(sorted({reference for reference in references if reference}))


def _added_papers(payment: models.Transaction) -> list[tuple[Key, _Found]]:
    return [
        (("proof", proof.id), _Found(proof.title, proof.kind, proof.day))
        for proof in sorted(payment.proofs, key=lambda proof: proof.id)
    ]


def _paper(book: Book, session: Session, proof: Proof, key: Key, *, large_print: bool) -> Paper:
    kind, row_id = key
    media_type = PDF
    if kind == "payslip":
        from dpmanager.documents.payslip import payslip_pdf

        slip = payslip_of(session, session.get_one(models.Payslip, row_id))
        data = payslip_pdf(slip, large_print=large_print)
    elif kind == "timesheet":
        from dpmanager.documents.timesheet import timesheet_pdf

        sheet = timesheet_of(session, session.get_one(models.Timesheet, row_id))
        data = timesheet_pdf(sheet, large_print=large_print)
    elif kind == PAYMENT_RECORD:
        from dpmanager.documents.payment_record import payment_record_pdf

        owed = session.get_one(models.ExpectedPayment, row_id)
        data = payment_record_pdf(
            owed.kind,
            owed.payee,
            arrangement(session).employer.name,
            _reference(session, owed),
            Period(owed.start or owed.due, owed.end or owed.due),
            owed.due,
            owed.amount,
            read_steps(owed.steps),
            large_print=large_print,
        )
    else:
        row = session.get_one(models.Proof, row_id)
        data, media_type = book.read_proof(row.sealed_name), row.media_type
    return Paper(proof.number, proof.title, media_type, data)
