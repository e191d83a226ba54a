"""What looks odd about a statement file, in sentences: years, gaps, balances, other accounts."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.domain.periods import Period, long_date
from dpmanager.importers.statement import StatementFile, StatementLine
from dpmanager.records import models
from dpmanager.tasks.money.balances import last_told
from dpmanager.words import _, ngettext

ANOTHER_YEAR = timedelta(days=180)
"""Between two payments of one statement: more than that, and the year of one may be wrong."""
LONG_AGO = timedelta(days=366)
A_GAP = timedelta(days=10)
"""Between two statements without balances: fewer days may well have no payments."""


def other_accounts(chosen: StatementFile, statements: Sequence[StatementFile]) -> Iterator[str]:
    """A sentence that names the other accounts in the file, which are not read in with it."""
    others = [each for each in statements if each is not chosen]
    if others:
        yield ngettext(
            "The file also has payments of an account ending in {endings}. They are not read in "
            "with these. Read the file in again for that account.",
            "The file also has payments of accounts ending in {endings}. They are not read in "
            "with these. Read the file in again for those accounts.",
            len(others),
        ).format(endings=", ".join(each.account_last_four for each in others))


def odd_days(statement: StatementFile, today: date | None) -> Iterator[str]:
    """Sentences on days that are likely of another year than the file or the book means."""
    ordered = sorted(statement.lines, key=lambda line: line.day)
    groups: list[list[StatementLine]] = [ordered[:1]]
    for before, line in pairwise(ordered):
        if line.day - before.day > ANOTHER_YEAR:
            groups.append([])
        groups[-1].append(line)
    most = max(groups, key=len)
    for group in groups:
        if group is not most:
            yield _(
                "The payment of {day} on line {line} is far from the others in this file. Check "
                "its year."
            ).format(day=long_date(group[0].day), line=group[0].line_number)
    if today is None:
        return
    if statement.last_day > today:
        yield _(
            "The file has a payment of {day}, which is yet to come. Check that its dates are right."
        ).format(day=long_date(statement.last_day))
    elif statement.last_day < today - LONG_AGO:
        yield _(
            "The last payment in this file is of {day}, more than a year ago. Check that it is "
            "the statement that you meant."
        ).format(day=long_date(statement.last_day))


def balance_remarks(
    session: Session,
    account: models.Account,
    statement: StatementFile,
    new: Sequence[StatementLine],
) -> Iterator[str]:
    """Sentences on a gap before the statement, and on the first balance that ours does not meet.

    new: the lines that the account does not have yet.
    """
    bank = _balances_at_end_of_day(statement)
    told = last_told(session, account, statement.first_day - timedelta(days=1))
    if not bank:
        if told is not None and statement.first_day - told > A_GAP:
            yield _gap(told, statement.first_day)
        return
    ours = _our_balances(session, account, statement, new)
    differences = [(day, bank[day], ours[day]) for day in sorted(bank) if day in ours]
    agreed = ZERO
    for place, (day, theirs, mine) in enumerate(differences):
        if theirs - mine == agreed:
            continue
        if place == 0 and told is not None and told < statement.first_day:
            yield _gap(told, statement.first_day)
        yield _(
            "After the payments of {day} the bank had {bank}, but with this file your records "
            "have {book}. {difference} is not explained: a payment may be missing or in twice."
        ).format(
            day=long_date(day),
            bank=pounds(theirs),
            book=pounds(mine),
            difference=pounds(abs(theirs - mine)),
        )
        return


def _gap(told: date, first_day: date) -> str:
    return _(
        "The last statement in the book ends on {told}, and this one begins on {first}. A "
        "statement for the days between may be missing."
    ).format(told=long_date(told), first=long_date(first_day))


def _balances_at_end_of_day(statement: StatementFile) -> dict[date, Decimal]:
    """The bank's balance after the last line of each day, where it gives one."""
    last = {line.day: line for line in statement.lines}
    return {day: line.balance for day, line in last.items() if line.balance is not None}


def _our_balances(
    session: Session,
    account: models.Account,
    statement: StatementFile,
    new: Sequence[StatementLine],
) -> dict[date, Decimal]:
    """What the account would hold after each day of the file, by what the bank has shown.

    Without the last day, if the account has lines of it that the file lacks: it may end earlier.
    """
    days = Period(statement.first_day, statement.last_day)
    moved: dict[date, Decimal] = {line.day: ZERO for line in statement.lines}
    counted = {days.end: 0}
    for day, amount, count in _shown_by_day(session, account, days):
        moved[day] = moved.get(day, ZERO) + amount
        counted[day] = count
    for line in new:
        moved[line.day] += line.amount
        counted[line.day] = counted.get(line.day, 0) + 1
    in_file = sum(line.day == days.end for line in statement.lines)
    balance = _shown_before(session, account, days.start)
    balances = {}
    for day in sorted(moved):
        balance += moved[day]
        balances[day] = balance
    if counted[days.end] > in_file:
        del balances[days.end]
    return balances


def _shown_by_day(
    session: Session, account: models.Account, days: Period
) -> list[tuple[date, Decimal, int]]:
    shown = models.Transaction
    rows = session.execute(
        select(shown.presented_on, func.sum(shown.amount), func.count())
        .where(shown.account_id == account.id, shown.presented_on.between(days.start, days.end))
        .group_by(shown.presented_on)
    )
    return [(day, amount, count) for day, amount, count in rows if day is not None]


def _shown_before(session: Session, account: models.Account, day: date) -> Decimal:
    """The balance at the start of a day, from the opening balance and what the bank has shown."""
    shown = models.Transaction
    start, end = sorted((day, account.opening_date))
    moved = (
        session.scalar(
            select(func.sum(shown.amount)).where(
                shown.account_id == account.id,
                shown.presented_on >= start,
                shown.presented_on < end,
            )
        )
        or ZERO
    )
    return account.opening_balance + (moved if day >= account.opening_date else -moved)
