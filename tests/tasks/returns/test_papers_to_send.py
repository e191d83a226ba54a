"""The files that go to a funder: what is in them, how large they are, and who can open them."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from small_book import ACCOUNT, AT, WHO, all_of

from dpmanager.domain.people.insurance import PolicyKind
from dpmanager.domain.periods import Period
from dpmanager.domain.signatures import SignatureGiven, SignatureKind
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.sort_payments import add_payment
from dpmanager.tasks.receipts.add_receipt import add_receipt
from dpmanager.tasks.returns.email_draft import as_eml
from dpmanager.tasks.returns.papers_to_send import (
    MEGABYTE,
    PapersToSend,
    Wanted,
    Which,
    in_mails,
    largest_file,
    make_papers,
)
from dpmanager.tasks.returns.prepare_return import prepare_return
from dpmanager.tasks.returns.sent_returns import document_of
from dpmanager.tasks.returns.sign_return import sign_return
from dpmanager.ui.widgets.progress import LongWork, StoppedError

SPRING = Period(date(2026, 4, 6), date(2026, 6, 30))
JULY_6 = datetime.combine(date(2026, 7, 6), AT.timetz())
DONE: dict[str, Any] = {"who": WHO, "at": JULY_6}
ALL = tuple(Which)
SECRET = "green kettle seven"


def made(book: Book, *papers: Which, **more: Any) -> PapersToSend:
    return make_papers(book, SPRING, Wanted(papers or ALL, **more), today=JULY_6.date())


def text_of(pdf: bytes, passphrase: str = "") -> str:
    reader = pypdf.PdfReader(BytesIO(pdf))
    if passphrase:
        assert reader.decrypt(passphrase)
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def pay(book: Book, day: date, amount: str) -> int:
    return add_payment(book, ACCOUNT, day, "Vale Taxis", Decimal(amount), **DONE)


def photo(number: int, size: tuple[int, int] = (1000, 1400)) -> bytes:
    """A picture of about a megabyte."""
    made = BytesIO()
    Image.effect_noise(size, 50 + number).convert("RGB").save(made, "JPEG", quality=95)
    return made.getvalue()


def receipts(book: Book, count: int) -> None:
    """As many payments, each with a photo."""
    for number in range(count):
        payment = pay(book, date(2026, 5, 1 + number), "-12.50")
        add_receipt(book, photo(number), f"{number}.jpg", payments=[payment], **DONE)


def sign(book: Book) -> int:
    jo = SignatureGiven(SignatureKind.TYPED, "Jo Rivers")
    return sign_return(book, SPRING, jo, role="Nominated person", **DONE)


def test_every_paper_is_a_file_of_its_own_without_a_name_on_it(book: Book) -> None:
    found = made(book)

    assert [(file.which, file.name) for file in found.files] == [
        (Which.LETTER, "Letter 2026-04-06 to 2026-06-30.pdf"),
        (Which.RETURN, "Return 2026-04-06 to 2026-06-30.pdf"),
        (Which.LARGE_PRINT, "Return 2026-04-06 to 2026-06-30, large print.pdf"),
        (Which.BUNDLE, "Evidence 2026-04-06 to 2026-06-30.pdf"),
    ]
    letter, normal, large, bundle = (text_of(file.data) for file in found.files)
    assert "I send you the return for the direct payment of Sam Rivers." in letter
    assert "Direct payment return" in normal
    assert len(large) > 0.9 * len(normal)
    assert "Annotated bank statement" in bundle
    assert found.notes == ("The return is not signed yet.",)
    assert all(file.data is file.plain for file in found.files)


def test_file_names_hold_a_name_only_when_asked(book: Book) -> None:
    with book.task("Rename", **DONE) as session:
        session.query(models.Person).filter_by(name="Sam Rivers").one().name = "Sam/..\\ Ri:vers?"
    (file,) = made(book, Which.RETURN, named=True).files
    assert file.name == "Sam Ri vers Return 2026-04-06 to 2026-06-30.pdf"


def test_a_signed_return_goes_as_it_was_signed(book: Book) -> None:
    number = sign(book)

    found = made(book)

    by_kind = {file.which: file.data for file in found.files}
    assert by_kind[Which.RETURN] == document_of(book, number)
    large = text_of(by_kind[Which.LARGE_PRINT])
    assert "Signed on the screen by Jo Rivers on 6 July 2026." in large
    assert "takes the place" not in large
    assert found.notes == ()


def test_records_that_changed_since_the_signing_are_said(book: Book) -> None:
    number = sign(book)
    pay(book, date(2026, 6, 1), "-9.00")

    found = made(book)

    assert "have changed since you signed" in found.notes[0]
    by_kind = {file.which: file.data for file in found.files}
    assert by_kind[Which.RETURN] == document_of(book, number)
    assert "£1,000.00" in text_of(by_kind[Which.LETTER])  # what was signed, not what is


def test_a_large_bundle_is_parted_and_every_e_mail_gets_through(book: Book) -> None:
    receipts(book, 12)

    found = made(book, Which.LETTER, Which.RETURN, Which.BUNDLE, mailbox=5)

    bundles = [file for file in found.files if file.which is Which.BUNDLE]
    assert len(bundles) > 1
    for number, file in enumerate(bundles, start=1):
        assert file.name == (
            f"Evidence 2026-04-06 to 2026-06-30, part {number} of {len(bundles)}.pdf"
        )
        assert len(file.data) <= 5 * MEGABYTE
    assert [name for draft in found.drafts for name, _data in draft.files] == [
        file.name for file in found.files
    ]
    for draft in found.drafts:
        assert len(as_eml(draft)) <= 5 * MEGABYTE
    assert len(made(book, Which.BUNDLE, mailbox=0).files) == 1


def test_locked_files_open_with_the_passphrase_alone(book: Book) -> None:
    plain = made(book)
    locked = made(book, passphrase=f" {SECRET} ")

    for open_file, file in zip(plain.files, locked.files, strict=True):
        assert pypdf.PdfReader(BytesIO(file.data)).is_encrypted
        assert text_of(file.data, SECRET) == text_of(open_file.data)
        assert file.plain == open_file.data
    (draft,) = locked.drafts
    assert SECRET not in draft.text + draft.subject
    assert "I will tell you the passphrase by phone." in draft.text
    assert "Sam Rivers" not in draft.subject
    assert SECRET.encode() not in as_eml(draft)


@pytest.mark.parametrize("passphrase", ["short", "x" * 200])
def test_a_passphrase_that_is_no_use_makes_nothing(book: Book, passphrase: str) -> None:
    with pytest.raises(DPManagerError, match="passphrase"):
        made(book, passphrase=passphrase)


def test_something_must_be_chosen(book: Book) -> None:
    with pytest.raises(DPManagerError, match="at least one"):
        make_papers(book, SPRING, Wanted(()), today=JULY_6.date())


def test_the_e_mail_says_what_it_is_about(book: Book) -> None:
    (draft,) = made(book).drafts

    assert draft.subject == (
        "Return for 6 April 2026 to 30 June 2026, Sam Rivers, reference 0055501"
    )
    assert draft.text.startswith("Dear Northshire County Council\n\nHere are papers of the")
    assert "Evidence 2026-04-06 to 2026-06-30.pdf" in draft.text
    assert draft.text.endswith("Jo Rivers\n")
    assert draft.to == ""


def test_the_e_mail_goes_to_the_address_of_the_funder(book: Book) -> None:
    with book.task("Choose the rules", **DONE) as session:
        session.query(models.Funder).one().rules = "greenwich"
    (draft,) = made(book, Which.LETTER).drafts
    assert draft.to == "Directpayments@greenwich.gov.uk"


def test_the_certificate_of_insurance_comes_last(book: Book) -> None:
    receipts(book, 1)
    proof = add_receipt(book, photo(9, (300, 400)), "certificate.jpg", **DONE)
    with book.task("Insure", **DONE) as session:
        for policy in session.query(models.Policy):
            session.delete(policy)
        session.add(
            models.Policy(
                kind=PolicyKind.EMPLOYERS_LIABILITY.value,
                insurer="Fish",
                from_date=date(2026, 4, 1),
                until=date(2027, 3, 31),
                proof_id=proof,
            )
        )

    proofs = prepare_return(book, SPRING, today=JULY_6.date()).proofs

    assert [(one.number, one.kind, bool(one.line_numbers)) for one in proofs] == [
        (1, "receipt", True),
        (2, "insurance_certificate", False),
    ]
    assert proofs[1].title == "Insurance certificate of Fish, 1 Apr 2026 to 31 Mar 2027"
    (bundle,) = made(book, Which.BUNDLE).files
    assert "Proof 2: Insurance certificate of Fish" in text_of(bundle.data)


def test_a_paper_that_is_missing_is_said(book: Book) -> None:
    receipts(book, 1)
    (proof,) = all_of(book, models.Proof)
    (sealed,) = [file for file in book.folder.rglob("*") if proof.sealed_name in file.name]
    sealed.write_bytes(sealed.read_bytes()[:-20])

    found = made(book, Which.BUNDLE)

    assert any(note.endswith("could not be put in. Send it by itself.") for note in found.notes)
    assert "its file in the book is damaged" in text_of(found.files[0].data)


def test_the_work_can_be_stopped(book: Book) -> None:
    receipts(book, 2)
    work = LongWork()
    work.stop()
    with pytest.raises(StoppedError):
        make_papers(book, SPRING, Wanted(ALL), today=JULY_6.date(), reached=work.reached)


@given(
    sizes=st.lists(st.integers(1, 20 * MEGABYTE), min_size=1, max_size=12),
    mailbox=st.sampled_from([0, 5, 10, 20]),
)
def test_each_file_is_in_one_e_mail_in_order(sizes: list[int], mailbox: int) -> None:
    mails = in_mails(sizes, mailbox)

    assert [place for mail in mails for place in mail] == list(range(len(sizes)))
    room = largest_file(mailbox)
    for mail in mails:
        assert mail
        assert room is None or len(mail) == 1 or sum(sizes[place] for place in mail) <= room
    if not mailbox:
        assert len(mails) == 1


def test_a_file_of_the_largest_size_gets_through(book: Book) -> None:
    room = largest_file(5)
    assert room is not None
    (draft,) = made(book, Which.LETTER).drafts
    full = replace(draft, files=(("Evidence.pdf", bytes(room)),))
    assert 0.9 * 5 * MEGABYTE < len(as_eml(full)) <= 5 * MEGABYTE
