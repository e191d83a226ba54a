"""The files that were made to be sent: each to see, save or print, and the e-mails with them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from dpmanager.errors import DPManagerError
from dpmanager.tasks.returns.email_draft import EML, Draft, as_eml, open_draft
from dpmanager.tasks.returns.papers_to_send import MEGABYTE, FileToSend, PapersToSend
from dpmanager.tasks.saving import save_file
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.files import ask_where_to_save
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.pdf_pages import print_pages
from dpmanager.ui.widgets.text import beside, button, rule, words
from dpmanager.words import _, ngettext


class FilesMade(Column):
    """The list, hidden while there is none.

    preview: shows a paper. folder: where files lie for the mail program. fail: says what failed.
    """

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        preview: Callable[[dict[str, Any]], object],
        folder: Callable[[], Path],
        fail: Callable[[DPManagerError], object],
    ) -> None:
        super().__init__(gap=16)
        self._desk, self._page, self._preview = desk, page, preview
        self._folder, self._fail = folder, fail
        self._first: QPushButton | None = None
        self._files: tuple[FileToSend, ...] = ()
        self.hide()

    def clear(self) -> None:
        """Takes the list away; the files are not kept anywhere."""
        super().clear()
        self._first, self._files = None, ()
        self.hide()

    def take_focus(self) -> bool:
        """Gives the first button the focus; whether there is one."""
        if self._first is not None:
            self._first.setFocus()
        return self._first is not None

    def show_files(self, made: PapersToSend, *, locked: bool) -> None:
        """Shows what was made in place of the list before."""
        self.clear()
        self._files = made.files
        card = Card(_("Your files"))
        for note in made.notes:
            card.add(words(note, "strong"))
        for number, file in enumerate(made.files):
            if number:
                card.add(rule())
            card.add(self._file(file))
        self._first = button(_("Save them all..."), self._save_all)
        card.add(rule())
        card.add(self._first)
        self.add(card)
        self.add(self._mails(made.drafts, locked=locked))
        self.show()
        self._first.setFocus()

    def _file(self, file: FileToSend) -> Column:
        block = Column(gap=8)
        block.add(words(file.title, "strong"))
        block.add(
            words(
                _("{name}, {size}").format(name=file.name, size=size_words(len(file.data))), "soft"
            )
        )
        acts = [
            (_("See it"), self._see),
            (_("Save..."), self._save),
            (_("Print..."), self._print),
        ]
        block.add(beside(*(_named(text, file.title, partial(act, file)) for text, act in acts)))
        return block

    def _mails(self, drafts: tuple[Draft, ...], *, locked: bool) -> Card:
        card = Card(_("By e-mail"))
        card.add(
            words(
                _(
                    "Your mail program opens with the e-mail. Check who it is to and that the "
                    "files are with it. Then send it yourself."
                )
            )
        )
        if locked:
            card.add(words(_("Tell the council the passphrase by phone, not by e-mail."), "strong"))
        for number, draft in enumerate(drafts, start=1):
            if len(drafts) > 1:
                text = _("Make e-mail {number} of {count}").format(number=number, count=len(drafts))
                card.add(words(", ".join(name for name, _data in draft.files), "soft"))
            else:
                text = _("Make an e-mail")
            card.add(button(text, partial(self._mail, draft)))
        if not drafts[0].to:
            card.add(words(_("The address of the council is not known here. Type it yourself.")))
        return card

    def _see(self, file: FileToSend) -> None:
        self._preview({"title": file.title, "pdf": file.plain, "file_name": file.name})

    def _save(self, file: FileToSend) -> None:
        path = ask_where_to_save(self._page, self._desk.remembered, file.name)
        if path is not None:
            self._desk.look(
                lambda: save_file(path, file.data), lambda _none: _say_saved([path]), self._fail
            )

    def _save_all(self) -> None:
        desk = self._desk
        start = desk.remembered.folder or str(Path.home())
        title = _("Choose the folder to save in")
        chosen = QFileDialog.getExistingDirectory(self._page, title, start)
        if not chosen:
            return
        desk.remembered.folder = chosen
        files = self._files

        def save() -> list[Path]:
            paths = [free_name(Path(chosen), file.name) for file in files]
            for path, file in zip(paths, files, strict=True):
                save_file(path, file.data)
            return paths

        desk.look(save, _say_saved, self._fail)

    def _print(self, file: FileToSend) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(file.title)
        dialog = QPrintDialog(printer, self._page)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self._desk.look(lambda: print_pages(file.plain, printer), _say_printed, self._fail)

    def _mail(self, draft: Draft) -> None:
        folder = self._folder()
        self._desk.look(
            lambda: open_draft(draft, folder), partial(self._mail_opened, draft), self._fail
        )

    def _mail_opened(self, draft: Draft, left: Path | None) -> None:
        """Without a mail program, the person keeps the e-mail as a file."""
        if left is None:
            announce(_("The e-mail is open in your mail program. It is not sent yet."))
            return
        path = ask_where_to_save(self._page, self._desk.remembered, EML, _("E-mails") + " (*.eml)")
        if path is not None:
            self._desk.look(
                lambda: save_file(path, as_eml(draft)), lambda _none: _say_saved([path]), self._fail
            )


def size_words(size: int) -> str:
    """3.4 MB, or for a small file 120 KB."""
    if size < MEGABYTE / 10:
        return _("{size} KB").format(size=max(1, round(size / 1000)))
    return _("{size} MB").format(size=f"{size / MEGABYTE:.1f}")


def free_name(folder: Path, name: str) -> Path:
    """A place for a new file that takes the place of no other."""
    path, number = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return path


def _named(text: str, about: str, act: Callable[[], object]) -> QPushButton:
    made = button(text, act)
    made.setAccessibleName(_("{action}: {what}").format(action=text, what=about))
    return made


def _say_saved(paths: list[Path]) -> None:
    announce(
        ngettext(
            "{count} file is saved in {folder}.", "{count} files are saved in {folder}.", len(paths)
        ).format(count=len(paths), folder=paths[0].parent.name or "/")
    )


def _say_printed(count: int) -> None:
    announce(
        ngettext(
            "{count} page was sent to the printer.",
            "{count} pages were sent to the printer.",
            count,
        ).format(count=count)
    )
