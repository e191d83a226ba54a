"""A helper's book: what is in it, who can open it, and what is told of one that is not whole."""

import io
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
import sqlcipher3.dbapi2 as sqlcipher
from helper_at_work import (
    AT,
    QUICK,
    SAM,
    SAMS_WORDS,
    as_sam,
    look,
    made_for_sam,
    sam_writes,
    take,
    usual_week,
)
from small_book import ADA, MONDAY, PASSPHRASE, WHO, all_of, files_of, hours, make_book, tables

from dpmanager.domain.hours.rota import Times
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import helper_book, models, vault
from dpmanager.records.book import Book, open_book
from dpmanager.records.faults import (
    AlreadyOpen,
    DamagedBook,
    DiskTrouble,
    NewerBook,
    NoBook,
    PassphraseNeeded,
    PlaceTaken,
    WrongPassphrase,
)
from dpmanager.records.helper_book import (
    AnotherHelpersBook,
    NotTheirManager,
    at_hand,
    is_helper_book,
    make_helper_book,
    open_as_manager,
    open_helper_book,
)
from dpmanager.tasks.hours.change_rota import Different, change_day
from dpmanager.tasks.hours.exchange_with_helper import look_at_helper_hours, put_rota_out

MONDAY_SHIFT = hours(MONDAY + timedelta(days=7), 8, 12)
THEIR_TABLES = {"about", "worker", "rota_shift", "closed_day", "entry", "step", "sqlite_sequence"}
THEIR_COLUMNS = {
    "id", "helper", "rota_out_at", "rota_start", "rota_end", "name", "worker_id", "day", "start",
    "end", "break_minutes", "woken_minutes", "kind", "note", "entered_by", "entered_at",
    "changed_at", "version", "removed", "nth", "entry_id", "before", "seq",
}  # fmt: skip

PLANTED = {
    "an address": "41 Quince Walk, Northshire NS1 1QQ",
    "a National Insurance number": "QQ654321C",
    "a phone": "07700 900461",
    "an e-mail": "quince@planted.example",
    "an emergency contact": "Orla Plantedsister",
    "their phone": "07700 900462",
    "a tax reference": "9182736455",
    "a tax code": "K1911X",
    "a registration": "REG-PLANT-77",
    "a role": "Plantrole carer",
    "a rate": "47.83",
    "a sleep-in rate": "238.41",
    "a weekly amount": "8342.17",
    "a contribution": "3157.29",
    "a balance": "7246.91",
    "a payment": "6618.53",
    "an account": "Planted Building Society",
    "its figures": "4939",
    "a bank's words": "PLANTED PHARMACY LTD",
    "a receipt": "RECEIPT OF PLANTED INSULIN",
    "its title": "Planted insulin receipt",
    "an outcome": "Plant roses at home",
    "a funder": "Plantshire Borough Council",
    "its reference": "PLREF-00731",
    "the recipient": "Rosalind Plantedname",
    "the manager": "Percival Plantedmanager",
    "the employer's PAYE": "475PX00777777",
    "a note on the rota": "Planted hospital visit",
    "hours of another day": "planted note on a timesheet",
    "somebody who left": "Lavinia Plantedleaver",
}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with make_book(tmp_path / "Jo.dpbook") as made:
        usual_week(made, Times(time(8), time(12), outcome="Safe at home"))
        yield made


@pytest.fixture
def sams(book: Book, tmp_path: Path) -> Path:
    folder = made_for_sam(book, tmp_path)
    sam_writes(folder, MONDAY_SHIFT)
    return folder


def plant(book: Book) -> None:
    """Puts each of the thirty strings where it belongs in a manager's book."""
    sealed = book.keep_proof(PLANTED["a receipt"].encode())
    with book.task("Plant", who=PLANTED["the manager"], at=AT) as session:
        worker = session.query(models.Worker).filter_by(name=ADA).one()
        worker.address = PLANTED["an address"]
        worker.ni_number = PLANTED["a National Insurance number"]
        worker.phone, worker.email = PLANTED["a phone"], PLANTED["an e-mail"]
        worker.emergency_name = PLANTED["an emergency contact"]
        worker.emergency_phone = PLANTED["their phone"]
        worker.utr, worker.tax_code = PLANTED["a tax reference"], PLANTED["a tax code"]
        worker.registration, worker.role = PLANTED["a registration"], PLANTED["a role"]
        for kind, name in (("weekday", "a rate"), ("sleep_in", "a sleep-in rate")):
            session.add(
                models.PayRate(
                    worker_id=worker.id,
                    hour_kind=kind,
                    from_date=date(2026, 4, 20),
                    amount=Decimal(PLANTED[name]),
                )
            )
        agreement = session.query(models.Agreement).one()
        agreement.weekly_amount = Decimal(PLANTED["a weekly amount"])
        agreement.weekly_contribution = Decimal(PLANTED["a contribution"])
        agreement.funder.name = PLANTED["a funder"]
        agreement.funder.reference = PLANTED["its reference"]
        account = models.Account(
            name=PLANTED["an account"],
            kind="bank",
            last_four=PLANTED["its figures"],
            opening_balance=Decimal(PLANTED["a balance"]),
            opening_date=MONDAY,
        )
        session.add(account)
        session.add(
            models.Transaction(
                account=account,
                day=MONDAY,
                description=PLANTED["a bank's words"],
                amount=-Decimal(PLANTED["a payment"]),
            )
        )
        session.add(
            models.Proof(
                title=PLANTED["its title"],
                media_type="text/plain",
                size=26,
                sealed_name=sealed,
                day=MONDAY,
                added_on=MONDAY,
            )
        )
        session.query(models.Outcome).one().name = PLANTED["an outcome"]
        people = session.query(models.Person).order_by(models.Person.id).all()
        people[0].name, people[1].name = PLANTED["the recipient"], PLANTED["the manager"]
        arrangement = session.query(models.Arrangement).one()
        arrangement.accounts_office_reference = PLANTED["the employer's PAYE"]
        sheet = models.Timesheet(worker=worker, start=MONDAY, end=MONDAY + timedelta(days=6))
        session.add(sheet)
        session.flush()
        session.add(
            models.Shift(
                timesheet_id=sheet.id,
                day=MONDAY,
                start=time(8),
                end=time(12),
                kind="weekday",
                note=PLANTED["hours of another day"],
            )
        )
        session.add(
            models.Worker(
                name=PLANTED["somebody who left"],
                kind="employed",
                start_date=date(2020, 1, 1),
                end_date=date(2020, 2, 1),
            )
        )
    wednesday = MONDAY + timedelta(days=9)
    change_day(
        book,
        ADA,
        Period(wednesday, wednesday),
        Different.EXTRA,
        [Times(time(15), time(17), outcome=PLANTED["an outcome"])],
        note=PLANTED["a note on the rota"],
        who=WHO,
        at=AT,
    )


def raw_values(database: Path, data_key: bytes) -> tuple[dict[str, set[str]], set[str]]:
    """The columns of each table and every value, as the raw SQLCipher library reads them."""
    key = vault.derive_key(data_key, "database").hex()
    connection = sqlcipher.connect(str(database))
    try:
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema")]
        columns: dict[str, set[str]] = {}
        values: set[str] = set(names)
        for name in names:
            if name.startswith("sqlite_autoindex"):
                continue
            rows = connection.execute(f'SELECT * FROM "{name}"')
            columns[name] = {column[0] for column in rows.description}
            values |= {str(value) for row in rows for value in row}
        return columns, values
    finally:
        connection.close()


def helper_key(folder: Path) -> bytes:
    return vault.unwrap_key(vault.read_keys(folder), SAMS_WORDS)


# What is in it


def test_of_thirty_planted_strings_none_is_in_a_helpers_book(book: Book, tmp_path: Path) -> None:
    """The database is read with the raw library and the helper's key, and so is every file."""
    plant(book)
    whole = "\n".join(str(row) for rows in tables(book).values() for row in rows)
    pence = {
        f"{Decimal(PLANTED[name]) * 100:.0f}" for name in PLANTED if PLANTED[name][-3:-2] == "."
    }
    assert len(PLANTED) == 30
    assert [name for name, text in PLANTED.items() if text not in whole] == ["a receipt"]
    assert list(book.folder.joinpath("receipts").iterdir())  # that one is in a file of its own
    folder = made_for_sam(book, tmp_path, weeks=8)
    sam_writes(folder, MONDAY_SHIFT)
    take(book, folder)
    put_rota_out(book, folder, 8, who=WHO, at=AT + timedelta(hours=1))
    columns, values = raw_values(folder / "hours.db", helper_key(folder))
    assert set(columns) == THEIR_TABLES  # there is no place for anything else
    assert set().union(*columns.values()) == THEIR_COLUMNS
    assert "15:00:00.000000" in values  # the changed day is there, without its note
    everything = "\n".join(values).casefold()
    for words in (*PLANTED.values(), *pence, PASSPHRASE, WHO):
        assert words.casefold() not in everything, words
    content = b"".join(files_of(folder).values())
    for words in (*PLANTED.values(), ADA, SAM, SAMS_WORDS, PASSPHRASE, WHO):
        for encoding in ("utf-8", "utf-16-le"):
            assert words.encode(encoding) not in content, words


def test_the_files_are_not_plain_databases(sams: Path) -> None:
    with closing(sqlite3.connect(sams / "hours.db")) as raw, pytest.raises(sqlite3.DatabaseError):
        raw.execute("SELECT * FROM entry")


# Who can open what


def test_what_the_helper_has_does_not_open_the_managers_book(
    book: Book, sams: Path, tmp_path: Path
) -> None:
    folder = book.folder
    book.close()
    with pytest.raises(WrongPassphrase):
        open_book(folder, passphrase=SAMS_WORDS)
    key = helper_key(sams)
    assert not vault.fits(vault.read_keys(folder), key)
    for purpose in ("database", "beside: database", "key check"):
        raw = sqlcipher.connect(str(folder / "book.db"))
        raw.execute(f"PRAGMA key = \"x'{vault.derive_key(key, purpose).hex()}'\"")
        with pytest.raises(sqlcipher.DatabaseError, match="not a database"):
            raw.execute("SELECT * FROM worker")
        raw.close()
    shutil.copy(sams / "keys", folder / "keys")  # their key in the place of the manager's
    with pytest.raises(DamagedBook):
        open_book(folder, passphrase=SAMS_WORDS)


def test_the_managers_passphrase_is_not_the_helpers(sams: Path) -> None:
    with pytest.raises(WrongPassphrase):
        open_helper_book(sams, passphrase=PASSPHRASE)


def test_the_manager_needs_no_passphrase_even_after_it_was_changed(book: Book, sams: Path) -> None:
    with as_sam(sams) as theirs:
        with pytest.raises(WrongPassphrase):
            theirs.change_passphrase("not that one at all", "seven new green words")
        theirs.change_passphrase(SAMS_WORDS, "seven new green words")
    with open_as_manager(sams, book) as theirs:
        assert len(theirs.entries()) == 1
    with pytest.raises(WrongPassphrase):
        as_sam(sams)
    open_helper_book(sams, passphrase="seven new green words").close()


def test_the_keyring_keeps_the_key_for_the_helper_alone(
    book: Book, tmp_path: Path, memory_keyring
) -> None:
    memory_keyring.kept.clear()
    folder = made_for_sam(book, tmp_path)
    assert not memory_keyring.kept  # the manager's computer does not learn it
    with pytest.raises(PassphraseNeeded):
        open_helper_book(folder)
    as_sam(folder).close()
    open_helper_book(folder).close()
    assert len(memory_keyring.kept) == 1


def test_one_program_at_a_time(book: Book, sams: Path) -> None:
    with as_sam(sams):
        with pytest.raises(AlreadyOpen):
            open_helper_book(sams)
        with pytest.raises(AlreadyOpen):
            look_at_helper_hours(book, sams)
    with open_as_manager(sams, book), pytest.raises(AlreadyOpen):
        as_sam(sams)
    as_sam(sams).close()


def test_a_closed_book_says_so(sams: Path) -> None:
    theirs = as_sam(sams)
    theirs.close()
    for act in (theirs.entries, theirs.packed, lambda: theirs.undo(AT)):
        with pytest.raises(DPManagerError, match="locked"):
            act()


def test_a_helpers_book_is_known_by_its_name_or_what_is_in_it(book: Book, sams: Path) -> None:
    assert is_helper_book(sams)
    assert is_helper_book(sams.rename(sams.with_name("renamed")))
    assert not is_helper_book(book.folder)
    with pytest.raises(NoBook):
        open_helper_book(sams)


# Not whole, too new, somebody else's


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: len(file.read_bytes()) // 2])


def turn(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def missing(file: Path) -> None:
    file.unlink()


def empty(file: Path) -> None:
    file.write_bytes(b"")


def newer(file: Path) -> None:
    facts = msgspec.json.decode(file.read_bytes())
    file.write_bytes(msgspec.json.encode(facts | {"version": 2}))


def newer_database(file: Path) -> None:
    key = vault.derive_key(helper_key(file.parent), "database").hex()
    raw = sqlcipher.connect(str(file))
    raw.execute(f"PRAGMA key = \"x'{key}'\"")
    raw.execute("PRAGMA user_version = 2")
    raw.close()


def write_in(*statements: str) -> Callable[[Path], None]:
    """Somebody who has the key and another program."""

    def do(file: Path) -> None:
        key = vault.derive_key(helper_key(file.parent), "database").hex()
        raw = sqlcipher.connect(str(file), isolation_level=None)
        raw.execute(f"PRAGMA key = \"x'{key}'\"")
        for statement in statements:
            raw.execute(statement)
        raw.close()

    return do


BROKEN = [
    *[("keys", spoil, DamagedBook) for spoil in (cut, turn, missing, empty)],
    *[("manager", spoil, DamagedBook) for spoil in (cut, turn, missing, empty)],
    *[("hours.db", spoil, DamagedBook) for spoil in (cut, turn, missing, empty)],
    ("keys", newer, NewerBook),
    ("manager", newer, NewerBook),
    ("hours.db", newer_database, NewerBook),
    ("hours.db", write_in("DROP TABLE entry"), DamagedBook),
    ("hours.db", write_in("DELETE FROM about"), DamagedBook),
    ("hours.db", write_in("UPDATE entry SET kind = 'money'"), DamagedBook),
    ("hours.db", write_in("UPDATE entry SET day = 'never'"), DamagedBook),
    ("hours.db", write_in("UPDATE entry SET start = ''"), DamagedBook),
    ("hours.db", write_in("UPDATE entry SET id = '../../x'"), DamagedBook),
    ("hours.db", write_in("UPDATE entry SET version = 'x'"), DamagedBook),
    ("hours.db", write_in("PRAGMA user_version = 0"), DamagedBook),
]


@pytest.mark.parametrize(("name", "spoil", "fault"), BROKEN)
def test_a_book_that_is_not_whole_is_refused_and_left_as_it_is(
    book: Book, sams: Path, name: str, spoil: Callable[[Path], None], fault: type[DPManagerError]
) -> None:
    spoil(sams / name)
    before, records = files_of(sams), tables(book)
    with pytest.raises(fault) as caught:
        look_at_helper_hours(book, sams)
    assert "\n" not in str(caught.value)
    if name != "manager":
        with pytest.raises(fault), as_sam(sams) as theirs:
            theirs.entries()
    assert tables(book) == records
    after = files_of(sams)
    assert {each: content for each, content in after.items() if each != "lock"} == {
        each: content for each, content in before.items() if each != "lock"
    }


def test_the_key_of_another_managers_book_does_not_fit(book: Book, sams: Path) -> None:
    with make_book(sams.parent / "Other.dpbook") as other, pytest.raises(NotTheirManager):
        open_as_manager(sams, other)


def test_keys_of_two_books_mixed_up(book: Book, sams: Path, tmp_path: Path) -> None:
    other = tmp_path / "Kim.dphours"
    make_helper_book(other, SAMS_WORDS, "Kim", book, cost=QUICK)
    shutil.copy(other / "keys", sams / "keys")
    with pytest.raises(DamagedBook):
        open_as_manager(sams, book)
    with pytest.raises(DamagedBook):
        as_sam(sams)


def test_words_of_a_stranger_come_in_as_plain_text(book: Book, sams: Path) -> None:
    write_in("UPDATE entry SET note = char(8238) || 'evil' || char(10) || '=1+1' || char(0)")(
        sams / "hours.db"
    )
    (line,) = look(book, sams).lines
    assert line.entry.shift.note == "evil =1+1"


def test_a_rota_of_another_helper_is_not_taken(book: Book, sams: Path, tmp_path: Path) -> None:
    other = tmp_path / "Kim.dphours"
    make_helper_book(other, SAMS_WORDS, "Kim", book, cost=QUICK)
    with as_sam(sams) as theirs:
        before = theirs.rota()
        with pytest.raises(AnotherHelpersBook):
            theirs.rota_in(other)
        assert theirs.rota() == before


# Whole or not at all


def test_nothing_is_left_of_a_book_that_could_not_be_made(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(helper_book, "_write_manager_key", full)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(DiskTrouble):
        made_for_sam(book, tmp_path)
    assert sorted(tmp_path.iterdir()) == before
    assert all_of(book, models.Helper) == []


def test_a_book_is_never_made_over_another_one(book: Book, sams: Path) -> None:
    before = files_of(sams)
    with pytest.raises(PlaceTaken):
        make_helper_book(sams, SAMS_WORDS, "Kim", book, cost=QUICK)
    assert files_of(sams) == before


def test_a_rota_that_breaks_off_leaves_the_one_before(
    book: Book, sams: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with as_sam(sams) as theirs:
        before = theirs.rota()
    real = helper_book._insert

    def breaks(connection, table, rows) -> None:
        if table.name == "closed_day":
            raise OSError(5, "Input/output error")
        real(connection, table, rows)

    monkeypatch.setattr(helper_book, "_insert", breaks)
    with pytest.raises(DiskTrouble):
        put_rota_out(book, sams, 1, who=WHO, at=AT + timedelta(days=1))
    with as_sam(sams) as theirs:
        assert theirs.rota() == before
        assert theirs.about().rota_out_at == AT.replace(tzinfo=None)


# Zipped


def zipped(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/").replace("hours_db", "hours.db"), content)
    return path


def test_a_zip_that_is_no_book_is_refused(book: Book, sams: Path, tmp_path: Path) -> None:
    good = files_of(sams)
    text = tmp_path / "text.zip"
    text.write_text("not a zip")
    wrong = [
        text,
        zipped(tmp_path / "none.zip"),
        zipped(tmp_path / "two.zip", keys=good["keys"], manager=good["manager"]),
        zipped(
            tmp_path / "bomb.zip",
            keys=bytes(helper_book.LARGEST_FILE + 1),
            manager=b"",
            hours_db=b"",
        ),
    ]
    for path in wrong:
        before = path.read_bytes()
        with pytest.raises(DamagedBook):
            look_at_helper_hours(book, path)
        with pytest.raises(DamagedBook):
            put_rota_out(book, path, 1, who=WHO, at=AT)
        assert path.read_bytes() == before
    with pytest.raises(NoBook):
        look_at_helper_hours(book, tmp_path / "gone.zip")


def test_a_zip_cannot_write_anywhere_else(book: Book, sams: Path, tmp_path: Path) -> None:
    good = files_of(sams)
    tricky = zipped(
        tmp_path / "tricky.zip",
        **{
            "..__..__keys": good["keys"],
            "__tmp__evil__manager": good["manager"],
            "Sam__hours_db": good["hours.db"],
            "..__planted": b"planted",
        },
    )
    with at_hand(tricky) as folder:
        assert sorted(files_of(folder)) == ["hours.db", "keys", "manager"]
        assert not (folder.parent / "planted").exists()
    assert not folder.exists()
    assert len(look(book, tricky).lines) == 1


def test_a_packed_book_is_the_folder(sams: Path) -> None:
    with as_sam(sams) as theirs:
        packed = theirs.packed()
    with zipfile.ZipFile(io.BytesIO(packed)) as inside:
        assert sorted(inside.namelist()) == [
            f"Sam.dphours/{name}" for name in ("hours.db", "keys", "manager")
        ]
        assert inside.read("Sam.dphours/hours.db") == (sams / "hours.db").read_bytes()
