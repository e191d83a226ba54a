"""Payments to ask the funder about, as the list of things to do has them: one line for all."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.money.check_spending import payments_to_ask_about
from dpmanager.words import _, ngettext


def spending_due(session: Session, today: date) -> Iterator[Thing]:
    """Payments that the funder may ask about, while nobody has asked them."""
    count = payments_to_ask_about(session, today)
    if count:
        yield Thing(
            Kind.ASK_FIRST,
            None,
            ngettext("{count} payment to ask about", "{count} payments to ask about", count).format(
                count=count
            ),
            _("Nothing is wrong yet. Ask before they do, and write down the answer."),
        )
