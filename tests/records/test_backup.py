from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from dpmanager.records import backup, models
from dpmanager.records.book import Book, DamagedBook, DiskTrouble, PlaceTaken, open_book
from dpmanager.records.check import SECONDS_BEFORE_SWEEPING

AT = datetime(2026, 4, 6, 9, 30, tzinfo=UTC)


def add_outcome(book: Book, name: str) -> None:
    with book.task(f"Add {name}", who="Sam", at=AT) as session:
        session.add(models.Outcome(name=name))


def outcomes(book: Book) -> list[str]:
    with book.reading() as session:
        return list(session.scalars(select(models.Outcome.name).order_by(models.Outcome.id)))


def test_a_backup_is_one_state_of_the_book(new_book: Book) -> None:
    add_outcome(new_book, "Swim")
    made = new_book.back_up("closing", AT)
    add_outcome(new_book, "Sing")
    assert new_book.backups() == [made]
    last = new_book.last_task_in(made)
    assert last is not None
    assert (last.name, last.at) == ("Add Swim", AT.replace(tzinfo=None))
    assert b"Swim" not in made.file.read_bytes()


def test_going_back_keeps_today_aside_and_can_be_taken_back(new_book: Book) -> None:
    add_outcome(new_book, "Swim")
    earlier = new_book.back_up("asked", AT)
    add_outcome(new_book, "Sing")
    with new_book.go_back_to(earlier, AT + timedelta(hours=1)) as book:
        assert outcomes(book) == ["Swim"]
        today, before = book.backups()
        assert (today.reason, before) == ("restore", earlier)
        add_outcome(book, "Garden")
        with book.go_back_to(today, AT + timedelta(hours=2)) as again:
            assert outcomes(again) == ["Swim", "Sing"]
            assert again.check() == []
    with open_book(new_book.folder) as opened:
        assert outcomes(opened) == ["Swim", "Sing"]


def test_going_back_to_the_oldest_of_many(new_book: Book) -> None:
    """The backup of today must not push out the one that is gone back to."""
    add_outcome(new_book, "Swim")
    made = [new_book.back_up("asked", AT + timedelta(minutes=nth)) for nth in range(10)]
    add_outcome(new_book, "Sing")
    with new_book.go_back_to(made[0], AT + timedelta(hours=1)) as book:
        assert outcomes(book) == ["Swim"]
        assert made[0] in book.backups()


def test_a_damaged_backup_is_refused_and_nothing_changes(new_book: Book) -> None:
    add_outcome(new_book, "Swim")
    made = new_book.back_up("asked", AT)
    made.file.write_bytes(made.file.read_bytes()[:3000])
    with pytest.raises(DamagedBook):
        new_book.go_back_to(made, AT + timedelta(hours=1))
    add_outcome(new_book, "Sing")
    assert outcomes(new_book) == ["Swim", "Sing"]
    assert new_book.backups() == [backup.snapshots(new_book.folder)[0]]


def test_a_copy_that_is_not_the_same_does_not_count(
    new_book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_outcome(new_book, "Swim")
    told = iter([[("outcome", 1)], [("outcome", 2)]])
    monkeypatch.setattr(backup, "_counts_and_sums", lambda _connection: next(told))
    with pytest.raises(DamagedBook):
        new_book.back_up("asked", AT)
    assert list((new_book.folder / "backups").iterdir()) == []


def test_a_full_disk_leaves_no_half_backup(new_book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    add_outcome(new_book, "Swim")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup.os, "fsync", full)
    with pytest.raises(DiskTrouble):
        new_book.back_up("asked", AT)
    monkeypatch.undo()
    assert list((new_book.folder / "backups").iterdir()) == []
    assert outcomes(new_book) == ["Swim"]


def test_many_backups_are_thinned_out(new_book: Book) -> None:
    for nth in range(14):
        new_book.back_up("closing", AT + timedelta(minutes=nth))
    assert [each.made_at for each in new_book.backups()] == [
        AT + timedelta(minutes=nth) for nth in range(13, 3, -1)
    ]


def test_a_proof_that_only_a_backup_names_is_not_swept(new_book: Book) -> None:
    earlier = new_book.back_up("asked", AT)
    sealed_name = new_book.keep_proof(b"till receipt")
    with new_book.task("Add a receipt", who="Sam", at=AT) as session:
        session.add(
            models.Proof(
                sealed_name=sealed_name,
                media_type="image/png",
                size=12,
                added_on=date(2026, 4, 6),
            )
        )
    with new_book.go_back_to(earlier, AT + timedelta(hours=1)) as book:
        proof = book.folder / "receipts" / sealed_name
        make_old(proof)
        assert book.check() == []
        assert proof.exists()
        for each in book.backups():
            each.file.unlink()
        assert book.check() == []
        assert not proof.exists()


def test_a_copy_is_brought_up_to_date_and_opens_with_the_passphrase(
    new_book: Book, tmp_path: Path, passphrase: str
) -> None:
    copy = tmp_path / "stick" / "copy.dpbook"
    copy.parent.mkdir()
    add_outcome(new_book, "Swim")
    new_book.refresh_copy(copy, AT)
    proof = new_book.keep_proof(b"till receipt")
    add_outcome(new_book, "Sing")
    new_book.refresh_copy(copy, AT + timedelta(days=1))
    assert (copy / "receipts" / proof).read_bytes() == (
        new_book.folder / "receipts" / proof
    ).read_bytes()
    with open_book(copy, passphrase=passphrase) as opened:
        assert outcomes(opened) == ["Swim", "Sing"]
        assert opened.check() == []
    assert outcomes(new_book) == ["Swim", "Sing"]


def test_a_copy_never_goes_over_another_book(new_book: Book, tmp_path: Path) -> None:
    other = tmp_path / "other.dpbook"
    other.mkdir()
    (other / "keys").write_text("mine")
    with pytest.raises(PlaceTaken):
        new_book.refresh_copy(other, AT)
    assert [file.name for file in other.iterdir()] == ["keys"]


def make_old(file: Path) -> None:
    import os

    then = file.stat().st_mtime - SECONDS_BEFORE_SWEEPING - 60
    os.utime(file, (then, then))
