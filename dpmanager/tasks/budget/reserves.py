"""Set money aside by rule: add, change and remove."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.budget.reserves import Each, Reserve, ReserveKind
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class ReserveRow:
    """Money set aside, as the book keeps it. funder: the name of the one who agreed or may."""

    id: int
    funder_id: int
    funder: str
    reserve: Reserve


def reserves_of(session: Session) -> list[ReserveRow]:
    """All money that is set aside by rule, the first day first."""
    return [
        ReserveRow(
            row.id,
            funder.id,
            funder.name,
            Reserve(
                kind=ReserveKind(row.kind),
                amount=row.amount,
                each=Each(row.each),
                from_date=row.from_date,
                until=row.until,
                agreed_on=row.agreed_on,
                reason=row.reason,
            ),
        )
        for row, funder in session.execute(
            select(models.Reserve, models.Funder)
            .join(models.Funder, models.Funder.id == models.Reserve.funder_id)
            .order_by(models.Reserve.from_date, models.Reserve.id)
        )
    ]


def add_reserve(book: Book, funder_id: int, reserve: Reserve, *, who: str, at: datetime) -> int:
    """Sets money aside; gives its number. Raises DPManagerError for what cannot be."""
    with book.task(_("Set money aside"), who=who, at=at) as session:
        row = models.Reserve()
        _fill(row, funder_id, reserve)
        session.add(row)
        session.flush()
        return row.id


def change_reserve(
    book: Book, reserve_id: int, funder_id: int, reserve: Reserve, *, who: str, at: datetime
) -> None:
    """Changes money that is set aside. Raises DPManagerError for what cannot be."""
    with book.task(_("Change money set aside"), who=who, at=at) as session:
        _fill(session.get_one(models.Reserve, reserve_id), funder_id, reserve)


def remove_reserve(book: Book, reserve_id: int, *, who: str, at: datetime) -> None:
    """Sets the money aside no longer."""
    with book.task(_("Remove money set aside"), who=who, at=at) as session:
        session.delete(session.get_one(models.Reserve, reserve_id))


def _fill(row: models.Reserve, funder_id: int, reserve: Reserve) -> None:
    if reserve.amount <= 0:
        raise DPManagerError(_("The amount must be more than nothing."))
    if reserve.until is not None and reserve.until < reserve.from_date:
        raise DPManagerError(_("It ends before it begins. Check the two dates."))
    if reserve.kind is ReserveKind.OTHER and not reserve.reason.strip():
        raise DPManagerError(_("Say what the money is for."))
    row.funder_id = funder_id
    row.kind = reserve.kind.value
    row.reason = reserve.reason.strip()
    row.amount = reserve.amount
    row.each = reserve.each.value
    row.from_date = reserve.from_date
    row.until = reserve.until
    row.agreed_on = reserve.agreed_on
