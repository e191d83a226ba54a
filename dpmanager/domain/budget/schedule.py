"""When a funder's payments come by what was agreed, and how much each of them is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.amounts import ZERO, pence_nearest, pounds, total
from dpmanager.domain.budget.agreement import (
    MONTHS_IN_A_YEAR,
    WEEKS,
    WEEKS_IN_A_YEAR,
    PaidIntoAccount,
    each_payment,
)
from dpmanager.domain.periods import Frequency, Period, long_date, months_after, short_date
from dpmanager.domain.steps import Step
from dpmanager.words import _

DAYS_IN_WEEK = 7
ONE_DAY = timedelta(days=1)


class FundingRule(StrEnum):
    """How much a payment is. The values are the words used in files.

    FIXED: what was agreed. TOP_UP: what was agreed and a float, less what is in the account, as
    Midlothian pays; a surplus is taken back by paying less.
    """

    FIXED = "fixed"
    TOP_UP = "top-up"


@dataclass(frozen=True, slots=True)
class AgreedMoney:
    """What a funder agreed from a day on. weekly: pounds a week that reach the account.

    in_arrears: paid after the days that it is for. first_payment: the day of the first payment
    under it, None: on the first day that it is for, or where it is paid in arrears on the last.
    contingency: the float in pounds that a payment fills the account up to, besides its amount;
    None where payments are fixed.
    """

    from_date: date
    weekly: PaidIntoAccount
    paid_every: Frequency
    in_arrears: bool
    first_payment: date | None = None
    contingency: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PaymentIn:
    """A payment that should come. paid: pounds, from the funder and from the person.

    pays_for: the days that it is for. is_usual: it is the amount of a whole such time under one
    agreement. contingency: as in `AgreedMoney`. steps: how the funder's amount was worked out.
    """

    day: date
    pays_for: Period
    paid: PaidIntoAccount
    contingency: Decimal | None
    is_usual: bool
    steps: tuple[Step, ...]


def scheduled_payments(agreed: Sequence[AgreedMoney], within: Period) -> tuple[PaymentIn, ...]:
    """The payments of one funder whose days lie within a period, in order.

    agreed: in the order of their days. A new agreement that is paid as often, on the same side
    and on days of the same row goes on with that row. Days of it that are paid for together with
    days of the old one are counted by the day. A payment made before the first one under a new
    agreement is still the old amount, and that first one makes up the difference. An agreement
    that is paid otherwise begins a row of its own, and the old row pays up to the day before it.
    """
    found = [payment for row in _rows(agreed) for payment in _payments(row, within)]
    return tuple(sorted(found, key=lambda payment: (payment.day, payment.pays_for)))


def predicted_top_up(amount: Decimal, contingency: Decimal, balance: Decimal) -> Decimal:
    """The pounds of a payment that fills the account up; never below nothing.

    Source: Midlothian Council's form, as a user quotes it (SDS Scotland forum, thread 840):
    payment, plus contingency, less the balance remaining in the account.
    """
    return max(ZERO, amount + contingency - balance)


@dataclass(slots=True)
class _Row:
    """Agreements that are paid in one row of days. end: the last day that it pays for."""

    agreed: list[AgreedMoney]
    end: date = field(default=date.max)

    @property
    def head(self) -> AgreedMoney:
        return self.agreed[0]


def _rows(agreed: Sequence[AgreedMoney]) -> list[_Row]:
    rows: list[_Row] = []
    for one in agreed:
        if rows and _goes_on(rows[-1], one):
            rows[-1].agreed.append(one)
            continue
        if rows:
            rows[-1].end = one.from_date - ONE_DAY
        rows.append(_Row([one]))
    return rows


def _goes_on(row: _Row, new: AgreedMoney) -> bool:
    head = row.head
    if (head.paid_every, head.in_arrears) != (new.paid_every, new.in_arrears):
        return False
    if new.first_payment is None:
        return True
    for day, _block in _days(row):
        if day >= new.first_payment:
            return day == new.first_payment
    return False


def _days(row: _Row) -> Iterator[tuple[date, Period]]:
    """Each day of payment with the days that it is for, without end where the row has none."""
    head = row.head
    number = 0
    while True:
        start = _later(head.from_date, head.paid_every, number)
        if start > row.end:
            return
        end = _later(head.from_date, head.paid_every, number + 1) - ONE_DAY
        if head.first_payment is not None:
            day = _later(head.first_payment, head.paid_every, number)
        else:
            day = end if head.in_arrears else start
        yield day, Period(start, end)
        number += 1


def _later(day: date, every: Frequency, number: int) -> date:
    if every is Frequency.MONTHLY:
        return months_after(day, number)
    return day + timedelta(weeks=WEEKS[every] * number)


def _payments(row: _Row, within: Period) -> Iterator[PaymentIn]:
    blocks: list[Period] = []
    known = _known(row, date.min)
    for day, block in _days(row):
        if day > within.end:
            return
        before, known = known, _known(row, day)
        parts = _parts(row, known, block)
        made_up = PaidIntoAccount(ZERO, ZERO)
        if known != before:
            made_up = _difference(row, blocks, before, known)
        blocks.append(block)
        if day not in within:
            continue
        funder = total(part.paid.funder for part in parts) + made_up.funder
        person = total(part.paid.person for part in parts) + made_up.person
        yield PaymentIn(
            day=day,
            pays_for=Period(block.start, min(block.end, row.end)),
            paid=PaidIntoAccount(funder, person),
            contingency=parts[-1].agreed.contingency,
            is_usual=len(parts) == 1 and parts[0].days == block and not made_up.funder,
            steps=_steps(parts, block, made_up.funder, funder),
        )


def _known(row: _Row, day: date) -> list[AgreedMoney]:
    """The agreements by which a payment of that day is made."""
    return [
        one
        for one in row.agreed
        if one is row.head or one.first_payment is None or one.first_payment <= day
    ]


@dataclass(frozen=True, slots=True)
class _Part:
    """Days of a block under one agreement, and their pounds."""

    agreed: AgreedMoney
    days: Period
    paid: PaidIntoAccount


def _parts(row: _Row, known: Sequence[AgreedMoney], block: Period) -> list[_Part]:
    parts = []
    ends = [*(one.from_date - ONE_DAY for one in known[1:]), row.end]
    for one, end in zip(known, ends, strict=True):
        start, last = max(block.start, one.from_date), min(block.end, end)
        if start <= last:
            days = Period(start, last)
            parts.append(
                _Part(
                    one,
                    days,
                    PaidIntoAccount(
                        _amount(one.weekly.funder, one.paid_every, days, block),
                        _amount(one.weekly.person, one.paid_every, days, block),
                    ),
                )
            )
    return parts


def _amount(weekly: Decimal, every: Frequency, days: Period, block: Period) -> Decimal:
    whole = each_payment(weekly, every)
    return whole if days == block else pence_nearest(whole * days.days / block.days)


def _difference(
    row: _Row, blocks: Sequence[Period], before: Sequence[AgreedMoney], now: Sequence[AgreedMoney]
) -> PaidIntoAccount:
    """What payments that were made by the old amounts would have been more by the new ones."""
    old = [part for block in blocks for part in _parts(row, before, block)]
    new = [part for block in blocks for part in _parts(row, now, block)]
    return PaidIntoAccount(
        total(part.paid.funder for part in new) - total(part.paid.funder for part in old),
        total(part.paid.person for part in new) - total(part.paid.person for part in old),
    )


def _steps(
    parts: Sequence[_Part], block: Period, made_up: Decimal, amount: Decimal
) -> tuple[Step, ...]:
    steps = [_step(part, block) for part in parts]
    sums = [part.paid.funder for part in parts]
    if made_up:
        steps.append(Step(_("The difference for days that were paid for before"), pounds(made_up)))
        sums.append(made_up)
    if len(sums) > 1:
        steps.append(Step(_("Together"), f"{' + '.join(map(pounds, sums))} = {pounds(amount)}"))
    return tuple(steps)


def _step(part: _Part, block: Period) -> Step:
    weekly, every = part.agreed.weekly.funder, part.agreed.paid_every
    source = _("Your agreement with the funder")
    whole = each_payment(weekly, every)
    if part.days == block:
        label = _("What they pay for {start} to {end}, at {amount} a week").format(
            start=short_date(block.start), end=short_date(block.end), amount=pounds(weekly)
        )
        how = (
            f"{WEEKS_IN_A_YEAR} ÷ {MONTHS_IN_A_YEAR}"
            if every is Frequency.MONTHLY
            else f"{WEEKS[every]}"
        )
        return Step(label, f"{pounds(weekly)} x {how} = {pounds(whole)}", source)
    label = _(
        "A part, for {start} to {end}: {days} of the {all} days. The amount is for all of them."
    ).format(
        start=long_date(part.days.start),
        end=long_date(part.days.end),
        days=part.days.days,
        all=block.days,
    )
    return Step(
        label,
        f"{pounds(whole)} x {part.days.days} ÷ {block.days} = {pounds(part.paid.funder)}",
        source,
    )
