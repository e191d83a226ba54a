"""The end of a direct payment: final account, money, workers, whom to tell, what to keep."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.deadlines.keep import keep_until
from dpmanager.domain.deadlines.rules import NATIONS, Nation, RecordKind
from dpmanager.domain.pay.notice import notice_weeks
from dpmanager.domain.pay.redundancy import redundancy_pay
from dpmanager.domain.people.insurance import PolicyKind
from dpmanager.domain.periods import Frequency, Period, next_period, pay_period
from dpmanager.domain.rates import TaxYearRates, tax_year_of
from dpmanager.domain.returns.besides import FINAL
from dpmanager.domain.returns.ending import (
    EndingRules,
    MoneyLeft,
    StepToDo,
    With,
    money_left,
    steps_to_do,
)
from dpmanager.domain.returns.funder_return import SetAside
from dpmanager.domain.returns.funder_rules import FunderRules, RetentionRule
from dpmanager.domain.returns.return_periods import due_day
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.resource_files import read_toml, resource_path
from dpmanager.tasks.budget.paid_in import who_paid_in
from dpmanager.tasks.budget.payment_schedule import funders_with_agreements
from dpmanager.tasks.money.balances import balance_before
from dpmanager.tasks.pay.rates import known_tax_years, rates_for
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.hiring_rules import deadline_rules
from dpmanager.tasks.people.leaving import NORTHERN_IRELAND, weeks_pay_of
from dpmanager.tasks.returns.expected_returns import newest_signed, returns_to_come
from dpmanager.tasks.returns.resources import rules_of
from dpmanager.tasks.returns.set_aside import owed_on
from dpmanager.words import _, ngettext

ONE_DAY = timedelta(days=1)
USUAL_NOTICE = timedelta(weeks=4)
"""What the council is told beforehand, where its letter does not say."""
RELATIVES = (
    "Employment Rights Act 1996, section 161: "
    "https://www.legislation.gov.uk/ukpga/1996/18/section/161"
)


@dataclass(frozen=True, slots=True)
class FinalAccount:
    """The final account for one funder.

    due: None where that is not known. asked: the funder's letter is in the book. sent_on: None
    until it is sent. repay_within_days: after the funder's letter, where that is known.
    """

    funder: str
    period: Period
    due: date | None
    asked: bool
    sent_on: date | None
    repay_within_days: int | None


@dataclass(frozen=True, slots=True)
class WorkerEnds:
    """What the end means for somebody who is employed.

    last_day: of the work. weeks: of notice that the law asks for at least. tell_by: so that it is
    worked. last_pay: the pay day of the last period, None where none is known. redundancy: pounds,
    None where it cannot be told; says: about it, in a sentence. notice_given_on, p45_given_on: as
    they are in the records.
    """

    worker_id: int
    worker: str
    last_day: date
    weeks: int
    tell_by: date
    last_pay: date | None
    redundancy: Decimal | None
    says: str
    steps: tuple[Step, ...]
    notice_given_on: date | None
    p45_given_on: date | None


@dataclass(frozen=True, slots=True)
class OtherEnds:
    """Somebody who works and is not employed, who has to be told as well."""

    worker_id: int
    worker: str


@dataclass(frozen=True, slots=True)
class ItemDone:
    """That something was done: when, and by whom."""

    day: date
    by: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Records that are to be kept up to the end of a day, and why."""

    what: str
    until: date
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class EndingSeen:
    """The end of the direct payment on `last_day`, as the records stand on `today`.

    counted_on: the day of which the money is told. done: what was marked as done, by the key of
    the item.
    """

    today: date
    last_day: date
    counted_on: date
    recipient: str
    manager: str
    accounts: tuple[FinalAccount, ...]
    money: MoneyLeft
    workers: tuple[WorkerEnds, ...]
    others: tuple[OtherEnds, ...]
    steps: tuple[StepToDo, ...]
    kept: tuple[Kept, ...]
    done: Mapping[str, ItemDone]


@lru_cache
def ending_rules() -> EndingRules:
    """The steps of `resources/ending.toml`. Raises ResourceError if it is wrong."""
    return read_toml(resource_path("ending.toml"), EndingRules)


def usual_last_day(book: Book, today: date) -> date:
    """The soonest that leaves time to tell the council, and everybody who works their notice."""
    with book.reading() as session:
        weeks = [
            notice_weeks(row.start_date, max(today, row.start_date)).from_employer
            for row in _employed(session, today)
        ]
    return today + max(USUAL_NOTICE, timedelta(weeks=max(weeks, default=0)))


def look_at_ending(book: Book, last_day: date, today: date) -> EndingSeen:
    """All that the end of the direct payment on a day asks for; nothing is saved.

    Raises DPManagerError when pay that is owed cannot be worked out.
    """
    day = min(today, last_day)
    with book.reading() as session:
        who = arrangement(session)
        workers = tuple(
            _worker_ends(session, row, last_day, today) for row in _employed(session, day)
        )
        owed = [*owed_on(session, day), *_redundancies(workers)]
        balance = total(
            balance_before(session, account, day + ONE_DAY)
            for account in session.scalars(select(models.Account).order_by(models.Account.id))
        )
        return EndingSeen(
            today=today,
            last_day=last_day,
            counted_on=day,
            recipient=who.recipient.name,
            manager=who.manager.name,
            accounts=tuple(_final_accounts(session, last_day, today)),
            money=money_left(balance, owed, who_paid_in(session, day)),
            workers=workers,
            others=tuple(_others(session, day)),
            steps=steps_to_do(
                ending_rules(),
                last_day,
                max((one.last_pay for one in workers if one.last_pay), default=last_day),
                _there_are(session, workers),
            ),
            kept=tuple(_kept(session, last_day)),
            done={
                row.key: ItemDone(row.done_on, row.done_by)
                for row in session.scalars(select(models.EndingTick))
            },
        )


def mark_item_done(book: Book, key: str, what: str, *, who: str, at: datetime) -> None:
    """Says that an item of the list is done, on the day of `at`. what: the item in words."""
    with book.task(_("Mark as done: {what}").format(what=what), who=who, at=at) as session:
        row = _tick(session, key) or models.EndingTick(key=key)
        row.what, row.done_on, row.done_by = what, at.date(), who
        session.add(row)


def mark_item_open(book: Book, key: str, what: str, *, who: str, at: datetime) -> None:
    """Says that an item of the list is to be done after all."""
    with book.task(_("Not done after all: {what}").format(what=what), who=who, at=at) as session:
        row = _tick(session, key)
        if row is not None:
            session.delete(row)


def _tick(session: Session, key: str) -> models.EndingTick | None:
    return session.scalar(select(models.EndingTick).where(models.EndingTick.key == key))


def _employed(session: Session, day: date) -> list[models.Worker]:
    """Those who are employed on a day or later."""
    return [
        row
        for row in session.scalars(
            select(models.Worker).where(models.Worker.kind == "employed").order_by(models.Worker.id)
        )
        if row.end_date is None or row.end_date >= day
    ]


def _others(session: Session, day: date) -> Iterator[OtherEnds]:
    for number, name in session.execute(
        select(models.Worker.id, models.Worker.name)
        .where(
            models.Worker.kind != "employed",
            models.Worker.end_date.is_(None) | (models.Worker.end_date >= day),
        )
        .order_by(models.Worker.id)
    ):
        yield OtherEnds(number, name)


def _worker_ends(session: Session, row: models.Worker, last_day: date, today: date) -> WorkerEnds:
    ends = max(row.start_date, min(last_day, row.end_date or last_day))
    weeks = notice_weeks(row.start_date, ends).from_employer
    amount, says, steps = _redundancy(session, row, ends, today)
    return WorkerEnds(
        worker_id=row.id,
        worker=row.name,
        last_day=ends,
        weeks=weeks,
        tell_by=ends - timedelta(weeks=weeks),
        last_pay=_last_pay(row, ends),
        redundancy=amount,
        says=says,
        steps=steps,
        notice_given_on=row.notice_given_on,
        p45_given_on=row.p45_given_on,
    )


def _redundancy(
    session: Session, row: models.Worker, ends: date, today: date
) -> tuple[Decimal | None, str, tuple[Step, ...]]:
    """The least that the law gives, by the pay so far; what is said of it; and how it follows."""
    rules = _rates(ends).redundancy
    # Whether any is due at all depends on the years alone, so that is looked at first.
    born = row.date_of_birth or date(ends.year - 40, 1, 1)
    ireland = arrangement(session).nation == NORTHERN_IRELAND
    none = redundancy_pay(born, row.start_date, ends, ZERO, rules, northern_ireland=ireland)
    if none.reason:
        return ZERO, none.reason, none.steps
    if row.date_of_birth is None:
        says = _("Redundancy pay depends on age. Add the date of birth of {worker} first.")
        return None, says.format(worker=row.name), ()
    try:
        week = weeks_pay_of(session, row, min(today, ends))
    except DPManagerError as fault:
        return None, str(fault), ()
    pay = redundancy_pay(
        row.date_of_birth, row.start_date, ends, week.amount, rules, northern_ireland=ireland
    )
    says = _("Redundancy pay is due. Ask the council who pays it.")
    steps = (*week.steps, *pay.steps)
    if row.relation:
        says = _(
            "Redundancy pay may be due. The law gives none to some close relatives of the employer "
            "who work in the home. Ask Acas, and ask the council who pays it."
        )
        steps = (*steps, Step(_("Relatives in a private household"), "", RELATIVES))
    return pay.amount, says, steps


def _redundancies(workers: tuple[WorkerEnds, ...]) -> Iterator[SetAside]:
    for one in workers:
        if one.redundancy:
            yield SetAside(
                _("Redundancy pay of {worker}, by the pay so far").format(worker=one.worker),
                one.redundancy,
                one.steps,
            )


def _last_period(row: models.Worker, ends: date) -> Period | None:
    if row.first_period_start is None or not row.pay_frequency:
        return None
    return pay_period(row.first_period_start, Frequency(row.pay_frequency), ends)


def _last_pay(row: models.Worker, ends: date) -> date | None:
    period = _last_period(row, ends)
    return None if period is None else period.end + timedelta(days=row.pay_day_after)


def _final_accounts(session: Session, last_day: date, today: date) -> Iterator[FinalAccount]:
    for funder in funders_with_agreements(session):
        begun = [each for each in funder.agreements if each.from_date <= last_day]
        if not begun:
            continue
        rules = rules_of(funder)
        asked = session.scalar(
            select(models.AskedReturn)
            .where(models.AskedReturn.funder_id == funder.id, models.AskedReturn.kind == FINAL)
            .order_by(models.AskedReturn.id.desc())
            .limit(1)
        )
        period = (
            Period(asked.start, asked.end)
            if asked
            else Period(_first_day(session, funder, last_day, today), last_day)
        )
        signed = newest_signed(session, funder, period)
        yield FinalAccount(
            funder=funder.name,
            period=period,
            due=asked.due if asked else due_day(rules, period, days=begun[-1].return_days),
            asked=asked is not None,
            sent_on=signed.sent_on if signed else None,
            repay_within_days=rules.surplus.repay_within_days if rules.surplus else None,
        )


def _first_day(session: Session, funder: models.Funder, last_day: date, today: date) -> date:
    """After the last return that was sent; else where the period begins that holds the end."""
    sent: date | None = session.scalar(
        select(func.max(models.SentReturn.end)).where(
            models.SentReturn.funder_id == funder.id,
            models.SentReturn.sent_on.is_not(None),
            models.SentReturn.end < last_day,
        )
    )
    if sent is not None:
        return sent + ONE_DAY
    over = [
        period
        for period in returns_to_come(session, funder, today, last_day)
        if period.end < last_day
    ]
    if over:
        return over[-1].end + ONE_DAY
    opened = session.scalar(select(func.min(models.Account.opening_date))) or last_day
    return min(last_day, max(opened, funder.agreements[0].from_date))


def _there_are(session: Session, workers: tuple[WorkerEnds, ...]) -> list[With]:
    """What the book has that somebody has to be told of."""
    found: list[With] = []
    if workers:
        found.append("workers")
    if arrangement(session).paye_reference:
        found.append("paye")
    if session.scalar(select(models.PensionScheme.id).where(models.PensionScheme.provider != "")):
        found.append("pension")
    liability = select(models.Policy.id).where(
        models.Policy.kind == PolicyKind.EMPLOYERS_LIABILITY.value,
        models.Policy.worker_id.is_(None),
    )
    if session.scalar(liability):
        found.append("insurance")
    if session.scalar(select(models.Worker.id).where(models.Worker.payroll_by == "bureau")):
        found.append("bureau")
    if session.scalar(select(models.Account.id).where(models.Account.kind == "card")):
        found.append("card")
    return found


def _kept(session: Session, last_day: date) -> Iterator[Kept]:
    """Each kind of record with the last day on which somebody may ask for it."""
    for funder in funders_with_agreements(session):
        yield _kept_for(funder.name, rules_of(funder), last_day, session)
    workers = session.scalars(
        select(models.Worker).where(models.Worker.kind == "employed").order_by(models.Worker.id)
    ).all()
    if not workers:
        return
    left = max(min(row.end_date or last_day, last_day) for row in workers)
    paid = max((_last_pay(row, left) or left for row in workers), default=left)
    following = max((_after_last_period(row, left) for row in workers), default=left)
    for record, what, day in (
        (RecordKind.PAYE, _("Pay, tax and National Insurance"), paid),
        (RecordKind.MINIMUM_WAGE, _("Hours and rates of pay"), following),
        (RecordKind.HOLIDAY, _("Holiday and holiday pay"), paid),
        (RecordKind.WORKING_TIME, _("Working time, and opting out of 48 hours"), left),
        (RecordKind.PENSION, _("Pension"), paid),
        (RecordKind.OPT_OUT_NOTICE, _("Forms of those who left the pension"), paid),
        (RecordKind.RIGHT_TO_WORK, _("Right to work checks"), left),
        (RecordKind.CONTRACT, _("Contracts"), left),
        (RecordKind.ACCIDENT, _("Notes of accidents"), left),
    ):
        found = keep_until(
            record, day, deadline_rules(), _nation(session), _rates(day).annual_leave
        )
        yield Kept(what, found.day, found.why, found.source)


def _kept_for(funder: str, rules: FunderRules, last_day: date, session: Session) -> Kept:
    retention = rules.retention or _longest(rules)
    found = keep_until(
        RecordKind.FUNDER,
        last_day,
        deadline_rules(),
        _nation(session),
        _rates(last_day).annual_leave,
        retention,
    )
    what = _("Returns, statements, receipts: for {funder}").format(funder=funder)
    if retention is None:
        return Kept(what, found.day, found.why, found.source)
    why = ngettext(
        "{funder} wants papers kept for {count} year.",
        "{funder} wants papers kept for {count} years.",
        retention.years,
    ).format(funder=funder, count=retention.years)
    source = _("{title}: {address}").format(
        title=rules.sources[0].title, address=rules.sources[0].address
    )
    return Kept(what, found.day, why, source)


def _longest(rules: FunderRules) -> RetentionRule | None:
    """For all papers the time of those that are kept longest."""
    if not rules.retention_of:
        return None
    return RetentionRule(
        years=max(one.years for one in rules.retention_of),
        current_year=any(
            one.current_year or one.counted_from == "tax-year-end" for one in rules.retention_of
        ),
    )


def _after_last_period(row: models.Worker, left: date) -> date:
    """The end of the pay period after the last one."""
    period = _last_period(row, left)
    if period is None or row.first_period_start is None:
        return left
    return next_period(row.first_period_start, Frequency(row.pay_frequency), period).end


def _nation(session: Session) -> Nation:
    return next(nation for nation in NATIONS if nation == arrangement(session).nation)


def _rates(day: date) -> TaxYearRates:
    years = known_tax_years()
    return rates_for(max(years[0], min(tax_year_of(day), years[-1])))
