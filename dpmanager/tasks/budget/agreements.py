"""Which agreements hold on a day."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from dpmanager.records import models


def agreements_on(session: Session, day: date) -> list[models.Agreement]:
    """The agreement of each funder that holds on a day, in the order of the funders."""
    found = []
    for funder in session.scalars(
        select(models.Funder)
        .options(selectinload(models.Funder.agreements).selectinload(models.Agreement.services))
        .order_by(models.Funder.id)
    ):
        begun = [agreement for agreement in funder.agreements if agreement.from_date <= day]
        found += begun[-1:]
    return found
