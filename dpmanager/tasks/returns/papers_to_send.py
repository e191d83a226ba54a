"""The papers of a return as files to send: letter, return, evidence, under the size of a mailbox.

Nothing is sent: the files are saved, printed or attached to a draft by the person.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from dpmanager.domain.file_passphrase import check_passphrase
from dpmanager.domain.periods import Period
from dpmanager.domain.returns.besides import Signed
from dpmanager.domain.returns.funder_return import FunderReturn
from dpmanager.domain.returns.locked import figures_from_json
from dpmanager.domain.wording import period_words
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.returns.carried_on import changed_since
from dpmanager.tasks.returns.email_draft import Draft
from dpmanager.tasks.returns.evidence import Evidence
from dpmanager.tasks.returns.expected_returns import newest_signed
from dpmanager.tasks.returns.prepare_return import choose_funder, prepare_in
from dpmanager.tasks.returns.resources import labels, rules_of
from dpmanager.tasks.signing import signature_of
from dpmanager.words import _, ngettext

MEGABYTE = 1_000_000
MAILBOXES = (5, 10, 20)
USUAL_MAILBOX = 10
_AS_MAIL = 1.39
"""A file of three bytes is four and a line end in an e-mail (RFC 2045, 6.8); and some words."""
_LETTERS_OF_NAME = 40


class Which(StrEnum):
    """A paper that can be sent."""

    LETTER = "letter"
    RETURN = "return"
    LARGE_PRINT = "large_print"
    BUNDLE = "bundle"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be made. mailbox: the largest e-mail in megabytes, 0 for no limit.

    passphrase: "" for files that everybody can open. named: whether the names of the files hold
    the name of the person.
    """

    papers: tuple[Which, ...]
    mailbox: int = USUAL_MAILBOX
    passphrase: str = ""
    named: bool = False


@dataclass(frozen=True, slots=True)
class FileToSend:
    """A finished file. data: as it is sent. plain: the same without a passphrase, to print it."""

    which: Which
    title: str
    name: str
    data: bytes
    plain: bytes


@dataclass(frozen=True, slots=True)
class PapersToSend:
    """The files, and the drafts of e-mails that take them. notes: what the person must know."""

    files: tuple[FileToSend, ...]
    drafts: tuple[Draft, ...]
    notes: tuple[str, ...]


def make_papers(
    book: Book,
    period: Period,
    wanted: Wanted,
    *,
    funder: str | None = None,
    today: date,
    reached: Callable[[int, int], object] | None = None,
) -> PapersToSend:
    """Makes the files for a return; a signed one as it was signed.

    reached: called with how many papers of the bundle are ready, of how many; it may stop the work.
    Raises DPManagerError, and what `prepare_return` raises.
    """
    from dpmanager.documents.locked_pdf import locked_pdf

    if not wanted.papers:
        raise DPManagerError(_("Choose at least one paper."))
    passphrase = check_passphrase(wanted.passphrase) if wanted.passphrase else ""
    with book.reading() as session:
        making = _Making(book, session, period, wanted, funder, today, reached)
        files = [file for which in Which if which in wanted.papers for file in making.files(which)]
        if passphrase:
            files = [replace(file, data=locked_pdf(file.plain, passphrase)) for file in files]
        return PapersToSend(tuple(files), tuple(making.drafts(files)), tuple(making.notes))


class _Making:
    """What is known of the return, while its files are made."""

    def __init__(
        self,
        book: Book,
        session: Session,
        period: Period,
        wanted: Wanted,
        funder: str | None,
        today: date,
        reached: Callable[[int, int], object] | None,
    ) -> None:
        self._book, self._session, self._wanted = book, session, wanted
        self._period, self._today, self._reached = period, today, reached
        self._made: FunderReturn
        self._evidence: Evidence
        self._made, self._evidence = prepare_in(session, period, funder, today)
        self._funder = choose_funder(session, funder)
        self._signed = newest_signed(session, self._funder, period)
        self.notes = list(self._what_to_know())

    def _what_to_know(self) -> Iterator[str]:
        self._changed = False
        if self._signed is None:
            yield _("The return is not signed yet.")
        elif changed_since(self._session, self._signed).is_changed:
            self._changed = True
            yield _(
                "Your records have changed since you signed. The return is as you signed it. "
                "The other papers show the records as they are now."
            )

    def files(self, which: Which) -> list[FileToSend]:
        """The file of a paper; of a bundle that is parted, several."""
        if which is Which.BUNDLE:
            return self._bundle()
        make = {
            Which.LETTER: self._letter,
            Which.RETURN: self._return,
            Which.LARGE_PRINT: self._large_return,
        }[which]
        title, name = _titles()[which]
        return [self._file(which, title, name, make())]

    def _file(self, which: Which, title: str, name: str, pdf: bytes) -> FileToSend:
        days = {"start": self._period.start.isoformat(), "end": self._period.end.isoformat()}
        name = name.format(**days)
        if self._wanted.named:
            name = " ".join([_safe(self._made.people.recipient), name]).strip()
        return FileToSend(which, title, f"{name}.pdf", pdf, pdf)

    def _letter(self) -> bytes:
        from dpmanager.documents.cover_letter import CoverLetter, cover_letter_pdf

        who, row, made = arrangement(self._session), self._signed, self._made
        figures = figures_from_json(row.figures) if row is not None else None
        return cover_letter_pdf(
            CoverLetter(
                funder=self._funder.name,
                reference=self._funder.reference,
                recipient=who.recipient.name,
                sender=who.manager.name,
                sender_address=who.manager.address,
                phone=who.manager.phone,
                email=who.manager.email,
                day=self._today,
                period=self._period,
                kind=row.kind if row is not None else made.besides.kind,
                closing=row.closing if row is not None else made.closing,
                surplus=figures.surplus if figures else made.surplus,
                missing=figures.gaps if figures else tuple(gap.what for gap in made.missing),
                amends=row is not None and row.amends_id is not None,
            )
        )

    def _return(self) -> bytes:
        from dpmanager.documents.funder_return import return_pdf

        if self._signed is None:
            return return_pdf(self._made, labels())
        row = self._session.get_one(models.Proof, self._signed.document_id)
        return self._book.read_proof(row.sealed_name)

    def _large_return(self) -> bytes:
        """Set anew from the records; signed only where they are still what was signed."""
        from dpmanager.documents.funder_return import return_pdf

        made, row = self._made, self._signed
        if row is not None and not self._changed:
            carried = made.besides.carried_on
            signed = Signed(
                signature_of(row.signature),
                figures_from_json(row.figures).signed_as,
                row.signature.day,
            )
            besides = replace(
                made.besides,
                signed=signed,
                carried_on=None if carried is not None and carried.amends else carried,
            )
            made = replace(made, besides=besides)
        return return_pdf(made, labels(), large_print=True)

    def _bundle(self) -> list[FileToSend]:
        from dpmanager.documents.bundle import bundle_parts

        parts = bundle_parts(
            self._made,
            labels(),
            self._evidence.papers(self._book, self._session, large_print=False),
            largest=largest_file(self._wanted.mailbox),
            reached=self._reached,
        )
        title, name = _titles()[Which.BUNDLE]
        files = []
        for part in parts:
            self.notes += [
                _("{paper} could not be put in. Send it by itself.").format(paper=paper)
                for paper in part.missing
            ]
            said, called = title, name
            if len(parts) > 1:
                said = _("{paper}, part {number} of {parts}").format(
                    paper=title, number=part.number, parts=part.of
                )
                called = _("{paper}, part {number} of {parts}").format(
                    paper=name, number=part.number, parts=part.of
                )
            if part.too_large:
                self.notes.append(
                    _(
                        "{file} is larger than the limit. One paper alone is too large. "
                        "Send that paper by post, or ask the council how."
                    ).format(file=said)
                )
            files.append(self._file(Which.BUNDLE, said, called, part.pdf))
        return files

    def drafts(self, files: Sequence[FileToSend]) -> Iterator[Draft]:
        """As many e-mails as the mailbox needs, each with its files and a few words."""
        mails = in_mails([len(file.data) for file in files], self._wanted.mailbox)
        sending = rules_of(self._funder).sending
        for number, mail in enumerate(mails, start=1):
            taken = [files[place] for place in mail]
            yield Draft(
                to=sending.email if sending else "",
                subject=self._subject(number, len(mails)),
                text=self._text([file.name for file in taken]),
                files=tuple((file.name, file.data) for file in taken),
            )

    def _subject(self, number: int, mails: int) -> str:
        """Where the files are locked, it is left to the reference to say whom it is about."""
        people = self._made.people
        parts = [
            _("Return for {period}").format(period=period_words(self._period)),
            "" if self._wanted.passphrase else people.recipient,
            _("reference {reference}").format(reference=people.reference)
            if people.reference
            else "",
            _("e-mail {number} of {count}").format(number=number, count=mails) if mails > 1 else "",
        ]
        return ", ".join(part for part in parts if part)

    def _text(self, names: Sequence[str]) -> str:
        people = self._made.people
        locked = _("The files are locked. I will tell you the passphrase by phone.")
        paragraphs = [
            _("Dear {funder}").format(funder=people.funder),
            ngettext(
                "Here is a paper of the direct payment return for {period}:",
                "Here are papers of the direct payment return for {period}:",
                len(names),
            ).format(period=period_words(self._period)),
            "\n".join(names),
            locked if self._wanted.passphrase else "",
            _("I ask you to tell me that you have got this."),
            "\n".join(part for part in (people.manager, people.phone) if part),
        ]
        return "\n\n".join(part for part in paragraphs if part) + "\n"


def largest_file(mailbox: int) -> int | None:
    """How many bytes a file may have so that an e-mail with it gets through; None: no limit."""
    return int(mailbox * MEGABYTE / _AS_MAIL) if mailbox else None


def in_mails(sizes: Sequence[int], mailbox: int) -> list[range]:
    """The places of the files of each e-mail, in order; a file that is too large goes alone."""
    room = largest_file(mailbox)
    mails: list[range] = []
    start, taken = 0, 0
    for place, size in enumerate(sizes):
        if room is not None and place > start and taken + size > room:
            mails.append(range(start, place))
            start, taken = place, 0
        taken += size
    return [*mails, range(start, len(sizes))]


def _titles() -> dict[Which, tuple[str, str]]:
    """What each paper is, and the name of its file without its ending."""
    return {
        Which.LETTER: (_("Letter to go with it"), _("Letter {start} to {end}")),
        Which.RETURN: (_("Return"), _("Return {start} to {end}")),
        Which.LARGE_PRINT: (
            _("Return in large print"),
            _("Return {start} to {end}, large print"),
        ),
        Which.BUNDLE: (_("Evidence bundle"), _("Evidence {start} to {end}")),
    }


def _safe(name: str) -> str:
    """A person's name as every computer takes it in the name of a file."""
    kept = "".join(letter if letter.isalnum() or letter in " '’-" else " " for letter in name)
    return " ".join(kept.split())[:_LETTERS_OF_NAME].strip()
