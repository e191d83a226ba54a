"""Say who pays for what, where several funders share the accounts, and see what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.budget.spending_report import By, counts_as_spent, spent_by
from dpmanager.domain.periods import Period
from dpmanager.domain.returns.funder_return import SharedBy, SharedPart
from dpmanager.domain.returns.sharing import GENERAL, ShareRule, Sharing
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.what_needs_doing import last_quarter
from dpmanager.tasks.budget.ledger_parts import directions, ledger_parts
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.tasks.returns.share_account import (
    FunderPart,
    opening_parts,
    opening_whole,
    shared_accounts,
    shared_by,
    sharing_of,
)
from dpmanager.words import _

HUNDRED = Decimal(100)
Percents = Mapping[str, Mapping[int, Decimal]]
"""By service type, GENERAL for all else: what each funder pays, by its number, in per cent."""


class SharesNotWholeError(DPManagerError):
    """The shares of a service type do not come to 100. service_type: which."""

    def __init__(self, message: str, service_type: str) -> None:
        super().__init__(message)
        self.service_type = service_type


@dataclass(frozen=True, slots=True)
class Split:
    """What the sharing comes to in a period, in pounds.

    spent: by service type, GENERAL for all else, of each funder in order. parts: what the accounts
    held for each, and how that moved.
    """

    period: Period
    spent: Mapping[str, tuple[Decimal, ...]]
    parts: tuple[SharedPart, ...]


@dataclass(frozen=True, slots=True)
class SharingSeen:
    """Who pays for what today. funders: number and name of each.

    services: the service types that there are. shares: how each is paid for today, as the rule
    says or as it follows from the agreements. is_missing: nobody has said it, and it does not
    follow. since: the first day of the rule of today, None without one; rules: the first days of
    all. from_then: the day from which a first rule should count. opening: whose the money was when
    the book began, in order; entered: whether the person has said so.
    """

    funders: tuple[tuple[int, str], ...]
    services: tuple[str, ...]
    shares: tuple[SharedBy, ...]
    is_missing: bool
    since: date | None
    rules: tuple[date, ...]
    from_then: date
    opening_day: date
    opening: tuple[Decimal, ...]
    entered: bool
    signed_until: date | None
    split: Split


def look_at_sharing(book: Book, today: date) -> SharingSeen | None:
    """Who pays for what, and how the last quarter is split; None where one funder pays alone."""
    with book.reading() as session:
        sharing = sharing_of(session)
        if sharing is None:
            return None
        services = _services(session, sharing, today)
        rule = sharing.rule_on(today)
        _whole, opening_day = opening_whole(session)
        entered = session.scalars(
            select(models.Funder.id).where(models.Funder.opening_part.is_not(None))
        ).all()
        return SharingSeen(
            funders=tuple((payer.id, payer.name) for payer in sharing.payers),
            services=services,
            shares=shared_by(sharing, today, set(services)),
            is_missing=sharing.is_missing(today),
            since=rule.from_date if rule else None,
            rules=tuple(one.from_date for one in sharing.rules),
            from_then=sorted(payer.since for payer in sharing.payers)[1],
            opening_day=opening_day,
            opening=opening_parts(session, sharing),
            entered=bool(entered),
            signed_until=session.scalar(select(func.max(models.SentReturn.end))),
            split=_split(session, sharing, last_quarter(today)),
        )


def try_sharing(book: Book, from_date: date, percents: Percents, today: date) -> Split:
    """How the last quarter would be split by another rule. Raises as `share_by` does."""
    _check(percents)
    with book.reading() as session:
        sharing = sharing_of(session)
        if sharing is None:
            raise DPManagerError(_("Only one funder pays into the account."))
        others = [rule for rule in sharing.rules if rule.from_date != from_date]
        rules = sorted([*others, ShareRule(from_date, percents)], key=lambda rule: rule.from_date)
        return _split(session, replace(sharing, rules=tuple(rules)), last_quarter(today))


def share_by(book: Book, from_date: date, percents: Percents, *, who: str, at: datetime) -> None:
    """Says who pays for what from a day on; a rule of just that day is replaced.

    Raises SharesNotWholeError where the shares of a service type do not come to 100.
    """
    _check(percents)
    with book.task(_("Say who pays for what"), who=who, at=at) as session:
        _forget(session, from_date)
        session.add_all(
            models.FundingShare(
                funder_id=funder_id,
                from_date=from_date,
                service_type=service_type,
                percent=percent,
            )
            for service_type, percent_of in percents.items()
            for funder_id, percent in percent_of.items()
            if percent
        )


def remove_rule(book: Book, from_date: date, *, who: str, at: datetime) -> None:
    """Takes the rule away that counts from a day on; the one before it goes on."""
    with book.task(_("Remove a rule of who pays for what"), who=who, at=at) as session:
        _forget(session, from_date)


def say_opening(book: Book, parts: Mapping[int, Decimal], *, who: str, at: datetime) -> None:
    """Says whose the money was when the book began: pounds by the number of the funder.

    Raises DPManagerError where they do not come to what was in the accounts.
    """
    with book.task(_("Say whose the money was at the start"), who=who, at=at) as session:
        whole, _day = opening_whole(session)
        if total(parts.values()) != whole:
            raise DPManagerError(
                _("Together this is {sum}, and {whole} was in the account. Check it.").format(
                    sum=pounds(total(parts.values())), whole=pounds(whole)
                )
            )
        for row in session.scalars(select(models.Funder)):
            row.opening_part = parts.get(row.id)


def _check(percents: Percents) -> None:
    for service_type, percent_of in percents.items():
        whole = sum(percent_of.values())
        if any(percent < 0 for percent in percent_of.values()) or whole != HUNDRED:
            label = service_type_labels().get(service_type) or _("All else")
            raise SharesNotWholeError(
                _("{service}: this comes to {sum}%. It must be 100%.").format(
                    service=label, sum=f"{Decimal(whole).normalize():f}"
                ),
                service_type,
            )


def _forget(session: Session, from_date: date) -> None:
    session.execute(delete(models.FundingShare).where(models.FundingShare.from_date == from_date))


def _services(session: Session, sharing: Sharing, today: date) -> tuple[str, ...]:
    """What was agreed, what workers do, what a rule names and what was spent on, by its words."""
    labels = service_type_labels()
    spent = ledger_parts(session, last_quarter(today))
    named = {
        *(name for payer in sharing.payers for one in payer.agreed for name in one.services),
        *(name for rule in sharing.rules for name in rule.percent),
        *session.scalars(select(models.Worker.service_type)),
        *session.scalars(select(models.WorkerService.service_type)),
        *(part.service_type for part in spent),
    }
    return (*(name for name in labels if name in named), GENERAL)


def _split(session: Session, sharing: Sharing, period: Period) -> Split:
    loaded = shared_accounts(session, sharing)
    known = directions()
    parts = [
        FunderPart(loaded.accounts, place, loaded.rows) for place in range(len(sharing.payers))
    ]
    labels = service_type_labels()
    spent: dict[str, list[Decimal]] = {}
    for place, part in enumerate(parts):
        ledger = (each for each in part.ledger_parts(period) if counts_as_spent(each, known))
        for name, amount in spent_by(ledger, By.SERVICE).items():
            service = name if name in labels else GENERAL
            row = spent.setdefault(service, [Decimal("0.00")] * len(parts))
            row[place] += amount
    order = [*labels, GENERAL]
    return Split(
        period,
        {name: tuple(spent[name]) for name in order if name in spent},
        parts[0].parts(period),
    )
