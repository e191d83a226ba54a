"""The evidence of a return: every paper with a number, kind by kind.

Statements come first, then payslips, timesheets, receipts and all else that proves a payment, each
in the order of the payments; the certificates of insurance come last. The bank's own statements are
those that were read in as a PDF or added as a paper: a file of payments cannot be a page, and the
annotated statement stands for it. Receipts, invoices and certificates are those the person added.
Payslips, timesheets and the record of what was paid to HMRC are made from the book itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.documents.papers import Paper
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.people.insurance import PolicyKind
from dpmanager.domain.periods import Period, short_date
from dpmanager.domain.returns.funder_return import Proof
from dpmanager.domain.wording import days_words, kind_of_extra, names_in_words
from dpmanager.importers.proof_files import PAGES
from dpmanager.importers.proof_pictures import PDF
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.outside_contributions import PAPER, outside_written_down
from dpmanager.tasks.hours.print_timesheet import timesheet_of
from dpmanager.tasks.hours.taken_forms import forms_of
from dpmanager.tasks.pay.payslips import payslip_of, read_steps
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.words import _

# A paper is named by its kind and its row: ("payslip", 12).
Key = tuple[str, int]
PAYMENT_RECORD = "payment_record"
CERTIFICATE = "insurance_certificate"
STATEMENT = "bank_statement"
ORDER = (
    (STATEMENT, "annotated_statement"),
    ("payslip", "payroll_summary"),
    ("timesheet",),
    (),
    (CERTIFICATE, "pa_car_insurance", "dbs", "utr_evidence"),
)
"""Kinds of paper in the order of the bundle; the empty group stands for all others."""
RECORDS = {"hmrc": "hmrc_payment_record", "pension": "pension_record", "order": "payslip"}


@dataclass(slots=True)
class _Found:
    title: str
    kind: str
    day: date | None
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The proofs of a return, and for each payment the numbers of its proofs."""

    proofs: tuple[Proof, ...]
    keys: tuple[Key, ...]
    by_payment: dict[int, tuple[int, ...]]

    def numbers_of(self, payment_id: int) -> tuple[int, ...]:
        """The numbers of the proofs of one payment."""
        return self.by_payment.get(payment_id, ())

    def number_of_proof(self, proof_id: int) -> int:
        """The number of a paper that the person added; 0 where it is not among them."""
        key = ("proof", proof_id)
        return self.keys.index(key) + 1 if key in self.keys else 0

    def papers(self, book: Book, session: Session, *, large_print: bool) -> list[Paper]:
        """Every paper in the order of its number.

        Its content is made or read when it is asked for, as long as the session is open.
        """
        return [
            _paper(book, session, proof, key, large_print=large_print)
            for proof, key in zip(self.proofs, self.keys, strict=True)
        ]


def gather_evidence(
    session: Session,
    payments: Sequence[models.Transaction],
    period: Period | None = None,
    funder_id: int | None = None,
) -> Evidence:
    """Numbers the papers behind these payments, which stand in the order of the return.

    period: that of the return, so that the bank's statements of its days are added, and the
    certificates in force on them. funder_id: of that return, so that the proofs of contributions
    that were paid outside the accounts are added.
    """
    found: dict[Key, _Found] = {}
    lines: dict[Key, list[int]] = {}
    by_payment: dict[int, list[Key]] = {}
    expected = _expected(session, payments)
    for line, payment in enumerate(payments, start=1):
        for key, paper in [*_own_papers(session, payment, expected), *_added_papers(payment)]:
            found.setdefault(key, paper)
            lines.setdefault(key, []).append(line)
            by_payment.setdefault(payment.id, []).append(key)
    if period:
        found |= dict(_statements(session, period))
    for key, paper in _certificates(session, period) if period else ():
        found.setdefault(key, paper)
    for key, paper in _contributions(session, period, funder_id) if period and funder_id else ():
        found.setdefault(key, paper)
    found = dict(sorted(found.items(), key=lambda item: _group(item[1].kind)))
    numbers = {key: number for number, key in enumerate(found, start=1)}
    return Evidence(
        proofs=tuple(
            Proof(
                number=numbers[key],
                title=paper.title,
                kind=paper.kind,
                day=paper.day,
                line_numbers=tuple(dict.fromkeys(lines.get(key, ()))),
                accounts=paper.accounts,
            )
            for key, paper in found.items()
        ),
        keys=tuple(found),
        by_payment={
            payment: tuple(dict.fromkeys(numbers[key] for key in keys))
            for payment, keys in by_payment.items()
        },
    )


def _group(kind: str) -> int:
    return next((place for place, kinds in enumerate(ORDER) if kind in kinds), ORDER.index(()))


def _statements(session: Session, period: Period) -> Iterator[tuple[Key, _Found]]:
    """The bank's own of any day of the period, as far as they can be a page."""
    rows = session.execute(
        select(models.StatementPaper, models.Account.name)
        .join(models.Account, models.Account.id == models.StatementPaper.account_id)
        .join(models.Proof, models.Proof.id == models.StatementPaper.proof_id)
        .where(
            models.StatementPaper.first_day <= period.end,
            models.StatementPaper.last_day >= period.start,
            models.Proof.media_type.in_(PAGES),
        )
        .order_by(
            models.StatementPaper.account_id,
            models.StatementPaper.first_day,
            models.StatementPaper.last_day,
            models.StatementPaper.id,
        )
    )
    papers: dict[int, list[tuple[models.StatementPaper, str]]] = {}
    for row, account in rows:
        papers.setdefault(row.proof_id, []).append((row, account))
    for proof_id, of_accounts in papers.items():
        accounts = tuple(name for _row, name in of_accounts)
        last_day = max(row.last_day for row, _name in of_accounts)
        first_day = min(row.first_day for row, _name in of_accounts)
        title = _("The bank's statement of {accounts}, {days}").format(
            accounts=names_in_words(accounts), days=days_words(Period(first_day, last_day))
        )
        yield ("proof", proof_id), _Found(title, STATEMENT, last_day, accounts)


def _certificates(session: Session, period: Period) -> Iterator[tuple[Key, _Found]]:
    """Those of the employer's own insurance that the person has added."""
    for row in session.scalars(
        select(models.Policy)
        .where(
            models.Policy.kind == PolicyKind.EMPLOYERS_LIABILITY.value,
            models.Policy.worker_id.is_(None),
            models.Policy.proof_id.is_not(None),
            models.Policy.from_date <= period.end,
            models.Policy.until >= period.start,
        )
        .order_by(models.Policy.from_date, models.Policy.id)
    ):
        title = _("Insurance certificate of {insurer}, {start} to {end}").format(
            insurer=row.insurer, start=short_date(row.from_date), end=short_date(row.until)
        )
        yield ("proof", row.proof_id or 0), _Found(title, CERTIFICATE, row.from_date)


def _contributions(
    session: Session, period: Period, funder_id: int
) -> Iterator[tuple[Key, _Found]]:
    """The papers of contributions that were paid outside the accounts."""
    for one in outside_written_down(session, period, funder_id):
        if one.proof_id is not None:
            title = _("Your contribution, paid to {paid_to}").format(paid_to=one.answer.paid_to)
            yield ("proof", one.proof_id), _Found(title, PAPER, one.answer.day)


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
            *_receipts_of_items(session, slip),
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


def _receipts_of_items(session: Session, slip: models.Payslip) -> list[tuple[Key, _Found]]:
    """The receipts of expenses and mileage that were paid with the payslip."""
    return [
        (
            ("proof", item.proof_id or 0),
            _Found(
                _("Receipt of {worker}, {day}: {what}").format(
                    worker=slip.worker.name,
                    day=short_date(item.day),
                    what=item.note or kind_of_extra(ExtraKind(item.kind)),
                ),
                "receipt",
                item.day,
            ),
        )
        for item in session.scalars(
            select(models.PayItem)
            .where(models.PayItem.payslip_id == slip.id, models.PayItem.proof_id.is_not(None))
            .order_by(models.PayItem.day, models.PayItem.id)
        )
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
    if kind == "proof":
        row = session.get_one(models.Proof, row_id)
        content = partial(book.read_proof, row.sealed_name)
        return Paper(proof.number, proof.title, row.media_type, content)
    make = {"payslip": _payslip, "timesheet": _timesheet, PAYMENT_RECORD: _payment_record}[kind]
    made = partial(make, session, row_id, large_print)
    return Paper(proof.number, proof.title, PDF, made, ours=True)


def _payslip(session: Session, number: int, large_print: bool) -> bytes:
    from dpmanager.documents.payslip import payslip_pdf

    slip = payslip_of(session, session.get_one(models.Payslip, number))
    return payslip_pdf(slip, large_print=large_print)


def _timesheet(session: Session, number: int, large_print: bool) -> bytes:
    from dpmanager.documents.timesheet import timesheet_pdf

    sheet = timesheet_of(session, session.get_one(models.Timesheet, number))
    return timesheet_pdf(sheet, large_print=large_print)


def _payment_record(session: Session, number: int, large_print: bool) -> bytes:
    from dpmanager.documents.payment_record import payment_record_pdf

    owed = session.get_one(models.ExpectedPayment, number)
    return payment_record_pdf(
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
