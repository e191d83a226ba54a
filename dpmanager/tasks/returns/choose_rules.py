"""Choose whose rules returns follow: a file of the program, or one that somebody has written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from dpmanager.domain.returns.funder_rules import FunderRules, what_is_known
from dpmanager.domain.returns.funder_words import what_it_asks
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.returns.check_funder import read_and_check
from dpmanager.tasks.returns.resources import evidence_labels, funder_rules, rules_of
from dpmanager.tasks.returns.write_funder import file_name
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class FunderSeen:
    """A funder of the book and its rules, in words.

    rules: the name of its file. own: whether the rules are somebody's own, and stand in the book.
    from_letter: whether a person wrote them down from a letter. known: how far the rules can be
    trusted. asks: what the funder asks for, a sentence for each. sources: where it was read, as
    title and address. file_name: what a file of them is called.
    """

    id: int
    name: str
    rules: str
    own: bool
    from_letter: bool
    known: str
    asks: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    file_name: str


def look_at_rules(book: Book) -> tuple[str, tuple[FunderSeen, ...]]:
    """The nation of the person, and each funder of the book with its rules."""
    labels = evidence_labels()
    with book.reading() as session:
        funders = session.scalars(select(models.Funder).order_by(models.Funder.id))
        return arrangement(session).nation, tuple(_seen(row, labels) for row in funders)


def choose_rules(book: Book, funder_id: int, rules: str, *, who: str, at: datetime) -> None:
    """Returns to this funder follow a file of the program from now on.

    What was agreed, such as the weeks of money that may stay, is not touched.
    Raises DPManagerError for a file that is not there.
    """
    chosen = funder_rules(rules)
    with book.task(_("Choose the rules of a council"), who=who, at=at) as session:
        row = session.get_one(models.Funder, funder_id)
        row.rules, row.own_rules = chosen.id, ""


def read_in_rules(book: Book, funder_id: int, file: Path, *, who: str, at: datetime) -> FunderRules:
    """Returns to this funder follow a file that somebody has written; it is kept in the book.

    Raises DPManagerError, naming what is wrong, for a file that is not in order.
    """
    checked, text = read_and_check(file, at.date())
    with book.task(_("Read in the rules of a council"), who=who, at=at) as session:
        row = session.get_one(models.Funder, funder_id)
        row.rules, row.own_rules = checked.id, text
    return checked


def _seen(row: models.Funder, labels: Mapping[str, str]) -> FunderSeen:
    rules = rules_of(row)
    return FunderSeen(
        id=row.id,
        name=row.name,
        rules=row.rules,
        own=bool(row.own_rules),
        from_letter=rules.detail == "own-letter",
        known=what_is_known(rules),
        asks=what_it_asks(rules, labels),
        sources=tuple((source.title, source.address) for source in rules.sources),
        file_name=file_name(rules),
    )
