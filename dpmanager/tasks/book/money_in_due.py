"""Money that should have come in: a payment that is late or short, and the contribution."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.budget.payments_board import BoardLine, InState
from dpmanager.domain.periods import long_date
from dpmanager.records import models
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.budget.paid_in import CONTRIBUTION_KEY, PaidInSeen, paid_in
from dpmanager.words import _

MOST_ALIKE = 2


def money_in_due(session: Session, today: date) -> Iterator[Thing]:
    """What is late or short, from three of one funder on as one thing; and a contribution behind.

    The contribution is named when more than one payment of it is missing.
    """
    seen = paid_in(session, today)
    by_funder: dict[str, list[BoardLine]] = {}
    for line in seen.troubles:
        by_funder.setdefault(line.expected.funder, []).append(line)
    for funder, lines in by_funder.items():
        if len(lines) > MOST_ALIKE:
            yield _together(funder, lines)
        else:
            yield from map(_missing, lines)
    yield from _contribution(session, seen)


def _missing(line: BoardLine) -> Thing:
    expected = line.expected
    names = {
        "amount": pounds(line.missing),
        "funder": expected.funder,
        "day": long_date(expected.due_by),
        "due": pounds(expected.amount),
        "came": pounds(line.amount),
    }
    if line.state is InState.LATE:
        return Thing(
            Kind.MONEY_IN,
            expected.due_by,
            _("Ask {funder} for {amount}").format(**names),
            _("{amount} from {funder} was due {day} and is not in the account.").format(**names),
        )
    return Thing(
        Kind.MONEY_IN,
        expected.due_by,
        _("Ask {funder} for the missing {amount}").format(**names),
        _("{due} was due {day}, and {came} came.").format(**names),
    )


def _together(funder: str, lines: list[BoardLine]) -> Thing:
    return Thing(
        Kind.MONEY_IN,
        lines[0].expected.due_by,
        _("Ask {funder} for {amount}").format(
            funder=funder, amount=pounds(total(line.missing for line in lines))
        ),
        _("{count} payments are late or short, the first of {day}.").format(
            count=len(lines), day=long_date(lines[0].expected.due_by)
        ),
    )


def _contribution(session: Session, seen: PaidInSeen) -> Iterator[Thing]:
    """Not while the account has money in that nobody has sorted: it may be the contribution."""
    arrears = seen.contribution.arrears
    one = max((part.each for part in seen.contribution.parts), default=ZERO)
    if arrears is None or arrears.since is None or seen.known_up_to is None:
        return
    if arrears.behind <= one or CONTRIBUTION_KEY in seen.put_off:
        return
    unsorted = select(models.Transaction.id).where(
        models.Transaction.amount > ZERO, ~models.Transaction.splits.any()
    )
    if session.scalar(select(exists(unsorted))):
        return
    yield Thing(
        Kind.CONTRIBUTION,
        arrears.since,
        _("Pay {amount} of your contribution").format(amount=pounds(arrears.behind)),
        (
            _("By what is written down it is not paid since {day}.")
            if seen.contribution.outside
            else _("By the statements it is not paid in since {day}.")
        ).format(day=long_date(arrears.since)),
    )
