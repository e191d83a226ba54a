"""An invented household for the tests of deadlines, and short ways to ask what is due."""

from collections.abc import Set
from dataclasses import replace
from datetime import date, timedelta

from dpmanager.domain.deadlines.facts import (
    CutOff,
    Facts,
    FundingFacts,
    HmrcFacts,
    NoticeFacts,
    Paper,
    PaperKind,
    PayDay,
    PensionFacts,
    Reporting,
    ReturnFacts,
    Sickness,
    WorkerFacts,
)
from dpmanager.domain.deadlines.rules import DeadlineRules
from dpmanager.domain.deadlines.work_out import Deadline, deadlines
from dpmanager.domain.hours.bank_holidays import bank_holidays
from dpmanager.domain.pay.pension_duties import Duty, DutyKind
from dpmanager.domain.pay.pension_membership import PensionEvent, PensionEventKind
from dpmanager.domain.periods import Period
from dpmanager.domain.rates import TaxYearRates
from dpmanager.resource_files import read_toml, resource_path
from dpmanager.tasks.pay.rates import rates_for

RULES = read_toml(resource_path("deadlines.toml"), DeadlineRules)
ADA = WorkerFacts("worker/1", "Ada Lane", date(2024, 6, 3))
YEAR = timedelta(days=366)


def newest_rates(_day: date) -> TaxYearRates:
    """Those of 2026-27 for every day: the days of the month have not changed for years."""
    return rates_for("2026-27")


def closed(nation: str, day: date, until: date) -> Set[date]:
    return bank_holidays(nation, range(day.year - 3, until.year + 2))


def due(facts: Facts, today: date, rule_id: str = "", until: date | None = None) -> list[Deadline]:
    """What is due by a year from today on (or `until`), of one rule or of all."""
    until = until or today + YEAR
    found = deadlines(
        RULES,
        facts,
        today,
        until=until,
        rates_on=newest_rates,
        bank_holidays=closed(facts.nation, today, until),
    )
    return [one for one in found if rule_id in ("", one.rule_id)]


def days(facts: Facts, today: date, rule_id: str, until: date | None = None) -> list[date]:
    return [one.day for one in due(facts, today, rule_id, until)]


def only(facts: Facts, today: date, rule_id: str, until: date | None = None) -> Deadline:
    (found,) = due(facts, today, rule_id, until)
    return found


def paid(*pay_days: date, reporting: Reporting = Reporting.ONLINE, **hmrc: object) -> Facts:
    """England, a PAYE scheme, and these pay days of Ada."""
    return Facts(
        "england",
        pay_days=tuple(PayDay(day, "Ada Lane", with_pension=True) for day in pay_days),
        hmrc=HmrcFacts(reporting, **hmrc),  # type: ignore[arg-type]
        workers=(ADA,),
    )


def working(nation: str = "england", **changes: object) -> Facts:
    """A household with one worker, who is Ada with these changes."""
    return Facts(nation, workers=(replace(ADA, **changes),))  # type: ignore[arg-type]


TODAY = date(2026, 11, 27)


def busy_household(nation: str) -> Facts:
    """Facts that set every rule off from TODAY on, but for who pays HMRC how."""
    soon = TODAY + timedelta(days=20)
    ben = WorkerFacts(
        "worker/2",
        "Ben Moss",
        soon,
        born=date(2009, 1, 20),
        state_pension_day=date(2027, 2, 3),
        statement_given=False,
        changes=(TODAY,),
        dbs_on=date(2026, 5, 1),
        papers=tuple(
            Paper(f"paper/{number}", kind, "Ben Moss", soon)
            for number, kind in enumerate(PaperKind)
            if kind is not PaperKind.EMPLOYERS_LIABILITY
        ),
        leave_year_start=date(2026, 1, 1),
        carried_use_by=(date(2027, 6, 30),),
        pension_events=(
            PensionEvent(TODAY - timedelta(days=5), PensionEventKind.ENROLLED),
            PensionEvent(TODAY - timedelta(days=1), PensionEventKind.WRITTEN),
        ),
        pension_duties=(Duty(DutyKind.ENROL, soon, "Put the worker into the pension.", "SI"),),
        sickness=(
            Sickness("absence/1", TODAY, sick_pay_from=TODAY, no_sick_pay_from=TODAY),
            Sickness("absence/2", TODAY, fit_note_until=soon),
        ),
    )
    cid = WorkerFacts(
        "worker/3",
        "Cid Poole",
        date(2024, 6, 3),
        born=date(2006, 1, 20),
        end=date(2027, 4, 30),
        notice=NoticeFacts(TODAY, by_employer=True),
    )
    pay_days = [date(2026, 9, 30), date(2026, 11, 30), date(2026, 12, 31), date(2027, 3, 31)]
    return Facts(
        nation,  # type: ignore[arg-type]
        pay_days=(
            *(PayDay(day, "Ben Moss", with_pension=True) for day in pay_days),
            PayDay(date(2027, 4, 30), "Ben Moss"),
            PayDay(date(2026, 12, 15), "Cid Poole", by_bureau=True),
        ),
        hmrc=HmrcFacts(Reporting.ONLINE, recovering=(date(2026, 11, 30),), gives_benefits=True),
        pension=PensionFacts(duties_start=date(2024, 6, 3)),
        cut_off=CutOff(days_before=5),
        workers=(ben, cid),
        policies=(Paper("policy/1", PaperKind.EMPLOYERS_LIABILITY, "", soon),),
        returns=(
            ReturnFacts(
                "return/1", "Borough", Period(date(2026, 10, 1), date(2026, 12, 31)), days=28
            ),
        ),
        funding=(
            FundingFacts("funder/1", "Borough", next_review=soon, contributions=(soon,)),
            FundingFacts("funder/2", "Trust", first_payment=date(2026, 9, 1)),
            FundingFacts("funder/3", "Board", last_review=date(2026, 2, 1)),
        ),
    )
