"""Everything of a book as open files, and read back without loss."""

import csv
import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, select

from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book, DiskTrouble, create_book, open_book
from dpmanager.records.history import insert_many
from dpmanager.records.models import Base
from dpmanager.records.models.base import Exact, Pence
from dpmanager.records.vault import KeyCost
from dpmanager.tasks.book import export_everything as exporting
from dpmanager.tasks.book import made_up_household, open_records
from dpmanager.tasks.book import records_of_period as of_period
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.export_everything import export_everything, free_place
from dpmanager.tasks.book.open_records import open_columns, open_tables
from dpmanager.tasks.book.read_everything import look_at_export, read_everything
from dpmanager.tasks.book.record_words import record_words
from dpmanager.tasks.returns.prepare_return import export_return

PASSPHRASE = "orchard teapot lantern gravel"
QUICK = KeyCost(time_cost=1, memory_kib=64, parallelism=1)
AT = datetime(2026, 11, 28, 10, tzinfo=UTC)


class StopNow(DPManagerError):  # noqa: N818
    """As a person presses Stop."""


def rows(book: Book) -> dict[str, list[dict[str, Any]]]:
    """Every row but the history, and in the place of each sealed name what was sealed."""
    found = {}
    with book.reading() as session:
        for table in open_tables():
            columns = open_columns(table)
            ordered = session.execute(select(table).order_by(table.c.id)).mappings()
            found[table.name] = [
                {column.name: row[column.name] for column in columns} for row in ordered
            ]
        names = dict(session.execute(select(models.Proof.id, models.Proof.sealed_name)).all())
    for row in found["proof"]:
        row["content"] = hashlib.sha256(book.read_proof(names[row["id"]])).hexdigest()
    return found


def pdf_text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


KINDS = {"string": str, "integer": int, "boolean": bool, "array": list, "null": type(None)}


def against(root: Any, rule: Any, value: Any) -> Iterator[str]:
    """What in a value does not keep to a JSON Schema, as far as ours uses it."""
    if "$ref" in rule:
        rule = root["$defs"][rule["$ref"].removeprefix("#/$defs/")]
    if "anyOf" in rule:
        if all(list(against(root, each, value)) for each in rule["anyOf"]):
            yield f"{value} is none of {rule['anyOf']}"
    elif "enum" in rule:
        if value not in rule["enum"]:
            yield f"{value} is not in {rule['enum']}"
    elif rule["type"] == "object":
        yield from set(rule["required"]) - set(value)
        yield from set(value) - set(rule["properties"])
        for name in set(value) & set(rule["properties"]):
            yield from against(root, rule["properties"][name], value[name])
    elif type(value) is not KINDS[rule["type"]]:
        yield f"{value} is not {rule['type']}"
    elif isinstance(value, list):
        for each in value:
            yield from against(root, rule["items"], each)
    elif not re.search(rule.get("pattern", ""), str(value)):
        yield f"{value} does not match {rule['pattern']}"


@pytest.fixture(scope="module")
def lived(household: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The household's book after its half year. Only read it."""
    folder = tmp_path_factory.mktemp("lived") / "Margaret.dpbook"
    shutil.copytree(household / "Margaret.dpbook", folder)
    with open_book(folder, passphrase=PASSPHRASE) as book:
        yield book


@pytest.fixture(scope="module")
def exported(lived: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All its records as a folder. Copy it before you change it."""
    place = tmp_path_factory.mktemp("exported") / "records"
    export_everything(lived, place, at=AT)
    return place


@pytest.fixture
def copied(exported: Path, tmp_path: Path) -> Path:
    """A copy of the folder, for one test."""
    place = tmp_path / "records"
    shutil.copytree(exported, place)
    return place


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the new book is to be, in a folder of its own."""
    (tmp_path / "new").mkdir()
    return tmp_path / "new" / "Again.dpbook"


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_household_is_read_back_without_loss(
    lived: Book, tmp_path: Path, target: Path, as_zip: bool
) -> None:
    place = tmp_path / ("records.zip" if as_zip else "records")
    done = export_everything(lived, place, at=AT, as_zip=as_zip)
    before = rows(lived)
    seen = look_at_export(place)
    assert (seen.records, seen.receipts) == (done.records, done.receipts)
    assert done.records == sum(map(len, before.values())) > 500
    assert done.receipts == len(before["proof"]) > 5
    read_in = read_everything(place, target, PASSPHRASE, at=AT, cost=QUICK)
    with read_in.book as again:
        assert rows(again) == before
        assert read_in.problems == ()
        assert check_book(again) == []
        with again.reading() as session:
            (task,) = session.scalars(select(models.TaskDone))
        assert task.name == "Read in the records that were exported on 28 November 2026"
        assert task.lasting and again.can_undo() == ""
        made = [
            export_return(book, made_up_household.QUARTER, today=made_up_household.RETURN_MADE)
            for book in (lived, again)
        ]
    assert made[0].funder_return == made[1].funder_return
    assert pdf_text(made[0].pdf) == pdf_text(made[1].pdf)
    assert len(pdf_text(made[0].pdf)) > 1000


def test_the_book_goes_on_counting_after_the_highest_number(
    lived: Book, exported: Path, target: Path
) -> None:
    highest = max(row["id"] for row in rows(lived)["outcome"])
    with read_everything(exported, target, PASSPHRASE, at=AT, cost=QUICK).book as again:
        with again.task("Add", who="Anna", at=AT) as session:
            session.add(outcome := models.Outcome(name="Swim"))
        assert outcome.id == highest + 1
        assert again.undo(who="Anna", at=AT) == "Add"


def test_every_table_leaves_the_book_or_is_known_not_to() -> None:
    stay = {"task_done", "change", "proof_text", "proof_lines", "form_key"}
    assert {table.name for table in open_tables()} == set(Base.metadata.tables) - stay
    names = [record_words(table.name).casefold() for table in open_tables()]
    assert len(names) == len(set(names))


def test_the_json_keeps_to_its_schema_and_holds_no_key(exported: Path) -> None:
    schema = json.loads((exported / "schema.json").read_text("utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    content = (exported / "book.json").read_text("utf-8")
    assert list(against(schema, schema, json.loads(content))) == []
    wrong = json.loads(content)
    wrong["tables"]["transaction"][0].update(amount=12.5, more=1)
    del wrong["tables"]["transaction"][1]["description"]
    assert len(list(against(schema, schema, wrong))) == 3
    assert "sealed_name" not in content
    assert "form_key" not in content
    assert json.loads(content)["tables"]["transaction"][0]["amount"].endswith(".20")


def test_names_of_files_hold_no_person(lived: Book, exported: Path) -> None:
    found = rows(lived)
    people = [row["name"] for table in ("person", "worker") for row in found[table]]
    words = {word.casefold() for name in people for word in name.split()}
    for file in exported.rglob("*"):
        assert not words & set(file.stem.casefold().replace("-", " ").split()), file
    assert (exported / "receipts" / "00006-receipt.jpg").is_file()


def test_tables_are_in_words_and_hold_no_formula(lived: Book, tmp_path: Path) -> None:
    folder = tmp_path / "Copy.dpbook"
    shutil.copytree(lived.folder, folder)
    (folder / "lock").unlink(missing_ok=True)
    with open_book(folder, passphrase=PASSPHRASE) as book:
        with book.task('=cmd("x")', who="Anna", at=AT) as session:
            session.scalars(select(models.Outcome)).first().name = '=HYPERLINK("http://x")'
        export_everything(book, tmp_path / "out", at=AT)

    def table(name: str) -> list[dict[str, str]]:
        text = (tmp_path / "out" / name).read_bytes().decode("utf-8-sig")
        return list(csv.DictReader(StringIO(text)))

    parts = table("tables/What a payment was for.csv")
    assert {part["Worker"] for part in parts} >= {"Ravi Patel", ""}
    assert {part["Outcome"] for part in parts} >= {'\'=HYPERLINK("http://x")'}
    assert any(part["Amount"].startswith("-") for part in parts)
    assert "Wages of personal assistants (take-home pay)" in {part["Category"] for part in parts}
    assert table("history.csv")[-1] == {
        "When": "2026-11-28 10:00", "Who": "Anna", "What": "'=cmd(\"x\")", "Taken back later": "",
    }  # fmt: skip
    assert "tables" in (tmp_path / "out" / "README.txt").read_text("utf-8-sig")


# Nothing is left half


def test_a_place_that_is_taken_is_left_as_it_is(lived: Book, tmp_path: Path) -> None:
    taken = tmp_path / "records"
    taken.mkdir()
    with pytest.raises(DPManagerError, match="already something"):
        export_everything(lived, taken, at=AT)
    with pytest.raises(DPManagerError, match="no folder"):
        export_everything(lived, tmp_path / "gone" / "records", at=AT)
    assert list(tmp_path.iterdir()) == [taken]
    assert free_place(tmp_path, AT, as_zip=True).name == "Direct payment records 2026-11-28.zip"
    free_place(tmp_path, AT, as_zip=False).mkdir()
    assert free_place(tmp_path, AT, as_zip=False).name == "Direct payment records 2026-11-28 (2)"


@pytest.mark.parametrize("as_zip", [False, True])
def test_stopped_on_the_way_nothing_is_left(lived: Book, tmp_path: Path, as_zip: bool) -> None:
    told = []

    def reached(done: int, of: int) -> None:
        told.append((done, of))
        if done == 3:
            raise StopNow("stopped")

    with pytest.raises(StopNow):
        export_everything(lived, tmp_path / "out", at=AT, as_zip=as_zip, reached=reached)
    assert [done for done, _of in told] == [0, 1, 2, 3]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_full_disk_leaves_nothing_half(
    lived: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_zip: bool
) -> None:
    def full(*_asked: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "_history", full)
    with pytest.raises(DiskTrouble):
        export_everything(lived, tmp_path / "out", at=AT, as_zip=as_zip)
    assert list(tmp_path.iterdir()) == []


def test_reading_in_that_is_stopped_leaves_no_book(exported: Path, target: Path) -> None:
    def reached(done: int, _of: int) -> None:
        if done == 2:
            raise StopNow("stopped")

    with pytest.raises(StopNow):
        read_everything(exported, target, PASSPHRASE, at=AT, reached=reached, cost=QUICK)
    assert list(target.parent.iterdir()) == []


def test_a_damaged_receipt_is_named_and_hinders_nothing(
    lived: Book, tmp_path: Path, target: Path
) -> None:
    folder = tmp_path / "Copy.dpbook"
    shutil.copytree(lived.folder, folder)
    (folder / "lock").unlink(missing_ok=True)
    with open_book(folder, passphrase=PASSPHRASE) as book:
        with book.reading() as session:
            name = session.scalars(
                select(models.Proof.sealed_name).where(models.Proof.id == 4)
            ).one()
        (folder / "receipts" / name).unlink()
        done = export_everything(book, tmp_path / "out", at=AT)
        said = book.check()
    assert done.damaged == (4,)
    assert "missing in the book: 4." in (tmp_path / "out" / "README.txt").read_text("utf-8-sig")
    read_in = read_everything(tmp_path / "out", target, PASSPHRASE, at=AT, cost=QUICK)
    read_in.book.close()
    assert list(read_in.problems) == said != []


# A period


# They have no day of their own, and come where another record names them.
WHERE_NAMED = {
    "deduction", "helper", "pay_run", "person", "return_form", "signature", "sorting_rule",
    "statement_layout", "worker_paper",
}  # fmt: skip


def test_every_table_has_a_rule_for_a_period() -> None:
    rules = [
        *of_period.ALWAYS, *of_period.ON_A_DAY, *of_period.BETWEEN_DAYS, *of_period.PARTS,
        *WHERE_NAMED,
    ]  # fmt: skip
    assert sorted(rules) == sorted(table.name for table in open_tables())


def test_a_period_has_what_belongs_to_it_and_what_that_names(
    lived: Book, tmp_path: Path, target: Path
) -> None:
    july = Period(date(2026, 7, 1), date(2026, 7, 31))
    export_everything(lived, tmp_path / "july", at=AT, period=july)
    kept = json.loads((tmp_path / "july" / "book.json").read_text("utf-8"))["tables"]
    every = rows(lived)
    assert [row["id"] for row in kept["transaction"]] == [
        row["id"] for row in every["transaction"] if row["day"] in july
    ]
    assert {row["id"] for row in kept["payslip"]} >= {
        row["id"] for row in every["payslip"] if row["pay_date"] in july
    }
    assert 0 < len(kept["shift"]) < len(every["shift"])
    assert 0 < len(kept["proof"]) < len(every["proof"])
    for table in open_tables():  # whatever a row names is there
        for column in table.columns:
            for key in column.foreign_keys:
                there = {row["id"] for row in kept[key.column.table.name]}
                named = {row[column.name] for row in kept[table.name]} - {None}
                assert named <= there, (table.name, column.name)
    parts = {split["transaction_id"] for split in kept["split"]}
    assert parts == {
        split["transaction_id"]
        for split in every["split"]
        if split["transaction_id"] in {row["id"] for row in kept["transaction"]}
    }
    with pytest.raises(DPManagerError, match="1 July 2026 to 31 July 2026 alone"):
        read_everything(tmp_path / "july", target, PASSPHRASE, at=AT, cost=QUICK)
    assert list(target.parent.iterdir()) == []


# Wrong and hostile files


def edited(place: Path, change: Any) -> None:
    """Changes the JSON of an export by hand."""
    file = place / "book.json"
    content = json.loads(file.read_text("utf-8"))
    change(content)
    file.write_text(json.dumps(content), "utf-8")


def refused(place: Path, target: Path, *said: str) -> None:
    """It is refused with these words, and nothing is left where the book was to be."""
    with pytest.raises(DPManagerError) as fault:
        read_everything(place, target, PASSPHRASE, at=AT, cost=QUICK)
    for part in said:
        assert part in str(fault.value)
    assert "`" not in str(fault.value)
    assert list(target.parent.iterdir()) == []


def first(table: str, **values: Any) -> Any:
    """Changes values of the first row of a table."""
    return lambda content: content["tables"][table][0].update(values)


def take_out(table: str, column: str) -> Any:
    return lambda content: content["tables"][table][0].pop(column)


@pytest.mark.parametrize(
    ("change", "place", "why"),
    [
        (first("person", name=5), "tables.person[0].name", "something else"),
        (take_out("person", "name"), "tables.person[0]", "“name” is missing"),
        (first("person", nick="M"), "tables.person[0]", "“nick” is not known"),
        (first("transaction", amount="1.234"), "tables.transaction[0].amount", "something else"),
        (first("transaction", amount=1.23), "tables.transaction[0].amount", "something else"),
        (first("transaction", day="31/7/2026"), "tables.transaction[0].day", "something else"),
        (first("shift", kind="midnight"), "tables.shift[0].kind", "something else"),
        (first("transaction", id=2), "tables.transaction[1].id", "the same number"),
        (first("transaction", id=-1), "tables.transaction[0].id", "something else"),
        (first("split", transaction_id=99999), "tables.split[0].transaction_id", "no row 99999"),
        (first("payslip", steps="[["), "tables.payslip[0].steps", "not JSON"),
        (first("account", name="Direct payment account"), "tables.account[1].name", "the same"),
        (first("proof", file="../secret.pdf"), "tables.proof[0].file", "something else"),
        (first("proof", file="/etc/passwd"), "tables.proof[0].file", "something else"),
        (lambda c: c["tables"].update(person=3), "tables.person", "something else"),
        (lambda c: c["tables"].update(arrangement=[]), "tables.arrangement", "who is who"),
        (lambda c: c["tables"].update(form_key=[]), "tables", "“form_key” is not known"),
        (lambda c: c.update(format="else"), "format", "not a file of DP Manager"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_its_place(
    copied: Path, target: Path, change: Any, place: str, why: str
) -> None:
    edited(copied, change)
    refused(copied, target, "book.json", place, why)


def test_records_of_a_newer_program_say_so(copied: Path, target: Path) -> None:
    edited(copied, lambda content: content.update(tables_version="9999", news={}))
    refused(copied, target, "newer version")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"format": "\\ud800"}',
        b"null",
        b'"text"',
    ],
)
def test_what_is_no_json_of_ours_is_refused(copied: Path, target: Path, content: bytes) -> None:
    (copied / "book.json").write_bytes(content)
    refused(copied, target, "book.json")


def test_missing_and_changed_receipts_are_named(copied: Path, target: Path) -> None:
    receipt = copied / "receipts" / "00006-receipt.jpg"
    receipt.write_bytes(receipt.read_bytes() + b"x")
    refused(copied, target, "receipts/00006-receipt.jpg is not as it was exported")
    receipt.unlink()
    receipt.symlink_to(copied / "README.txt")
    refused(copied, target, "1 file is missing: receipts/00006-receipt.jpg")
    shutil.rmtree(copied / "receipts")
    refused(copied, target, "files are missing: receipts/00001-kept-paper.pdf", "…")


def test_a_place_without_records_is_refused(tmp_path: Path, target: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    refused(empty, target, "there is no book.json in it")
    refused(tmp_path / "gone", target, "nothing at")
    (empty / "note.txt").write_text("no zip")
    refused(empty / "note.txt", target, "not a zip file")


@pytest.fixture
def packed(exported: Path, tmp_path: Path) -> Path:
    """The export as a zip file that another program made, with all in one folder."""
    return Path(shutil.make_archive(str(tmp_path / "sent"), "zip", exported.parent, "records"))


def test_a_zip_file_of_another_program_is_read(packed: Path, lived: Book, target: Path) -> None:
    with ZipFile(packed, "a") as file:
        file.writestr("__MACOSX/book.json", "else")
    with read_everything(packed, target, PASSPHRASE, at=AT, cost=QUICK).book as again:
        assert rows(again) == rows(lived)


@pytest.mark.parametrize("name", ["../out.txt", "/out.txt", "records/../../out.txt", "C:out.txt"])
def test_a_zip_file_that_leads_out_is_refused(packed: Path, target: Path, name: str) -> None:
    with ZipFile(packed, "a") as file:
        file.writestr(name, "harm")
    refused(packed, target, "leads out of it")


def test_a_zip_file_with_a_link_is_refused(packed: Path, target: Path) -> None:
    link = ZipInfo("records/receipts/link.pdf")
    link.external_attr = 0o120777 << 16
    with ZipFile(packed, "a") as file:
        file.writestr(link, "/etc/passwd")
    refused(packed, target, "link to another place")


def test_a_zip_file_with_a_bomb_is_refused(packed: Path, target: Path) -> None:
    with ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("records/receipts/bomb.pdf", bytes(50_000_000))
    refused(packed, target, "far larger than it seems")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_file_with_a_name_twice_is_refused(packed: Path, target: Path) -> None:
    with ZipFile(packed, "a") as file:
        file.writestr("records/book.json", "{}")
    refused(packed, target, "is there twice")


def test_a_zip_file_that_lies_about_sizes_is_refused(packed: Path, target: Path) -> None:
    """The first letter of a receipt that is stored as it is, changed on the way."""
    content = packed.read_bytes()
    with ZipFile(packed) as file:
        info = file.getinfo("records/book.json")
    damaged = bytearray(content)
    damaged[info.header_offset + 60] ^= 0xFF
    packed.write_bytes(bytes(damaged))
    refused(packed, target, "book.json in sent.zip is damaged")


def test_a_locked_zip_file_is_refused(packed: Path, target: Path) -> None:
    content = bytearray(packed.read_bytes())
    place = content.index(b"PK\x01\x02")  # the first entry of the list of files
    content[place + 8] |= 1
    packed.write_bytes(bytes(content))
    refused(packed, target, "locked with a password")


def test_a_cut_zip_file_is_refused(packed: Path, target: Path) -> None:
    packed.write_bytes(packed.read_bytes()[:-400])
    refused(packed, target, "not a zip file")


# A row in every table


def any_value(column: Column[Any], row: int, numbers: dict[str, list[int]]) -> Any:
    """A value that may stand in a column, another one in each row."""
    table = column.table.name
    for key in column.foreign_keys:
        return numbers[key.column.table.name][row]
    if column.primary_key:
        return numbers[table][row]
    if column.nullable and row:
        return None
    choices = list(open_records._CHOICES.get((table, column.name), ()))
    if choices:
        return str(choices[row])
    fixed = {"tax_year": "2026-27", "media_type": "application/pdf"}
    if (table, column.name) in open_records._JSON_COLUMNS:
        return json.dumps([row])
    if isinstance(column.type, Pence):
        return Decimal(f"{row}.25")
    if isinstance(column.type, Exact):
        return Decimal(f"{row}.12345")
    return fixed.get(column.name) or {
        bool: row == 0,
        date: date(2026, 5, 1 + row),
        datetime: datetime(2026, 5, 1, 12, 30, row, 7),
        time: time(9, row, 5),
        int: row + 3,
        str: f"{column.name} “{row}”",
    }.get(column.type.python_type)


def test_a_row_of_every_table_is_read_back(tmp_path: Path, target: Path) -> None:
    """Numbers with gaps, each column filled and each that may be empty also empty."""
    classes = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    numbers = {
        table.name: [7 * place + 3] * 2 if table.name == "arrangement" else [place + 3, place + 90]
        for place, table in enumerate(open_tables())
    }
    with create_book(tmp_path / "One.dpbook", PASSPHRASE, cost=QUICK) as book:
        sealed = [book.keep_proof(b"%%PDF-%d" % row) for row in range(2)]
        with book.task("Fill", who="Anna", at=AT) as session:
            session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for table in open_tables():
                made = [
                    {column.name: any_value(column, row, numbers) for column in table.columns}
                    for row in range(1 if table.name == "arrangement" else 2)
                ]
                if table.name == "proof":
                    for row, name in zip(made, sealed, strict=True):
                        row["sealed_name"] = name
                insert_many(session, classes[table.name], made)
        export_everything(book, tmp_path / "out", at=AT)
        before = rows(book)
    assert all(before.values())
    with read_everything(tmp_path / "out", target, PASSPHRASE, at=AT, cost=QUICK).book as again:
        assert rows(again) == before
    sheets = {file.name for file in (tmp_path / "out" / "tables").iterdir()}
    assert sheets == {f"{record_words(table.name)}.csv" for table in open_tables()}


# Any small book

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
MONEY = st.decimals(Decimal("-9999999.99"), Decimal("9999999.99"), places=2)
EXACT = st.one_of(
    st.decimals(Decimal(-99), Decimal(99), places=4), st.just(Decimal("1E+1")),
    st.just(Decimal(1) / Decimal(7)),
)  # fmt: skip
PROOFS = st.lists(st.binary(min_size=1, max_size=40), unique=True, max_size=3)


@st.composite
def small_books(draw: st.DrawFn) -> list[Any]:
    """Records of several kinds, with any words, days and amounts that a book can hold."""
    manager = models.Person(id=draw(st.integers(2, 9)), name=draw(TEXT))
    recipient = models.Person(id=1, name=draw(TEXT), date_of_birth=draw(st.none() | DAYS))
    account = models.Account(
        id=draw(st.integers(1, 2**40)), name=draw(TEXT), kind="bank",
        opening_balance=draw(MONEY), opening_date=draw(DAYS),
    )  # fmt: skip
    payments = [
        models.Transaction(
            account=account, day=draw(DAYS), description=draw(TEXT), amount=(amount := draw(MONEY)),
            fingerprint=draw(st.none() | st.just(f"print {number}")), nth=0,
            bank_balance=draw(st.none() | MONEY),
            splits=[models.Split(amount=amount, category="other", note=draw(TEXT))]
            * draw(st.integers(0, 1)),
        )
        for number in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    worker = models.Worker(
        name=draw(TEXT), kind="employed", start_date=draw(DAYS), weekly_hours=draw(EXACT),
        drives=draw(st.booleans()), has_other_job=draw(st.none() | st.booleans()),
    )  # fmt: skip
    sheet = models.Timesheet(
        worker=worker, start=draw(DAYS), end=draw(DAYS),
        shifts=[
            models.Shift(day=draw(DAYS), start=draw(st.times()), end=time(0), kind="weekday")
        ],
    )  # fmt: skip
    read = models.StatementImport(
        account_id=account.id, format="x", imported_at=draw(st.datetimes()), first_day=draw(DAYS),
        last_day=draw(DAYS),
    )  # fmt: skip
    arrangement = models.Arrangement(
        recipient=recipient, manager=manager, employer=manager, manager_role="self"
    )
    return [account, *payments, worker, sheet, read, arrangement]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(records=small_books(), proofs=PROOFS, as_zip=st.booleans())
def test_any_small_book_is_read_back_without_loss(
    tmp_path_factory: pytest.TempPathFactory, records: list[Any], proofs: list[bytes], as_zip: bool
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with create_book(folder / "One.dpbook", PASSPHRASE, cost=QUICK) as book:
        sealed = [book.keep_proof(content) for content in proofs]
        with book.task("Fill", who="Anna", at=AT) as session:
            session.add_all(records)
            session.add_all(
                models.Proof(
                    sealed_name=name,
                    media_type="image/png",
                    size=1,
                    kind="../a b",
                    added_on=AT.date(),
                )
                for name in sealed
            )
        export_everything(book, folder / "out", at=AT, as_zip=as_zip)
        before = rows(book)
    read_in = read_everything(folder / "out", folder / "Two.dpbook", PASSPHRASE, at=AT, cost=QUICK)
    with read_in.book as again:
        assert rows(again) == before
        assert again.check() == []


def test_the_zip_file_holds_what_the_folder_holds(
    lived: Book, exported: Path, tmp_path: Path
) -> None:
    export_everything(lived, tmp_path / "all.zip", at=AT, as_zip=True)
    with ZipFile(BytesIO((tmp_path / "all.zip").read_bytes())) as packed:
        names = {name: packed.read(name) for name in packed.namelist()}
    assert names == {
        file.relative_to(exported).as_posix(): file.read_bytes()
        for file in exported.rglob("*")
        if file.is_file()
    }
