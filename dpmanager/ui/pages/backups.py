"""Backups: the list of them, the way back to one, and the copy in a second place."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QFileDialog

from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import moment_words
from dpmanager.errors import DPManagerError
from dpmanager.records.backup import Snapshot
from dpmanager.records.book import Book
from dpmanager.tasks.book.backups import (
    BackupLook,
    SavedSince,
    days_since,
    is_in_synced_folder,
    look_at_backups,
    refresh_second_place,
    saved_since,
)
from dpmanager.tasks.book.check_book import check_book
from dpmanager.ui.desk import Desk
from dpmanager.ui.remembered import SecondPlace
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Column, Page
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _, ngettext

OLD = 14
"""Days after which a copy in the second place is called old."""
KILOBYTE = 1000


class BackupsPage(Page):
    """The list of backups, where the copy is kept, and a view of what going back would change."""

    place: ClassVar[str] = "backups"
    help_page: ClassVar[str] = "backups"

    def heading(self) -> str:
        """The title of the page."""
        return _("Backups")

    def build(self) -> None:
        """What is done by itself, the second place, the list; behind it the way back."""
        self.first = Column(gap=16)
        self.summary = ErrorSummary()
        self.column.add(self.summary)
        self.column.add(self.first)
        self.first.add(
            words(
                _(
                    "Each time you close the book after a change, a backup of all records is made "
                    "and checked. The ten newest are kept, and before them one of each day, week "
                    "and month."
                )
            )
        )
        self.synced = words("", "strong")
        self.first.add(self.synced)
        self.second = Lines(_("A second place"))
        self.first.add(self.second)
        self.table = DataTable(
            _("Backups"),
            [
                TableColumn(_("Made"), show=moment_words),
                TableColumn(_("Why")),
                TableColumn(_("Last thing saved")),
                TableColumn(_("Size"), figures=True, show=size_words),
            ],
        )
        self.table.chosen.connect(self._look)
        self.none = words(_("There is no backup yet. One is made when you close the book."))
        self.see = button(_("See what would change"), self._look_at_chosen)
        self.first.add(self.none)
        self.first.add(self.table)
        self.first.add(beside(button(_("Make a backup now"), self.make_one, "main"), self.see))
        self.first.add(beside(button(_("Check the book"), self.check)))
        take = Lines()
        take.show_lines(
            [
                Line(
                    _("Open files"),
                    _("Take your records with you, as tables and files for other programs."),
                    action=_("Take your records"),
                    pressed=partial(self.go.emit, "export", {}),
                )
            ]
        )
        self.first.add(take)
        self.views = Views(self, self.first)
        self.back = self.views.add(WayBack(self.desk, self._leave, self._gone_back))

    def refresh(self) -> None:
        """Reads the list again."""
        book = self.desk.book
        self._show_synced(book.folder)
        self._show_second()
        self.desk.look(lambda: look_at_backups(book), self._show)

    def _show(self, looks: Sequence[BackupLook]) -> None:
        self.none.setVisible(not looks)
        for block in (self.table, self.see):
            block.setVisible(bool(looks))
        self.table.show_rows(
            [
                TableRow(
                    (
                        look.snapshot.made_at.astimezone(),
                        look.why,
                        _("It is damaged and cannot be used") if look.damaged else look.last,
                        look.snapshot.size,
                    ),
                    look.snapshot,
                )
                for look in looks
            ]
        )
        if looks and self.table.current_key() is None:
            self.table.selectRow(0)

    def _show_synced(self, folder: Path) -> None:
        service = is_in_synced_folder(folder)
        self.synced.setVisible(bool(service))
        self.synced.setText(
            _(
                "This book lies in a folder of {service}, which copies files to the internet while "
                "they are being written. That can damage them. Close the book and move its folder "
                "to another one, such as Documents on this computer."
            ).format(service=service)
        )

    # The list

    def make_one(self) -> None:
        """Makes a backup now."""
        desk = self.desk

        def made(_snapshot: Snapshot) -> None:
            announce(_("The backup is made and checked."))
            self.refresh()

        desk.look(lambda: desk.book.back_up("asked", desk.now()), made, self._cannot)

    def check(self) -> None:
        """Looks the book over: its file, links, receipts, history, sums and signed returns."""
        book = self.desk.book
        announce(_("Checking the book. This may take a moment."))

        def checked(problems: list[str]) -> None:
            self.summary.show_problems([(problem, None) for problem in problems])
            whole = _("The book is whole: its records, receipts, history and sums.")
            self.say_under_title("" if problems else whole)
            if not problems:
                announce(whole)

        self.desk.look(lambda: check_book(book), checked, self._cannot)

    def _look_at_chosen(self) -> None:
        self._look(self.table.current_key())

    def _look(self, snapshot: Snapshot | None) -> None:
        if snapshot is None:
            return
        book = self.desk.book

        def seen(since: tuple[SavedSince, ...]) -> None:
            self.summary.show_problems([])
            self.back.open(snapshot, since)
            self.views.show(self.back)
            self.views.focus(self.back)

        self.desk.look(lambda: saved_since(book, snapshot), seen, self._cannot)

    def _leave(self) -> None:
        self.views.show(None)
        self.views.focus(self.first)

    def _gone_back(self) -> None:
        self.views.show(None)
        self.go.emit("home", {})

    def _cannot(self, fault: DPManagerError) -> None:
        self.summary.show_problems([(str(fault), None)])

    # The second place

    def _show_second(self) -> None:
        place = self.desk.remembered.second_places.get(str(self.desk.book.folder))
        if place is None:
            lines = [
                Line(
                    _("USB stick"),
                    _("A computer can break or be stolen. Keep a copy in another place as well."),
                    _("It is brought up to date each time you close the book."),
                    action=_("Choose a place..."),
                    pressed=self.choose_place,
                )
            ]
        else:
            there = Path(place.folder).is_dir()
            lines = [
                Line(
                    _("The copy"),
                    _("It is in {folder}.").format(folder=place.folder),
                    "" if there else _("That folder is not there now. Plug in the USB stick."),
                    action=_("Choose another place..."),
                    pressed=self.choose_place,
                ),
                Line(
                    _("Up to date"),
                    _age_words(place, self.desk.now()),
                    action=_("Bring it up to date") if there else "",
                    pressed=self.refresh_copy,
                ),
                Line(
                    _("Stop"),
                    _("The copy stays where it is. It is no longer brought up to date."),
                    action=_("Stop copying"),
                    pressed=self.stop_copying,
                ),
            ]
        self.second.show_lines(lines)

    def choose_place(self) -> None:
        """Asks for the folder, and makes the copy in it."""
        title = _("Choose your USB stick, or a folder on it")
        start = self.desk.remembered.folder or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, title, start)
        if chosen:
            places = self.desk.remembered.second_places
            places[str(self.desk.book.folder)] = SecondPlace(chosen)
            self.refresh_copy()

    def refresh_copy(self) -> None:
        """Brings the copy up to date."""
        desk = self.desk
        place = desk.remembered.second_places[str(desk.book.folder)]
        announce(_("Copying your records. This may take a moment."))

        def done(copy: Path | None) -> None:
            self.summary.show_problems([])
            if copy is not None:
                place.copied_at = desk.now().isoformat()
                announce(_("The copy is up to date and checked."))
            self._show_second()

        desk.look(
            lambda: refresh_second_place(desk.book, Path(place.folder), desk.now()),
            done,
            self._cannot,
        )
        self._show_second()

    def stop_copying(self) -> None:
        """Forgets the second place; the copy stays."""
        self.desk.remembered.second_places.pop(str(self.desk.book.folder), None)
        self._show_second()
        announce(_("The copy is no longer brought up to date."))


class WayBack(View):
    """What was saved after a backup and would go; the button that goes back."""

    def __init__(self, desk: Desk, leave: Any, gone_back: Any) -> None:
        super().__init__(desk, _("Go back to a backup"), _("Back to the backups"), leave)
        self._gone_back = gone_back
        self._snapshot: Snapshot | None = None
        self.summary = ErrorSummary()
        self.says = words("")
        self.table = DataTable(
            _("Saved after this backup"),
            [
                TableColumn(_("When"), show=moment_words),
                TableColumn(_("What")),
                TableColumn(_("Who")),
            ],
        )
        self.keeps = words(
            _(
                "The records as they are now become a backup themselves, so you can always come "
                "back to today."
            )
        )
        self.go_back = button(_("Go back to this backup"), self.restore, "main")
        for block in (self.summary, self.says, self.table, self.keeps, self.go_back):
            self.add(block)

    def open(self, snapshot: Snapshot, since: Sequence[SavedSince]) -> None:
        """Shows one backup."""
        self._snapshot = snapshot
        self.summary.show_problems([])
        self.rename(_("The backup of {moment}").format(moment=moment_words(_local(snapshot))))
        count = len(since)
        self.says.setText(
            ngettext(
                "{count} thing was saved after this backup. Going back takes it away.",
                "{count} things were saved after this backup. Going back takes them away.",
                count,
            ).format(count=count)
            if count
            else _("Nothing was saved after this backup. Going back changes nothing.")
        )
        self.table.setVisible(bool(count))
        self.table.show_rows([TableRow((each.at, each.name, each.who), each) for each in since])

    def restore(self) -> None:
        """Puts the records of the backup in the place of today's."""
        desk, snapshot = self.desk, self._snapshot
        if snapshot is None:
            return

        def done(book: Book) -> None:
            desk.book = book
            self._gone_back()

        desk.do(
            lambda: desk.book.go_back_to(snapshot, desk.now()),
            said=_("The records are those of {moment}.").format(
                moment=moment_words(_local(snapshot))
            ),
            done=done,
            failed=lambda fault: self.summary.show_problems([(str(fault), None)]),
        )


def size_words(size: int) -> str:
    """How much room a file takes, in MB with one decimal, or in kB where it is small."""
    kilobytes = max(1, round(size / KILOBYTE))
    if kilobytes < KILOBYTE:
        return _("{count} kB").format(count=kilobytes)
    return _("{count} MB").format(count=f"{kilobytes / KILOBYTE:.1f}")


def _local(snapshot: Snapshot) -> datetime:
    return snapshot.made_at.astimezone()


def _age_words(place: SecondPlace, now: datetime) -> str:
    if not place.copied_at:
        return _("It has not been made yet.")
    then = datetime.fromisoformat(place.copied_at)
    days = days_since(then, now)
    sentence = _("It was brought up to date on {day}.").format(day=long_date(then.date()))
    if days <= OLD:
        return sentence
    return (
        sentence
        + " "
        + ngettext("That is {count} day ago.", "That is {count} days ago.", days).format(count=days)
    )
