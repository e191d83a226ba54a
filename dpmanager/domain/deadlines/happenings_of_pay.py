"""What sets deadlines off in pay, at HMRC and in the workplace pension."""

from collections.abc import Callable, Iterator, Set
from datetime import date, timedelta
from itertools import pairwise

from dpmanager.domain.deadlines.facts import Facts, HmrcFacts, PayDay, PensionFacts, Reporting
from dpmanager.domain.deadlines.happening import Happening
from dpmanager.domain.deadlines.rules import Trigger
from dpmanager.domain.deadlines.working_days import day_of_next_month
from dpmanager.domain.pay.filing import paper_returns
from dpmanager.domain.pay.hmrc import due_date, hmrc_period
from dpmanager.domain.pay.pension_duties import declaration_due, re_enrolment
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.rates import TaxYearRates, days_of_tax_year, tax_year_of
from dpmanager.domain.wording import days_words, period_words

MINIMUM_WAGE_RISE = (4, 1)

RatesOn = Callable[[date], TaxYearRates]


def of_pay_days(
    facts: Facts, today: date, rates_on: RatesOn, bank_holidays: Set[date]
) -> Iterator[Happening]:
    """Reports and payments to HMRC, contributions to the pension, timesheets for a bureau."""
    if facts.hmrc is not None:
        if facts.hmrc.reporting is Reporting.ONLINE:
            yield from _online(facts, facts.hmrc, today)
        if facts.hmrc.reporting is Reporting.PAPER:
            yield from _on_paper(facts, rates_on)
        yield from _paying_hmrc(facts, facts.hmrc, rates_on, bank_holidays)
    yield from _paying_the_pension(facts, rates_on)
    yield from _for_the_bureau(facts)


def _online(facts: Facts, hmrc: HmrcFacts, today: date) -> Iterator[Happening]:
    own = sorted((one for one in facts.pay_days if not one.by_bureau), key=lambda one: one.day)
    for one in own:
        yield Happening(Trigger.PAY_REPORTED_ONLINE, "pay", one.day, one.about, long_date(one.day))
    # That a pay day is the year's last one is known when the next one is in another tax year.
    for one, following in pairwise(own):
        tax_year = tax_year_of(one.day)
        if tax_year_of(following.day) != tax_year:
            yield Happening(Trigger.LAST_PAY_REPORT_OF_YEAR, "pay", one.day, one.about, tax_year)
    if own:
        paid = {hmrc_period(one.day, quarterly=False) for one in own}
        for month in _tax_months(own[0].day, today):
            if month not in paid:
                yield Happening(
                    Trigger.MONTH_WITHOUT_PAY, "hmrc", month.end, period=days_words(month)
                )
    for day in hmrc.recovering:
        month = hmrc_period(day, quarterly=False)
        yield Happening(
            Trigger.STATUTORY_PAY_TO_RECOVER, "hmrc", month.end, period=days_words(month)
        )


def _tax_months(first_day: date, today: date) -> Iterator[Period]:
    """The tax months from that of `first_day` on that were over before `today`."""
    month = hmrc_period(first_day, quarterly=False)
    while month.end < today:
        yield month
        month = hmrc_period(month.end + timedelta(days=1), quarterly=False)


def _on_paper(facts: Facts, rates_on: RatesOn) -> Iterator[Happening]:
    days = [one.day for one in facts.pay_days if not one.by_bureau]
    for tax_year in sorted({tax_year_of(day) for day in days}):
        rules = rates_on(days_of_tax_year(tax_year).start).paper_filing
        for one in paper_returns(tax_year, rules):
            yield Happening(
                Trigger.PAPER_QUARTER,
                "hmrc",
                one.quarter.end,
                period=period_words(one.quarter),
                due=one.due,
            )


def _paying_hmrc(
    facts: Facts, hmrc: HmrcFacts, rates_on: RatesOn, bank_holidays: Set[date]
) -> Iterator[Happening]:
    trigger = {
        (False, False): Trigger.TAX_MONTH,
        (True, False): Trigger.TAX_QUARTER,
        (False, True): Trigger.TAX_MONTH_BY_POST,
        (True, True): Trigger.TAX_QUARTER_BY_POST,
    }[hmrc.quarterly, hmrc.by_post]
    periods = {hmrc_period(one.day, quarterly=hmrc.quarterly) for one in facts.pay_days}
    for period in sorted(periods):
        if hmrc.by_post:
            yield Happening(trigger, "hmrc", period.end, period=period_words(period))
            continue
        rates = rates_on(period.end)
        yield Happening(
            trigger,
            "hmrc",
            period.end,
            period=period_words(period),
            due=period.end.replace(day=rates.paying_hmrc.electronic_day),
            moved_to=due_date(period, rates, bank_holidays),
        )


def _paying_the_pension(facts: Facts, rates_on: RatesOn) -> Iterator[Happening]:
    agreed = None if facts.pension is None else facts.pension.pay_by_day
    months: dict[date, list[PayDay]] = {}
    for one in facts.pay_days:
        if one.with_pension:
            months.setdefault(one.day.replace(day=1), []).append(one)
    for first, paid in sorted(months.items()):
        last = day_of_next_month(first, 1) - timedelta(days=1)
        legal = min(rates_on(one.day).paying_a_pension.day for one in paid)
        number = legal if agreed is None else min(agreed, legal)
        yield Happening(
            Trigger.PENSION_PAY_MONTH,
            "pension",
            last,
            period=days_words(Period(first, last)),
            due=day_of_next_month(first, number),
        )


def _for_the_bureau(facts: Facts) -> Iterator[Happening]:
    if facts.cut_off is None:
        return
    for one in facts.pay_days:
        due = facts.cut_off.for_pay_day(one.day)
        if one.by_bureau and due is not None:
            yield Happening(
                Trigger.BUREAU_PAY_DAY, "pay", one.day, one.about, long_date(one.day), due=due
            )


def of_tax_years(facts: Facts, tax_years: list[str]) -> Iterator[Happening]:
    """What each tax year with a worker brings: at its start, at its end, and in April."""
    for tax_year in tax_years:
        year = days_of_tax_year(tax_year)
        if not any(
            worker.start <= year.end and (worker.end is None or worker.end >= year.start)
            for worker in facts.workers
        ):
            continue
        rise = date(year.start.year, *MINIMUM_WAGE_RISE)
        yield Happening(Trigger.MINIMUM_WAGE_RISE, "year", rise, period=tax_year)
        if facts.hmrc is not None:
            yield from _of_tax_year(facts, facts.hmrc, tax_year, year)


def _of_tax_year(facts: Facts, hmrc: HmrcFacts, tax_year: str, year: Period) -> Iterator[Happening]:
    if hmrc.reporting is not Reporting.BUREAU:
        yield Happening(Trigger.NEW_TAX_YEAR, "year", year.start, period=tax_year)
    if hmrc.claims_allowance and tax_year not in hmrc.allowance_claimed:
        yield Happening(Trigger.ALLOWANCE_NOT_CLAIMED, "year", year.start, period=tax_year)
    if hmrc.reporting is Reporting.ONLINE:
        yield Happening(Trigger.YEAR_END_ONLINE, "year", year.end, period=tax_year)
    if hmrc.gives_benefits:
        yield Happening(Trigger.YEAR_END_WITH_BENEFITS, "year", year.end, period=tax_year)
    for worker in facts.workers:
        if worker.works_on(year.end) and tax_year not in worker.unpaid_years:
            yield Happening(Trigger.YEAR_END_OF_WORKER, worker.key, year.end, worker.name, tax_year)


def of_pension(pension: PensionFacts) -> Iterator[Happening]:
    """The declaration of compliance, and every three years enrolling again and declaring it."""
    if pension.duties_start is None:
        return
    if pension.declared_on is None:
        yield Happening(
            Trigger.PENSION_DUTIES_START,
            "pension",
            pension.duties_start,
            period=long_date(pension.duties_start),
            due=declaration_due(pension.duties_start),
        )
    start = pension.cycle_from or pension.duties_start
    enrolled, declared = pension.re_enrolled_on, pension.re_declared_on
    if enrolled is not None and declared is not None:
        start, enrolled, declared = enrolled, None, None
    cycle = re_enrolment(start)
    if enrolled is None:
        yield Happening(
            Trigger.RE_ENROLMENT,
            "pension",
            cycle.anniversary,
            period=period_words(cycle.window),
            due=cycle.window.end,
        )
    if declared is None:
        yield Happening(
            Trigger.RE_DECLARATION,
            "pension",
            cycle.anniversary,
            period=period_words(cycle.window),
            due=cycle.declare_by,
        )
