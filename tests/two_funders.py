"""A second funder of a book that has one: an NHS board that pays into the same account."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select

from dpmanager.records import models
from dpmanager.records.book import Book

NHS = "Vale NHS Board"


def add_nhs(
    book: Book, from_date: date, *, at: datetime, services: tuple[str, ...] = ("personal_care",)
) -> int:
    """Adds the board from a day on, £160.00 a week; gives its number. Added once alone."""
    with book.task("A second funder", who="Jo Rivers", at=at) as session:
        there = session.scalar(select(models.Funder.id).where(models.Funder.name == NHS))
        if there is not None:
            return there
        row = models.Funder(
            rules="generic",
            name=NHS,
            reference="PHB-77",
            agreements=[
                models.Agreement(
                    from_date=from_date,
                    weekly_amount=Decimal("160.00"),
                    weekly_contribution=Decimal("0.00"),
                    paid_every="four-weekly",
                    paid_in="advance",
                    contribution_collected="none",
                    surplus_weeks=Decimal(4),
                    return_days=14,
                    services=[
                        models.AgreedService(
                            service_type=name,
                            weekly_hours=Decimal(8),
                            hourly_rate=Decimal("20.00"),
                        )
                        for name in services
                    ],
                )
            ],
        )
        session.add(row)
        session.flush()
        return row.id
