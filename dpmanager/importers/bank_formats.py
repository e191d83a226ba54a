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
    without a sign). direction: says in words whether `amount`, which has no sign then, came in or
    went out. fee: pounds that the payment cost on top. description: one column or more, joined.
    currency: lines that have another one than GBP there are left out. An empty name: the
    bank has none.
    """

    day: str
    description: tuple[str, ...]
    amount: str = ""
    money_out: str = ""
    money_in: str = ""
    balance: str = ""
    bank_type: str = ""
    account: str = ""
    currency: str = ""
    fee: str = ""
    direction: str = ""

    def __post_init__(self) -> None:
        split = bool(self.money_out and self.money_in)
        if split == bool(self.amount) or bool(self.money_out) != bool(self.money_in):
            raise ValueError("expected either amount, or both money_out and money_in")
        if self.direction and not self.amount:
            raise ValueError("expected direction beside amount only")
        if not self.description:
            raise ValueError("expected at least one description column")

    def needed(self) -> set[str]:
        """The columns without which no line can be read."""
        amounts = {self.amount, self.money_out, self.money_in} - {""}
        return {self.day, *self.description} | amounts | ({self.direction} - {""})

    def named(self) -> set[str]:
        """Every column that is used."""
        more = {self.balance, self.bank_type, self.account, self.currency, self.fee}
        return self.needed() | (more - {""})


class BankFormat(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One layout of a statement file.

    id: the name kept in the book. banks: whose files look so. header: the columns as the bank
    names them, in any order; `may_be_missing` are those that some of its files lack. date_formats:
    as in `strptime`; one of them holds for a whole file, or with mixed_dates any for each line.
    utc: its times are not British ones. row_order: what the bank does, for files that do not show
    it. not_transactions: descriptions of rows that move no money. kept: by column, what a row must
    say there to be a payment of the account.
    form: a table with a heading; a table without one, for which `header` names the columns in
    order; or one cell a line, each after its name and a colon, as in "Date: 05/10/2026".
    commas_in: the column that the bank does not quote when there is a comma in it. most_lines: how
    many payments the bank puts into one file, 0 where there is no such limit. shared: the columns
    are so common that other banks may have them too.
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
    form: Literal["heading", "no heading", "labels"] = "heading"
    kept: dict[str, tuple[str, ...]] = {}
    mixed_dates: bool = False
    utc: bool = False
    commas_in: str = ""
    most_lines: int = 0
    shared: bool = False

    def __post_init__(self) -> None:
        if not (self.id and self.banks and self.date_formats):
            raise ValueError("expected an id, at least one bank and at least one date format")
        named = self.columns.named().union(self.may_be_missing, self.kept, {self.commas_in} - {""})
        if strange := named.difference(self.header):
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
