"""What is paid in: the funders' payments beside their schedule, and the person's contribution."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.budget.agreement import Contribution, contribution_due, each_payment
from dpmanager.domain.budget.contribution import Arrears, DayAmount, work_out_arrears
from dpmanager.domain.budget.payments_board import (
    FURTHEST_BY_AMOUNT,
    GRACE,
    Board,
    BoardLine,
    CameIn,
    ExpectedIn,
    InState,
    due_by,
    make_board,
)
from dpmanager.domain.budget.schedule import FundingRule, PaymentIn, predicted_top_up
from dpmanager.domain.budget.surplus_shares import Source, SurplusShares, share_surplus
from dpmanager.domain.money.agreed_money import category_of_funder, names_shown
from dpmanager.domain.periods import Frequency, Period, months_after
from dpmanager.domain.steps import Step
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.payments_due import last_bank_day
from dpmanager.tasks.budget.agreements import agreements_on
from dpmanager.tasks.budget.outside_contributions import (
    OutsideSeen,
    outside_sums,
    outside_written_down,
)
from dpmanager.tasks.budget.payment_schedule import (
    agreed_money,
    funders_with_agreements,
    payments_of,
)
from dpmanager.tasks.hours.closed_days import closed_days
from dpmanager.tasks.money.balances import balance_before
from dpmanager.tasks.money.money_now import money_now
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.returns.resources import categories
from dpmanager.words import _

LOOKED_BACK = 12
"""Months of payments that are looked at."""
AHEAD = timedelta(weeks=13)
ONE_DAY = timedelta(days=1)
ONE_OFF, CORRECTED = "dp_one_off", "arrears_dp"
CONTRIBUTION, GIVEN_BACK, TOP_UP = "client_contrib", "contrib_refund", "own_topup"
CONTRIBUTION_KEY = "money-in/contribution"
"""By which it is known that the person has put the contribution off."""
REACH_OF_ONE_OFF = timedelta(days=62)
"""Equipment is often paid for when the bill has come."""


@dataclass(frozen=True, slots=True)
class FunderPays:
    """How a funder pays by the agreement that holds today. amount: pounds of a usual payment.

    first_payment: where it is known. contingency: the float in pounds that a payment fills up to,
    None where payments are fixed.
    """

    funder_id: int
    agreement_id: int
    funder: str
    amount: Decimal
    every: Frequency
    first_payment: date | None
    contingency: Decimal | None


@dataclass(frozen=True, slots=True)
class ContributionOf:
    """The person's contribution to what one funder agreed. Amounts in pounds.

    each: with each payment of the funder.
    """

    funder: str
    collected: Contribution
    weekly: Decimal
    each: Decimal
    every: Frequency


@dataclass(frozen=True, slots=True)
class ContributionSeen:
    """How it stands with the contribution, as far as bank statements tell and is written down.

    arrears: None where nothing was to be paid into the account, and nothing else is written down.
    top_ups: pounds of the person's own money beyond it, in the time looked at. outside: what was
    paid outside the account, the newest first. outside_since: the first day on which one that was
    to be paid so counts; None where none does. is_paid_in: something was due into the account.
    """

    parts: tuple[ContributionOf, ...]
    arrears: Arrears | None
    top_ups: Decimal
    outside: tuple[OutsideSeen, ...]
    outside_since: date | None
    is_paid_in: bool

    @property
    def may_be_outside(self) -> bool:
        """Whether a contribution may be paid otherwise than by taking it off."""
        return bool(self.outside) or any(
            part.collected is not Contribution.TAKEN_OFF for part in self.parts
        )


@dataclass(frozen=True, slots=True)
class OnceSeen:
    """A payment that a funder agreed to make once."""

    id: int
    funder_id: int
    funder: str
    day: date
    amount: Decimal
    what_for: str
    service_type: str


@dataclass(frozen=True, slots=True)
class PaidInSeen:
    """What should be paid in, and what was. since: the first day that is looked at.

    put_off: until which day a late payment is put off, by its key; None: for good. can_be_late:
    the funders whose days of payment are known, so that one can be late. names: of all funders with
    an agreement, by number.
    """

    since: date
    known_up_to: date | None
    board: Board
    put_off: Mapping[str, date | None]
    can_be_late: frozenset[int]
    funders: tuple[FunderPays, ...]
    contribution: ContributionSeen
    once: tuple[OnceSeen, ...]
    names: Mapping[int, str]

    @property
    def next(self) -> ExpectedIn | None:
        """The payment that comes next; None where none is to come."""
        to_come = (one.expected for one in self.board.lines if one.state is InState.TO_COME)
        return next(to_come, None)

    @property
    def troubles(self) -> tuple[BoardLine, ...]:
        """What is late or short, and not put off."""
        return tuple(
            line
            for line in self.board.lines
            if line.missing
            and line.expected.funder_id in self.can_be_late
            and line.expected.key not in self.put_off
        )


def look_at_paid_in(book: Book, today: date) -> PaidInSeen:
    """What was paid in over a year, and what is to come in the next three months."""
    with book.reading() as session:
        return paid_in(session, today)


def paid_in(session: Session, today: date) -> PaidInSeen:
    """As `look_at_paid_in`, for a session that is open."""
    opened = session.scalar(select(func.min(models.Account.opening_date))) or today
    since = max(opened, months_after(today, -LOOKED_BACK))
    funders = funders_with_agreements(session)
    known_up_to = last_bank_day(session)
    board = _board(session, funders, opened, since, today, known_up_to)
    return PaidInSeen(
        since=since,
        known_up_to=known_up_to,
        board=board,
        put_off=_put_off(session, today),
        can_be_late=frozenset(
            funder.id for funder in funders if _days_are_known(funder, board.lines)
        ),
        funders=tuple(_pays(one) for one in agreements_on(session, today)),
        contribution=_contribution(session, funders, opened, since, today, known_up_to),
        once=tuple(_once(session)),
        names={one.id: one.name for one in funders if one.agreements},
    )


def money_came_in(
    session: Session, days: Period, categories_wanted: frozenset[str]
) -> Iterator[tuple[models.Transaction, models.Split]]:
    """The parts of payments of some categories, with their payments, within some days."""
    rows = session.execute(
        select(models.Transaction, models.Split)
        .join(models.Split, models.Split.transaction_id == models.Transaction.id)
        .where(
            models.Transaction.day.between(days.start, days.end),
            models.Split.category.in_(categories_wanted),
        )
        .order_by(models.Transaction.day, models.Split.id)
    )
    yield from rows


def funder_categories() -> frozenset[str]:
    """The categories of money that funders pay in."""
    return frozenset(
        name for name, category in categories().items() if category.income_kind == "funder"
    )


def funders_who_may_have_paid(
    funders: Sequence[models.Funder], description: str, category: str
) -> frozenset[int]:
    """The numbers of the funders that a payment may be from, by the bank's words and what for."""
    named = [one.id for one in funders if names_shown(description, (one.name, one.reference))]
    if named:
        return frozenset(named)
    alike = [one.id for one in funders if category_of_funder(one.name) == category]
    return frozenset(alike or [one.id for one in funders])


def _board(
    session: Session,
    funders: Sequence[models.Funder],
    opened: date,
    since: date,
    today: date,
    known_up_to: date | None,
) -> Board:
    first = max(opened, since - FURTHEST_BY_AMOUNT)
    days = Period(first, max(first, today + AHEAD))
    closed = closed_days(arrangement(session).nation, days)
    expected = [
        *(row for funder in funders for row in _scheduled(session, funder, days, closed, today)),
        *_agreed_once(session, days, closed),
    ]
    whole = make_board(
        expected, _came(session, funders, Period(first, max(first, today))), today, known_up_to
    )
    return Board(
        tuple(line for line in whole.lines if line.expected.day >= since),
        tuple(line for line in whole.others if line.day >= since),
    )


def _scheduled(
    session: Session,
    funder: models.Funder,
    days: Period,
    closed: frozenset[date],
    today: date,
) -> Iterator[ExpectedIn]:
    is_next = True
    for payment in payments_of(funder, days):
        amount, steps = payment.paid.funder, payment.steps
        if payment.contingency is not None:
            if payment.day > today and not is_next:
                continue  # what the account holds by then is not known
            is_next = is_next and payment.day <= today
            amount, steps = _topped_up(session, payment, payment.contingency, today)
        elif amount <= 0:
            continue
        yield ExpectedIn(
            key=f"money-in/{funder.id}/{payment.day.isoformat()}/{payment.pays_for.start}",
            funder_id=funder.id,
            funder=funder.name,
            day=payment.day,
            due_by=due_by(payment.day, closed),
            amount=amount,
            reach=timedelta(days=payment.pays_for.days // 2),
            is_fixed=payment.contingency is None,
            pays_for=payment.pays_for,
            steps=steps,
        )


def _topped_up(
    session: Session, payment: PaymentIn, contingency: Decimal, today: date
) -> tuple[Decimal, tuple[Step, ...]]:
    """What a payment comes to by the balance of its day; of one to come, by that of today."""
    day = min(payment.day, today + ONE_DAY)
    balance = total(
        balance_before(session, account, day) for account in session.scalars(select(models.Account))
    )
    amount = predicted_top_up(payment.paid.funder, contingency, balance)
    label = (
        _("With the float, less what is in the account today")
        if payment.day > today
        else _("With the float, less what was in the account")
    )
    step = Step(
        label,
        f"{pounds(payment.paid.funder)} + {pounds(contingency)} - {pounds(balance)}"
        f" = {pounds(payment.paid.funder + contingency - balance)}",
        _("Your agreement with the funder"),
    )
    return amount, (*payment.steps, step)


def _agreed_once(session: Session, days: Period, closed: frozenset[date]) -> Iterator[ExpectedIn]:
    for row in _once(session):
        if row.day in days:
            yield ExpectedIn(
                key=f"money-in/once/{row.id}",
                funder_id=row.funder_id,
                funder=row.funder,
                day=row.day,
                due_by=due_by(row.day, closed),
                amount=row.amount,
                reach=REACH_OF_ONE_OFF,
                what_for=row.what_for,
            )


def _came(session: Session, funders: Sequence[models.Funder], days: Period) -> Iterator[CameIn]:
    for payment, split in money_came_in(session, days, funder_categories()):
        yield CameIn(
            id=payment.id,
            day=payment.day,
            amount=split.amount,
            funders=funders_who_may_have_paid(funders, payment.description, split.category),
            is_once=split.category == ONE_OFF,
        )
    for payment in session.scalars(
        select(models.Transaction).where(
            models.Transaction.day.between(days.start, days.end),
            models.Transaction.amount > ZERO,
            ~models.Transaction.splits.any(),
        )
    ):
        may_have = funders_who_may_have_paid(funders, payment.description, "")
        yield CameIn(payment.id, payment.day, payment.amount, may_have, is_sorted=False)


def _days_are_known(funder: models.Funder, lines: Sequence[BoardLine]) -> bool:
    """Whether somebody has said when the first payment came, or one came on its very day.

    Before that nobody knows on which days the money comes, and none can be called late.
    """
    return any(one.first_payment is not None for one in funder.agreements) or any(
        line.expected.funder_id == funder.id
        and not line.expected.what_for
        and any(abs(came.day - line.expected.due_by) <= GRACE for came in line.came)
        for line in lines
    )


def _put_off(session: Session, today: date) -> dict[str, date | None]:
    return {
        row.key: row.snoozed_until
        for row in session.scalars(
            select(models.DeadlineNote).where(models.DeadlineNote.key.startswith("money-in/"))
        )
        if row.done_on is not None or (row.snoozed_until and row.snoozed_until > today)
    }


def _pays(agreement: models.Agreement) -> FunderPays:
    every = Frequency(agreement.paid_every)
    is_top_up = agreement.funding_rule == FundingRule.TOP_UP
    return FunderPays(
        agreement.funder_id,
        agreement.id,
        agreement.funder.name,
        each_payment(agreed_money(agreement).weekly.funder, every),
        every,
        agreement.first_payment,
        agreement.contingency if is_top_up else None,
    )


def _contribution(
    session: Session,
    funders: Sequence[models.Funder],
    opened: date,
    since: date,
    today: date,
    known_up_to: date | None,
) -> ContributionSeen:
    """What was due into the account counts as far as statements go; what is written down counts."""
    up_to = min(today, known_up_to or today)
    days = Period(opened, max(opened, up_to))
    due: list[DayAmount] = [
        (payment.day, payment.paid.person)
        for funder in funders
        for payment in payments_of(funder, days)
        if payment.paid.person
    ]
    paid: list[DayAmount] = [
        (payment.day, split.amount)
        for payment, split in money_came_in(session, days, frozenset({CONTRIBUTION, GIVEN_BACK}))
    ]
    top_ups = total(
        split.amount
        for _payment, split in money_came_in(
            session, Period(since, max(since, up_to)), frozenset({TOP_UP})
        )
    )
    parts = tuple(
        _contribution_of(agreement)
        for agreement in agreements_on(session, up_to)
        if agreement.weekly_contribution
    )
    outside = outside_sums(session, funders, today)
    arrears = None
    if due or outside.paid:
        last = today if outside.paid else up_to
        arrears = work_out_arrears((*due, *outside.due), (*paid, *outside.paid), last)
    return ContributionSeen(
        parts,
        arrears,
        top_ups,
        tuple(reversed(outside_written_down(session))),
        min((day for day, _amount in outside.due), default=None),
        is_paid_in=bool(due),
    )


def _contribution_of(agreement: models.Agreement) -> ContributionOf:
    weekly = contribution_due(agreement.weekly_contribution, agreement.weekly_amount)
    every = Frequency(agreement.paid_every)
    return ContributionOf(
        agreement.funder.name,
        Contribution(agreement.contribution_collected),
        weekly,
        each_payment(weekly, every),
        every,
    )


def _once(session: Session) -> Iterator[OnceSeen]:
    for row, funder in session.execute(
        select(models.AgreedPayment, models.Funder)
        .join(models.Funder, models.Funder.id == models.AgreedPayment.funder_id)
        .order_by(models.AgreedPayment.day, models.AgreedPayment.id)
    ):
        yield OnceSeen(
            row.id, funder.id, funder.name, row.day, row.amount, row.what_for, row.service_type
        )


def look_at_shares(book: Book, today: date) -> tuple[Decimal, SurplusShares] | None:
    """The surplus of today in pounds, and whose money it is by what each paid in over a year.

    None where there is no surplus, where its limit is not known, and where one source alone paid.
    Raises DPManagerError when pay owed cannot be worked out.
    """
    surplus = money_now(book, today).surplus
    if not surplus:
        return None
    with book.reading() as session:
        sources = who_paid_in(session, today)
    if len(sources) <= 1:
        return None
    return surplus, share_surplus(surplus, sources)


def who_paid_in(session: Session, today: date) -> list[Source]:
    """Who paid in over a year, and how much, in the order of the funders."""
    return _sources(session, paid_in(session, today), today)


def _sources(session: Session, seen: PaidInSeen, today: date) -> list[Source]:
    """Who paid in, in the order of the funders; what a funder took back again is less."""
    names = {one.id: one.name for one in funders_with_agreements(session)}
    paid = dict.fromkeys(names, ZERO)
    for line in seen.board.lines:
        paid[line.expected.funder_id] += total(one.amount for one in line.came if one.is_sorted)
    for one in seen.board.others:
        paid[min(one.funders)] += one.amount
    days = Period(seen.since, max(seen.since, today))
    contribution = total(
        split.amount
        for _payment, split in money_came_in(session, days, frozenset({CONTRIBUTION, GIVEN_BACK}))
    )
    sources = [
        *(Source(names[number], amount) for number, amount in paid.items()),
        Source(_("Your contribution"), contribution),
        Source(_("Your own money beyond it"), seen.contribution.top_ups, is_own=True),
    ]
    return [source for source in sources if source.paid > 0]
