"""Ends a program that works in a book, again and again, and looks at what is left each time.

    python tests/reliability/torture.py --kills 300

A working program is ended by SIGKILL at a moment that nobody chose; every other time just before
it opens, renames or removes a file, as little happens at most moments. Then the book must open with
the passphrase that was last said to be set (or with the one that was being set, and with exactly
one of them), `check` must find nothing, all that was said to be saved must be there, and what was
under way must be there whole or not at all. So must the backups, and the copy in the second place.

Some of the time it is a helper who works, in the small book of their own: hours, undo, another
passphrase, the file that they send. The manager puts the rota out into it and takes hours in. That
book, in its folder and in the file, must be what was said as well.

Every few kills a new life begins, with a fresh book of the version before: so it is brought up to
date under fire as well. What a kill came upon follows from the seed that is printed, but for the
speed of the computer.
"""

import argparse
import json
import os
import select
import shutil
import signal
import sys
import tempfile
import time as clock
import traceback
from collections import Counter
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

from busy_helper import HelperState, help_for_ever, helper_state
from busy_person import State, counts, end_at_file_event, state_in, state_of, work_for_ever
from helper_at_work import as_sam, made_for_sam, usual_week
from helper_known import HelperHarm, HelperKnown
from small_book import AT, PASSPHRASE, WHO, make_book

from dpmanager.domain.hours.rota import Times
from dpmanager.errors import DPManagerError
from dpmanager.records import book as book_module
from dpmanager.records import migrations, vault
from dpmanager.records.backup import snapshots
from dpmanager.records.book import Book, open_book
from dpmanager.records.database import DATABASE_FILE, make_engine
from dpmanager.records.faults import WrongPassphrase
from dpmanager.records.helper_book import ENDING
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.hours.exchange_with_helper import known_helpers

KILLS_IN_A_LIFE = 6
BY_THE_HELPER = 0.3
"""How much of the work is done in the helper's book."""
LONGEST_WORK, LONGEST_OPENING = 1.2, 0.6
FIRST_EVENTS, MOST_EVENTS = 20, 120
QUICK = vault.KeyCost(time_cost=1, memory_kib=64, parallelism=1)
SHOE_SIZE = 40
MAY_BE_REFUSED = {"undo", "redo", "helper: take_rota"}
BEFORE, LATER = book_module.REVISION, "9999"
MIGRATION = f"""
from alembic import op
import sqlalchemy as sa

revision = "{LATER}"
down_revision = "{BEFORE}"


def upgrade():
    with op.batch_alter_table("worker") as worker:
        worker.add_column(sa.Column("shoe_size", sa.Integer(), nullable=True))
    op.execute("UPDATE worker SET shoe_size = {SHOE_SIZE}")
"""


class Lost(Exception):  # noqa: N818 (it says what happened)
    """Something that was said to be saved is not there."""


class Broken(Exception):  # noqa: N818 (likewise)
    """Something is there by half."""


@dataclass
class Known:
    """What is known of a book from what was said: all of this was saved."""

    passphrase: str
    state: State
    of_snapshot: dict[str, State] = field(default_factory=dict)
    second: State | None = None
    second_passphrase: str = ""
    doing: dict[str, Any] | None = None
    migrated: bool = False
    saved: int = 0
    refused: dict[str, Any] | None = None

    def hear(self, said: dict[str, Any]) -> None:
        """Takes in one thing that was said, but for what the helper's book is."""
        if "doing" in said:
            self.doing = said
        elif "refused" in said:
            self.doing = None
            if said["refused"] not in MAY_BE_REFUSED:
                self.refused = said
        elif "words" in said:  # by the helper
            self.saved += 1
            self.doing = None
        else:
            self.saved += 1
            self.migrated = True
            self.passphrase = said["passphrase"]
            before, self.state = self.state, State(**said["state"])
            self.of_snapshot = {
                # Going back makes one of before, and of what was gone back to where that is old.
                name: self.of_snapshot.get(name, self.state if "-update" in name else before)
                for name in said["snapshots"]
            }
            if said["what"] == "second_place":
                self.second, self.second_passphrase = self.state, self.passphrase
            self.doing = None


class Life:
    """A book, the copy of it, the helper's book, and what is known of them."""

    def __init__(self, fresh: Path, place: Path, state: State, helpers: HelperState) -> None:
        self.folder, self.second = place / "Sam.dpbook", place / "stick" / "Sam copy.dpbook"
        self.temporary, sent = place / "temporary", place / "Sam.zip"
        self.second.parent.mkdir(parents=True)
        self.temporary.mkdir()
        shutil.copytree(fresh, self.folder)
        shutil.copytree(fresh.with_suffix(ENDING), self.folder.with_suffix(ENDING))
        self.known = Known(PASSPHRASE, state)
        self.theirs = HelperKnown(self.folder.with_suffix(ENDING), sent, helpers)
        self.by_helper = False

    def run(self, seed: str, luck: Random) -> str:
        """Has somebody work in the book, and ends them; gives what they were doing."""
        out, into = os.pipe()
        self.by_helper = luck.random() < BY_THE_HELPER
        opening = luck.random() < (0.15 if self.known.migrated else 0.6)
        at_event = luck.randint(1, FIRST_EVENTS if opening else MOST_EVENTS)
        if luck.random() < 0.5:
            at_event = 0
        child = os.fork()
        if not child:
            if at_event:
                end_at_file_event(self.folder.parent, at_event)
            tempfile.tempdir = str(self.temporary)
            self._be_the_child(seed, into)
        os.close(into)
        self.known.doing = {"doing": "open"}
        pieces = _listen(out, None if opening and not at_event else b"\n")
        longest = LONGEST_OPENING if opening else LONGEST_WORK
        seconds = 3 * LONGEST_WORK if at_event else luck.uniform(0, longest)
        _listen(out, None, seconds, pieces)
        os.kill(child, signal.SIGKILL)
        _same, status = os.waitpid(child, 0)
        while piece := os.read(out, 1 << 16):
            pieces.append(piece)
        os.close(out)
        if not os.WIFSIGNALED(status):
            raise Broken("the program stopped by itself")
        for line in b"".join(pieces).split(b"\n")[:-1]:
            said = json.loads(line)
            if "saved" in said:
                self.theirs.hear(said, self.known.doing)
            self.known.hear(said)
        doing = self.known.doing
        return doing["doing"] if doing else "nothing"

    def look(self) -> None:
        """Raises Lost or Broken where something is not as it must be."""
        if self.known.refused:
            raise Broken(f"refused: {self.known.refused}")
        self._look_at_helpers_book()
        if self.by_helper:
            return
        self.known.passphrase = self._the_passphrase_that_opens()
        self._look_at_tables()
        with self._open(self.folder, self.known.passphrase) as book:
            self._check(book)
            self._look_at_records(book)
            self._look_at_snapshots(book)
        self._look_at_second_place()
        if self.known.doing and self.known.doing["doing"] == "second_place":
            with self._open(self.folder, self.known.passphrase) as book:
                book.refresh_copy(self.second, AT)  # what is left must not be in its way
            self.known.second = self.known.state
            self.known.second_passphrase = self.known.passphrase

    def _be_the_child(self, seed: str, into: int) -> None:
        known, theirs = self.known, self.theirs
        try:
            if self.by_helper:
                help_for_ever(theirs.folder, theirs.packed_place, theirs.words, seed, into)
            else:
                helpers = (theirs.folder, theirs.packed_place)
                work_for_ever(self.folder, self.second, helpers, known.passphrase, seed, into)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)

    def _look_at_helpers_book(self) -> None:
        try:
            self.theirs.look(self.known.doing or {})
        except HelperHarm as fault:
            raise Broken(f"the helper's book: {fault}") from fault

    def _doing(self, what: str) -> dict[str, Any] | None:
        doing = self.known.doing
        return doing if doing and doing["doing"] == what else None

    def _the_passphrase_that_opens(self) -> str:
        changing = self._doing("other_passphrase")
        candidates = {self.known.passphrase, *([changing["new"]] if changing else [])}
        opening = [each for each in candidates if self._opens(each)]
        if len(opening) != 1:
            raise Broken(f"{len(opening)} passphrases of {len(candidates)} open the book")
        return opening[0]

    def _opens(self, passphrase: str) -> bool:
        try:
            vault.unwrap_key(vault.read_keys(self.folder), passphrase)
        except WrongPassphrase:
            return False
        return True

    def _look_at_tables(self) -> None:
        """The tables are of the one version or of the other, before the book is opened."""
        data_key = vault.unwrap_key(vault.read_keys(self.folder), self.known.passphrase)
        engine = make_engine(self.folder / DATABASE_FILE, data_key)
        with engine.connect() as connection:
            revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").all()
            columns = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(worker)")]
            later = "shoe_size" in columns
            without = (
                later
                and connection.exec_driver_sql(
                    f"SELECT COUNT(*) FROM worker WHERE shoe_size <> {SHOE_SIZE}"
                ).scalar()
            )
        engine.dispose()
        if revision != [(LATER if later else BEFORE,)] or without:
            raise Broken(f"the tables are half brought up to date: {revision} {columns}")

    def _open(self, folder: Path, passphrase: str) -> Book:
        try:
            return open_book(folder, passphrase=passphrase)
        except DPManagerError as fault:
            raise Broken(f"{folder.name} does not open: {fault}") from fault

    def _check(self, book: Book) -> None:
        problems = check_book(book)
        if problems:
            raise Broken(f"{book.folder.name}: {problems}")

    def _look_at_records(self, book: Book) -> None:
        before, now = self.known.state, state_of(book)
        going_back = self._doing("go_back")
        if now == before:
            return
        if going_back and now == self.known.of_snapshot[going_back["snapshot"]]:
            self.known.state = now
            return
        doing = self.known.doing
        if not doing or now.tasks != before.tasks + 1:
            raise Lost(f"{before.tasks} tasks were saved, there are {now.tasks}")
        if state_of(book, before.tasks).history != before.history:
            raise Lost("the history is another one")
        for table, number in counts(book, *doing.get("rows", {})).items():
            if number != doing["rows"][table]:
                raise Broken(f"{number} of {table}, not {doing['rows'][table]}")
        if doing["doing"] == "rota_out":  # it cannot be taken back
            (helper,) = known_helpers(book)
            if helper.rota_out_at is None or helper.rota_out_at < AT.replace(tzinfo=None):
                raise Broken("the rota was put out, and no moment is noted")
            self.known.state = now
            return
        turn_back = book.redo if doing["doing"] == "undo" else book.undo
        if doing["doing"] == "redo":
            turn_back = book.undo
        turn_back(who=WHO, at=AT)
        if state_of(book).tables != before.tables:
            raise Broken(f"“{doing['doing']}” was saved by half")
        self.known.state = state_of(book)

    def _look_at_snapshots(self, book: Book) -> None:
        """Each that was said to be made is there, but for one that a newer one pushed out."""
        there = {each.file.name: each for each in snapshots(self.folder)}
        gone = set(self.known.of_snapshot) - set(there)
        makes_one = bool(self._doing("back_up") or self._doing("go_back"))
        if len(gone) > makes_one:
            raise Lost(f"backups are gone: {sorted(gone)}")
        states = {}
        for name, snapshot in there.items():
            engine = make_engine(snapshot.file, book._data_key)
            with engine.connect() as connection:
                states[name] = state_in(connection)
            engine.dispose()
            known = self.known.of_snapshot.get(name)
            if known is not None and known != states[name]:
                raise Broken(f"the backup {name} is another one")
        self.known.of_snapshot = states

    def _look_at_second_place(self) -> None:
        copying = self._doing("second_place")
        if not self.second.exists():
            if self.known.second is not None:
                raise Lost("the copy in the second place is gone")
            return
        may_be = {self.known.second, self.known.state if copying else None}
        passphrase = self.known.second_passphrase
        if copying:  # its keys come before its records
            keys = vault.read_keys(self.second)
            try:
                vault.unwrap_key(keys, self.known.passphrase)
                passphrase = self.known.passphrase
            except WrongPassphrase:
                pass
        with self._open(self.second, passphrase) as copy:
            self._check(copy)
            if state_of(copy) not in may_be:
                raise Broken("the copy in the second place is another one")


def _listen(
    out: int, until: bytes | None, seconds: float = 30, pieces: list[bytes] | None = None
) -> list[bytes]:
    """Takes in what is said, until a line came or for some seconds."""
    heard = [] if pieces is None else pieces
    if until is None and pieces is None:
        return heard
    end = clock.monotonic() + seconds
    while (left := end - clock.monotonic()) > 0:
        if select.select([out], [], [], left)[0]:
            piece = os.read(out, 1 << 16)
            if not piece:
                break
            heard.append(piece)
            if until is not None and until in piece:
                break
    return heard


def be_a_later_version(place: Path) -> None:
    """From here on the program is of a version that has one more migration."""
    first = Path(migrations.__file__).parent
    shutil.copytree(first, place, ignore=shutil.ignore_patterns("__pycache__"))
    (place / "versions" / f"{LATER}_later.py").write_text(MIGRATION, "utf-8")
    config = migrations.alembic_config()
    config.set_main_option("script_location", str(place))
    migrations.alembic_config = lambda: config
    book_module.REVISION = LATER


def torture(kills: int, seed: int) -> int:
    """Does it, prints what came of it, and gives how many kills did harm."""
    luck = Random(seed)
    vault.wrap_key.__defaults__ = (QUICK,)
    lost = broken = saved = 0
    came_upon: Counter[str] = Counter()
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        with make_book(place / "Sam.dpbook") as book:
            usual_week(book, Times(time(9), time(13)))
            helpers_folder = made_for_sam(book, place)
            state = state_of(book)
        with as_sam(helpers_folder) as helpers_book:
            helpers = helper_state(helpers_book)
        be_a_later_version(place / "later")
        life: Life | None = None
        for nth in range(kills):
            if life is None or nth % KILLS_IN_A_LIFE == 0:
                if life is not None:
                    saved += life.known.saved
                    shutil.rmtree(life.folder.parent)
                life = Life(place / "Sam.dpbook", place / f"life{nth}", state, helpers)
            try:
                came_upon[life.run(f"{seed}-{nth}", luck)] += 1
                life.look()
            except (Lost, Broken, DPManagerError) as fault:
                lost += isinstance(fault, Lost)
                broken += not isinstance(fault, Lost)
                kept = Path(tempfile.mkdtemp(prefix="torture-"))
                shutil.copytree(life.folder.parent, kept, dirs_exist_ok=True)
                print(f"kill {nth}, during {life.known.doing}: {fault!r}. Kept: {kept}", flush=True)
                life = None
        saved += life.known.saved if life else 0
    print("They came upon:", ", ".join(f"{what} {n}" for what, n in came_upon.most_common()))
    print(f"{saved} times something was said to be saved.")
    print(f"{kills} kills, {lost} lost, {broken} broken")
    return lost + broken


def main() -> int:
    """Reads the command line; gives 1 where a kill did harm."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    if not hasattr(os, "fork"):
        print("This needs a system that can fork a program, such as Linux or macOS.")
        return 2
    seed = asked.seed if asked.seed is not None else int.from_bytes(os.urandom(4))
    return min(1, torture(asked.kills, seed))


if __name__ == "__main__":
    sys.exit(main())
