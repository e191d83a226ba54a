from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from small_book import ADA, AT, WHO, all_of, count

from dpmanager.domain.deadlines.rules import RecordKind
from dpmanager.domain.people.checks import CheckKind
from dpmanager.domain.people.insurance import Cover, CoverState, PolicyKind
from dpmanager.domain.people.relatives import Relation
from dpmanager.domain.people.status import Status
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.engage_worker import end_work
from dpmanager.tasks.people.insurance import (
    PolicyAnswer,
    add_policy,
    keep_certificate,
    remove_policy,
)
from dpmanager.tasks.people.print_worker_papers import print_written_statement
from dpmanager.tasks.people.relatives import set_family
from dpmanager.tasks.people.status import save_status
from dpmanager.tasks.people.worker_file import (
    ContactAnswer,
    PaperKind,
    WorkerFile,
    add_papers,
    keep_copy,
    look_at_worker_file,
    remove_paper,
    remove_past,
    set_contact,
    set_registration,
)
from dpmanager.tasks.people.workers import find_worker
from dpmanager.tasks.receipts.add_receipt import add_receipt_files, remove_receipt
from dpmanager.tasks.receipts.look_at_receipts import (
    count_receipts,
    look_at_receipts,
    receipt_kinds,
)

TODAY = AT.date()
LEFT = date(2026, 6, 30)


@pytest.fixture
def ada(book: Book) -> int:
    with book.reading() as session:
        return find_worker(session, ADA).id


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    data = BytesIO()
    Image.new("RGB", (40, 60), "white").save(data, "PNG")
    path = tmp_path / "contract of Ada.png"
    path.write_bytes(data.getvalue())
    return path


def file_of(book: Book, worker: int, today: date = TODAY) -> WorkerFile:
    seen = look_at_worker_file(book, worker, today)
    assert seen is not None
    return seen


def check_of(book: Book, worker: int, kind: CheckKind) -> models.Check:
    mine = (models.Check.worker_id == worker, models.Check.kind == kind.value)
    return all_of(book, models.Check, *mine)[0]  # type: ignore[no-any-return]


def test_how_to_reach_a_worker_is_saved_and_undone(book: Book, ada: int) -> None:
    before = file_of(book, ada).contact
    answer = ContactAnswer(phone=" 01632 960123 ", emergency_name="Bo", emergency_phone="1",
                           role="PA", service_type="complex_care", drives=True)  # fmt: skip
    set_contact(book, ada, answer, who=WHO, at=AT)
    now = file_of(book, ada)
    assert (now.contact.phone, now.contact.drives, now.service) == (
        "01632 960123",
        True,
        "Complex care",
    )
    assert CheckKind.MOT in {line.kind for line in now.checks.lines}
    book.undo(who=WHO, at=AT)
    assert file_of(book, ada).contact == before
    with pytest.raises(DPManagerError, match="phone number for Bo"):
        set_contact(book, ada, ContactAnswer(emergency_name="Bo"), who=WHO, at=AT)


def test_what_else_they_do_is_in_the_file_and_on_the_written_statement(
    book: Book, ada: int
) -> None:
    several = ContactAnswer(role="PA", service_type="respite", more_services=("companionship",))
    set_contact(book, ada, several, who=WHO, at=AT)
    now = file_of(book, ada)
    assert now.contact == several
    assert now.service == "Respite and short breaks, Companionship and befriending"
    assert "Your job is: PA." in statement_of(book, ada)
    assert f"What you do: {now.service}." in statement_of(book, ada)

    set_contact(book, ada, replace(several, role=""), who=WHO, at=AT)
    assert f"Your job is: {now.service}." in statement_of(book, ada)
    assert "What you do" not in statement_of(book, ada)

    with pytest.raises(DPManagerError, match="from the list"):
        set_contact(book, ada, replace(several, more_services=("magic",)), who=WHO, at=AT)


def statement_of(book: Book, worker: int) -> str:
    """The words of the written statement."""
    pdf = print_written_statement(book, worker, today=TODAY)
    with pypdfium2.PdfDocument(pdf) as document:
        words = "".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(words.split())


def test_the_numbers_of_who_sends_invoices_are_saved_and_undone(book: Book, ada: int) -> None:
    set_registration(book, ada, utr="19558 39661K", registration=" 1-101  ", who=WHO, at=AT)
    now = file_of(book, ada)
    assert (now.utr, now.registration) == ("1955839661", "1-101")
    with pytest.raises(DPManagerError, match="a figure is wrong"):
        set_registration(book, ada, utr="2955839661", registration="", who=WHO, at=AT)
    assert file_of(book, ada) == now
    book.undo(who=WHO, at=AT)
    assert (file_of(book, ada).utr, file_of(book, ada).registration) == ("", "")


def test_papers_are_in_the_file_and_not_among_the_receipts(
    book: Book, ada: int, picture: Path
) -> None:
    (number,) = add_papers(book, ada, [picture], PaperKind.CONTRACT, note="2026", who=WHO, at=AT)
    (paper,) = file_of(book, ada).papers
    assert (paper.id, paper.kind_words, paper.note) == (number, "Contract of work", "2026")
    assert book.read_proof(paper.file.sealed_name) == picture.read_bytes()
    assert (look_at_receipts(book).receipts, count_receipts(book, "contract")) == (0, 0)
    assert "kept_paper" not in dict(receipt_kinds())
    remove_paper(book, number, who=WHO, at=AT)
    assert (file_of(book, ada).papers, count(book, models.Proof)) == ((), 0)
    book.undo(who=WHO, at=AT)
    assert file_of(book, ada).papers == (paper,)


def test_all_papers_are_kept_or_none(book: Book, ada: int, picture: Path, tmp_path: Path) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_text("hello")
    with pytest.raises(DPManagerError):
        add_papers(book, ada, [picture, odd], PaperKind.OTHER, who=WHO, at=AT)
    assert file_of(book, ada).papers == ()


def test_a_paper_that_is_a_receipt_too_leaves_the_file_with_it(
    book: Book, ada: int, picture: Path
) -> None:
    add_papers(book, ada, [picture], PaperKind.OTHER, who=WHO, at=AT)
    added = add_receipt_files(book, [picture], who=WHO, at=AT)
    assert count_receipts(book, "") == 1
    remove_receipt(book, added.numbers[0], who=WHO, at=AT)
    assert file_of(book, ada).papers == ()


def test_a_copy_of_a_passport_is_kept_and_one_of_a_dbs_check_never(
    book: Book, ada: int, picture: Path
) -> None:
    right = check_of(book, ada, CheckKind.RIGHT_TO_WORK)
    keep_copy(book, right.id, picture, who=WHO, at=AT)
    (line,) = [one for one in file_of(book, ada).checks.lines if one.id == right.id]
    assert line.copy is not None and line.copy.title == "contract of Ada"
    dbs = check_of(book, ada, CheckKind.DBS)
    with pytest.raises(DPManagerError, match="never kept"):
        keep_copy(book, dbs.id, picture, who=WHO, at=AT)
    assert check_of(book, ada, CheckKind.DBS).proof_id is None


def test_an_insurance_and_its_certificate(book: Book, ada: int, picture: Path) -> None:
    for row in all_of(book, models.Policy):
        remove_policy(book, row.id, who=WHO, at=AT)
    assert file_of(book, ada).insurance.cover == Cover(CoverState.MISSING, TODAY)
    answer = PolicyAnswer(
        PolicyKind.EMPLOYERS_LIABILITY, " Oak ", date(2026, 4, 1), date(2027, 3, 31)
    )
    number = add_policy(book, answer, who=WHO, at=AT)
    keep_certificate(book, number, picture, who=WHO, at=AT)
    seen = file_of(book, ada).insurance
    assert seen.cover == Cover(CoverState.IN_FORCE, date(2027, 3, 31))
    (policy,) = seen.policies
    assert (policy.policy.insurer, policy.certificate is not None) == ("Oak", True)
    remove_policy(book, number, who=WHO, at=AT)
    assert (count(book, models.Policy), count(book, models.Proof)) == (0, 0)
    backwards = PolicyAnswer(PolicyKind.OTHER, "Oak", date(2027, 4, 1), date(2027, 3, 31))
    with pytest.raises(DPManagerError, match="before 1 April 2027"):
        add_policy(book, backwards, who=WHO, at=AT)


def test_what_the_answers_point_to_is_kept_with_its_reasons(book: Book, ada: int) -> None:
    with pytest.raises(DPManagerError, match="at least one question"):
        save_status(book, ada, {}, who=WHO, at=AT)
    answers = {"substitute": "no", "when": "me", "how": "me", "duty": "yes", "others": "no",
               "price": "me"}  # fmt: skip
    save_status(book, ada, answers, reference="E1", who=WHO, at=AT)
    status = file_of(book, ada).status
    assert status is not None
    assert (status.view.status, status.reference, status.day) == (Status.EMPLOYED, "E1", TODAY)
    assert status.answers == answers
    assert len(status.view.steps) == len(answers)


def test_family_warns_and_forbids_nothing(book: Book, ada: int) -> None:
    look = set_family(
        book, ada, relation=Relation.CHILD, lives_here=True, consent_on=None, who=WHO, at=AT
    )
    assert look.wanted is not None and "only if the council agrees" in look.wanted.why
    assert file_of(book, ada).family == look
    with pytest.raises(DPManagerError, match="still to come"):
        set_family(
            book,
            ada,
            relation=Relation.CHILD,
            lives_here=True,
            consent_on=date(2027, 1, 1),
            who=WHO,
            at=AT,
        )


def test_the_file_of_somebody_who_left_says_how_long_to_keep_it(
    book: Book, ada: int, picture: Path
) -> None:
    add_papers(book, ada, [picture], PaperKind.CONTRACT, who=WHO, at=AT)
    assert file_of(book, ada).kept == ()
    end_work(book, ada, LEFT, who=WHO, at=AT)
    # Right to work: two years after the job; a claim under a contract: six (Limitation Act 1980)
    right, rest = file_of(book, ada).kept
    assert (right.record, right.until.day, right.is_over) == (
        RecordKind.RIGHT_TO_WORK,
        date(2028, 6, 30),
        False,
    )
    assert (rest.until.day, rest.count) == (date(2032, 6, 30), 4)  # DBS, 2 references, contract
    with pytest.raises(DPManagerError, match="kept until 30 June 2028"):
        remove_past(book, ada, RecordKind.RIGHT_TO_WORK, who=WHO, at=AT)


def test_what_is_past_its_time_is_removed_only_when_asked(
    book: Book, ada: int, picture: Path
) -> None:
    add_papers(book, ada, [picture], PaperKind.CONTRACT, who=WHO, at=AT)
    keep_copy(book, check_of(book, ada, CheckKind.RIGHT_TO_WORK).id, picture, who=WHO, at=AT)
    end_work(book, ada, LEFT, who=WHO, at=AT)
    later = datetime(2028, 7, 1, 9, tzinfo=UTC)
    assert [kept.is_over for kept in file_of(book, ada, later.date()).kept] == [True, False]
    assert remove_past(book, ada, RecordKind.RIGHT_TO_WORK, who=WHO, at=later) == 1
    assert count(book, models.Proof) == 1  # the contract is the same file, and stays
    much_later = datetime(2032, 7, 1, 9, tzinfo=UTC)
    assert remove_past(book, ada, RecordKind.CONTRACT, who=WHO, at=much_later) == 4
    seen = file_of(book, ada, much_later.date())
    assert (seen.papers, seen.kept, count(book, models.Proof)) == ((), (), 0)
    book.undo(who=WHO, at=much_later)
    assert len(file_of(book, ada, much_later.date()).papers) == 1


def test_nobody_of_that_number_has_no_file(book: Book) -> None:
    assert look_at_worker_file(book, 999, TODAY) is None
