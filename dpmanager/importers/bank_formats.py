"""How each bank writes its statement files: data files in `resources/banks/`, one a format."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from dpmanager.resource_files import ResourceError, read_toml, resource_path


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which column holds what, by the bank's names.

    Either `amount` (pounds with a sign, money out negative) or `money_out` and `money_in` (pounds
    without a sign). description: one column or more, joined. An empty name: the bank has none.
    """

    day: str
    description: tuple[str, ...]
    amount: str = ""
    money_out: str = ""
    money_in: str = ""
    balance: str = ""
    bank_type: str = ""
    account: str = ""

    def __post_init__(self) -> None:
        split = bool(self.money_out and self.money_in)
        if split == bool(self.amount) or bool(self.money_out) != bool(self.money_in):
            raise ValueError("expected either amount, or both money_out and money_in")
        if not self.description:
            raise ValueError("expected at least one description column")

    def needed(self) -> set[str]:
        """The columns without which no line can be read."""
        amounts = {self.amount, self.money_out, self.money_in} - {""}
        return {self.day, *self.description} | amounts

    def named(self) -> set[str]:
        """Every column that is used."""
        return self.needed() | ({self.balance, self.bank_type, self.account} - {""})


class BankFormat(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One layout of a statement file.

    id: the name kept in the book. banks: whose files look so. header: the columns as the bank
    names them, in any order; `may_be_missing` are those that some of its files lack. date_formats:
    as in `strptime`; one of them holds for a whole file. row_order: what the bank does, for files
    that do not show it. not_transactions: descriptions of rows that move no money.
    quirks, sources, checked: what to know about the layout, where it was seen, and when.
    """

    id: str
    banks: tuple[str, ...]
    header: tuple[str, ...]
    date_formats: tuple[str, ...]
    row_order: Literal["oldest first", "newest first"]
    columns: Columns
    sources: tuple[str, ...]
    checked: date
    may_be_missing: tuple[str, ...] = ()
    not_transactions: tuple[str, ...] = ()
    quirks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not (self.id and self.banks and self.date_formats):
            raise ValueError("expected an id, at least one bank and at least one date format")
        if strange := self.columns.named().union(self.may_be_missing).difference(self.header):
            raise ValueError(f"expected to find in header: {', '.join(sorted(strange))}")
        if needed := self.columns.needed().intersection(self.may_be_missing):
            raise ValueError(f"expected always to be there: {', '.join(sorted(needed))}")

    @property
    def bank(self) -> str:
        """The bank's name, or the names of the banks that share the layout."""
        return " / ".join(self.banks)


@cache
def bank_formats(folder: Path | None = None) -> tuple[BankFormat, ...]:
    """Every format of a folder (the program's own when None), in order of file name.

    Raises ResourceError, which names the file, for one that is wrong or uses another one's id.
    """
    formats: dict[str, BankFormat] = {}
    for path in sorted((folder or resource_path("banks")).glob("*.toml")):
        bank_format = read_toml(path, BankFormat)
        if bank_format.id in formats:
            raise ResourceError(
                f"The file {path.name} cannot be used: another file has the id {bank_format.id!r}."
            )
        formats[bank_format.id] = bank_format
    return tuple(formats.values())
