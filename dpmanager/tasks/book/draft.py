"""Answers of a first start that is not finished: kept sealed, and made into a book at the end."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

import msgspec
from platformdirs import user_data_path, user_documents_path

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.periods import Frequency
from dpmanager.records.book import Book
from dpmanager.records.faults import DamagedBook
from dpmanager.records.sealed_file import SealedFile
from dpmanager.records.vault import KEY_COST, KeyCost
from dpmanager.tasks.book.answers import (
    AccountAnswer,
    AgreementAnswer,
    Balance,
    Day,
    EmployerAnswer,
    FunderAnswer,
    ManagerAnswer,
    OutcomeAnswer,
    PersonAnswer,
    Pounds,
    ServiceAnswer,
    SetUp,
)
from dpmanager.tasks.book.keep_safe import print_recovery_sheet
from dpmanager.tasks.book.set_up import new_book

Nation = Literal["england", "wales", "scotland", "northern-ireland"]
Role = Literal["self", "nominated", "authorised", "suitable"]


class DraftService(msgspec.Struct, frozen=True):
    """A service of the agreement: hours a week at a rate in pounds an hour."""

    type: str
    weekly_hours: Decimal
    hourly_rate: Decimal


class Draft(msgspec.Struct, kw_only=True):
    """What was answered so far, under the names of the fields. Amounts in pounds.

    answered: the questions that were answered, by name.
    """

    answered: list[str] = []
    book_name: str = ""
    folder: str = ""
    recipient_name: str = ""
    recipient_born: date | None = None
    recipient_address: str = ""
    recipient_phone: str = ""
    nation: Nation = "england"
    manager_role: Role = "self"
    manager_name: str = ""
    manager_phone: str = ""
    manager_email: str = ""
    employer: Literal["recipient", "manager"] = "recipient"
    paye_reference: str = ""
    accounts_office_reference: str = ""
    hmrc_paid: Literal["monthly", "quarterly"] = "monthly"
    funder_rules: str = "generic"
    funder_name: str = ""
    funder_reference: str = ""
    agreed_from: date | None = None
    weekly_amount: Decimal | None = None
    contribution_collected: Literal["paid-in", "taken-off", "invoiced", "provider", "none"] = "none"
    weekly_contribution: Decimal | None = None
    paid_every: Frequency = Frequency.FOUR_WEEKLY
    paid_in: Literal["advance", "arrears"] = "advance"
    surplus_weeks: Decimal | None = None
    return_days: int | None = None
    services: list[DraftService] = []
    outcomes: list[str] = []
    account_name: str = ""
    account_kind: Literal["bank", "card"] = "bank"
    last_four: str = ""
    opening_balance: Decimal | None = None
    opening_date: date | None = None

    def place(self) -> Path:
        """Where the book will be."""
        return Path(self.folder) / f"{self.book_name}.dpbook"


class SealedDraft:
    """A draft on the disk that only its passphrase opens."""

    def __init__(self, file: SealedFile, passphrase: str, draft: Draft) -> None:
        self._file = file
        self._passphrase = passphrase
        self.draft = draft

    def save(self) -> None:
        """Puts the answers so far on the disk. Raises DiskTrouble."""
        self._file.write(msgspec.json.encode(self.draft))

    def make_book(self, *, at: datetime) -> Book:
        """Makes the book of these answers; the draft is then taken away.

        Raises DPManagerError; then the draft stays.
        """
        folder = self.draft.place()
        if folder.parent == usual_folder():
            folder.parent.mkdir(parents=True, exist_ok=True)
        book = new_book(folder, self._passphrase, answers_of(self.draft), at=at)
        self._file.path.unlink(missing_ok=True)
        return book

    def recovery_sheet(self, book: Book, *, at: datetime) -> bytes:
        """The recovery sheet of the book that was made, with its passphrase on it, as a PDF."""
        return print_recovery_sheet(book, at.date(), passphrase=self._passphrase)


def usual_folder() -> Path:
    """Where books are kept if nobody says otherwise."""
    return user_documents_path() / "DP Manager"


def drafts() -> list[Path]:
    """The drafts on this computer, the newest first."""
    files = _drafts_folder().glob("*.dpdraft")
    return sorted(files, key=lambda file: file.stat().st_mtime, reverse=True)


def begin_draft(draft: Draft, passphrase: str, *, cost: KeyCost = KEY_COST) -> SealedDraft:
    """Seals a draft for the first time. Raises WeakPassphrase, DiskTrouble. `cost` is for tests."""
    path = _drafts_folder() / f"{draft.book_name}.dpdraft"
    sealed = SealedDraft(SealedFile.new(path, passphrase, cost=cost), passphrase, draft)
    sealed.save()
    return sealed


def open_draft(path: Path, passphrase: str) -> SealedDraft:
    """Opens a draft. Raises WrongPassphrase, DamagedBook."""
    file, content = SealedFile.unlock(path, passphrase)
    try:
        draft = msgspec.json.decode(content, type=Draft)
    except msgspec.DecodeError as fault:
        raise DamagedBook(path) from fault
    return SealedDraft(file, passphrase, draft)


def answers_of(draft: Draft) -> SetUp:
    """The answers as a set-up file would give them. Every question must have been answered."""
    return SetUp(
        nation=draft.nation,
        recipient=PersonAnswer(
            name=draft.recipient_name,
            address=draft.recipient_address,
            date_of_birth=_day(draft.recipient_born),
            phone=draft.recipient_phone,
        ),
        manager=_manager(draft),
        employer=EmployerAnswer(
            who="recipient" if draft.manager_role == "self" else draft.employer,
            paye_reference=draft.paye_reference,
            accounts_office_reference=draft.accounts_office_reference,
            hmrc_paid=draft.hmrc_paid,
        ),
        funders=(
            FunderAnswer(
                rules=draft.funder_rules,
                name=draft.funder_name,
                reference=draft.funder_reference,
                agreements=(_agreement(draft),),
            ),
        ),
        outcomes=tuple(OutcomeAnswer(name=name) for name in draft.outcomes),
        accounts=(
            AccountAnswer(
                name=draft.account_name,
                kind=draft.account_kind,
                last_four=draft.last_four,
                opening_balance=Balance(draft.opening_balance or ZERO),
                opening_date=_known_day(draft.opening_date),
            ),
        ),
    )


def _manager(draft: Draft) -> ManagerAnswer:
    if draft.manager_role == "self":
        return ManagerAnswer(role="self", phone=draft.recipient_phone)
    return ManagerAnswer(
        role=draft.manager_role,
        name=draft.manager_name,
        phone=draft.manager_phone,
        email=draft.manager_email,
    )


def _agreement(draft: Draft) -> AgreementAnswer:
    contributes = draft.contribution_collected != "none"
    weeks = draft.surplus_weeks
    return AgreementAnswer(
        from_date=_known_day(draft.agreed_from),
        weekly_amount=Pounds(draft.weekly_amount or ZERO),
        weekly_contribution=Pounds((draft.weekly_contribution or ZERO) if contributes else ZERO),
        paid_every=draft.paid_every,
        paid_in=draft.paid_in,
        contribution_collected=draft.contribution_collected,
        surplus_weeks=None if weeks is None else Pounds(weeks),
        return_days=draft.return_days,
        services=tuple(
            ServiceAnswer(
                type=service.type,
                weekly_hours=Pounds(service.weekly_hours),
                hourly_rate=Pounds(service.hourly_rate),
            )
            for service in draft.services
        ),
    )


def _day(day: date | None) -> Day | None:
    return None if day is None else Day(day.year, day.month, day.day)


def _known_day(day: date | None) -> Day:
    known = _day(day)
    assert known is not None, "the question of this date comes before the book is made"
    return known


def _drafts_folder() -> Path:
    return user_data_path("DP Manager", appauthor=False) / "drafts"
