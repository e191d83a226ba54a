"""Print what support would cost."""

from datetime import date

from dpmanager.domain.amounts import pounds
from dpmanager.domain.budget.cost import WEEKS, HolidayCover
from dpmanager.tasks.budget.cost_words import (
    answer_words,
    cover_words,
    difference_words,
    figure_heading,
    figure_words,
    hourly_words,
    joined_words,
    left_over_words,
    pension_words,
)
from dpmanager.tasks.budget.look_at_cost import CostSeen
from dpmanager.tasks.budget.work_out_cost import Asked, cost_label
from dpmanager.words import _


def print_cost(seen: CostSeen, tax_year: str, made_on: date, *, large_print: bool = False) -> bytes:
    """The answer as a PDF, with what was filled in, and the working of every line."""
    from dpmanager.documents.cost_estimate import CostEstimate, EstimateLine, cost_estimate_pdf

    answer = seen.answer
    question, cost = answer.asked.question, answer.cost
    more = (left_over_words(answer), pension_words(answer), hourly_words(answer))
    lines = [
        EstimateLine(cost_label(line.cost), line.amount, line.amount / WEEKS) for line in cost.lines
    ]
    estimate = CostEstimate(
        tax_year=tax_year,
        made_on=made_on,
        answer=answer_words(answer),
        more=[sentence for sentence in more if sentence],
        assumed=_assumed(answer.asked),
        lines=[*lines, EstimateLine(_("Together"), cost.total, cost.weekly)],
        choice_heading=figure_heading(question),
        choices=[
            (choice.name, figure_words(question, choice.figure), difference_words(seen, choice))
            for choice in seen.choices
        ],
        notes=answer.notes,
        steps=[*(step for line in cost.lines for step in line.steps), cost.step],
    )
    return cost_estimate_pdf(estimate, large_print=large_print)


def _assumed(asked: Asked) -> list[tuple[str, str]]:
    """What the sentence of the answer does not say."""
    plan = asked.plan
    agency = plan.cover is HolidayCover.AGENCY
    return [
        (_("How many assistants?"), str(plan.assistants)),
        (_("Who covers holidays?"), cover_words(plan.cover)),
        (_("What the agency takes for an hour"), pounds(plan.agency_rate) if agency else ""),
        (_("Who is in a pension?"), joined_words(plan.pension_joined)),
        (_("Employment Allowance"), _("Claimed") if plan.claims_allowance else _("Not claimed")),
    ]
