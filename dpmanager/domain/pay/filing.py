"""Whether an employer may send payroll reports on paper, and when those are due."""

from dataclasses import dataclass
from datetime import date, timedelta

from dpmanager.domain.pay.hmrc import MONTHS_IN_QUARTER, hmrc_period
from dpmanager.domain.pay.tax_period import days_of_tax_period
from dpmanager.domain.periods import Frequency, Period, long_date
from dpmanager.domain.rates import PaperFiling
from dpmanager.domain.steps import Step
from dpmanager.words import _

EXEMPTION = (
    "GOV.UK, employers who need not report online: "
    "https://www.gov.uk/guidance/find-out-which-employers-are-exempt-from-online-payroll-reporting"
)
MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class FilingQuestion:
    """One condition of the care and support exemption. field: its name in `FilingAnswers`."""

    field: str
    question: str


@dataclass(frozen=True, slots=True)
class FilingAnswers:
    """The answers to `filing_questions`; None: not answered yet."""

    care_is_at_home: bool | None
    care_is_for_you_or_family: bool | None
    needs_care: bool | None
    files_alone: bool | None


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """Whether paper is open to the employer: True, False, or None while an answer is missing.

    reasons: sentences that say why, and what to do next.
    """

    allowed: bool | None
    reasons: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class PaperReturn:
    """A quarter of pay days, and the day by which HMRC must have form RT2 for it."""

    quarter: Period
    due: date


def filing_questions() -> tuple[FilingQuestion, ...]:
    """The conditions of the exemption, in the order to ask them."""
    return (
        FilingQuestion("care_is_at_home", _("Is the care given at your home, or from it?")),
        FilingQuestion(
            "care_is_for_you_or_family", _("Is the care for you or somebody in your family?")
        ),
        FilingQuestion("needs_care", _("Is that person disabled, elderly or infirm?")),
        FilingQuestion(
            "files_alone",
            _("Do you send the reports yourself, without a payroll service or an accountant?"),
        ),
    )


def may_file_on_paper(answers: FilingAnswers) -> PaperAnswer:
    """Whether a care and support employer may report on paper instead of online.

    All four conditions must hold. HMRC must have agreed, in writing, before the first paper.
    Source: Income Tax (Pay As You Earn) Regulations 2003 (SI 2003/2682), regulation 67D.
    """
    given = {one.field: (one.question, getattr(answers, one.field)) for one in filing_questions()}
    steps = tuple(Step(question, _answer(answer), EXEMPTION) for question, answer in given.values())
    failed = [field for field, (_question, answer) in given.items() if answer is False]
    if failed:
        why_not = _why_not()
        online = _("Report online, on or before each pay day.")
        return PaperAnswer(False, (*(why_not[field] for field in failed), online), steps)
    open_ = [question for question, answer in given.values() if answer is None]
    if open_:
        return PaperAnswer(None, tuple(open_), steps)
    return PaperAnswer(True, _if_allowed(), steps)


def paper_returns(tax_year: str, rules: PaperFiling) -> tuple[PaperReturn, ...]:
    """The quarters of a tax year such as "2026-27", and when their form RT2 is due."""
    returns = []
    for month in range(1, MONTHS_IN_YEAR + 1, MONTHS_IN_QUARTER):
        first = days_of_tax_period(tax_year, Frequency.MONTHLY, month).start
        quarter = hmrc_period(first, quarterly=True)
        due = quarter.end + timedelta(days=rules.days_after_quarter)
        returns.append(PaperReturn(quarter, due))
    return tuple(returns)


def paper_return_words(one: PaperReturn) -> str:
    """What is due, in a sentence."""
    return _("Form RT2 for pay from {start} to {end} must reach HMRC by {due}.").format(
        start=long_date(one.quarter.start), end=long_date(one.quarter.end), due=long_date(one.due)
    )


def _answer(answer: bool | None) -> str:
    if answer is None:
        return _("not answered yet")
    return _("yes") if answer else _("no")


def _why_not() -> dict[str, str]:
    return {
        "care_is_at_home": _("Paper is for care that is given at your home, or from it."),
        "care_is_for_you_or_family": _("Paper is for care of you or somebody in your family."),
        "needs_care": _("Paper is for care of somebody who is disabled, elderly or infirm."),
        "files_alone": _("Whoever reports for somebody else must do it online."),
    }


def _if_allowed() -> tuple[str, ...]:
    return (
        _("You meet the conditions. Write to HMRC and wait for their answer before you use paper."),
        _("Keep form RT11 for each worker, and send form RT2 after each quarter."),
        _("Send form RT5 for a quarter without pay, or to claim the Employment Allowance."),
        _("Tell workers who get Universal Credit that they must report their pay themselves."),
    )
