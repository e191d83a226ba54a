"""The records of the book as the facts that deadlines follow from."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.deadlines.facts import (
    CutOff,
    Facts,
    FundingFacts,
    HmrcFacts,
    PensionFacts,
    Reporting,
    ReturnFacts,
)
from dpmanager.domain.pay.extras import FAMILY_PAY
from dpmanager.domain.pay.hmrc import hmrc_period
from dpmanager.domain.pay.pension_duties import MONTHS_TO_DECLARE, RE_ENROLMENT_MONTHS
from dpmanager.domain.periods import Period, months_after
from dpmanager.domain.rates import tax_year_of
from dpmanager.domain.returns.return_periods import due_day
from dpmanager.records import models
from dpmanager.tasks.book.deadline_facts_of_workers import (
    facts_of_employed,
    facts_of_others,
    first_day_of_book,
    insurance,
)
from dpmanager.tasks.book.pay_days_to_come import BUREAU, LOOKED_BACK, pay_days
from dpmanager.tasks.budget.payment_schedule import payments_of
from dpmanager.tasks.pay.paye_rules import has_paye_scheme, may_report_on_paper
from dpmanager.tasks.pay.pensions import duties_start, next_re_enrolment
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.returns.expected_returns import Expected, expected_returns, returns_to_come
from dpmanager.tasks.returns.resources import rules_of

LEFT_LONG_AGO = timedelta(days=800)
CONTRIBUTION_IS_OVER = timedelta(days=60)


def facts_of(session: Session, today: date, until: date) -> Facts:
    """What the records say on `today`, with the pay days and returns that come up to `until`."""
    who = arrangement(session)
    workers = session.scalars(
        select(models.Worker)
        .where(
            models.Worker.kind == "employed",
            or_(models.Worker.end_date.is_(None), models.Worker.end_date >= today - LEFT_LONG_AGO),
        )
        .options(selectinload(models.Worker.rates), selectinload(models.Worker.pension_events))
        .order_by(models.Worker.id)
    ).all()
    funders = session.scalars(
        select(models.Funder)
        .options(selectinload(models.Funder.agreements))
        .order_by(models.Funder.id)
    ).all()
    return Facts(
        nation=who.nation,  # type: ignore[arg-type]  # one of the four, by the question at set-up
        pay_days=pay_days(session, workers, today, until),
        hmrc=_hmrc(session, workers, today),
        pension=_pension(session),
        cut_off=_cut_off(who),
        workers=facts_of_employed(session, workers, today),
        others=facts_of_others(session),
        policies=insurance(session, workers, today),
        returns=tuple(_returns(session, funders, today, until)),
        funding=tuple(
            _funding(funder, _contributions_from(session, today), until)
            for funder in funders
            if funder.agreements
        ),
    )


def key_of_funder(funder: models.Funder) -> str:
    """What deadlines about a funder are known by."""
    return f"funder/{funder.id}"


def key_of_return(wanted: Expected) -> str:
    """What the deadline of a return is known by, besides the end of its period."""
    key = key_of_funder(wanted.funder)
    return key if wanted.asked_id is None else f"{key}/asked/{wanted.asked_id}"


def contribution_periods(funder: models.Funder, within: Period) -> Iterator[tuple[date, Period]]:
    """The days in a period on which a contribution is to be paid in, each with what it is for.

    It is due with each direct payment.
    """
    for payment in payments_of(funder, within):
        if payment.paid.person:
            yield payment.day, payment.pays_for


def _hmrc(session: Session, workers: Sequence[models.Worker], today: date) -> HmrcFacts | None:
    if not workers or not has_paye_scheme(session, today):
        return None
    who = arrangement(session)
    reporting = Reporting.ONLINE
    staff = [one for one in workers if one.end_date is None or one.end_date >= today] or workers
    if all(worker.payroll_by == BUREAU for worker in staff):
        reporting = Reporting.BUREAU
    elif may_report_on_paper(session):
        reporting = Reporting.PAPER
    slip = models.Payslip
    owed: Decimal | None = session.scalar(
        select(func.sum(slip.employer_ni)).where(slip.pay_date >= today - LOOKED_BACK)
    )
    return HmrcFacts(
        reporting,
        quarterly=who.hmrc_paid == "quarterly",
        claims_allowance=who.employment_allowance and bool(owed),
        # At set-up the employer says whether it is claimed: that is for the tax year of that day.
        allowance_claimed=frozenset({tax_year_of(first_day_of_book(session))}),
        recovering=tuple(_recovering(session, today)),
    )


def _recovering(session: Session, today: date) -> Iterator[date]:
    """A pay day of each tax month with statutory pay of parents."""
    slip, extra = models.Payslip, models.PayExtra
    months = set()
    for day in session.scalars(
        select(slip.pay_date)
        .join(extra, extra.payslip_id == slip.id)
        .where(extra.kind.in_(FAMILY_PAY), slip.pay_date >= today - LOOKED_BACK)
        .order_by(slip.pay_date)
    ):
        month = hmrc_period(day, quarterly=False)
        if month not in months:
            months.add(month)
            yield day


def _pension(session: Session) -> PensionFacts | None:
    scheme = session.scalar(select(models.PensionScheme))
    start = duties_start(session, scheme)
    if start is None:
        return None
    following = next_re_enrolment(start, scheme)
    cycle_from = months_after(following.anniversary, -RE_ENROLMENT_MONTHS)
    if scheme is None:
        return PensionFacts(start, cycle_from=cycle_from)
    re_enrolled_on = None
    if scheme.re_declare_by is not None:
        # Workers were put back, and that is still to be declared: the cycle before is not over.
        anniversary = months_after(scheme.re_declare_by + timedelta(days=1), -MONTHS_TO_DECLARE)
        cycle_from = months_after(anniversary, -RE_ENROLMENT_MONTHS)
        re_enrolled_on = scheme.re_enrolled_on
    return PensionFacts(
        start,
        declared_on=scheme.declared_on or scheme.re_enrolled_on,
        cycle_from=cycle_from,
        re_enrolled_on=re_enrolled_on,
        pay_by_day=scheme.pay_by_day,
    )


def _cut_off(who: models.Arrangement) -> CutOff | None:
    if who.bureau_day_of_month is None and who.bureau_days_before is None:
        return None
    return CutOff(who.bureau_day_of_month, who.bureau_days_before)


def _returns(
    session: Session, funders: Sequence[models.Funder], today: date, until: date
) -> Iterator[ReturnFacts]:
    """The returns at set times from the last one that is over on, and those asked for by letter."""
    for funder in funders:
        for period in returns_to_come(session, funder, today, until):
            begun = [one for one in funder.agreements if one.from_date <= period.end]
            rules = rules_of(funder)
            yield ReturnFacts(
                key_of_funder(funder),
                funder.name,
                period,
                due=due_day(rules, period, days=begun[-1].return_days),
            )
    for wanted in expected_returns(session, today):
        if wanted.asked_id is not None:
            yield ReturnFacts(
                key_of_return(wanted), wanted.funder.name, wanted.period, due=wanted.due
            )


def _contributions_from(session: Session, today: date) -> date:
    """Nobody is reminded of what was due before the book was set up."""
    return max(today - CONTRIBUTION_IS_OVER, first_day_of_book(session))


def _funding(funder: models.Funder, since: date, until: date) -> FundingFacts:
    due = contribution_periods(funder, Period(since, until)) if since <= until else ()
    return FundingFacts(
        key_of_funder(funder),
        funder.name,
        first_payment=funder.agreements[0].first_payment or funder.agreements[0].from_date,
        last_review=funder.last_review,
        next_review=funder.next_review,
        contributions=tuple(sorted({day for day, _for in due})),
    )
