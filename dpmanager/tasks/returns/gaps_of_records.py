"""What the records of a period still lack besides the bank's lines, each with its place."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.returns.besides import OutcomeLine
from dpmanager.domain.returns.funder_return import Gap, IncomeKind
from dpmanager.domain.wording import days_words
from dpmanager.records import models
from dpmanager.tasks.book.deadline_facts_of_workers import first_day_of_book
from dpmanager.tasks.budget.outside_contributions import OutsideSums, outside_sums
from dpmanager.tasks.budget.payment_schedule import funders_with_agreements, payments_of
from dpmanager.tasks.money.balances import statement_balance
from dpmanager.tasks.money.check_spending import open_questions
from dpmanager.tasks.money.sort_payments import still_owed
from dpmanager.tasks.people.insurance import not_insured_in
from dpmanager.tasks.returns.owed_back import mistake_gaps
from dpmanager.tasks.returns.resources import categories
from dpmanager.words import _, ngettext

DAYS_LATE = timedelta(days=10)
"""A contribution that comes a few days after it was due belongs to it all the same."""


def gaps_of_records(
    session: Session,
    period: Period,
    accounts: Sequence[models.Account],
    outcomes: Sequence[OutcomeLine],
) -> tuple[Gap, ...]:
    """Timesheets, pay, statements, what pay owes, contribution, insurance and outcomes."""
    return (
        *_timesheets(session, period),
        *_statements(session, accounts, period),
        *_owed_for_pay(session, period),
        *_contribution(session, period),
        *_insurance(session, period),
        *_outcomes(session, outcomes),
        *_questions(session, period),
        *mistake_gaps(session, period.end),
    )


def unsettled_timesheets(session: Session, period: Period) -> list[models.Timesheet]:
    """Timesheets that end in the period and are not approved or, for the employed, not paid."""
    sheets = session.scalars(
        select(models.Timesheet)
        .where(
            models.Timesheet.state != "paid",
            models.Timesheet.end.between(period.start, period.end),
            models.Timesheet.shifts.any(),
        )
        .order_by(models.Timesheet.start, models.Timesheet.id)
    )
    return [sheet for sheet in sheets if sheet.state == "draft" or sheet.worker.kind == "employed"]


def contribution_due_in(session: Session, period: Period) -> Decimal:
    """Pounds of the contribution that fell due in a period since the book began.

    With what was to be paid outside the account, from the first of it that was written down.
    """
    since = max(_contributions_since(session), period.start)
    if since > period.end:
        return ZERO
    return total(amount for _day, amount in _contributions_due(session, Period(since, period.end)))


def contribution_missing(session: Session, period: Period) -> Decimal:
    """Pounds of the contribution that fell due in a period and were not paid.

    What was paid, into the account or outside it, pays the oldest contribution first, from the day
    of the book on.
    """
    since = _contributions_since(session)
    if since > period.end:
        return ZERO
    due = _contributions_due(session, Period(since, period.end))
    in_period = total(amount for day, amount in due if day in period)
    if not in_period:
        return ZERO
    paid = _contributions_paid(session, Period(since, period.end + DAYS_LATE))
    return min(in_period, max(ZERO, total(amount for _day, amount in due) - paid))


def _timesheets(session: Session, period: Period) -> Iterator[Gap]:
    for sheet in unsettled_timesheets(session, period):
        about = {"worker": sheet.worker.name, "day": sheet.start}
        if sheet.state == "draft":
            kind = "approval"
            sentence = _("The timesheet of {worker} from {start} to {end} is not approved yet.")
        else:
            kind = "pay"
            sentence = _("The timesheet of {worker} from {start} to {end} is not paid yet.")
        yield Gap(
            sentence.format(
                worker=sheet.worker.name,
                start=long_date(sheet.start),
                end=long_date(sheet.end),
            ),
            kind=kind,
            about=about,
        )


def _statements(
    session: Session, accounts: Sequence[models.Account], period: Period
) -> Iterator[Gap]:
    for account in accounts:
        bank = statement_balance(session, account, period.end)
        if bank and bank.day < period.end:
            yield Gap(
                _(
                    "The bank's last balance of {account} is of {day}. Check that nothing came "
                    "after it, and agree the balance of {end}."
                ).format(account=account.name, day=long_date(bank.day), end=long_date(period.end)),
                kind="statement",
            )


def _owed_for_pay(session: Session, period: Period) -> Iterator[Gap]:
    """What HMRC, a pension or a court was due in the period and has not been paid to this day."""
    sentences = {
        "hmrc": _("{amount} for {payee}, due on {day}, is not paid."),
        "pension": _("{amount} for the pension with {payee}, due on {day}, is not paid."),
        "order": _("{amount} for {payee}, taken from pay and due on {day}, is not paid."),
    }
    for row, left in still_owed(session):
        if left > 0 and row.due in period and row.kind in sentences:
            yield Gap(
                sentences[row.kind].format(
                    amount=pounds(left), payee=row.payee, day=long_date(row.due)
                ),
                kind="pension" if row.kind == "pension" else "hmrc",
            )


def _contribution(session: Session, period: Period) -> Iterator[Gap]:
    missing = contribution_missing(session, period)
    if missing:
        sentence = (
            _("{amount} of your contribution was due and is not paid.")
            if _outside(session, period.end).paid
            else _("{amount} of your contribution was due and is not in the account.")
        )
        yield Gap(sentence.format(amount=pounds(missing)), kind="contribution")


def _contributions_since(session: Session) -> date:
    """The first day of which the book can know: that of the accounts, or of the book itself."""
    opened: date | None = session.scalar(select(func.min(models.Account.opening_date)))
    return min(opened or date.max, first_day_of_book(session))


def _contributions_due(session: Session, within: Period) -> list[tuple[date, Decimal]]:
    outside = _outside(session, within.end).due
    return [
        *(
            (payment.day, payment.paid.person)
            for funder in funders_with_agreements(session)
            for payment in payments_of(funder, within)
        ),
        *(one for one in outside if one[0] in within),
    ]


def _outside(session: Session, up_to: date) -> OutsideSums:
    return outside_sums(session, funders_with_agreements(session), up_to)


def _contributions_paid(session: Session, within: Period) -> Decimal:
    kinds = [
        name
        for name, category in categories().items()
        if category.income_kind is IncomeKind.CONTRIBUTION
    ]
    paid: Decimal | None = session.scalar(
        select(func.sum(models.Split.amount))
        .join(models.Transaction)
        .where(
            models.Transaction.day.between(within.start, within.end),
            models.Split.category.in_(kinds),
        )
    )
    outside = total(amount for day, amount in _outside(session, within.end).paid if day in within)
    return (paid or ZERO) + outside


def _insurance(session: Session, period: Period) -> Iterator[Gap]:
    stretches = not_insured_in(session, period)
    if not stretches:
        return
    worker = session.scalar(
        select(func.min(models.Worker.id)).where(models.Worker.kind == "employed")
    )
    yield Gap(
        _("No employers' liability insurance is noted for {days}.").format(
            days=", ".join(days_words(stretch) for stretch in stretches)
        ),
        kind="insurance",
        about={"worker": worker, "card": "insurance"},
    )


def _questions(session: Session, period: Period) -> Iterator[Gap]:
    """Questions about spending that nobody has answered; goals are asked about besides."""
    found = [
        one
        for one in open_questions(session, period)
        if not all(about.startswith("outcome:") for about in one.abouts)
    ]
    if found:
        yield Gap(
            ngettext(
                "{count} question about spending is still open: {first}.",
                "{count} questions about spending are still open. The first is: {first}.",
                len(found),
            ).format(count=len(found), first=found[0].name),
            kind="question",
            about={"about": found[0].abouts[0]},
        )


def _outcomes(session: Session, outcomes: Sequence[OutcomeLine]) -> Iterator[Gap]:
    numbers = dict(session.execute(select(models.Outcome.name, models.Outcome.id)).all())
    for one in outcomes:
        if not one.spent and not one.worked and not one.note:
            yield Gap(
                _("Nothing was spent on “{outcome}”, and nothing is noted about it.").format(
                    outcome=one.outcome
                ),
                kind="outcome",
                about={"outcome": numbers[one.outcome], "name": one.outcome},
            )
