"""What a kill left of a book that was being built is taken away, and nothing else is."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from helper_at_work import as_sam, made_for_sam
from small_book import PASSPHRASE, make_book

from dpmanager.records.book import open_book
from dpmanager.records.unfinished import SECONDS_BEFORE_SWEEPING, place_beside, sweep_beside

KILLED = """
import os, signal, sys
from pathlib import Path
from dpmanager.records.book import create_book
from dpmanager.records.vault import KeyCost

def end(book):
    os.kill(os.getpid(), signal.SIGKILL)

create_book(Path(sys.argv[1]), "seven green kettles sing", fill=end, cost=KeyCost(1, 64, 1))
"""


def left_in(folder: Path) -> list[Path]:
    return [each for each in folder.iterdir() if "-unfinished-" in each.name]


def a_day_later(*left: Path) -> None:
    """Has everything in some folders be older than the time that they rest."""
    followed = os.utime not in os.supports_follow_symlinks
    long_ago = time.time() - SECONDS_BEFORE_SWEEPING - 60
    for folder in left:
        for each in (*folder.rglob("*"), folder):
            os.utime(each, (long_ago, long_ago), follow_symlinks=followed)


def ended_while_building(folder: Path) -> Path:
    """What is left of a program that was killed while it built a book."""
    ended = subprocess.run([sys.executable, "-c", KILLED, folder], check=False)
    assert ended.returncode == -signal.SIGKILL
    (left,) = left_in(folder.parent)
    assert (left / "book.db").is_file()
    return left


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a system that can kill a program")
def test_what_a_kill_left_goes_once_it_is_a_day_old(tmp_path: Path) -> None:
    folder = tmp_path / "Sam.dpbook"
    left = ended_while_building(folder)
    make_book(folder).close()
    assert left.is_dir()  # it may be somebody's who still works on it
    a_day_later(left)
    with open_book(folder, passphrase=PASSPHRASE):
        assert left_in(tmp_path) == []


def test_it_goes_when_the_same_is_begun_again(tmp_path: Path) -> None:
    folder = tmp_path / "Sam.dpbook"
    left = place_beside(folder)
    (left / "book.db-wal").write_bytes(b"half")
    a_day_later(left)
    make_book(folder).close()
    assert left_in(tmp_path) == []


def test_a_copy_sweeps_beside_the_copy(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    left = place_beside(stick / "Sam.dpbook")
    a_day_later(left)
    with make_book(tmp_path / "Sam.dpbook") as book:
        book.copy_to(stick / "Sam.dpbook")
    assert [each.name for each in stick.iterdir()] == ["Sam.dpbook"]


def test_a_helper_sweeps_too(tmp_path: Path) -> None:
    with make_book(tmp_path / "Home.dpbook") as book:
        theirs = made_for_sam(book, tmp_path)
    left = place_beside(theirs)
    (left / "hours.db").write_bytes(b"half")
    (left / "manager").write_bytes(b"half")
    a_day_later(left)
    with as_sam(theirs):
        assert left_in(tmp_path) == []


def test_one_that_still_changes_is_left_alone(tmp_path: Path) -> None:
    left = place_beside(tmp_path / "Sam.dpbook")
    (left / "receipts").mkdir()
    a_day_later(left)
    (left / "receipts" / ("0" * 64)).write_bytes(b"just written")
    os.utime(left / "receipts", (0, 0))
    sweep_beside(tmp_path / "Sam.dpbook")
    assert left.is_dir()


def test_only_what_is_surely_ours_goes(tmp_path: Path) -> None:
    ours = tmp_path / "Sam.dpbook"
    somewhere = tmp_path / "photos"
    somewhere.mkdir()
    (somewhere / "keys").write_text("a list of my keys")
    with_a_letter = place_beside(ours)
    (with_a_letter / "letter.odt").write_text("Dear Jo")
    of_another_book = place_beside(tmp_path / "Sam and Jo.dpbook")
    own_name = tmp_path / ".Sam-unfinished-business-plan"
    own_name.mkdir()
    file = tmp_path / ".Sam-unfinished-abcdefgh"
    file.write_text("not a folder")
    link = tmp_path / ".Sam-unfinished-abcdefgi"
    link.symlink_to(somewhere, target_is_directory=True)
    a_day_later(somewhere, with_a_letter, of_another_book, own_name, file, link)
    sweep_beside(ours)
    for stays in (with_a_letter / "letter.odt", of_another_book, own_name, file, link):
        assert stays.exists(), stays
    assert (somewhere / "keys").is_file()


def test_a_name_with_signs_is_taken_as_it_is(tmp_path: Path) -> None:
    left = place_beside(tmp_path / "Sam [old] (1)!.dpbook")
    a_day_later(left)
    sweep_beside(tmp_path / "Sam [old] (1)!.dpbook")
    assert not left.exists()


def test_a_place_that_cannot_be_looked_at_does_no_harm(tmp_path: Path) -> None:
    sweep_beside(tmp_path / "gone" / "Sam.dpbook")
    assert list(tmp_path.iterdir()) == []
