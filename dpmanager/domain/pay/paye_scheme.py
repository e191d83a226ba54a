"""Whether an employer must run PAYE, and what the Employment Allowance saves."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dpmanager.domain.amounts import pounds
from dpmanager.domain.pay.figures import figure
from dpmanager.domain.periods import Frequency
from dpmanager.domain.rates import EmploymentAllowance, PayeScheme
from dpmanager.domain.steps import Step
from dpmanager.words import _

ALLOWANCE = (
    "HMRC, NIM06520: https://gov.uk/hmrc-internal-manuals/national-insurance-manual/nim06520"
)


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A worker, as far as it decides whether PAYE is needed. None: nobody has said yet.

    pay: pounds, the most of any pay period. What the worker earns in one week of a four-weekly
    period does not count by itself. gets_expenses_or_benefits: from this employer.
    """

    name: str
    pay: Decimal
    frequency: Frequency
    has_other_job: bool | None
    has_pension: bool | None
    gets_expenses_or_benefits: bool | None


@dataclass(frozen=True, slots=True)
class PayeAnswer:
    """Whether PAYE must be run: True, False, or None while an answer is missing.

    reasons: sentences that say why. still_to_do: what the employer must do all the same.
    """

    needed: bool | None
    reasons: tuple[str, ...]
    still_to_do: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class AllowanceSaving:
    """Pounds of the employer's National Insurance of a year that need not be paid.

    condition: in which case the allowance may be claimed, for the employer to check.
    """

    saving: Decimal
    condition: str
    steps: tuple[Step, ...]


def paye_scheme_needed(workers: Sequence[StaffMember], rules: PayeScheme) -> PayeAnswer:
    """Whether somebody who employs these workers must register with HMRC and run PAYE.

    They must as soon as one worker is paid the threshold of the pay period or more, has another
    job or a pension, or gets expenses or benefits. Then PAYE is run for every worker.
    """
    steps = tuple(_pay_step(worker, rules) for worker in workers)
    if workers and not rules.verified:
        steps += (
            Step(
                _("The limits for two and four weeks follow from the yearly one"),
                _("HMRC has not published them"),
                rules.source[0],
            ),
        )
    reasons = tuple(reason for worker in workers for reason in _causes(worker, rules))
    if reasons:
        everybody = _("PAYE then covers every worker you employ, whatever their pay.")
        return PayeAnswer(True, (*reasons, everybody), (), steps)
    unknown = tuple(question for worker in workers for question in _open_questions(worker))
    if unknown:
        return PayeAnswer(None, unknown, (), steps)
    if not workers:
        return PayeAnswer(False, (_("You employ nobody."),), (), ())
    reason = _(
        "No worker is paid so much that PAYE is needed. None has another job or a pension, or gets "
        "expenses or benefits from you."
    )
    return PayeAnswer(False, (reason,), _without_paye(), steps)


def employment_allowance_saving(
    employer_ni_of_year: Decimal, allowance: EmploymentAllowance
) -> AllowanceSaving:
    """What the allowance pays of a year's employer's National Insurance, in pounds."""
    saving = min(employer_ni_of_year, allowance.amount)
    left = employer_ni_of_year - saving
    steps = (
        Step(
            _("Employment Allowance: the lower of the year's allowance and what you owe"),
            _("{owed}, at most {allowance}: {saving}").format(
                owed=figure(employer_ni_of_year),
                allowance=figure(allowance.amount),
                saving=figure(saving),
            ),
            ALLOWANCE,
        ),
        Step(
            _("Employer's National Insurance that is left to pay"),
            f"{figure(employer_ni_of_year)} - {figure(saving)} = {figure(left)}",
            ALLOWANCE,
        ),
    )
    return AllowanceSaving(saving, _care_condition(), steps)


def _pay_step(worker: StaffMember, rules: PayeScheme) -> Step:
    limit = rules.pay.at(worker.frequency)
    if worker.pay >= limit:
        sum_ = _("{pay} is {limit} or more").format(pay=figure(worker.pay), limit=figure(limit))
    else:
        sum_ = _("{pay} is below {limit}").format(pay=figure(worker.pay), limit=figure(limit))
    return Step(
        _("{worker}: the most pay of a pay period, against the PAYE limit").format(
            worker=worker.name
        ),
        sum_,
        rules.source[0],
    )


def _causes(worker: StaffMember, rules: PayeScheme) -> list[str]:
    limit = rules.pay.at(worker.frequency)
    reasons = []
    if worker.pay >= limit:
        reasons.append(
            _("{worker} is paid {pay}. PAYE is needed from {limit}.").format(
                worker=worker.name, pay=pounds(worker.pay), limit=pounds(limit)
            )
        )
    if worker.has_other_job:
        reasons.append(_("{worker} has another job.").format(worker=worker.name))
    if worker.has_pension:
        reasons.append(_("{worker} gets a pension.").format(worker=worker.name))
    if worker.gets_expenses_or_benefits:
        reasons.append(_("{worker} gets expenses or benefits from you.").format(worker=worker.name))
    return reasons


def _open_questions(worker: StaffMember) -> list[str]:
    questions = []
    if worker.has_other_job is None:
        questions.append(_("Ask {worker} if they have another job.").format(worker=worker.name))
    if worker.has_pension is None:
        questions.append(_("Ask {worker} if they get a pension.").format(worker=worker.name))
    if worker.gets_expenses_or_benefits is None:
        questions.append(
            _("Say if {worker} gets expenses or benefits from you.").format(worker=worker.name)
        )
    return questions


def _without_paye() -> tuple[str, ...]:
    return (
        _("Give a payslip on or before each pay day."),
        _("Pay the minimum wage and paid holiday."),
        _("Have each worker fill in HMRC's starter checklist, and keep it."),
        _("Tell The Pensions Regulator that you have done your pension duties."),
        _("Keep records of hours and pay."),
        _("Ask again when pay goes up or a worker takes another job."),
    )


def _care_condition() -> str:
    return _(
        "You may claim it if all that your workers do is for a person who needs it. The need must "
        "come from age, illness, a disability, a mental disorder, or alcohol or drugs. Pay from a "
        "direct payment counts. Each employer has one allowance, and you must claim it."
    )
