"""Somebody at work in a book: one thing after another, and each is said before and after.

What is said goes out as one JSON object a line, so that whoever ends this program knows what had
been saved by then, and what was under way.
"""

import hashlib
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from busy_helper import FIRST_DAY, digest_of_rota, helper_state
from PIL import Image
from small_book import ACCOUNT, ADA, AT, BEN, MONDAY, WHO, barclays, count, hours
from sqlalchemy import Connection, select

from dpmanager.domain.hours.shifts import Shift
from dpmanager.domain.periods import Period
from dpmanager.domain.signatures import SignatureGiven, SignatureKind
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book, open_book
from dpmanager.records.helper_book import at_hand, open_as_manager
from dpmanager.records.models import Base
from dpmanager.tasks.hours.exchange_with_helper import (
    look_at_helper_hours,
    put_rota_out,
    rota_for_helper,
    take_helper_hours,
)
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.receipts.add_receipt import add_receipt
from dpmanager.tasks.returns.sign_return import sign_return

SPRING = Period(date(2026, 4, 6), date(2026, 6, 30))
HISTORY = ("task_done", "change")
CHANGED_BY_UNDO = {"undone", "lasting"}
MOST_SHIFTS, MOST_WEEKS = 500, 12
MONDAY_OF_ROTA = AT.date() - timedelta(days=AT.weekday())
FILE_EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"}
JO = SignatureGiven(SignatureKind.TYPED, "Jo Rivers")


@dataclass(frozen=True)
class State:
    """What the records are: a digest of all tables, the number of tasks, a digest of those."""

    tables: str
    tasks: int
    history: str


def state_in(connection: Connection, up_to: int | None = None) -> State:
    """The state of the records; up_to: the history up to that task alone."""
    last = connection.exec_driver_sql("SELECT MAX(id) FROM task_done").scalar() or 0
    up_to = last if up_to is None else up_to
    tables, history = hashlib.sha256(), hashlib.sha256()
    for table in Base.metadata.sorted_tables:
        names = [each.name for each in table.columns if each.name not in CHANGED_BY_UNDO]
        columns = ", ".join(f'"{name}"' for name in names)
        is_history = table.name in HISTORY
        number = "task_id" if table.name == "change" else "id"
        where = f"WHERE {number} <= {up_to}" if is_history else ""
        rows = connection.exec_driver_sql(
            f'SELECT {columns} FROM "{table.name}" {where} ORDER BY id'
        )
        (history if is_history else tables).update(repr((table.name, rows.all())).encode())
    return State(tables.hexdigest(), last, history.hexdigest())


def state_of(book: Book, up_to: int | None = None) -> State:
    """The same of an open book."""
    with book.reading() as session:
        return state_in(session.connection(), up_to)


def counts(book: Book, *names: str) -> dict[str, int]:
    """How many rows some tables have."""
    of = {each.class_.__tablename__: each.class_ for each in Base.registry.mappers}
    return {name: count(book, of[name]) for name in names}


class Busy:
    """Works in a book until it is stopped."""

    def __init__(
        self,
        folder: Path,
        second: Path,
        helpers: Sequence[Path],
        passphrase: str,
        seed: str,
        say: Callable[..., None],
    ) -> None:
        self.second, self.helpers = second, helpers
        self.passphrase, self.say = passphrase, say
        self.luck = Random(seed)
        self.book = open_book(folder, passphrase=passphrase)
        self.done = 0

    def work(self) -> None:
        """Does one thing after another, for ever."""
        self._say_saved("open")
        ways = [
            *[self.shift] * 3, *[self.week] * 6, *[self.statement] * 3, *[self.receipt] * 3,
            *[self.back_up] * 2, *[self.second_place] * 2, self.other_passphrase, self.go_back,
            self.sign, *[self.undo] * 2, self.redo, *[self.rota_out] * 2, *[self.take_hours] * 3,
        ]  # fmt: skip
        while True:
            way = self.luck.choice(ways)
            try:
                for more in way():
                    self._say_saved(way.__name__, **(more or {}))
            except DPManagerError as fault:
                self.say(refused=way.__name__, why=str(fault))

    # The things that are done: each is announced, and yields once it is saved

    def shift(self) -> Iterator[None]:
        nth = len(self._shifts())
        if nth < MOST_SHIFTS:
            self._doing("shift", shift=1)
            record_shifts(self.book, BEN, [self._nth_shift(nth)], who=WHO, at=self._at())
            yield

    def week(self) -> Iterator[None]:
        """A step on the way from hours that were worked to the wage for them."""
        with self.book.reading() as session:
            last = session.scalar(
                select(models.Timesheet)
                .join(models.Worker)
                .where(models.Worker.name == ADA)
                .order_by(models.Timesheet.start.desc())
                .limit(1)
            )
        monday = last.start if last else MONDAY
        if last is not None and last.state == "draft":
            self._doing("approve")
            approve_timesheet(self.book, ADA, monday, who=WHO, at=self._at())
        elif last is not None and last.state == "approved":
            self._doing("pay", payslip=1)
            run_pay(self.book, up_to=monday + timedelta(days=10), who=WHO, at=self._at())
        elif last is None or monday < MONDAY + timedelta(weeks=MOST_WEEKS):
            start = monday + timedelta(weeks=1) if last else MONDAY
            worked = [hours(start + timedelta(days=n), 9, 15) for n in range(5)]
            self._doing("week", shift=len(worked), timesheet=1)
            record_shifts(self.book, ADA, worked, who=WHO, at=self._at())
        else:
            return
        yield

    def statement(self) -> Iterator[None]:
        nth = count(self.book, models.StatementImport)
        many = self.luck.randint(5, 120)
        day = MONDAY + timedelta(days=nth % 90)
        lines = [(day, f"Shop {nth} {n}", f"-{n % 40 + 1}.{n % 100:02}") for n in range(many)]
        self._doing("statement", transaction=many, statement_import=1, statement_paper=1, proof=1)
        import_statement(self.book, ACCOUNT, barclays(lines), who=WHO, at=self._at())
        yield

    def receipt(self) -> Iterator[None]:
        with self.book.reading() as session:
            payment = session.scalar(
                select(models.Transaction.id).order_by(models.Transaction.id.desc()).limit(1)
            )
        picture = BytesIO()
        Image.frombytes("L", (90, 60), self.luck.randbytes(5400)).save(picture, "PNG")
        payments = [payment] if payment else []
        self._doing("receipt", proof=1, proof_link=len(payments))
        add_receipt(
            self.book, picture.getvalue(), "till.png", payments=payments, who=WHO, at=self._at()
        )
        yield

    def back_up(self) -> Iterator[None]:
        self._doing("back_up")
        self.book.back_up("asked", self._at())
        yield

    def second_place(self) -> Iterator[None]:
        self._doing("second_place")
        self.book.refresh_copy(self.second, self._at())
        yield

    def other_passphrase(self) -> Iterator[None]:
        new = f"seven green kettles sing {self.luck.randrange(10**9)}"
        self._doing("other_passphrase", new=new)
        self.book.change_passphrase(self.passphrase, new)
        self.passphrase = new
        yield

    def go_back(self) -> Iterator[None]:
        there = self.book.backups()
        if there:
            snapshot = self.luck.choice(there)
            self._doing("go_back", snapshot=snapshot.file.name)
            self.book = self.book.go_back_to(snapshot, self._at())
            yield

    def sign(self) -> Iterator[None]:
        if self.luck.random() < 0.5:  # it takes longer than all others
            return
        self._doing("sign", sent_return=1)
        sign_return(self.book, SPRING, JO, role="Nominated person", who=WHO, at=self._at())
        yield

    def rota_out(self) -> Iterator[dict[str, Any]]:
        """Into the folder of the helper, or into the file that they sent."""
        place = self.luck.choice([each for each in self.helpers if each.exists()])
        weeks, at = self.luck.randint(1, 8), self._at()
        with at_hand(place) as folder, open_as_manager(folder, self.book) as theirs:
            now = helper_state(theirs)
        period = Period(
            MONDAY_OF_ROTA - timedelta(weeks=4), MONDAY_OF_ROTA + timedelta(weeks=weeks, days=-1)
        )
        with self.book.reading() as session:
            rota = rota_for_helper(session, period)
        after = asdict(replace(now, rota=digest_of_rota(rota, at.replace(tzinfo=None))))
        changed = {"theirs" if place == self.helpers[0] else "in_packed": after}
        self._doing("rota_out", **changed, helper=0)
        put_rota_out(self.book, place, weeks, who=WHO, at=at)
        yield changed

    def take_hours(self) -> Iterator[None]:
        """What the helper wrote, from the folder or from the file that they sent."""
        place = self.luck.choice([each for each in self.helpers if each.exists()])
        seen = look_at_helper_hours(self.book, place)
        if seen.lines:
            self._doing("take_hours")
            take_helper_hours(self.book, seen, who=WHO, at=self._at())
            yield

    def undo(self) -> Iterator[None]:
        if self.book.can_undo():
            self._doing("undo")
            self.book.undo(who=WHO, at=self._at())
            yield

    def redo(self) -> Iterator[None]:
        if self.book.can_redo():
            self._doing("redo")
            self.book.redo(who=WHO, at=self._at())
            yield

    # What is said

    def _doing(
        self,
        what: str,
        new: str = "",
        snapshot: str = "",
        theirs: dict[str, Any] | None = None,
        in_packed: dict[str, Any] | None = None,
        **more_rows: int,
    ) -> None:
        self.say(
            doing=what,
            new=new,
            snapshot=snapshot,
            theirs=theirs,
            in_packed=in_packed,
            rows={
                name: before + more_rows[name]
                for name, before in counts(self.book, *more_rows).items()
            },
        )

    def _say_saved(self, what: str, **more: Any) -> None:
        self.done += 1
        self.say(
            saved=self.done,
            what=what,
            passphrase=self.passphrase,
            state=asdict(state_of(self.book)),
            snapshots=[each.file.name for each in self.book.backups()],
            **more,
        )

    def _shifts(self) -> list[Any]:
        with self.book.reading() as session:
            return list(
                session.scalars(
                    select(models.Shift)
                    .join(models.Timesheet)
                    .join(models.Worker)
                    .where(models.Worker.name == BEN, models.Shift.day < FIRST_DAY)
                )
            )

    def _nth_shift(self, nth: int) -> Shift:
        day, hour = divmod(nth, 6)
        return hours(MONDAY + timedelta(days=day), 8 + 2 * hour, 10 + 2 * hour)

    def _at(self) -> datetime:
        return AT + timedelta(seconds=self.done)


def end_at_file_event(place: Path, nth: int) -> None:
    """Ends this program, as from outside, just before the nth time that it opens, renames or
    removes a file under a place.
    """
    left = [nth]

    def count_down(event: str, arguments: tuple[Any, ...]) -> None:
        if event in FILE_EVENTS and str(arguments[0]).startswith(str(place)):
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count_down)


def work_for_ever(
    folder: Path, second: Path, helpers: Sequence[Path], passphrase: str, seed: str, out: int
) -> None:
    """Opens the book and works in it; says everything into a descriptor."""

    def say(**what: object) -> None:
        os.write(out, json.dumps(what).encode() + b"\n")

    Busy(folder, second, helpers, passphrase, seed, say).work()
