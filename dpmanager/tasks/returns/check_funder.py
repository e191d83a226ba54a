"""Check a funder's file, and try it: the return of a made-up household with its rules."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import inspect
from sqlalchemy import select

from dpmanager.domain.returns.funder_lint import Fault, faults_of
from dpmanager.domain.returns.funder_return import FunderReturn
from dpmanager.domain.returns.funder_rules import FunderRules, what_is_known
from dpmanager.domain.returns.funder_words import what_it_asks
from dpmanager.errors import DPManagerError
from dpmanager.importers.files import read_file
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.resource_files import ResourceError
from dpmanager.tasks.returns.prepare_return import export_return
from dpmanager.tasks.returns.resources import evidence_labels, known_ids, own_rules
from dpmanager.words import _, ngettext

_PLACE = re.compile(r" - at `\$(?P<path>[^`]*)`")
_STEP = re.compile(r"\.(?P<field>\w+)|\[[^]]*\]")
_FIELD = re.compile(r"unknown field `(?P<field>[^`]*)`")

LONGEST_FILE = 100_000
LONGEST_LINE = 4_000
"""Letters: what reads TOML takes minutes for a line of a thousand times the usual length."""


class FunderFileFaults(DPManagerError):  # noqa: N818 (what is wrong, as the faults of a book)
    """What is wrong with a funder's file: a sentence for each fault."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        self.sentences = tuple(
            _("{file}, {key}: expected {expected}.").format(
                file=name, key=fault.key, expected=fault.expected
            )
            for fault in faults
        )
        super().__init__(
            ngettext(
                "{file} is not in order: {count} thing is to be put right. {faults}",
                "{file} is not in order: {count} things are to be put right. {faults}",
                len(faults),
            ).format(file=name, count=len(faults), faults=" ".join(self.sentences))
        )


@dataclass(frozen=True, slots=True)
class TriedFunder:
    """A file that is in order, and the return of the made-up household with its rules."""

    rules: FunderRules
    funder_return: FunderReturn
    pdf: bytes
    sentences: tuple[str, ...]


def read_and_check(file: Path, today: date) -> tuple[FunderRules, str]:
    """The rules in a file, and its text.

    Raises DPManagerError that names the file, the key and what was expected; FunderFileFaults where
    it could be read, and what it says is not in order.
    """
    try:
        text = read_file(file, limit_mb=1).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise DPManagerError(
            _("{name} is not text in UTF-8. Save it again as UTF-8, and try again.").format(
                name=file.name
            )
        ) from fault
    if len(text) > LONGEST_FILE or max(map(len, text.splitlines()), default=0) > LONGEST_LINE:
        raise DPManagerError(
            _("{name} is too long for a file of rules. Ask for it again.").format(name=file.name)
        )
    try:
        rules = own_rules(text, file.stem)
    except ResourceError as fault:
        raise DPManagerError(_with_what_was_expected(str(fault))) from fault
    faults = faults_of(rules, known_ids(), today)
    if faults:
        raise FunderFileFaults(file.name, faults)
    return rules, text


def try_funder(file: Path, today: date, *, large_print: bool = False) -> TriedFunder:
    """Checks a file, and makes the return of the made-up household with it.

    Raises what `read_and_check` raises.
    """
    rules, text = read_and_check(file, today)
    with TemporaryDirectory() as folder, made_up_book(Path(folder) / "Margaret.dpbook") as book:
        made, pdf = return_with(book, rules, text, large_print=large_print)
    return TriedFunder(
        rules, made, pdf, (what_is_known(rules), *what_it_asks(rules, evidence_labels()))
    )


def made_up_book(folder: Path) -> Book:
    """A new book of the made-up household, with its half-year lived."""
    from dpmanager.tasks.book import made_up_household as household
    from dpmanager.tasks.book.demonstrate import PASSPHRASE
    from dpmanager.tasks.book.live_the_half_year import live_the_half_year
    from dpmanager.tasks.book.set_up import new_book

    started = datetime.combine(household.FIRST_DAY, time(9), UTC)
    book = new_book(folder, PASSPHRASE, household.answers(), at=started)
    book.forget_key()  # it is gone again in a moment
    live_the_half_year(book)
    return book


def return_with(
    book: Book, rules: FunderRules, text: str, *, large_print: bool = False
) -> tuple[FunderReturn, bytes]:
    """The return of the made-up household as if its funder had these rules, and its PDF.

    text: of the file of the rules. A preset leaves the funder its made-up name.
    """
    from dpmanager.tasks.book import made_up_household as household

    at = datetime.combine(household.RETURN_MADE, time(9), UTC)
    with book.task(_("Try the rules of a council"), who=household.RAVI, at=at) as session:
        funder = session.scalars(select(models.Funder)).one()
        funder.rules, funder.own_rules = rules.id, text
        funder.name = "Northshire County Council" if rules.preset else rules.name
    made = export_return(
        book, household.QUARTER, today=household.RETURN_MADE, large_print=large_print
    )
    return made.funder_return, made.pdf


def _with_what_was_expected(sentence: str) -> str:
    """Adds the values that a key takes, or the keys that a table takes, where that is the fault."""
    place = _PLACE.search(sentence)
    kind = _kind_at(place.group("path") if place else "")
    if _FIELD.search(sentence) and isinstance(kind, inspect.StructType):
        names = ", ".join(field.encode_name for field in kind.fields)
        return " ".join([sentence, _("Its keys are: {names}.").format(names=names)])
    if isinstance(kind, inspect.LiteralType | inspect.EnumType):
        values = kind.values if isinstance(kind, inspect.LiteralType) else list(kind.cls)
        names = ", ".join(str(value) for value in values)
        return " ".join([sentence, _("Expected one of: {names}.").format(names=names)])
    return sentence


def _kind_at(path: str) -> Any:
    """What stands at a place of a funder's file, such as `.sources[0].title`."""
    kind: Any = inspect.type_info(FunderRules)
    for step in _STEP.finditer(path):
        kind = _without_none(kind)
        name = step.group("field")
        if name is None:
            kind = getattr(kind, "item_type", kind)
        elif isinstance(kind, inspect.StructType):
            kind = next((one.type for one in kind.fields if one.encode_name == name), kind)
    return _without_none(kind)


def _without_none(kind: Any) -> Any:
    if isinstance(kind, inspect.UnionType):
        return next(one for one in kind.types if not isinstance(one, inspect.NoneType))
    return kind
