"""Write a funder's rules down: as the text of a file, in the book, and as a file to share."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.periods import Frequency, Period, long_date
from dpmanager.domain.returns.funder_lint import faults_of
from dpmanager.domain.returns.funder_return import FunderReturn
from dpmanager.domain.returns.funder_rules import FunderRules, Source
from dpmanager.domain.returns.own_letter import Letter, rules_from
from dpmanager.domain.returns.return_periods import due_day, periods_over
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.returns.check_funder import FunderFileFaults
from dpmanager.tasks.returns.look_at_returns import quarters_offered
from dpmanager.tasks.returns.prepare_return import prepare_in
from dpmanager.tasks.returns.resources import categories, known_ids, labels, own_rules, rules_of
from dpmanager.tasks.saving import save_file
from dpmanager.words import _

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_NO_NAME = re.compile(r"[^a-z0-9]+")
SHORTEST_LOOKED_FOR = 3
"""Letters: what is shorter, such as a house number, stands in many texts by chance."""


@dataclass(frozen=True, slots=True)
class RulesToWrite:
    """A funder of the book whose rules are to be written down.

    rules: that it follows now. Of the newest agreement: paid, how often it pays; return_days, after
    the end of a period; surplus_weeks, of money that may stay.
    """

    id: int
    name: str
    nation: str
    rules: FunderRules
    paid: Frequency | None
    return_days: int | None
    surplus_weeks: Decimal | None


@dataclass(frozen=True, slots=True)
class ReturnTried:
    """The return of this book with rules that are still being written."""

    period: Period
    funder_return: FunderReturn
    pdf: bytes


def toml_of(rules: FunderRules) -> str:
    """The text of the file of these rules: what it states, in the order of the structs.

    Read again it gives the same rules; their id is the name of the file, and is not in it.
    """
    return "\n".join(_table("", msgspec.structs.replace(rules, id=""))).strip() + "\n"


def look_at_funder(book: Book, funder_id: int) -> RulesToWrite:
    """A funder of the book, and what its rules are now."""
    with book.reading() as session:
        row = session.get_one(models.Funder, funder_id)
        newest = row.agreements[-1] if row.agreements else None
        return RulesToWrite(
            row.id,
            row.name,
            arrangement(session).nation,
            rules_of(row),
            Frequency(newest.paid_every) if newest else None,
            newest.return_days if newest else None,
            newest.surplus_weeks if newest else None,
        )


def rules_of_letter(
    letter: Letter, base: FunderRules, paid: Frequency | None, today: date
) -> FunderRules:
    """The rules that answers make, looked at today. base: what the person started from."""
    return rules_from(letter, base, checked=today, paid=paid, categories=categories())


def save_own_rules(
    book: Book, funder_id: int, rules: FunderRules, *, who: str, at: datetime
) -> None:
    """Returns to this funder follow these rules from now on; the program's files stay as they are.

    What they say about the day a return is due, and about the weeks of money that may stay, holds
    from now on for the newest agreement too. Raises DPManagerError for rules not in order.
    """
    _check(rules, at.date())
    with book.task(_("Write down the rules of a council"), who=who, at=at) as session:
        row = session.get_one(models.Funder, funder_id)
        _refuse_same_name(session, funder_id, rules.name)
        row.name = rules.name
        row.rules, row.own_rules = rules.id, toml_of(rules)
        for agreement in row.agreements[-1:]:
            _as_the_letter_says(agreement, rules)


def try_on_book(book: Book, funder_id: int, rules: FunderRules, today: date) -> ReturnTried:
    """The return of the last period that is over, as it would be with these rules.

    Raises what `prepare_return` raises.
    """
    from dpmanager.documents.funder_return import return_pdf

    with book.reading() as session:
        row = session.get_one(models.Funder, funder_id)
        period = _last_period(session, row, rules, today)
        made, _evidence = prepare_in(session, period, row.name, today, rules=rules)
        begun = [one for one in row.agreements if one.from_date <= period.end]
        days = _days(rules, begun[-1].return_days)
    people = replace(made.people, funder=rules.name)
    made = replace(made, people=people, due=due_day(rules, period, days=days))
    return ReturnTried(period, made, return_pdf(made, labels()))


def file_name(rules: FunderRules) -> str:
    """What a file of these rules is called: `northshire_county_council.toml`."""
    name = _NO_NAME.sub("_", rules.name.casefold()).strip("_").lstrip("0123456789_")
    return f"{name or 'council'}.toml"


def share_rules(book: Book, funder_id: int, path: Path) -> None:
    """Saves the rules of a funder as a file for others. Nothing personal is in it.

    Raises DPManagerError where a person, or something only this book knows, is named in the rules,
    and where the file could not be saved.
    """
    with book.reading() as session:
        rules = rules_of(session.get_one(models.Funder, funder_id))
        shared = msgspec.structs.replace(rules, sources=tuple(map(_for_others, rules.sources)))
        _refuse_personal(shared, session)
    day = long_date(shared.checked)
    note = _("# What {funder} asks for, as of {day}. Check it against your own letter.")
    head = note.format(funder=" ".join(shared.name.split()), day=day)
    save_file(path, f"{head}\n\n{toml_of(shared)}".encode())


def _check(rules: FunderRules, today: date) -> None:
    faults = faults_of(rules, known_ids(), today)
    if faults:
        raise FunderFileFaults(f"{rules.id}.toml", faults)
    assert own_rules(toml_of(rules), rules.id) == rules, "what is written is what will be read"


def _refuse_same_name(session: Session, funder_id: int, name: str) -> None:
    others = session.scalars(select(models.Funder.name).where(models.Funder.id != funder_id))
    if name in set(others):
        raise DPManagerError(
            _("Another funder in this book is called “{name}”. Use another name.").format(name=name)
        )


def _as_the_letter_says(agreement: models.Agreement, rules: FunderRules) -> None:
    agreement.return_days = _days(rules, agreement.return_days)
    surplus = rules.surplus
    if surplus is not None and surplus.kind == "weeks":
        agreement.surplus_weeks = surplus.most


def _days(rules: FunderRules, agreed: int | None) -> int | None:
    """The days after a period that hold with these rules; what was agreed where they say nothing.

    Where they count from a letter, or a list has the days, none are counted from the period.
    """
    if rules.deadline is None or rules.deadline.kind == "ask":
        return agreed
    return rules.deadline.days if rules.deadline.kind == "after-end" else None


def _last_period(
    session: Session, funder: models.Funder, rules: FunderRules, today: date
) -> Period:
    """The last one that is over; where the rules have none, the last quarter."""
    opened = session.scalars(select(models.Account.opening_date)).all()
    over: tuple[Period, ...] = ()
    if funder.agreements and opened:
        over = periods_over(rules, funder.agreements[0].from_date, today)
    over = tuple(period for period in over if period.end >= min(opened))
    return over[0] if over else quarters_offered(today)[0]


def _for_others(source: Source) -> Source:
    if source.address:
        return source
    return msgspec.structs.replace(source, title=_("A letter that somebody has"))


def _private(session: Session) -> Iterator[str]:
    """What only this book knows, and who is named in it."""
    everybody = (*session.scalars(select(models.Person)), *session.scalars(select(models.Worker)))
    for one in everybody:
        yield one.name
        # A line without a figure is a town or a street, as in the name of a council.
        yield from (line for line in re.split(r"[,\n]", one.address) if re.search(r"\d", line))
    for person in session.scalars(select(models.Person)):
        yield from (person.phone, person.email)
    for funder in session.scalars(select(models.Funder)):
        yield funder.reference
    who = arrangement(session)
    yield from (who.paye_reference, who.accounts_office_reference)


def _first_names(session: Session) -> Iterator[str]:
    for name in (*session.scalars(select(models.Person.name)), *_employed(session)):
        yield name.split()[0] if name.split() else ""


def _employed(session: Session) -> Sequence[str]:
    return session.scalars(
        select(models.Worker.name).where(models.Worker.kind.in_(("employed", "self-employed")))
    ).all()


def _refuse_personal(rules: FunderRules, session: Session) -> None:
    said = _plain("\n".join(_texts(msgspec.to_builtins(rules))))
    headings = " ".join(line.name for line in rules.categories)
    found = [words for words in _private(session) if _is_in(_plain(words), said)]
    found += [name for name in _first_names(session) if _is_in(name, headings)]
    if found:
        raise DPManagerError(
            _(
                "“{words}” is in these rules, and is nobody else's business. "
                "Change that answer first, then save the file."
            ).format(words=found[0].strip())
        )


def _is_in(words: str, text: str) -> bool:
    """Whether words stand in a text as words of their own."""
    if len(words) < SHORTEST_LOOKED_FOR:
        return False
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def _table(path: str, struct: msgspec.Struct) -> Iterator[str]:
    """The lines of a table: its own keys first, then the tables in it."""
    inner: list[tuple[str, msgspec.Struct, bool]] = []
    for field in msgspec.structs.fields(struct):
        value = getattr(struct, field.name)
        if value == field.default:
            continue
        if isinstance(value, msgspec.Struct):
            inner.append((field.name, value, False))
        elif isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
            inner += [(field.name, one, True) for one in value]
        else:
            yield f"{field.name} = {_value(value)}"
    for name, one, in_list in inner:
        whole = f"{path}.{name}" if path else name
        yield ""
        yield f"[[{whole}]]" if in_list else f"[{whole}]"
        yield from _table(whole, one)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + "".join(map(_letter, value)) + '"'
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    assert isinstance(value, int), f"{value!r} has no place in a file of rules"
    return str(value)


def _letter(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return letter if letter.isprintable() else f"\\U{ord(letter):08X}"
