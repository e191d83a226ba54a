"""What is paid in, in words."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.domain.budget.agreement import Contribution
from dpmanager.domain.budget.contribution import Arrears
from dpmanager.domain.budget.payments_board import BoardLine, ExpectedIn, InState
from dpmanager.domain.periods import Frequency, day_and_month, long_date, short_date
from dpmanager.domain.wording import days_words
from dpmanager.tasks.budget.paid_in import (
    ContributionOf,
    ContributionSeen,
    FunderPays,
    PaidInSeen,
)
from dpmanager.ui.widgets.table import TableColumn
from dpmanager.words import _


def every_words(every: Frequency) -> str:
    """How often something is paid, within a sentence."""
    return {
        Frequency.WEEKLY: _("every week"),
        Frequency.FORTNIGHTLY: _("every two weeks"),
        Frequency.FOUR_WEEKLY: _("every four weeks"),
        Frequency.MONTHLY: _("every month"),
    }[every]


def next_words(expected: ExpectedIn) -> str:
    """The payment that comes next."""
    sentence = (
        _("{funder} should pay {amount} on {day}.")
        if expected.is_fixed
        else _("{funder} should pay about {amount} on {day}.")
    )
    return sentence.format(
        funder=expected.funder, amount=pounds(expected.amount), day=long_date(expected.day)
    )


def what_it_is_for(expected: ExpectedIn) -> str:
    """What a payment is for: its days, or what was agreed once."""
    if expected.pays_for is not None:
        return _("It is for {days}.").format(days=days_words(expected.pays_for))
    return _("It comes once, for: {what}.").format(what=expected.what_for)


def moved_words(expected: ExpectedIn) -> str:
    """That banks are closed on the day; "" where they are not."""
    if expected.day == expected.due_by:
        return ""
    return _("Banks are closed on that day, so look for it on {day}.").format(
        day=long_date(expected.due_by)
    )


def trouble_words(line: BoardLine) -> str:
    """What is late or short."""
    expected = line.expected
    if line.state is InState.LATE:
        return _("{amount} from {funder} was due {day} and is not in the account.").format(
            amount=pounds(expected.amount), funder=expected.funder, day=long_date(expected.due_by)
        )
    return _("{came} came from {funder}, and {due} was due {day}. {missing} is missing.").format(
        came=pounds(line.amount),
        funder=expected.funder,
        due=pounds(expected.amount),
        day=long_date(expected.due_by),
        missing=pounds(line.missing),
    )


def payment_columns() -> list[TableColumn]:
    """The columns of the payments."""
    return [
        TableColumn(_("Due"), show=short_date),
        TableColumn(_("How it stands"), show=str),
        TableColumn(_("Expected"), figures=True),
        TableColumn(_("Came"), figures=True, show=_amount_or_none),
        TableColumn(_("Difference"), figures=True, show=_amount_or_none),
        TableColumn(_("What for"), show=str),
    ]


def payment_values(line: BoardLine, seen: PaidInSeen) -> tuple[object, ...]:
    """The cells of one payment."""
    expected = line.expected
    came = line.amount if line.came else None
    return (
        expected.due_by,
        state_words(line, seen),
        expected.amount,
        came,
        line.difference,
        _days_of(expected, with_name=len(seen.funders) > 1),
    )


def state_words(line: BoardLine, seen: PaidInSeen) -> str:
    """How it stands with a payment."""
    if line.missing and line.expected.key in seen.put_off:
        return _put_off_words(seen.put_off, line)
    if line.state is InState.CAME:
        return _("Came {day}").format(day=short_date(line.came[-1].day))
    if line.state is InState.LATE and line.expected.funder_id in seen.can_be_late:
        return _("Late")
    return {
        InState.TO_COME: _("To come"),
        InState.NOT_KNOWN: _("The statements end before it"),
        InState.LATE: _("Not seen"),
        InState.SHORT: _("Too little"),
        InState.OVER: _("More than expected"),
        InState.NOTHING_DUE: _("Nothing due: the account holds enough"),
    }[line.state]


def how_it_comes(pays: FunderPays) -> tuple[str, str]:
    """How a funder pays, and more about it."""
    if pays.contingency is not None:
        says = _(
            "{funder} pays {every}. A payment is {amount}, and a float of {float}, less what is "
            "in the account."
        ).format(
            funder=pays.funder,
            every=every_words(pays.every),
            amount=pounds(pays.amount),
            float=pounds(pays.contingency),
        )
    else:
        says = _("{funder} pays {amount} {every}.").format(
            funder=pays.funder, amount=pounds(pays.amount), every=every_words(pays.every)
        )
    if pays.first_payment is None:
        return says, _(
            "You have not said when its first payment came. The days are counted from the start "
            "of the agreement."
        )
    return says, _("The days are counted from its first payment, {day}.").format(
        day=long_date(pays.first_payment)
    )


def part_words(part: ContributionOf) -> str:
    """What the person pays towards what one funder agreed, and how."""
    if part.collected is Contribution.PAID_IN:
        sentence = _(
            "You pay {weekly} a week towards it: {each} {every}, into this account. "
            "{funder} pays the rest."
        )
    elif part.collected is Contribution.TAKEN_OFF:
        sentence = _(
            "Your part is {weekly} a week. {funder} takes it off before it pays, {each} {every}. "
            "So it is paid with that, and there is nothing to write down."
        )
    elif part.collected is Contribution.INVOICED:
        sentence = _(
            "Your part is {weekly} a week. {funder} sends you a bill for it. Pay that from your "
            "own money, not from this account. Then write it down below."
        )
    else:
        sentence = _(
            "Your part is {weekly} a week: {each} {every}. You pay it straight to who gives the "
            "care, from your own money. Keep the receipts, and write it down below."
        )
    return sentence.format(
        weekly=pounds(part.weekly),
        each=pounds(part.each),
        every=every_words(part.every),
        funder=part.funder,
    )


def arrears_words(arrears: Arrears) -> str:
    """How far behind or ahead the contribution is."""
    if arrears.behind > 0 and arrears.since is not None:
        return _("You are {amount} behind, since {day}.").format(
            amount=pounds(arrears.behind), day=long_date(arrears.since)
        )
    if arrears.behind < 0:
        return _("You are {amount} ahead.").format(amount=pounds(-arrears.behind))
    return _("All of it is paid.")


def left_out_words(one: ContributionSeen, known_up_to: date | None) -> list[str]:
    """What is known of the contribution: how far statements go, and what counts besides."""
    sentences = []
    if one.is_paid_in:
        sentences.append(told_words(known_up_to))
    if one.outside_since is not None:
        sentences.append(
            _(
                "What is paid outside the account counts from {day}, the first you wrote down."
            ).format(day=long_date(one.outside_since))
        )
    return sentences


def told_words(known_up_to: date | None) -> str:
    """How far the statements go."""
    if known_up_to is None:
        return _("No bank statement has been read in yet.")
    return _("The bank statements go up to {day}.").format(day=long_date(known_up_to))


def _put_off_words(put_off: Mapping[str, date | None], line: BoardLine) -> str:
    until = put_off[line.expected.key]
    if until is None:
        return _("Left as it is")
    return _("Asked, shown again {day}").format(day=short_date(until))


def _days_of(expected: ExpectedIn, *, with_name: bool) -> str:
    what = expected.what_for
    if expected.pays_for is not None:
        what = _("{start} to {end}").format(
            start=day_and_month(expected.pays_for.start), end=day_and_month(expected.pays_for.end)
        )
    if with_name:
        return _("{what} ({funder})").format(what=what, funder=expected.funder)
    return what


def _amount_or_none(amount: Decimal | None) -> str:
    return "" if amount is None else pounds(amount or ZERO)
