"""The bank's own statements in the evidence: in their place, numbered, and said where none is."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pypdf
import pytest
from bank_paper import bank_pdf, scan
from small_book import ACCOUNT, AT, CARD, WHO, all_of, barclays, lloyds

from dpmanager.domain.periods import Period
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.bank_statements import ChosenPaper, add_bank_statement
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.receipts.add_receipt import add_receipt
from dpmanager.tasks.returns.papers_to_send import Wanted, Which, make_papers
from dpmanager.tasks.returns.prepare_return import export_return, prepare_return

SPRING = Period(date(2026, 4, 6), date(2026, 6, 30))
JULY_6 = datetime.combine(date(2026, 7, 6), AT.timetz())
DONE: dict[str, Any] = {"who": WHO, "at": JULY_6}
LINES = [
    (date(2026, 4, 7), "NORTHSHIRE CC", "400.00"),
    (date(2026, 4, 9), "VALE TAXIS", "-12.50"),
]
STANDS = "It stands for the bank's own statement"


def text_of(pdf: bytes) -> list[str]:
    """The words of each page."""
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def bundle(book: Book) -> list[str]:
    made = export_return(book, SPRING, today=JULY_6.date(), with_bundle=True)
    return text_of(made.bundle)


def add(book: Book, first: date, last: date, account: str = ACCOUNT) -> int:
    paper = ChosenPaper("scan.jpg", scan(first), "image/jpeg", "", None)
    return add_bank_statement(book, account, first, last, paper, **DONE)


def wants(book: Book, rules: str) -> None:
    with book.task("Choose the rules", **DONE) as session:
        session.query(models.Funder).one().rules = rules


def test_a_pdf_that_was_read_in_is_the_first_paper_and_bears_its_number(book: Book) -> None:
    import_statement(book, ACCOUNT, bank_pdf(LINES), **DONE)
    taxi = all_of(book, models.Transaction)[1].id
    add_receipt(book, scan(date(2026, 4, 9)), "taxi.jpg", payments=[taxi], **DONE)

    proofs = prepare_return(book, SPRING, today=JULY_6.date()).proofs

    title = f"The bank's statement of {ACCOUNT}, 7 to 9 April 2026"
    assert [(one.number, one.kind, one.title, one.line_numbers) for one in proofs] == [
        (1, "bank_statement", title, ()),
        (2, "receipt", "taxi", (2,)),
    ]
    pages = bundle(book)
    assert f"1 {title}" in pages[0]
    (page,) = [page for page in pages if page.startswith(f"Proof 1: {title}")]
    assert "Northshire Bank" in page
    assert "Balance brought forward" in page
    statement = next(at for at, page in enumerate(pages) if "Evidence index" in page)
    assert pages.index(page) == statement + 1  # right behind the annotated statement


def test_the_papers_that_are_sent_have_it_too(book: Book) -> None:
    import_statement(book, ACCOUNT, bank_pdf(LINES), **DONE)
    made = make_papers(book, SPRING, Wanted((Which.BUNDLE,)), today=JULY_6.date())
    assert "Northshire Bank" in " ".join(text_of(made.files[0].data))


@pytest.mark.parametrize(
    ("first", "last", "is_in"),
    [
        (date(2026, 3, 1), date(2026, 4, 5), False),
        (date(2026, 3, 7), date(2026, 4, 6), True),
        (date(2026, 6, 30), date(2026, 7, 6), True),
        (date(2026, 7, 1), date(2026, 7, 6), False),
    ],
)
def test_those_of_any_day_of_the_period_are_in(
    book: Book, first: date, last: date, is_in: bool
) -> None:
    add(book, first, last)
    kinds = [one.kind for one in prepare_return(book, SPRING, today=JULY_6.date()).proofs]
    assert ("bank_statement" in kinds) is is_in


def test_several_stand_in_the_order_of_accounts_and_days(book: Book) -> None:
    add(book, date(2026, 5, 1), date(2026, 5, 31), CARD)
    add(book, date(2026, 6, 1), date(2026, 6, 30))
    add(book, date(2026, 4, 1), date(2026, 4, 30))
    proofs = prepare_return(book, SPRING, today=JULY_6.date()).proofs
    assert [(one.accounts, one.day) for one in proofs] == [
        ((ACCOUNT,), date(2026, 4, 30)),
        ((ACCOUNT,), date(2026, 6, 30)),
        ((CARD,), date(2026, 5, 31)),
    ]


def test_a_file_of_payments_is_no_page_and_the_contents_say_what_stands_for_it(book: Book) -> None:
    import_statement(book, ACCOUNT, lloyds(LINES), **DONE)
    wants(book, "essex")  # receipts and invoices alone
    assert STANDS not in bundle(book)[0]

    wants(book, "devon")

    assert prepare_return(book, SPRING, today=JULY_6.date()).proofs == ()
    assert f"{STANDS}, which is not among these papers." in bundle(book)[0]


def test_the_accounts_without_one_are_named(book: Book) -> None:
    wants(book, "devon")
    import_statement(book, ACCOUNT, bank_pdf(LINES), **DONE)
    assert STANDS not in bundle(book)[0]  # the card was not used

    import_statement(book, CARD, barclays(LINES), **DONE)
    assert f"{STANDS} of {CARD}, which is not among these papers." in bundle(book)[0]

    add(book, date(2026, 4, 1), date(2026, 4, 30), CARD)
    assert STANDS not in bundle(book)[0]


def test_a_receipt_that_is_the_statement_too_is_one_paper(book: Book) -> None:
    pdf = bank_pdf(LINES)
    import_statement(book, ACCOUNT, pdf, **DONE)
    first, second = (row.id for row in all_of(book, models.Transaction))
    add_receipt(book, pdf, "april.pdf", payments=[first, second], **DONE)

    (proof,) = prepare_return(book, SPRING, today=JULY_6.date()).proofs

    assert (proof.kind, proof.line_numbers) == ("bank_statement", (1, 2))
    assert proof.title.startswith("The bank's statement of")


def test_one_paper_of_two_accounts_is_one_paper(book: Book) -> None:
    wants(book, "devon")
    import_statement(book, ACCOUNT, lloyds(LINES), **DONE)
    import_statement(book, CARD, barclays(LINES), **DONE)
    paper = ChosenPaper("april.jpg", scan(date(2026, 4, 1)), "image/jpeg", "", None)
    for account, last in ((ACCOUNT, date(2026, 4, 30)), (CARD, date(2026, 5, 31))):
        add_bank_statement(book, account, date(2026, 4, 1), last, paper, **DONE)

    (proof,) = prepare_return(book, SPRING, today=JULY_6.date()).proofs

    assert proof.title == f"The bank's statement of {ACCOUNT} and {CARD}, 1 April to 31 May 2026"
    assert STANDS not in bundle(book)[0]
