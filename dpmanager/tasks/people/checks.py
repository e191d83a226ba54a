"""The checks of a worker: what was seen, when and by whom, and what is still wanted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.deadlines.rules import NATIONS
from dpmanager.domain.people.checks import (
    CheckKind,
    CheckRule,
    CheckSeen,
    CheckState,
    Missing,
    Need,
    Standing,
    WhoIsChecked,
    is_good,
    is_law,
    look_again_on,
    meaning_of,
    name_of,
    rules_for,
    standing_of,
    what_is_missing,
)
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.engage_worker import WORKER_KINDS
from dpmanager.tasks.people.hiring_rules import check_rules
from dpmanager.tasks.people.kept_files import KeptFile, kept_file, let_go
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """What was seen; the fields are those of the record. Of a DBS check there is no `note`."""

    kind: CheckKind
    seen_on: date
    seen_by: str
    name: str = ""
    level: str = ""
    number: str = ""
    update_service: bool = False
    issued_on: date | None = None
    until: date | None = None
    again_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CheckLook:
    """One check in the list, or one that is still wanted.

    id: of the record, None while there is none. name: in words. own_name: a referee, a training.
    by_law: the law wants it. look_again: the last day on which it is good. left: how many of the
    kind are still wanted. reason: why it is not needed, or why pay was run without it. seen: what
    was seen, None before that. earlier: when it was seen before, the newest first.
    """

    id: int | None
    kind: CheckKind
    name: str
    own_name: str
    standing: Standing
    by_law: bool
    need: Need
    look_again: date | None
    left: int
    reason: str
    seen: CheckAnswer | None
    copy: KeptFile | None
    earlier: tuple[tuple[date, str], ...]
    rule: CheckRule
    meaning: dict[str, str]


@dataclass(frozen=True, slots=True)
class ChecksLook:
    """All checks of a worker. to_add: of the kinds that nobody asks for, what a new one would be.

    missing: as `what_is_missing`.
    """

    lines: tuple[CheckLook, ...]
    to_add: tuple[CheckLook, ...]
    missing: tuple[Missing, ...]


def checks_of(session: Session, worker: models.Worker, today: date) -> ChecksLook:
    """The checks of a worker, in the order in which they are made."""
    who = who_is_checked(session, worker)
    rows = _rows(session, worker.id)
    seen = [seen_of(row) for row in rows]
    missing = what_is_missing(who, seen, check_rules(), today)
    left = {one.rule.kind: one.left for one in missing}
    lines: list[CheckLook] = []
    for rule in rules_for(who, check_rules()):
        of_kind = [row for row in rows if row.kind == rule.kind]
        lines += _lines(session, who, rule, of_kind, left.get(rule.kind, 0), today)
    return ChecksLook(
        lines=tuple(lines),
        to_add=tuple(
            _line(session, who, rule, None, 0, [], today)
            for rule in rules_for(who, check_rules())
            if rule.need is Need.IF_ANY
        ),
        missing=missing,
    )


def note_check(
    book: Book,
    worker_id: int,
    answer: CheckAnswer,
    *,
    check_id: int | None = None,
    who: str,
    at: datetime,
) -> int:
    """Notes that a check was seen; gives its number.

    check_id: the check that was to do or asked for. One that was seen before stays, and this is a
    new one. Raises DPManagerError for a day that is still to come or a paper that had run out.
    """
    with book.task(_("Note a check"), who=who, at=at) as session:
        worker = session.get_one(models.Worker, worker_id)
        rule = _rule(session, worker, answer.kind)
        _refuse_odd(rule, answer, at.date())
        row = session.get(models.Check, check_id) if check_id is not None else None
        if row is None or row.state == CheckState.SEEN:
            row = models.Check(worker_id=worker_id, kind=answer.kind.value)
            session.add(row)
        row.state, row.reason = CheckState.SEEN.value, ""
        row.name = answer.name.strip()
        row.seen_on, row.seen_by = answer.seen_on, answer.seen_by
        row.level, row.number = answer.level, answer.number.strip()
        row.update_service = answer.update_service
        row.issued_on, row.until, row.again_on = answer.issued_on, answer.until, answer.again_on
        row.note = answer.note if rule.keeps_copy else ""
        session.flush()
        return row.id


def ask_for(
    book: Book,
    worker_id: int,
    kind: CheckKind,
    *,
    name: str = "",
    check_id: int | None = None,
    who: str,
    at: datetime,
) -> int:
    """Notes that the worker, or a referee, was asked; gives the number of the check."""
    with book.task(_("Ask for a check"), who=who, at=at) as session:
        row = _put(session, worker_id, kind, check_id)
        row.state, row.reason = CheckState.ASKED.value, ""
        row.name = name.strip() or row.name
        session.flush()
        return row.id


def not_needed(
    book: Book,
    worker_id: int,
    kind: CheckKind,
    reason: str,
    *,
    check_id: int | None = None,
    who: str,
    at: datetime,
) -> int:
    """Says that a check is not needed, and why. Raises DPManagerError without a reason."""
    if not reason.strip():
        raise DPManagerError(_("Say in a few words why this check is not needed."))
    with book.task(_("Say that a check is not needed"), who=who, at=at) as session:
        row = _put(session, worker_id, kind, check_id)
        row.state, row.reason = CheckState.NOT_NEEDED.value, reason.strip()
        session.flush()
        return row.id


def remove_check(book: Book, check_id: int, *, who: str, at: datetime) -> None:
    """Takes a check away, and its copy. Undo brings both back."""
    with book.task(_("Remove a check"), who=who, at=at) as session:
        drop_check(session, session.get_one(models.Check, check_id))


def drop_check(session: Session, row: models.Check) -> None:
    """Takes a check and its copy away, within a task that is under way."""
    proof_id, row.proof_id = row.proof_id, None
    session.delete(row)
    session.flush()
    let_go(session, proof_id)


def pay_unchecked(book: Book, workers: Collection[int], *, who: str, at: datetime) -> None:
    """Keeps that somebody was paid before their right to work was seen, and when."""
    reason = _("You paid before you had seen it, on {day}.").format(day=long_date(at.date()))
    with book.task(_("Pay before the right to work is seen"), who=who, at=at) as session:
        for worker_id in workers:
            rows = _rows(session, worker_id, CheckKind.RIGHT_TO_WORK)
            row = next((row for row in rows if row.state != CheckState.SEEN), None)
            if row is None:
                row = models.Check(worker_id=worker_id, kind=CheckKind.RIGHT_TO_WORK.value)
                row.state = CheckState.TO_DO.value
                session.add(row)
            row.reason = reason


def who_is_checked(session: Session, worker: models.Worker) -> WhoIsChecked:
    """The facts that say which checks are wanted."""
    who = arrangement(session)
    nation = next(nation for nation in NATIONS if nation == who.nation)
    return WhoIsChecked(WORKER_KINDS[worker.kind], nation, who.manager_role, drives=worker.drives)


def seen_of(row: models.Check) -> CheckSeen:
    """A record as the rules know it."""
    return CheckSeen(
        key=row.id,
        kind=CheckKind(row.kind),
        state=CheckState(row.state),
        name=row.name,
        seen_on=row.seen_on,
        issued_on=row.issued_on,
        until=row.until,
        again_on=row.again_on,
    )


def _rows(
    session: Session, worker_id: int, kind: CheckKind | None = None
) -> Sequence[models.Check]:
    asked = select(models.Check).where(models.Check.worker_id == worker_id)
    if kind is not None:
        asked = asked.where(models.Check.kind == kind.value)
    return session.scalars(asked.order_by(models.Check.id)).all()


def _lines(
    session: Session,
    who: WhoIsChecked,
    rule: CheckRule,
    rows: Sequence[models.Check],
    left: int,
    today: date,
) -> list[CheckLook]:
    """The checks of one kind; of one that is seen again and again the newest stands for all."""
    shown = list(rows)
    earlier: list[models.Check] = []
    if rule.need is not Need.IF_ANY and rule.count == 1:
        earlier = [row for row in shown[:-1] if row.state == CheckState.SEEN]
        shown = [row for row in shown if row not in earlier]
    lines = [
        _line(session, who, rule, row, left, earlier if row is shown[-1] else [], today)
        for row in shown
    ]
    open_rows = sum(not is_good(rule, seen_of(row), today) for row in shown)
    if left > open_rows:
        lines.append(_line(session, who, rule, None, left - open_rows, [], today))
    return lines


def _line(
    session: Session,
    who: WhoIsChecked,
    rule: CheckRule,
    row: models.Check | None,
    left: int,
    earlier: Sequence[models.Check],
    today: date,
) -> CheckLook:
    seen = seen_of(row) if row else None
    name = name_of(rule)
    if row and row.name:
        name = _("{kind}: {name}").format(kind=name, name=row.name)
    return CheckLook(
        id=row.id if row else None,
        kind=rule.kind,
        name=name,
        own_name=row.name if row else "",
        standing=standing_of(rule, seen, today) if seen else Standing.TO_DO,
        by_law=is_law(rule, who),
        need=rule.need,
        look_again=look_again_on(rule, seen) if seen else None,
        left=left,
        reason=row.reason if row else "",
        seen=_answer(row) if row and row.seen_on else None,
        copy=kept_file(session, row.proof_id) if row else None,
        earlier=tuple((each.seen_on, each.seen_by) for each in reversed(earlier) if each.seen_on),
        rule=rule,
        meaning=meaning_of(rule, who),
    )


def _answer(row: models.Check) -> CheckAnswer:
    assert row.seen_on is not None
    return CheckAnswer(
        kind=CheckKind(row.kind),
        seen_on=row.seen_on,
        seen_by=row.seen_by,
        name=row.name,
        level=row.level,
        number=row.number,
        update_service=row.update_service,
        issued_on=row.issued_on,
        until=row.until,
        again_on=row.again_on,
        note=row.note,
    )


def _rule(session: Session, worker: models.Worker, kind: CheckKind) -> CheckRule:
    for rule in rules_for(who_is_checked(session, worker), check_rules()):
        if rule.kind is kind:
            return rule
    raise DPManagerError(_("This check is not asked of {worker}.").format(worker=worker.name))


def _put(session: Session, worker_id: int, kind: CheckKind, check_id: int | None) -> models.Check:
    """The check that is open, or a new one; one that was seen stays as it is."""
    _rule(session, session.get_one(models.Worker, worker_id), kind)
    row = session.get(models.Check, check_id) if check_id is not None else None
    if row is None or row.state == CheckState.SEEN:
        row = models.Check(worker_id=worker_id, kind=kind.value)
        session.add(row)
    return row


def _refuse_odd(rule: CheckRule, answer: CheckAnswer, today: date) -> None:
    if answer.seen_on > today:
        raise DPManagerError(_("You cannot have seen it on a day that is still to come."))
    if answer.issued_on is not None and answer.issued_on > answer.seen_on:
        raise DPManagerError(_("The date on it is after the day on which you saw it."))
    if answer.until is not None and answer.until < answer.seen_on:
        raise DPManagerError(
            _("It had run out on {day}, before you saw it. Ask for a new one.").format(
                day=long_date(answer.until)
            )
        )
    if rule.count > 1 and not answer.name.strip():
        raise DPManagerError(_("Type who gave the reference."))
    if rule.need is Need.IF_ANY and not answer.name.strip():
        raise DPManagerError(_("Say what it is, such as first aid."))
